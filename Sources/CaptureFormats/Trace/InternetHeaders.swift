import NetworkValues

/// The headers of IPv4 or IPv6 and of UDP before a line, from port 514 to port 514.
struct InternetHeaders: Hashable, Sendable {
    /// The most octets of a line in IPv4: 65,535 less the two headers.
    static let datagramLimit = 65_507
    /// The port of syslog (RFC 5426 3.3).
    static let port: UInt16 = 514

    /// Both headers, with zeros where lengths and checksums belong.
    let octets: [UInt8]
    /// The most octets of a line.
    let lineLimit: Int
    /// What the packet is called in the header before it.
    var etherType: UInt16 { isIPv4 ? 0x0800 : 0x86dd }

    private let isIPv4: Bool
    /// The sum of the 16-bit words of both addresses, of the protocol's number and of both ports.
    private let fixedSum: UInt64
    /// Where the headers begin within the packet.
    private var start = 0

    /// Makes the headers; a single IPv4 address is mapped into IPv6.
    init(source: IPAddress, destination: IPAddress) {
        let pair = (source.octets, destination.octets)
        isIPv4 = pair.0.count == 4 && pair.1.count == 4
        var head: [UInt8] = []
        if isIPv4 {
            // Version and header length, no differentiated service, length, identification, do not fragment, 64 hops, UDP.
            head += [0x45, 0, 0, 0, 0, 0, 0x40, 0, 64, 17, 0, 0] + pair.0 + pair.1
            lineLimit = Self.datagramLimit
        } else {
            head += [0x60, 0, 0, 0, 0, 0, 17, 64] + Self.mapped(pair.0) + Self.mapped(pair.1)
            lineLimit = 65_527
        }
        fixedSum = Self.sum(head[(isIPv4 ? 12 : 8)...]) + 17 + 2 * UInt64(Self.port)
        head.append(big: Self.port)
        head.append(big: Self.port)
        octets = head + [0, 0, 0, 0]
    }

    /// The same headers behind `length` octets of another one.
    func moved(to length: Int) -> InternetHeaders {
        var copy = self
        copy.start = length
        return copy
    }

    /// Fills in lengths and checksums (RFC 791 3.1, RFC 768, RFC 8200 8.1) in the packet that begins at `packetStart` and
    /// reaches to the end of `packet`.
    func complete(_ packet: inout [UInt8], from packetStart: Int, lineLength: Int) {
        let head = packetStart + start
        let udp = head + octets.count - 8
        let length = UInt16(truncatingIfNeeded: 8 + lineLength)
        if isIPv4 {
            packet.replace(at: head + 2, big: 20 + length)
            packet.replace(at: head + 10, big: ~Self.folded(Self.sum(packet[head..<udp])))
        } else {
            packet.replace(at: head + 4, big: length)
        }
        packet.replace(at: udp + 4, big: length)
        // The length counts twice: in the pseudo header and in the header.
        let checksum = ~Self.folded(fixedSum + 2 * UInt64(length) + Self.sum(packet[(udp + 8)...]))
        packet.replace(at: udp + 6, big: checksum == 0 ? 0xffff : checksum)
    }

    private static func mapped(_ octets: [UInt8]) -> [UInt8] {
        octets.count == 16 ? octets : [UInt8](repeating: 0, count: 10) + [0xff, 0xff] + octets
    }

    /// The sum of the 16-bit words; a last single octet is the upper half of one.
    private static func sum(_ octets: ArraySlice<UInt8>) -> UInt64 {
        var sum: UInt64 = 0
        var isUpper = true
        for octet in octets {
            sum += isUpper ? UInt64(octet) << 8 : UInt64(octet)
            isUpper.toggle()
        }
        return sum
    }

    /// The sum in one's complement of 16 bits (RFC 1071).
    private static func folded(_ sum: UInt64) -> UInt16 {
        var sum = sum
        while sum > 0xffff { sum = (sum & 0xffff) + sum >> 16 }
        return UInt16(truncatingIfNeeded: sum)
    }
}
