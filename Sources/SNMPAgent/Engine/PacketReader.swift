/// Reads BER (X.690) in place from the octets of a request, within bounds. It never reads behind `end`, allocates nothing,
/// and says no with `nil`.
///
/// The request path has this reader of its own, beside the codec's, because it works on the receive buffer itself.
struct PacketReader {
    /// The next octet.
    private(set) var position: UnsafePointer<UInt8>
    /// Behind the last octet.
    let end: UnsafePointer<UInt8>

    init(_ start: UnsafePointer<UInt8>, count: Int) {
        position = start
        end = start + count
    }

    init(_ octets: UnsafeBufferPointer<UInt8>, or empty: UnsafePointer<UInt8>) {
        position = octets.baseAddress ?? empty
        end = position + octets.count
    }

    var count: Int { end - position }
    var isAtEnd: Bool { position == end }

    /// The tag of the next element, or 0 at the end.
    @inline(__always)
    var tag: UInt8 { position < end ? position.pointee : 0 }

    /// Reads a tag and a length, and checks that as many octets follow. Lengths of up to four octets are taken; the
    /// indefinite form is not.
    @inline(__always)
    private mutating func header(_ tag: UInt8) -> Int? {
        guard end - position >= 2, position.pointee == tag else { return nil }
        let first = Int(position[1])
        position += 2
        if first < 0x80 { return first <= end - position ? first : nil }
        return longLength(first & 0x7f)
    }

    private mutating func longLength(_ octets: Int) -> Int? {
        guard octets >= 1, octets <= 4, octets <= end - position else { return nil }
        var length = 0
        for offset in 0..<octets { length = length << 8 | Int(position[offset]) }
        position += octets
        return length <= end - position ? length : nil
    }

    /// Reads an element with this tag. Returns a reader of its content.
    @inline(__always)
    mutating func element(_ tag: UInt8) -> PacketReader? {
        guard let length = header(tag) else { return nil }
        let content = PacketReader(position, count: length)
        position += length
        return content
    }

    /// Skips an element of any tag of one octet. Returns whether there was one.
    @inline(__always)
    mutating func skip() -> Bool {
        guard position < end, position.pointee & 0x1f != 0x1f else { return false }
        return element(position.pointee) != nil
    }

    /// Reads an INTEGER of 1 to 4 octets.
    @inline(__always)
    mutating func integer() -> Int32? {
        guard let length = header(ValueTag.integer), length >= 1, length <= 4 else { return nil }
        var value = Int32(Int8(bitPattern: position.pointee))
        for offset in 1..<max(length, 1) { value = value << 8 | Int32(position[offset]) }
        position += length
        return value
    }

    /// Reads the content of an object identifier, all that is left, to `room`, which has room for 128 sub-identifiers.
    /// Returns their number; 0 for an empty name, `nil` for one that is malformed or too long (RFC 2578 3.5).
    @inline(__always)
    func name(to room: UnsafeMutablePointer<UInt32>) -> Int? {
        var octet = position
        guard octet < end else { return 0 }
        var count = 0
        while octet < end {
            var value = UInt32(octet.pointee)
            octet += 1
            if value >= 0x80 {
                guard value != 0x80, let long = Self.longArc(value & 0x7f, &octet, end) else { return nil }
                value = long
            }
            if count == 0 {
                room[0] = min(value / 40, 2)
                room[1] = value - room[0] * 40
                count = 2
            } else {
                guard count < NameEncoding.maximumCount else { return nil }
                room[count] = value
                count += 1
            }
        }
        return count
    }

    /// The rest of a sub-identifier of several octets, at most 32 bits.
    private static func longArc(
        _ first: UInt32, _ octet: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) -> UInt32? {
        var value = first
        while octet < end {
            let next = UInt32(octet.pointee)
            octet += 1
            guard value <= UInt32.max >> 7 else { return nil }
            value = value << 7 | (next & 0x7f)
            if next < 0x80 { return value }
        }
        return nil
    }
}
