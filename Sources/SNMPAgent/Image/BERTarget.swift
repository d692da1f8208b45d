/// A bounded place in memory that octets are put to, one behind the other (X.690).
///
/// Callers ask for room first (`hasRoom`); what would not fit is not written.
struct BERTarget {
    let base: UnsafeMutableRawPointer
    let capacity: Int
    /// The octets written.
    var count = 0

    init(base: UnsafeMutableRawPointer, capacity: Int) {
        self.base = base
        self.capacity = capacity
    }

    /// Octets that a length of `length` takes (X.690 8.1.3).
    @inline(__always)
    static func lengthCount(_ length: Int) -> Int {
        length < 0x80 ? 1 : length < 0x100 ? 2 : length < 0x1_0000 ? 3 : 4
    }

    /// Octets that a value with `length` octets of content takes, tag and length included.
    @inline(__always)
    static func valueCount(_ length: Int) -> Int {
        1 + lengthCount(length) + length
    }

    @inline(__always)
    func hasRoom(for more: Int) -> Bool {
        more <= capacity - count
    }

    @inline(__always)
    mutating func put(_ octet: UInt8) {
        base.storeBytes(of: octet, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    /// Puts a tag and a length, which is below 16,777,216.
    @inline(__always)
    mutating func put(tag: UInt8, length: Int) {
        put(tag)
        if length >= 0x80 {
            if length >= 0x1_0000 {
                put(0x83)
                put(UInt8(truncatingIfNeeded: length >> 16))
                put(UInt8(truncatingIfNeeded: length >> 8))
            } else if length >= 0x100 {
                put(0x82)
                put(UInt8(truncatingIfNeeded: length >> 8))
            } else {
                put(0x81)
            }
        }
        put(UInt8(truncatingIfNeeded: length))
    }

    @inline(__always)
    mutating func put(_ source: UnsafeRawPointer, count length: Int) {
        (base + count).copyMemory(from: source, byteCount: length)
        count += length
    }

    /// Octets of content that a signed integer takes (X.690 8.3).
    @inline(__always)
    static func integerCount(_ value: Int64) -> Int {
        // The sign bit and one more than the highest bit that differs from it.
        let magnitude = UInt64(bitPattern: value < 0 ? ~value : value)
        return (64 - magnitude.leadingZeroBitCount) / 8 + 1
    }

    /// Octets of content that an unsigned integer takes.
    @inline(__always)
    static func unsignedCount(_ value: UInt64) -> Int {
        (64 - value.leadingZeroBitCount) / 8 + 1
    }

    /// Puts the lowest `length` octets of a number, 1 to 9; the ninth is zero.
    @inline(__always)
    mutating func put(bits: UInt64, count length: Int) {
        var left = length
        if left == 9 {
            put(0)
            left = 8
        }
        while left > 0 {
            left -= 1
            put(UInt8(truncatingIfNeeded: bits >> UInt64(8 * left)))
        }
    }
}

/// Tags of the values (RFC 2578 7.1, RFC 3416 3).
enum ValueTag {
    static let integer: UInt8 = 0x02
    static let octetString: UInt8 = 0x04
    static let null: UInt8 = 0x05
    static let objectIdentifier: UInt8 = 0x06
    static let sequence: UInt8 = 0x30
    static let ipAddress: UInt8 = 0x40
    static let counter32: UInt8 = 0x41
    static let gauge32: UInt8 = 0x42
    static let timeTicks: UInt8 = 0x43
    static let opaque: UInt8 = 0x44
    static let counter64: UInt8 = 0x46
    static let noSuchObject: UInt8 = 0x80
    static let noSuchInstance: UInt8 = 0x81
    static let endOfMibView: UInt8 = 0x82
}
