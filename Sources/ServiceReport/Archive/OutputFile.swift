import Glibc

/// A file that is written from its beginning to its end, by way of a small buffer. Only its owner can read it.
final class OutputFile {
    /// What was written.
    struct Written: Hashable, Sendable {
        var name: String
        var octets: UInt64
        var sha256: String
    }

    /// Octets that gather before they are written.
    private static let bufferOctets = 64 << 10

    private let path: String
    private let name: String
    private let descriptor: Int32
    private let digest = FileDigest()
    private var buffer: [UInt8] = []
    private var written: UInt64 = 0

    /// Makes the file; it must not be there. `name` is what its list of files calls it.
    init(_ path: String, name: String) throws(ReportError) {
        self.path = path
        self.name = name
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system("cannot make the file \(name) of the report") }
        buffer.reserveCapacity(Self.bufferOctets + 4096)
    }

    deinit { close(descriptor) }

    /// Octets so far.
    var octets: UInt64 { written + UInt64(buffer.count) }

    /// Writes text.
    func write(_ text: String) throws(ReportError) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.bufferOctets { try flush() }
    }

    /// Writes octets.
    func write(_ octets: UnsafeRawBufferPointer) throws(ReportError) {
        buffer.append(contentsOf: octets)
        if buffer.count >= Self.bufferOctets { try flush() }
    }

    /// Lets `body` add octets.
    func append(_ body: (inout [UInt8]) -> Void) throws(ReportError) {
        body(&buffer)
        if buffer.count >= Self.bufferOctets { try flush() }
    }

    /// Writes what has gathered. Returns what the file is. Nothing can be written after it.
    func finish() throws(ReportError) -> Written {
        try flush()
        guard fdatasync(descriptor) == 0 else { throw .system("cannot write the file \(name) of the report") }
        return Written(name: name, octets: written, sha256: digest.finish())
    }

    private func flush() throws(ReportError) {
        if Task.isCancelled { throw ReportError(.cancelled, "the report was cancelled") }
        var place = 0
        while place < buffer.count {
            let count = buffer.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: place), $0.count - place)
            }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw .system("cannot write the file \(name) of the report")
            }
            place += count
        }
        buffer.withUnsafeBufferPointer(digest.add)
        written += UInt64(buffer.count)
        buffer.removeAll(keepingCapacity: true)
    }
}
