/// An echo request and what may come back (RFC 792, RFC 4443).
struct EchoPacket: Hashable, Sendable {
    /// What a packet says of a request.
    enum Answer: Hashable, Sendable {
        /// The answer.
        case reply
        /// A router or the host says that it cannot be delivered.
        case unreachable(code: UInt8)
        /// It is about something else.
        case foreign
    }

    /// Octets of content that follow the token: 64 with the header, as ping has them.
    static let paddingBytes = 48

    /// 4 or 6.
    var family: Int
    /// Numbers that tell the request from others of this host; a datagram socket changes the identifier.
    var identifier: UInt16
    var sequence: UInt16
    /// What the content begins with: nobody else has it.
    var token: UInt64

    private var requestType: UInt8 { family == 6 ? 128 : 8 }
    private var replyType: UInt8 { family == 6 ? 129 : 0 }

    /// The request as it is sent. The kernel fills in the checksum of ICMPv6.
    var request: [UInt8] {
        var octets: [UInt8] = [requestType, 0, 0, 0]
        octets += [UInt8(identifier >> 8), UInt8(identifier & 0xff), UInt8(sequence >> 8), UInt8(sequence & 0xff)]
        octets += tokenOctets
        octets += (0..<UInt8(Self.paddingBytes)).map { $0 &+ 0x10 }
        if family == 4 {
            let sum = Self.checksum(octets)
            octets[2] = UInt8(sum >> 8)
            octets[3] = UInt8(sum & 0xff)
        }
        return octets
    }

    private var tokenOctets: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: token >> (56 - 8 * UInt64($0))) }
    }

    /// What a packet that came says of this request. A raw socket gives IPv4 with its header.
    func answer(in octets: [UInt8], hasHeader: Bool) -> Answer {
        guard let start = hasHeader ? Self.headerLength(octets[...]) : 0, octets.count >= start + 8 else {
            return .foreign
        }
        let message = octets[start...]
        let type = message[start]
        if type == replyType {
            guard matches(message[(start + 4)...]), message.count >= 16,
                Array(message[(start + 8)..<(start + 16)]) == tokenOctets
            else { return .foreign }
            return .reply
        }
        guard type == (family == 6 ? 1 : 3) else { return .foreign }
        // The error quotes the packet that it is about, with at least eight octets of the request.
        let quoted = message[(start + 8)...]
        let header = family == 6 ? 40 : Self.headerLength(quoted)
        guard let header, quoted.count >= header + 8, quoted[quoted.startIndex + header] == requestType,
            matches(quoted[(quoted.startIndex + header + 4)...])
        else { return .foreign }
        return .unreachable(code: message[start + 1])
    }

    /// Identifier and sequence of a request that an error quotes, behind its IP header; `nil` when it is none.
    static func numbers(ofRequest octets: [UInt8], family: Int) -> (identifier: UInt16, sequence: UInt16)? {
        guard octets.count >= 8, octets[0] == (family == 6 ? 128 : 8) else { return nil }
        return (UInt16(octets[4]) << 8 | UInt16(octets[5]), UInt16(octets[6]) << 8 | UInt16(octets[7]))
    }

    /// The sequence in a packet that may be a reply; `nil` when it is too short.
    static func sequence(ofReply octets: [UInt8], hasHeader: Bool) -> UInt16? {
        guard let start = hasHeader ? headerLength(octets[...]) : 0, octets.count >= start + 8 else { return nil }
        return UInt16(octets[start + 6]) << 8 | UInt16(octets[start + 7])
    }

    /// Whether identifier and sequence are those of the request. The kernel gives a datagram socket only what is its own.
    private func matches(_ octets: ArraySlice<UInt8>) -> Bool {
        guard octets.count >= 4 else { return false }
        let start = octets.startIndex
        return octets[start + 2] == UInt8(sequence >> 8) && octets[start + 3] == UInt8(sequence & 0xff)
    }

    /// The length of an IPv4 header; `nil` when there is none.
    private static func headerLength(_ octets: ArraySlice<UInt8>) -> Int? {
        guard octets.count >= 20, let first = octets.first, first >> 4 == 4 else { return nil }
        let length = Int(first & 0x0f) * 4
        return length >= 20 && octets.count >= length ? length : nil
    }

    /// The checksum of the Internet (RFC 1071).
    static func checksum(_ octets: [UInt8]) -> UInt16 {
        var sum: UInt32 = 0
        for (place, octet) in octets.enumerated() { sum += UInt32(octet) << (place % 2 == 0 ? 8 : 0) }
        while sum > 0xffff { sum = sum & 0xffff + sum >> 16 }
        return ~UInt16(sum)
    }
}
