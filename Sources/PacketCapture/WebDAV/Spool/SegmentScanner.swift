import CaptureFormats
import Glibc

/// Reads capture files of the spool from their beginning, as far as they are whole.
enum SegmentScanner {
    /// What was found.
    struct Extent: Hashable, Sendable {
        /// The file's header; empty when it is not whole.
        var header: [UInt8] = []
        /// Octets up to behind the last whole record; 0 without a header.
        var octets: UInt64 = 0
        /// Whole records.
        var packets: UInt64 = 0
        /// The time of the first record.
        var firstTime: PacketTime?
        /// The time of the last record.
        var lastTime: PacketTime?
    }

    /// Octets that are read at once.
    private static let readOctets = 1 << 20

    /// Reads up to `limit` octets of a file. Hands each record to `body`, with its header, until that returns `false`.
    /// Damage ends the reading, as the end of the file does. Throws `CaptureError` when the disk cannot be read.
    static func scan(
        _ path: String, upTo limit: UInt64 = .max, _ body: (PcapRecord, Span<UInt8>) -> Bool = { _, _ in true }
    ) throws(CaptureError) -> Extent {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SpoolFolder.failure("cannot open \(path)") }
        defer { close(descriptor) }
        var extent = Extent()
        var reader = PcapReader()
        var buffer: [UInt8] = []
        var place: UInt64 = 0
        while place < limit {
            let count = Int(min(UInt64(readOctets), limit - place))
            let part = try read(descriptor, at: place, count: count, path)
            guard !part.isEmpty else { break }
            place += UInt64(part.count)
            buffer += part
            let (used, isDone) = take(buffer.span, &reader, &extent, body)
            buffer.removeFirst(used)
            if isDone { break }
        }
        return extent
    }

    /// Takes the whole records of a buffer. Returns how much of it is done with, and whether no more is wanted.
    private static func take(
        _ buffer: Span<UInt8>, _ reader: inout PcapReader, _ extent: inout Extent,
        _ body: (PcapRecord, Span<UInt8>) -> Bool
    ) -> (used: Int, isDone: Bool) {
        var place = 0
        while true {
            let record: PcapRecord?
            do throws(CaptureFormatError) {
                record = try reader.next(in: buffer, at: &place)
            } catch {
                return (place, true)
            }
            if extent.header.isEmpty, reader.header != nil {
                extent.header = (0..<PcapHeader.length).map { buffer[$0] }
                extent.octets = UInt64(PcapHeader.length)
            }
            guard let record else { return (place, false) }
            extent.octets = reader.wholeLength
            extent.packets = reader.records
            if extent.firstTime == nil { extent.firstTime = record.time }
            extent.lastTime = record.time
            let start = record.octets.lowerBound - PcapWriter.recordHeaderLength
            guard body(record, buffer.extracting(start..<record.octets.upperBound)) else { return (place, true) }
        }
    }

    private static func read(
        _ descriptor: Int32, at place: UInt64, count: Int, _ path: String
    ) throws(CaptureError) -> [UInt8] {
        var failed = false
        let part = [UInt8](unsafeUninitializedCapacity: count) { memory, length in
            var result: Int
            repeat {
                result = pread(descriptor, memory.baseAddress, count, off_t(place))
            } while result < 0
                && errno == EINTR
            failed = result < 0
            length = max(0, result)
        }
        guard !failed else { throw SpoolFolder.failure("cannot read \(path)") }
        return part
    }
}
