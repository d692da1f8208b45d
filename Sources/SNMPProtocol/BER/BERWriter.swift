/// Writes a message in the Basic Encoding Rules (X.690) from its end to its beginning, so that each length is known when
/// its turn comes, into memory of a fixed size that the caller gives to each method.
///
/// What finds no room is left out and noted in `isFull`; nothing else is written then, so that one look at the end tells
/// whether the message is whole.
public struct BERWriter: Hashable, Sendable {
    /// Where the first octet written stands; the message reaches from here to where the writer began.
    public private(set) var start: Int
    /// The first octet that may be written.
    public let floor: Int
    /// Whether something found no room.
    public private(set) var isFull = false

    /// Begins in front of `end`. Nothing is written in front of `floor`: what is kept back there limits the message.
    public init(end: Int, floor: Int = 0) {
        start = end
        self.floor = floor
    }

    /// Octets that may still be written.
    public var room: Int { isFull ? 0 : start - floor }

    /// Makes room for `count` octets. Returns whether there was some.
    @inline(__always)
    mutating func take(_ count: Int) -> Bool {
        guard !isFull, count <= start - floor else {
            isFull = true
            return false
        }
        start -= count
        return true
    }

    /// Puts one octet in front.
    @inline(__always)
    public mutating func put(_ octet: UInt8, to bytes: inout MutableSpan<UInt8>) {
        if take(1) { bytes[start] = octet }
    }

    /// Puts octets in front, without tag and length.
    public mutating func put(_ octets: Span<UInt8>, to bytes: inout MutableSpan<UInt8>) {
        guard take(octets.count) else { return }
        for offset in octets.indices { bytes[start + offset] = octets[offset] }
    }

    /// Puts octets of zero in front, without tag and length.
    public mutating func put(zeros count: Int, to bytes: inout MutableSpan<UInt8>) {
        guard take(count) else { return }
        for offset in 0..<count { bytes[start + offset] = 0 }
    }

    /// Puts a tag and the length of the content that stands behind in front.
    @inline(__always)
    public mutating func put(_ tag: BERTag, length: Int, to bytes: inout MutableSpan<UInt8>) {
        let octets = Self.lengthCount(length)
        guard take(1 + octets) else { return }
        bytes[start] = tag.rawValue
        if octets == 1 {
            bytes[start + 1] = UInt8(truncatingIfNeeded: length)
        } else {
            bytes[start + 1] = 0x80 | UInt8(truncatingIfNeeded: octets - 1)
            for octet in 1..<octets {
                bytes[start + 1 + octet] = UInt8(truncatingIfNeeded: length >> (8 * (octets - 1 - octet)))
            }
        }
    }

    /// Puts a tag and a length in front that cover everything from here to `end`.
    @inline(__always)
    public mutating func wrap(_ tag: BERTag, to end: Int, in bytes: inout MutableSpan<UInt8>) {
        put(tag, length: end - start, to: &bytes)
    }

    /// Octets that a length takes (X.690 8.1.3).
    public static func lengthCount(_ length: Int) -> Int {
        if length < 0x80 { return 1 }
        return 2 + (Int.bitWidth - 1 - length.leadingZeroBitCount) / 8
    }

    /// Octets that an element takes whose content has `length`.
    public static func elementCount(_ length: Int) -> Int {
        1 + lengthCount(length) + length
    }
}
