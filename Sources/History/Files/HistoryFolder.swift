import Glibc
import Synchronization

/// The folder of a history: its lock, and files that appear whole or not at all.
final class HistoryFolder: Sendable {
    let path: String
    private let lock: Mutex<Int32>

    /// Makes the folder if it is not there, readable by its owner only, and takes its lock.
    init(path: String) throws(HistoryError) {
        self.path = path
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw Self.failure("cannot make the folder \(path)") }
        let descriptor = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("cannot open \(path)/lock") }
        lock = Mutex(descriptor)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw HistoryError(.inUse, "another process has the history in \(path); stop it first")
        }
    }

    deinit { release() }

    /// Lets another process have the folder.
    func release() {
        lock.withLock { descriptor in
            guard descriptor >= 0 else { return }
            // Also for a child that was forked and has not yet become its program.
            flock(descriptor, LOCK_UN)
            close(descriptor)
            descriptor = -1
        }
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// What went wrong with the file system, in words.
    static func failure(_ what: String) -> HistoryError {
        HistoryError(.failed, "\(what): \(String(cString: strerror(errno)))")
    }

    /// The names in the folder.
    func names() throws(HistoryError) -> [String] {
        guard let folder = opendir(path) else { throw Self.failure("cannot list \(path)") }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names.sorted()
    }

    /// The content of a file; `nil` when there is none.
    func read(_ name: String) throws(HistoryError) -> [UInt8]? {
        let descriptor = open(file(name), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw Self.failure("cannot open \(file(name))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure("cannot read \(file(name))") }
        return try Self.read(descriptor, at: 0, count: Int(status.st_size), name)
    }

    /// `count` octets of an open file, or fewer at its end.
    static func read(_ descriptor: Int32, at offset: Int, count: Int, _ name: String) throws(HistoryError) -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: max(count, 0)) { buffer, filled in
            while filled < buffer.count {
                let got = pread(
                    descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                failed = got < 0
                if got <= 0 { break }
                filled += got
            }
        }
        if failed { throw failure("cannot read \(name)") }
        return bytes
    }

    /// Replaces a file by another content: after a crash there is the old one or the new one.
    func replace(_ name: String, with bytes: [UInt8]) throws(HistoryError) {
        let new = file(name + ".new")
        let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("cannot write \(new)") }
        var isWritten = Self.write(bytes, to: descriptor)
        isWritten = fsync(descriptor) == 0 && isWritten
        close(descriptor)
        guard isWritten, rename(new, file(name)) == 0 else {
            let error = Self.failure("cannot write \(file(name))")
            unlink(new)
            throw error
        }
        try synchronise()
    }

    /// Writes everything, or says that it could not.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let put = Glibc.write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
                if put < 0, errno == EINTR { continue }
                guard put > 0 else { return false }
                done += put
            }
            return true
        }
    }

    /// Makes the names in the folder durable.
    private func synchronise() throws(HistoryError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure("cannot open \(path)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Self.failure("cannot synchronise \(path)") }
    }

    func remove(_ name: String) { unlink(file(name)) }

    /// Gives a damaged file a name under which nobody looks for it.
    func setAside(_ name: String) { rename(file(name), file(name + ".damaged")) }
}
