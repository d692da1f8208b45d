import Glibc

/// A settings file on disk: read whole, written atomically, readable by its owner only.
struct SettingsFile: Sendable {
    /// The largest file that is read, in bytes.
    static let maximumBytes = 1 << 20

    /// The path as given; a symbolic link is followed when writing.
    let path: String

    /// What a file held when it was read.
    struct Contents: Equatable {
        /// The text.
        var text: String
        /// The permission bits.
        var mode: UInt32

        /// What is wrong with the file's access rights, if it holds secrets.
        func accessProblem(holdsSecrets: Bool) -> SettingsProblem? {
            guard holdsSecrets, mode & 0o077 != 0 else { return nil }
            if mode & 0o007 != 0 {
                return SettingsProblem(
                    line: 0, .error, "the file holds secrets and everyone may read it; make it private with chmod 600")
            }
            return SettingsProblem(
                line: 0, .warning, "the file holds secrets and its group may read it; chmod 600 makes it private")
        }
    }

    /// Whether there is such a file.
    var exists: Bool { access(path, F_OK) == 0 }

    /// Reads the file. Throws when it cannot be opened, is no regular file, is over 1 MiB or is not UTF-8.
    func read() throws(SettingsError) -> Contents {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure("cannot open") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("cannot look at") }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw SettingsError(.fileFailed, "\(path) is not a regular file")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("cannot read") }
            guard count > 0 else { break }
            bytes += buffer[..<count]
            guard bytes.count <= Self.maximumBytes else {
                throw SettingsError(.fileFailed, "\(path) is over \(Self.maximumBytes) bytes long")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SettingsError(.fileFailed, "\(path) is not UTF-8 text")
        }
        return Contents(text: text, mode: UInt32(status.st_mode) & 0o777)
    }

    /// Puts `text` in the file's place so that a crash at any moment leaves the old or the new one: a new file beside it
    /// (0600), synchronised, renamed over it, and the folder synchronised.
    func write(_ text: String) throws(SettingsError) {
        let target = resolved()
        let temporary = "\(target).\(getpid()).\(String(UInt32.random(in: .min ... .max), radix: 16)).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("cannot create a file beside") }
        do throws(SettingsError) {
            defer { close(descriptor) }
            guard fchmod(descriptor, 0o600) == 0 else { throw failure("cannot protect the new") }
            keepOwner(of: target, for: descriptor)
            try write(Array(text.utf8), to: descriptor)
            guard fsync(descriptor) == 0 else { throw failure("cannot synchronise the new") }
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, target) == 0 else {
            let error = failure("cannot replace")
            unlink(temporary)
            throw error
        }
        try synchroniseFolder(of: target)
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32) throws(SettingsError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("cannot write the new") }
            rest = rest.dropFirst(count)
        }
    }

    /// The file behind symbolic links; the path itself when there is none yet.
    private func resolved() -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// A file that belongs to the agent's user stays so when root writes it.
    private func keepOwner(of target: String, for descriptor: Int32) {
        var status = stat()
        guard getuid() == 0, stat(target, &status) == 0 else { return }
        _ = fchown(descriptor, status.st_uid, status.st_gid)
    }

    private func synchroniseFolder(of target: String) throws(SettingsError) {
        let slash = target.lastIndex(of: "/")
        let folder = slash.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot open the folder of") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("cannot synchronise the folder of") }
    }

    private func failure(_ what: String) -> SettingsError {
        SettingsError(.fileFailed, "\(what) \(path): \(String(cString: strerror(errno)))")
    }
}
