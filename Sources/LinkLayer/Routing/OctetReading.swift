import NetworkValues

/// Numbers in octets, in the order of the host, as netlink has them; what would pass the end is `nil`.
extension Span where Element == UInt8 {
    func hostNumber16(at position: Int) -> UInt16? {
        guard position >= 0, position <= count - 2 else { return nil }
        return UInt16(littleEndian: UInt16(self[position]) | UInt16(self[position + 1]) << 8)
    }

    func hostNumber32(at position: Int) -> UInt32? {
        guard position >= 0, position <= count - 4 else { return nil }
        var value: UInt32 = 0
        for offset in 0..<4 { value |= UInt32(self[position + offset]) << UInt32(8 * offset) }
        return UInt32(littleEndian: value)
    }

    func hostNumber64(at position: Int) -> UInt64? {
        guard position >= 0, position <= count - 8 else { return nil }
        var value: UInt64 = 0
        for offset in 0..<8 { value |= UInt64(self[position + offset]) << UInt64(8 * offset) }
        return UInt64(littleEndian: value)
    }

    /// A copy of a part; what lies behind the end is left out.
    func copy(_ range: Range<Int>) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(range.count)
        for position in range where position < count { octets.append(self[position]) }
        return octets
    }

    /// An address of 4 or 16 octets.
    func address(_ range: Range<Int>) -> IPAddress? {
        guard range.count == 4 || range.count == 16 else { return nil }
        return IPAddress(octets: copy(range))
    }

    /// Text up to its first NUL, without control characters; at most 256 octets of it.
    func text(_ range: Range<Int>) -> String {
        let octets = copy(range.prefix(256)).prefix { $0 != 0 }
        let raw = String(decoding: octets, as: UTF8.self)
        guard raw.unicodeScalars.contains(where: Self.isControl) else { return raw }
        var clean = String.UnicodeScalarView()
        for scalar in raw.unicodeScalars { clean.append(Self.isControl(scalar) ? "\u{fffd}" : scalar) }
        return String(clean)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
    }
}

extension [UInt8] {
    mutating func append(host value: UInt16) {
        let ordered = value.littleEndian
        append(UInt8(truncatingIfNeeded: ordered))
        append(UInt8(truncatingIfNeeded: ordered >> 8))
    }

    mutating func append(host value: UInt32) {
        let ordered = value.littleEndian
        for shift in stride(from: UInt32(0), to: 32, by: 8) { append(UInt8(truncatingIfNeeded: ordered >> shift)) }
    }
}
