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
