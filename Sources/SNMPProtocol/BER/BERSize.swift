/// How many octets things take in the Basic Encoding Rules (X.690).
public enum BERSize {
    /// Octets that a length of `length` takes (X.690 8.1.3).
    @inlinable @inline(__always) public static func lengthCount(_ length: Int) -> Int {
        length < 0x80 ? 1 : length < 0x100 ? 2 : length < 0x1_0000 ? 3 : 4
    }

    /// Octets that a value with `length` octets of content takes, tag and length included.
    @inlinable @inline(__always) public static func valueCount(_ length: Int) -> Int {
        1 + lengthCount(length) + length
    }

    /// Octets of content that a signed integer takes (X.690 8.3).
    @inlinable @inline(__always) public static func integerCount(_ value: Int64) -> Int {
        // The sign bit and one more than the highest bit that differs from it.
        let magnitude = UInt64(bitPattern: value < 0 ? ~value : value)
        return (64 - magnitude.leadingZeroBitCount) / 8 + 1
    }

    /// Octets of content that an unsigned integer takes.
    @inlinable @inline(__always) public static func unsignedCount(_ value: UInt64) -> Int {
        (64 - value.leadingZeroBitCount) / 8 + 1
    }
}
