/// Reads a pcap file of either byte order and resolution as its octets come, and knows how much of it is whole.
///
/// The caller keeps the octets that are not done with and gives them again, with what comes behind them. After an error
/// nothing more is read. A file that a crash tore is cut back to `wholeLength`.
public struct PcapReader: Sendable {
    /// The most octets of a packet, whatever snap length the file names.
    public let packetLimit: Int
    /// What stands at the beginning of the file; `nil` until it was read.
    public private(set) var header: PcapHeader?
    /// Octets from the beginning of the file to behind the last whole record; 0 before the header is whole.
    public private(set) var wholeLength: UInt64 = 0
    /// Whole records so far.
    public private(set) var records: UInt64 = 0

    /// Makes a reader.
    public init(packetLimit: Int = 262_144) {
        self.packetLimit = min(max(0, packetLimit), Int(Int32.max))
    }

    /// The most octets that a caller must be ready to keep: a record that is not yet whole.
    public var roomNeeded: Int { max(PcapHeader.length, PcapWriter.recordHeaderLength + packetLimit) }

    /// Reads the next record at `position` and moves it behind that. Returns `nil` when more octets are needed: what
    /// stands at `position` is to be given again then.
    ///
    /// Throws on a header that is none; on a record longer than the snap length, the limit or the packet itself; on a
    /// fraction of a second that is none; and on a record of nothing but zeros, which a power cut leaves.
    public mutating func next(
        in bytes: Span<UInt8>, at position: inout Int
    ) throws(CaptureFormatError) -> PcapRecord? {
        let header: PcapHeader
        if let known = self.header {
            header = known
        } else {
            guard bytes.count - position >= PcapHeader.length else { return nil }
            header = try PcapHeader(bytes, at: position)
            self.header = header
            position += PcapHeader.length
            wholeLength = UInt64(PcapHeader.length)
        }
        guard bytes.count - position >= PcapWriter.recordHeaderLength else { return nil }
        let record = try record(bytes, position, header)
        guard record.octets.upperBound <= bytes.count else { return nil }
        wholeLength += UInt64(record.octets.upperBound - position)
        records += 1
        position = record.octets.upperBound
        return record
    }

    private func record(
        _ bytes: Span<UInt8>, _ start: Int, _ header: PcapHeader
    ) throws(CaptureFormatError) -> PcapRecord {
        let body = start + PcapWriter.recordHeaderLength
        var reader = OctetReader(start..<body, .pcapRecord, isBigEndian: header.isBigEndian)
        let seconds = try reader.uint32(in: bytes)
        let fraction = try reader.uint32(in: bytes)
        let length = Int(try reader.uint32(in: bytes))
        let originalLength = Int(try reader.uint32(in: bytes))
        guard seconds != 0 || fraction != 0 || originalLength != 0 || length != 0 else {
            throw .blankRecord(.pcapRecord)
        }
        let units = header.resolution.unitsPerSecond
        guard fraction < units else {
            throw .unexpected(.pcapRecord, expected: "a fraction of a second below \(units)", found: UInt64(fraction))
        }
        let limit = header.snapLength == 0 ? packetLimit : min(packetLimit, Int(header.snapLength))
        guard length <= limit else { throw .tooLong(.pcapRecord, limit: limit, found: length) }
        guard length <= originalLength else {
            throw .unexpected(
                .pcapRecord, expected: "an original length of at least \(length)", found: UInt64(originalLength))
        }
        let time = PacketTime(seconds: seconds, nanoseconds: fraction * (1_000_000_000 / units))
        return PcapRecord(time: time, octets: body..<(body + length), originalLength: originalLength)
    }
}
