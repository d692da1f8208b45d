import NetworkValues

/// A datagram of UDP in an IPv4 packet, as DHCP needs it while there is no address yet (RFC 791, RFC 768).
struct UDPPacket: Hashable, Sendable {
    /// Why octets are no such datagram.
    enum Refusal: String, Error, Hashable, Sendable, CaseIterable {
        /// Shorter than its headers, or than they say.
        case truncated
        /// Not IPv4, not UDP, or a header of less than five words.
        case header
        /// A part of a packet. DHCP is not sent in parts here.
        case fragment
        /// A checksum is wrong.
        case checksum
    }

    /// Octets of both headers.
    static let headerLength = 28

    var source: IPAddress
    var target: IPAddress
    var sourcePort: UInt16
    var targetPort: UInt16
    var payload: [UInt8]

    init(from source: IPAddress, _ sourcePort: UInt16, to target: IPAddress, _ targetPort: UInt16, _ payload: [UInt8]) {
        self.source = source
        self.sourcePort = sourcePort
        self.target = target
        self.targetPort = targetPort
        self.payload = payload
    }

    /// Reads a packet; octets behind its end are padding. The checksum of UDP is not looked at where the kernel has not
    /// filled it in yet.
    init(_ octets: [UInt8], isChecksumOpen: Bool) throws(Refusal) {
        guard octets.count >= Self.headerLength else { throw .truncated }
        let header = Int(octets[0] & 0x0f) * 4
        let total = Self.number16(octets, 2)
        guard octets[0] >> 4 == 4, header >= 20, octets[9] == 17 else { throw .header }
        guard total <= octets.count, total >= header + 8 else { throw .truncated }
        guard Self.sum(octets[..<header]) == 0xffff else { throw .checksum }
        guard Self.number16(octets, 6) & 0x3fff == 0 else { throw .fragment }
        let length = Self.number16(octets, header + 4)
        guard length >= 8, header + length <= total else { throw .truncated }
        let datagram = octets[header..<(header + length)]
        if !isChecksumOpen, Self.number16(octets, header + 6) != 0 {
            guard Self.sum(datagram, from: Self.pseudoSum(octets[12..<20], length)) == 0xffff else { throw .checksum }
        }
        source = .v4(Self.number32(octets, 12))
        target = .v4(Self.number32(octets, 16))
        sourcePort = UInt16(Self.number16(octets, header))
        targetPort = UInt16(Self.number16(octets, header + 2))
        payload = Array(datagram.dropFirst(8))
    }

    /// The packet as it is sent: not to be parted, and for 64 hops.
    var encoded: [UInt8] {
        let length = 8 + payload.count
        let total = 20 + length
        var octets: [UInt8] = [0x45, 0x10, UInt8(total >> 8 & 0xff), UInt8(total & 0xff), 0, 0, 0x40, 0, 64, 17, 0, 0]
        octets += source.octets + target.octets
        Self.put(~Self.sum(octets[...]), into: &octets, at: 10)
        for number in [sourcePort, targetPort, UInt16(truncatingIfNeeded: length), 0] {
            octets += [UInt8(number >> 8), UInt8(number & 0xff)]
        }
        octets += payload
        let checksum = ~Self.sum(octets[20...], from: Self.pseudoSum(octets[12..<20], length))
        // 0 would mean that there is none.
        Self.put(checksum == 0 ? 0xffff : checksum, into: &octets, at: 26)
        return octets
    }

    private static func put(_ number: UInt16, into octets: inout [UInt8], at place: Int) {
        octets[place] = UInt8(number >> 8)
        octets[place + 1] = UInt8(number & 0xff)
    }

    private static func number16(_ octets: [UInt8], _ place: Int) -> Int {
        Int(octets[place]) << 8 | Int(octets[place + 1])
    }

    private static func number32(_ octets: [UInt8], _ place: Int) -> UInt32 {
        UInt32(number16(octets, place)) << 16 | UInt32(number16(octets, place + 2))
    }

    private static func pseudoSum(_ addresses: ArraySlice<UInt8>, _ length: Int) -> UInt32 {
        UInt32(sum(addresses)) + 17 + UInt32(length)
    }

    /// The sum of RFC 1071, not yet complemented.
    private static func sum(_ octets: ArraySlice<UInt8>, from start: UInt32 = 0) -> UInt16 {
        var sum = start
        var isHigh = true
        for octet in octets {
            sum += isHigh ? UInt32(octet) << 8 : UInt32(octet)
            isHigh.toggle()
        }
        while sum > 0xffff { sum = sum & 0xffff + sum >> 16 }
        return UInt16(sum)
    }
}
