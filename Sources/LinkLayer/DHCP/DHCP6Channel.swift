import CLinux
import Glibc
import NetworkValues

/// The way of a DHCPv6 client to the network: a socket, or a script in tests.
protocol DHCP6Channel: AnyObject {
    /// What has something to read when something came.
    var descriptors: [Int32] { get }
    /// Sends a message to all servers and relays of the link. Returns 0 or the errno.
    func send(_ message: [UInt8]) -> Int32
    /// Takes a message of a server's port; empty for one of somebody else, `nil` when there is nothing more.
    func receive() -> [UInt8]?
}

/// UDP on the interface's link-local address.
final class LinkLocalChannel: DHCP6Channel {
    /// Ports of clients and servers (RFC 8415 7.2).
    static let ports: (client: UInt16, server: UInt16) = (546, 547)
    /// ff02::1:2, all servers and relays (RFC 8415 7.1).
    private static let servers = IPAddress.v6(high: 0xff02 << 48, low: 0x1_0002, zone: 0)

    private let interface: DHCPInterface
    private let socket: Int32
    private var room: [UInt8] = Array(repeating: 0, count: 65_536)

    /// Opens the socket. Throws `EADDRINUSE` when another client has the port, and `EADDRNOTAVAIL` while the interface has
    /// no link-local address that is known to be its own.
    init(_ interface: DHCPInterface) throws(DHCPPortError) {
        var address: [UInt8] = Array(repeating: 0, count: 16)
        let result = ipd_dhcp6_open(interface.name, interface.index, Self.ports.client, &address)
        guard result >= 0 else {
            throw DHCPPortError(
                errno: -result, "expected UDP port \(Self.ports.client) of \(interface.name)'s link-local address")
        }
        self.interface = interface
        socket = result
    }

    deinit { close(socket) }

    var descriptors: [Int32] { [socket] }

    func send(_ message: [UInt8]) -> Int32 {
        -ipd_dhcp_send(
            socket, 6, Self.servers.octets, interface.index, Self.ports.server, message, UInt32(message.count))
    }

    func receive() -> [UInt8]? {
        var source: [UInt8] = Array(repeating: 0, count: 16)
        var port: UInt16 = 0
        let count = ipd_dhcp6_receive(socket, &room, UInt32(room.count), &source, &port)
        if count == -EAGAIN || count == -EINTR { return nil }
        guard count >= 0, count <= room.count, port == Self.ports.server else { return [] }
        return Array(room.prefix(Int(count)))
    }
}
