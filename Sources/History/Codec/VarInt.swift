/// Numbers of as many octets as they need, seven bits in each, the least first.
enum VarInt {
    @inline(__always)
    static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Small numbers of either sign as small numbers.
    @inline(__always)
    static func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: (value << 1) ^ (value >> 63)) }

    @inline(__always)
    static func unzigzag(_ value: UInt64) -> Int64 { Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
}

/// Reads octets from the start to the end; what is not there is an error, not a trap.
struct ByteReader {
    /// The octets end, or say what cannot be.
    struct Damage: Error {}

    private let bytes: ArraySlice<UInt8>
    private(set) var place: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    var isAtEnd: Bool { place >= bytes.endIndex }
    var left: Int { bytes.endIndex - place }

    @inline(__always)
    mutating func byte() throws(Damage) -> UInt8 {
        guard place < bytes.endIndex else { throw Damage() }
        defer { place += 1 }
        return bytes[place]
    }

    @inline(__always)
    mutating func number() throws(Damage) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 63 || next < 2 else { throw Damage() }
            value |= UInt64(next & 0x7f) << shift
            if next < 0x80 { return value }
            shift += 7
            guard shift < 64 else { throw Damage() }
        }
    }

    @inline(__always)
    mutating func signed() throws(Damage) -> Int64 { VarInt.unzigzag(try number()) }

    /// A number of steps or octets that may be at most `limit`.
    mutating func count(limit: Int) throws(Damage) -> Int {
        let value = try number()
        guard value <= UInt64(limit) else { throw Damage() }
        return Int(value)
    }

    /// `width` octets as one number, the least octet first.
    mutating func fixed(_ width: Int) throws(Damage) -> UInt64 {
        guard left >= width else { throw Damage() }
        var value: UInt64 = 0
        for position in 0..<width { value |= UInt64(bytes[place + position]) << UInt64(8 * position) }
        place += width
        return value
    }

    mutating func slice(_ count: Int) throws(Damage) -> ArraySlice<UInt8> {
        guard count >= 0, left >= count else { throw Damage() }
        defer { place += count }
        return bytes[place..<place + count]
    }
}

extension [UInt8] {
    /// Appends the lowest `width` octets of a number, the least first.
    mutating func appendFixed(_ value: UInt64, width: Int) {
        for position in 0..<width { append(UInt8(truncatingIfNeeded: value >> UInt64(8 * position))) }
    }
}

/// The cyclic redundancy check of 32 bits of zlib and Ethernet (ISO 3309).
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { number in
        (0..<8).reduce(UInt32(number)) { value, _ in value & 1 == 1 ? 0xedb8_8320 ^ (value >> 1) : value >> 1 }
    }

    static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var value: UInt32 = .max
        for byte in bytes { value = table[Int(UInt8(truncatingIfNeeded: value) ^ byte)] ^ (value >> 8) }
        return ~value
    }
}
