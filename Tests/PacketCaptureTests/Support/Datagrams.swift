import CaptureFormats
import Glibc

@testable import PacketCapture

/// Numbered datagrams on the loopback interface, to be captured there.
enum Datagrams {
    /// Whether this process may capture; tests that must are skipped where it may not.
    static let canCapture: Bool = {
        let engine = CaptureEngine(bufferOctets: 1 << 20, now: { SpoolBench.start })
        guard let reader = try? engine.open(CaptureRequest("lo", .pcapng, viewer: "test")) else { return false }
        Task { await engine.close(reader) }
        return true
    }()

    /// Sends the numbers of a range, eight octets each with the highest first, to a port of 127.0.0.1.
    static func send(_ numbers: Range<UInt64>, to port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        for number in numbers {
            var octets = number.bigEndian
            _ = withUnsafePointer(to: &address) { address in
                address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    sendto(descriptor, &octets, 8, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        }
    }

    /// The numbers in a captured file: UDP in IPv4 on Ethernet.
    static func numbers(_ octets: [UInt8], to port: UInt16) throws -> [UInt64] {
        try packets(octets).filter { packet in
            packet.count >= 50 && packet[23] == 17 && UInt16(packet[36]) << 8 | UInt16(packet[37]) == port
        }.map { packet in packet[42..<50].reduce(0) { $0 << 8 | UInt64($1) } }
    }

    /// How many packets of TCP of a port are in a captured file.
    static func segments(_ octets: [UInt8], of port: UInt16) throws -> Int {
        try packets(octets).count { packet in
            guard packet.count >= 38, packet[23] == 6 else { return false }
            return [34, 36].contains { UInt16(packet[$0]) << 8 | UInt16(packet[$0 + 1]) == port }
        }
    }

    private static func packets(_ octets: [UInt8]) throws -> [[UInt8]] {
        var reader = PcapReader()
        var place = 0
        var packets: [[UInt8]] = []
        while let record = try reader.next(in: octets.span, at: &place) { packets.append(Array(octets[record.octets])) }
        return packets
    }
}
