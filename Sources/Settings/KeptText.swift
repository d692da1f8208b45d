import Glibc

/// A small file that keeps what must survive a restart. It is old or new at every moment, whatever ends the agent, and for
/// its owner alone.
public struct KeptText: Sendable {
    /// The most octets that are read.
    public static let limit = 1 << 18

    /// Where it is.
    public let path: String

    /// Names a file that need not be there yet; its folder is.
    public init(path: String) {
        self.path = path
    }

    /// The text; `nil` when there is none, or none that can be read.
    public func read() -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var octets: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 16_384)
        while octets.count <= Self.limit {
            let count = Glibc.read(file, &room, room.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                return count == 0 && !octets.isEmpty ? String(decoding: octets, as: UTF8.self) : nil
            }
            octets += room[..<count]
        }
        return nil
    }

    /// Keeps a text, or removes it. Returns when it is on the disk: 0, or the errno of what failed; the old text stands then.
    public func keep(_ text: String?) -> Int32 {
        guard let text else {
            return unlink(path) == 0 || errno == ENOENT ? synchroniseFolder() : errno
        }
        let new = path + ".new"
        // What a crash left is nobody's.
        unlink(new)
        let file = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return errno }
        var failure = Self.write(Array(text.utf8), to: file)
        if failure == 0, fsync(file) != 0 { failure = errno }
        close(file)
        if failure == 0, rename(new, path) != 0 { failure = errno }
        guard failure == 0 else {
            unlink(new)
            return failure
        }
        return synchroniseFolder()
    }

    private static func write(_ octets: [UInt8], to file: Int32) -> Int32 {
        var rest = octets[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count < 0 ? errno : ENOSPC }
            rest = rest.dropFirst(count)
        }
        return 0
    }

    private func synchroniseFolder() -> Int32 {
        let name = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        let folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return errno }
        defer { close(folder) }
        return fsync(folder) == 0 ? 0 : errno
    }
}
