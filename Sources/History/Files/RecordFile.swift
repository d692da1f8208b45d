import Glibc
import Synchronization

/// A file of records that only grows: what was appended is there after a crash, and a record that was torn is cut off.
///
/// A record is its length and its checksum (CRC-32), four octets each with the least first, and its octets.
final class RecordFile: Sendable {
    /// Octets that the row log and the checkpoint may take together, beside the closed files.
    static let roomBytes = 8 << 20
    /// The longest record in octets.
    static let recordLimit = 64 << 20

    private let path: String
    private let descriptor: Mutex<Int32>
    /// Octets of whole records.
    private let length: Mutex<Int>

    /// Opens the file, makes it if it is not there, and gives each record of it to `body`.
    init(path: String, _ body: (ArraySlice<UInt8>) throws(ByteReader.Damage) -> Void) throws(HistoryError) {
        self.path = path
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        self.descriptor = Mutex(descriptor)
        length = Mutex(0)
        guard descriptor >= 0 else { throw HistoryFolder.failure("cannot open \(path)") }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw HistoryFolder.failure("cannot read \(path)") }
        let bytes = try HistoryFolder.read(descriptor, at: 0, count: Int(status.st_size), path)
        let whole = Self.records(in: bytes, body)
        length.withLock { $0 = whole }
        if whole < bytes.count { try cut(to: whole) }
    }

    deinit { descriptor.withLock { _ = close($0) } }

    /// Octets of the file.
    var bytes: Int64 { Int64(length.withLock { $0 }) }

    /// Gives each whole record to `body`; returns the octets of those that it took.
    static func records(in bytes: [UInt8], _ body: (ArraySlice<UInt8>) throws(ByteReader.Damage) -> Void) -> Int {
        var reader = ByteReader(bytes[...])
        var length = 0
        while let record = try? record(&reader) {
            do { try body(record) } catch { break }
            length = reader.place
        }
        return length
    }

    private static func record(_ reader: inout ByteReader) throws(ByteReader.Damage) -> ArraySlice<UInt8> {
        let count = try reader.fixed(4)
        let checksum = try reader.fixed(4)
        guard count > 0, count <= UInt64(recordLimit) else { throw ByteReader.Damage() }
        let record = try reader.slice(Int(count))
        guard UInt64(CRC32.checksum(record)) == checksum else { throw ByteReader.Damage() }
        return record
    }

    /// Records as they stand in a file.
    static func encoded(_ records: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        for record in records {
            bytes.appendFixed(UInt64(record.count), width: 4)
            bytes.appendFixed(UInt64(CRC32.checksum(record)), width: 4)
            bytes += record
        }
        return bytes
    }

    /// Appends records; they are on the disk when this returns. When it throws, none of them is in the file.
    func append(_ records: [[UInt8]]) throws(HistoryError) {
        let bytes = Self.encoded(records)
        let start = length.withLock { $0 }
        let descriptor = descriptor.withLock { $0 }
        guard lseek(descriptor, off_t(start), SEEK_SET) >= 0, HistoryFolder.write(bytes, to: descriptor),
            fdatasync(descriptor) == 0
        else {
            let error = HistoryFolder.failure("cannot write \(path)")
            try? cut(to: start)
            throw error
        }
        length.withLock { $0 = start + bytes.count }
    }

    /// Replaces all records. The file is short: a crash in between leaves the old one or the new one.
    func replace(_ records: [[UInt8]]) throws(HistoryError) {
        let bytes = Self.encoded(records)
        let new = path + ".new"
        let other = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard other >= 0 else { throw HistoryFolder.failure("cannot write \(new)") }
        defer { close(other) }
        guard HistoryFolder.write(bytes, to: other), fsync(other) == 0, rename(new, path) == 0 else {
            let error = HistoryFolder.failure("cannot write \(path)")
            unlink(new)
            throw error
        }
        descriptor.withLock { descriptor in
            close(descriptor)
            descriptor = open(path, O_RDWR | O_CLOEXEC)
        }
        length.withLock { $0 = bytes.count }
    }

    /// Begins anew with no record.
    func clear() throws(HistoryError) {
        try cut(to: 0)
        length.withLock { $0 = 0 }
    }

    private func cut(to length: Int) throws(HistoryError) {
        let descriptor = descriptor.withLock { $0 }
        guard ftruncate(descriptor, off_t(length)) == 0, fdatasync(descriptor) == 0 else {
            throw HistoryFolder.failure("cannot cut \(path)")
        }
    }
}
