/// An IPv4 or IPv6 address.
public enum IPAddress: Hashable, Sendable {
    /// An IPv4 address, its first octet in the highest eight bits.
    case v4(UInt32)
    /// An IPv6 address as two halves, the first octet in the highest eight bits of `high`, and its zone (interface
    /// index) for link-local addresses, 0 for none.
    case v6(high: UInt64, low: UInt64, zone: UInt32)

    /// The IPv4 loopback address, 127.0.0.1.
    public static let loopback = IPAddress.v4(0x7f00_0001)

    /// The octets in network order: 4 or 16.
    public var octets: [UInt8] {
        switch self {
        case .v4(let value):
            (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
        case .v6(let high, let low, _):
            (0..<8).map { UInt8(truncatingIfNeeded: high >> (56 - 8 * $0)) }
                + (0..<8).map { UInt8(truncatingIfNeeded: low >> (56 - 8 * $0)) }
        }
    }

    /// Makes an address from 4 or 16 octets in network order; `nil` for any other count.
    public init?(octets: some Collection<UInt8>) {
        switch octets.count {
        case 4:
            self = .v4(octets.reduce(0) { $0 << 8 | UInt32($1) })
        case 16:
            self = .v6(
                high: octets.prefix(8).reduce(0) { $0 << 8 | UInt64($1) },
                low: octets.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }, zone: 0)
        default:
            return nil
        }
    }

    /// An IPv4 address for one that was mapped into IPv6 (`::ffff:a.b.c.d`, RFC 4291 2.5.5.2), else the address itself.
    public var unmapped: IPAddress {
        if case .v6(high: 0, let low, _) = self, low >> 32 == 0xffff { return .v4(UInt32(truncatingIfNeeded: low)) }
        return self
    }
}

extension IPAddress {
    /// Makes an address from dotted decimal IPv4 text or IPv6 text (RFC 4291 2.2), without a zone; `nil` for anything
    /// else.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        if !bytes.contains(UInt8(ascii: ":")) {
            guard let value = Self.dottedDecimal(bytes[...]) else { return nil }
            self = .v4(value)
            return
        }
        guard let groups = Self.groups(of: bytes) else { return nil }
        let high = groups[..<4].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
        let low = groups[4...].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
        self = .v6(high: high, low: low, zone: 0)
    }

    private static func dottedDecimal(_ bytes: ArraySlice<UInt8>) -> UInt32? {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var value: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.count), part.count == 1 || part.first != UInt8(ascii: "0") else { return nil }
            var octet: UInt32 = 0
            for byte in part {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                octet = octet * 10 + UInt32(byte - UInt8(ascii: "0"))
            }
            guard octet <= 255 else { return nil }
            value = value << 8 | octet
        }
        return value
    }

    /// The eight 16-bit groups of IPv6 text.
    private static func groups(of bytes: [UInt8]) -> [UInt16]? {
        let colon = UInt8(ascii: ":")
        var gap: Int?
        var halves: [[UInt8]] = [bytes]
        var index = 0
        while index + 1 < bytes.count {
            if bytes[index] == colon, bytes[index + 1] == colon {
                guard gap == nil else { return nil }
                gap = index
                halves = [Array(bytes[..<index]), Array(bytes[(index + 2)...])]
                index += 1
            }
            index += 1
        }
        var parsed: [[UInt16]] = []
        for (position, half) in halves.enumerated() {
            guard let part = Self.run(of: half, isLast: position == halves.count - 1) else { return nil }
            parsed.append(part)
        }
        let count = parsed.reduce(0) { $0 + $1.count }
        if gap == nil { return count == 8 ? parsed[0] : nil }
        guard count < 8 else { return nil }
        return parsed[0] + [UInt16](repeating: 0, count: 8 - count) + parsed[1]
    }

    /// Groups parted by single colons; the last run may end in dotted decimal.
    private static func run(of bytes: [UInt8], isLast: Bool) -> [UInt16]? {
        guard !bytes.isEmpty else { return [] }
        let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        var groups: [UInt16] = []
        for (position, part) in parts.enumerated() {
            if isLast, position == parts.count - 1, part.contains(UInt8(ascii: ".")) {
                guard let value = dottedDecimal(part) else { return nil }
                groups += [UInt16(truncatingIfNeeded: value >> 16), UInt16(truncatingIfNeeded: value)]
                continue
            }
            guard (1...4).contains(part.count) else { return nil }
            var group: UInt16 = 0
            for byte in part {
                guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
                group = group << 4 | UInt16(digit)
            }
            groups.append(group)
        }
        return groups.count <= 8 ? groups : nil
    }
}

extension IPAddress: CustomStringConvertible {
    /// Dotted decimal, or IPv6 text in the canonical form of RFC 5952.
    public var description: String {
        switch self {
        case .v4:
            return octets.map(String.init).joined(separator: ".")
        case .v6(let high, let low, let zone):
            let groups = (0..<8).map { index in
                UInt16(truncatingIfNeeded: (index < 4 ? high : low) >> (48 - 16 * UInt64(index % 4)))
            }
            let text: String
            if let zeros = Self.longestZeros(in: groups) {
                text = Self.joined(groups[..<zeros.lowerBound]) + "::" + Self.joined(groups[zeros.upperBound...])
            } else {
                text = Self.joined(groups[...])
            }
            return zone == 0 ? text : "\(text)%\(zone)"
        }
    }

    private static func joined(_ groups: ArraySlice<UInt16>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// The longest run of two or more zero groups, the first of equals.
    private static func longestZeros(in groups: [UInt16]) -> Range<Int>? {
        var best: Range<Int>?
        var start = 0
        while start < groups.count {
            var end = start
            while end < groups.count, groups[end] == 0 { end += 1 }
            if end - start >= 2, end - start > (best?.count ?? 0) { best = start..<end }
            start = max(end, start + 1)
        }
        return best
    }
}
