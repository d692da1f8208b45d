/// Values of the simple types (RFC 2578 7.1), each in the shortest form.
extension BERWriter {
    /// Puts an INTEGER in front.
    @inline(__always)
    public mutating func put(integer value: Int32, to bytes: inout MutableSpan<UInt8>) {
        // The sign bit, and one more than the highest bit that differs from it.
        let magnitude = UInt32(bitPattern: value < 0 ? ~value : value)
        let octets = (32 - magnitude.leadingZeroBitCount) / 8 + 1
        put(.integer, bits: UInt64(bitPattern: Int64(value)), count: octets, to: &bytes)
    }

    /// Puts a number without a sign in front, with a tag of its own.
    public mutating func put(_ tag: BERTag, unsigned value: UInt64, to bytes: inout MutableSpan<UInt8>) {
        put(tag, bits: value, count: (64 - value.leadingZeroBitCount) / 8 + 1, to: &bytes)
    }

    /// Puts the lowest `count` octets of a number in front, 1 to 9; the ninth is zero.
    @inline(__always)
    private mutating func put(_ tag: BERTag, bits: UInt64, count: Int, to bytes: inout MutableSpan<UInt8>) {
        guard take(2 + count) else { return }
        bytes[start] = tag.rawValue
        bytes[start + 1] = UInt8(truncatingIfNeeded: count)
        var rest = bits
        var octet = count
        while octet > 0 {
            bytes[start + 1 + octet] = UInt8(truncatingIfNeeded: rest)
            rest >>= 8
            octet -= 1
        }
    }

    /// Puts octets with a tag in front.
    public mutating func put(_ tag: BERTag, octets: Span<UInt8>, to bytes: inout MutableSpan<UInt8>) {
        put(octets, to: &bytes)
        put(tag, length: octets.count, to: &bytes)
    }

    /// Puts an OBJECT IDENTIFIER in front. Fewer than two sub-identifiers are filled up with zeros (0.0, RFC 2578 7.1.3).
    public mutating func put(name arcs: Span<UInt32>, to bytes: inout MutableSpan<UInt8>) {
        let end = start
        var position = arcs.count - 1
        while position >= 2 {
            put(subIdentifier: UInt64(arcs[position]), to: &bytes)
            position -= 1
        }
        let first = arcs.count > 0 ? UInt64(arcs[0]) : 0
        let second = arcs.count > 1 ? UInt64(arcs[1]) : 0
        put(subIdentifier: first * 40 + second, to: &bytes)
        wrap(.objectIdentifier, to: end, in: &bytes)
    }

    @inline(__always)
    private mutating func put(subIdentifier value: UInt64, to bytes: inout MutableSpan<UInt8>) {
        put(UInt8(truncatingIfNeeded: value & 0x7f), to: &bytes)
        var rest = value >> 7
        while rest > 0 {
            put(0x80 | UInt8(truncatingIfNeeded: rest & 0x7f), to: &bytes)
            rest >>= 7
        }
    }
}
