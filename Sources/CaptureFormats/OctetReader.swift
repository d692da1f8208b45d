/// A bounded place in octets of a fixed layout: each read makes sure that what it reads is there.
///
/// The octets stay where they are: each method is given them.
struct OctetReader {
    /// Where the next octet stands.
    private(set) var position: Int
    /// Behind the last octet.
    let end: Int
    /// What is read, for errors.
    let part: CaptureFormatError.Part
    /// Whether the first octet of a number is its highest.
    let isBigEndian: Bool

    /// Begins with a part of the octets, which must lie within them.
    init(_ range: Range<Int>, _ part: CaptureFormatError.Part, isBigEndian: Bool = true) {
        position = range.lowerBound
        end = range.upperBound
        self.part = part
        self.isBigEndian = isBigEndian
    }

    /// The number of octets left.
    var count: Int { end - position }
    /// The place of the octets left.
    var range: Range<Int> { position..<end }

    /// Passes over `count` octets; returns their place.
    @discardableResult
    mutating func skip(_ count: Int) throws(CaptureFormatError) -> Range<Int> {
        guard count <= end - position else { throw .tooShort(part, expected: count, found: end - position) }
        let start = position
        position += count
        return start..<position
    }

    /// Reads one octet.
    mutating func uint8(in bytes: Span<UInt8>) throws(CaptureFormatError) -> UInt8 {
        bytes[try skip(1).lowerBound]
    }

    /// Reads a number of two octets.
    mutating func uint16(in bytes: Span<UInt8>) throws(CaptureFormatError) -> UInt16 {
        UInt16(truncatingIfNeeded: number(bytes, try skip(2)))
    }

    /// Reads a number of four octets.
    mutating func uint32(in bytes: Span<UInt8>) throws(CaptureFormatError) -> UInt32 {
        UInt32(truncatingIfNeeded: number(bytes, try skip(4)))
    }

    /// Reads a number of eight octets.
    mutating func uint64(in bytes: Span<UInt8>) throws(CaptureFormatError) -> UInt64 {
        number(bytes, try skip(8))
    }

    /// Reads `count` octets as text; what is no UTF-8 is replaced.
    mutating func text(_ count: Int, in bytes: Span<UInt8>) throws(CaptureFormatError) -> String {
        bytes.text(try skip(count))
    }

    private func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var value: UInt64 = 0
        for index in range {
            if isBigEndian {
                value = value << 8 | UInt64(bytes[index])
            } else {
                value |= UInt64(bytes[index]) << UInt64(8 * (index - range.lowerBound))
            }
        }
        return value
    }
}
