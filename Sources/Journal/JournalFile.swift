import Glibc
import NetworkValues
import Synchronization

/// The journal's files: `PATH` with SQLite's `-wal` and `-shm`, the lock beside it, and a reserve that is given up when
/// the disk is full.
final class JournalFile: Sendable {
    /// The size of the reserve in bytes: the file can grow by all that is in a log of the usual size, and twice as much.
    static let reserveBytes = 2 * JournalOpening.logPages * 4096

    let path: String
    private let lock: Mutex<Int32>
    private let reserve = Mutex(false)

    /// Takes the lock and makes sure that the file exists, readable by its owner only. Throws when another process has
    /// the journal, or the folder cannot be written.
    init(path: String) throws(JournalError) {
        self.path = path
        let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("cannot open \(path).lock") }
        lock = Mutex(descriptor)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            guard reason != EWOULDBLOCK else {
                throw JournalError(.inUse, "another process has the journal \(path) open; stop it first")
            }
            throw JournalError(.failed, "cannot lock \(path): \(String(cString: strerror(reason)))")
        }
        try create()
    }

    deinit {
        release()
    }

    /// Lets another process, or another journal of this one, have the file.
    func release() {
        lock.withLock { descriptor in
            guard descriptor >= 0 else { return }
            // Also for a child that has been forked and not yet become its program: closing alone would leave it the lock.
            flock(descriptor, LOCK_UN)
            close(descriptor)
            descriptor = -1
        }
    }

    /// Creates the file, if it is not there, before SQLite does: its side files inherit the access rights.
    func create() throws(JournalError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("cannot open \(path)") }
        close(descriptor)
    }

    /// Makes the names in the folder durable. SQLite does so for its log, not for the file itself.
    func synchroniseFolder() throws(JournalError) {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure("cannot open the folder \(folder)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Self.failure("cannot synchronise the folder \(folder)") }
    }

    /// The size in bytes, 0 when it is not there; `suffix` names a side file.
    func bytes(_ suffix: String = "") -> Int64 {
        var status = stat()
        return stat(path + suffix, &status) == 0 ? Int64(status.st_size) : 0
    }

    /// Renames a damaged file and its side files. Returns the new name, without the folder.
    func setAside(at time: Timestamp) throws(JournalError) -> String {
        let date = time.description.filter { $0 != "-" && $0 != ":" }.prefix(15)
        var name = "\(path).damaged-\(date)Z"
        var attempt = 1
        while access(name, F_OK) == 0 {
            attempt += 1
            name = "\(path).damaged-\(date)Z-\(attempt)"
        }
        guard rename(path, name) == 0 else { throw Self.failure("cannot set \(path) aside") }
        // The log belongs to the damaged file; a fresh one must not find it.
        rename(path + "-wal", name + "-wal")
        unlink(path + "-shm")
        unlink(path + ".suspect")
        try create()
        try synchroniseFolder()
        return name.lastIndex(of: "/").map { String(name[name.index(after: $0)...]) } ?? name
    }

    /// Whether damage was met and the file must be checked when it is opened the next time.
    var isSuspect: Bool { access(path + ".suspect", F_OK) == 0 }

    /// Notes that damage was met, or that a check found none.
    func noteSuspect(_ isSuspect: Bool) {
        guard isSuspect else {
            unlink(path + ".suspect")
            return
        }
        let descriptor = open(path + ".suspect", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        if descriptor >= 0 { close(descriptor) }
    }

    /// Whether the reserve is on the disk.
    var hasReserve: Bool { reserve.withLock { $0 } }

    /// Puts the reserve on the disk, in real blocks, if there is room for it. Returns whether it is there.
    @discardableResult
    func layReserve() -> Bool {
        reserve.withLock { hasReserve in
            guard !hasReserve else { return true }
            let name = path + ".reserve"
            let descriptor = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { return false }
            hasReserve = posix_fallocate(descriptor, 0, off_t(Self.reserveBytes)) == 0
            close(descriptor)
            if !hasReserve { unlink(name) }
            return hasReserve
        }
    }

    /// Gives the reserve's room to the journal. Returns whether there was one.
    func releaseReserve() -> Bool {
        reserve.withLock { $0 = false }
        return unlink(path + ".reserve") == 0
    }

    private static func failure(_ what: String) -> JournalError {
        let code: JournalError.Code = errno == ENOSPC || errno == EDQUOT ? .diskFull : .failed
        return JournalError(code, "\(what): \(String(cString: strerror(errno)))")
    }
}
