import CLinux
import Glibc
import NetworkValues

/// The way of a DHCPv4 client to the network: sockets, or a script in tests.
protocol DHCPChannel: AnyObject {
    /// What has something to read when something came.
    var descriptors: [Int32] { get }
    /// Sends an IPv4 packet to everybody. Returns 0 or the errno.
    func broadcast(_ packet: [UInt8]) -> Int32
    /// Sends a message to a server's port from whatever address the host has. Returns 0 or the errno.
    func send(_ message: [UInt8], to server: IPAddress) -> Int32
    /// Sends a packet of ARP to everybody. Returns 0 or the errno.
    func sendARP(_ packet: [UInt8]) -> Int32
    /// Takes what came; `nil` when there is nothing more.
    func receive() -> DHCPArrival?
}

/// What came.
enum DHCPArrival: Hashable, Sendable {
    /// A packet of IPv4, its padding included.
    case packet([UInt8], isChecksumOpen: Bool)
    /// A packet of ARP, its padding included.
    case arp([UInt8])
    /// Something for another station, too long, or an error of the socket.
    case nothing
}

/// Packet sockets on an interface, and the client's port, which is held against other clients.
final class PacketChannel: DHCPChannel {
    private static let ipType: UInt16 = 0x0800
    private static let arpType: UInt16 = 0x0806
    private static let everybody: [UInt8] = Array(repeating: 0xff, count: 6)

    private let interface: DHCPInterface
    private let packets: Int32
    private let arp: Int32
    private let port: Int32
    private var room: [UInt8] = Array(repeating: 0, count: 4096)

    /// Opens the sockets. Throws `EADDRINUSE` when another client has the port.
    init(_ interface: DHCPInterface) throws(DHCPPortError) {
        self.interface = interface
        port = try Self.checked(
            ipd_dhcp_hold_port(interface.name, DHCPFilter.clientPort),
            "expected UDP port \(DHCPFilter.clientPort) of \(interface.name) to be free")
        do throws(DHCPPortError) {
            packets = try Self.open(interface, Self.ipType, DHCPFilter.replies)
        } catch {
            close(port)
            throw error
        }
        do throws(DHCPPortError) {
            arp = try Self.open(interface, Self.arpType, DHCPFilter.everything)
        } catch {
            close(port)
            close(packets)
            throw error
        }
    }

    deinit {
        close(port)
        close(packets)
        close(arp)
    }

    var descriptors: [Int32] { [packets, arp] }

    private static func checked(_ result: Int32, _ expected: String) throws(DHCPPortError) -> Int32 {
        guard result >= 0 else { throw DHCPPortError(errno: -result, expected) }
        return result
    }

    private static func open(
        _ interface: DHCPInterface, _ type: UInt16, _ program: [DHCPFilter.Instruction]
    ) throws(DHCPPortError) -> Int32 {
        let encoded = DHCPFilter.encoded(program)
        return try checked(
            ipd_packet_open(interface.index, type, encoded, UInt32(encoded.count)),
            "expected a packet socket on \(interface.name) (CAP_NET_RAW)")
    }

    func broadcast(_ packet: [UInt8]) -> Int32 {
        -ipd_packet_send(packets, interface.index, Self.ipType, Self.everybody, packet, UInt32(packet.count))
    }

    func sendARP(_ packet: [UInt8]) -> Int32 {
        -ipd_packet_send(arp, interface.index, Self.arpType, Self.everybody, packet, UInt32(packet.count))
    }

    func send(_ message: [UInt8], to server: IPAddress) -> Int32 {
        -ipd_dhcp_send(port, 4, server.octets, 0, DHCPFilter.serverPort, message, UInt32(message.count))
    }

    func receive() -> DHCPArrival? {
        if let (octets, facts) = take(packets) {
            return octets.map { .packet($0, isChecksumOpen: facts.is_checksum_open != 0) } ?? .nothing
        }
        if let (octets, _) = take(arp) { return octets.map(DHCPArrival.arp) ?? .nothing }
        return nil
    }

    /// Takes a packet; `nil` for none, and no octets for one that is not for us.
    private func take(_ socket: Int32) -> (octets: [UInt8]?, facts: ipd_packet_facts)? {
        var facts = ipd_packet_facts()
        let count = ipd_packet_receive(socket, &room, UInt32(room.count), &facts)
        if count == -EAGAIN || count == -EINTR { return nil }
        guard count >= 0, count <= room.count, facts.is_foreign == 0 else {
            // The error of an interface that went is told once; then there is nothing more.
            return (nil, facts)
        }
        return (Array(room.prefix(Int(count))), facts)
    }
}
