import Glibc
import NetworkValues

/// The folder of the spool on the disk.
struct SpoolFolder: Sendable {
    /// The ending of a file that is not yet whole.
    static let unfinished = ".tmp"
    /// The file with the last serial.
    private static let serialFile = "serial"

    let path: String

    /// Opens the folder, making it with mode 0700 when it is not there.
    init(_ path: String) throws(CaptureError) {
        self.path = path
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Self.failure("cannot make \(path)") }
        guard access(path, R_OK | W_OK | X_OK) == 0 else { throw Self.failure("cannot write in \(path)") }
    }

    /// What the system says of the last call.
    static func failure(_ what: String) -> CaptureError {
        CaptureError(.file, "\(what): \(String(cString: strerror(errno)))")
    }

    /// The path of a file.
    func file(_ name: String) -> String { path + "/" + name }

    /// The path of a segment.
    func file(of segment: SpoolSegment) -> String { file(segment.fileName) }

    /// The files that are there, oldest first. What a crash left half made is removed.
    func segments() throws(CaptureError) -> [SpoolSegment] {
        guard let folder = opendir(path) else { throw Self.failure("cannot read \(path)") }
        defer { closedir(folder) }
        var segments: [SpoolSegment] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { octets in
                String(decoding: octets.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(Self.unfinished) {
                unlink(file(name))
            } else if let segment = segment(name) {
                segments.append(segment)
            }
        }
        return segments.sorted { $0.name < $1.name }
    }

    private func segment(_ fileName: String) -> SpoolSegment? {
        for state in SpoolSegment.State.allCases where state == .waiting || fileName.hasSuffix(state.rawValue) {
            guard let name = SegmentName(fileName.dropLast(state.rawValue.count)) else { continue }
            var status = stat()
            guard lstat(file(fileName), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            let time = Timestamp(
                milliseconds: Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000)
            return SpoolSegment(
                name: name, state: state, octets: UInt64(max(0, status.st_size)), closedAt: time, refreshedAt: time)
        }
        return nil
    }

    /// Removes a file. Its octets are free at once, also while it is being sent.
    func remove(_ segment: SpoolSegment) {
        let path = file(of: segment)
        _ = truncate(path, 0)
        unlink(path)
    }

    /// Gives a file the name of another state. Returns whether it has it.
    func rename(_ segment: SpoolSegment, to state: SpoolSegment.State) -> Bool {
        Glibc.rename(file(of: segment), file(segment.name.text + state.rawValue)) == 0
    }

    /// Makes sure that the names of files survive a loss of power.
    func sync() {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    // MARK: The serial

    /// The last serial that was used; 0 for none.
    func lastSerial() -> UInt64 {
        let descriptor = open(file(Self.serialFile), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return 0 }
        defer { close(descriptor) }
        let digits = [UInt8](unsafeUninitializedCapacity: 20) { memory, count in
            count = max(0, pread(descriptor, memory.baseAddress, 20, 0))
        }
        return UInt64(String(decoding: digits.prefix { $0 != 0x0a }, as: UTF8.self)) ?? 0
    }

    /// Keeps the last serial. On a full disk it is not kept; then the names of files and their times tell enough.
    func keep(serial: UInt64) {
        let text = Array("\(serial)\n".utf8)
        let new = file(Self.serialFile + Self.unfinished)
        let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let isWritten = write(descriptor, text, text.count) == text.count && fdatasync(descriptor) == 0
        close(descriptor)
        if !isWritten || Glibc.rename(new, file(Self.serialFile)) != 0 { unlink(new) }
    }
}
