/// An option at the end of a block (pcapng 3.5): a code, a length, and as many octets, padded to a multiple of four.
struct PcapNGOption {
    /// What it is; what a code means depends on the block, except for 1, a comment.
    let code: UInt16
    /// The place of its value.
    let value: Range<Int>

    /// Reads the next option; `nil` at the end of options or of the block.
    init?(_ reader: inout OctetReader, in bytes: Span<UInt8>) throws(CaptureFormatError) {
        guard reader.count > 0 else { return nil }
        code = try reader.uint16(in: bytes)
        let length = Int(try reader.uint16(in: bytes))
        guard code != 0 else { return nil }
        value = try reader.skip(length)
        try reader.skip(min(-length & 3, reader.count))
    }
}

extension OctetReader {
    /// Reads a number of eight octets whose upper half comes first in either byte order.
    mutating func halves(in bytes: Span<UInt8>) throws(CaptureFormatError) -> UInt64 {
        let upper = UInt64(try uint32(in: bytes))
        return upper << 32 | UInt64(try uint32(in: bytes))
    }

    /// The number in four octets that are there.
    static func uint32(_ bytes: Span<UInt8>, at start: Int, isBigEndian: Bool) -> UInt32 {
        let value = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[start + $1]) }
        return isBigEndian ? value : value.byteSwapped
    }
}
