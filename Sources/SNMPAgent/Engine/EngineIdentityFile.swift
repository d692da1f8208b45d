import Glibc
import NetworkValues

/// Keeps the engine's identity on disk.
///
/// Each start writes the new number of starts, and a copy of it beside, before the engine takes its first packet: a manager
/// that has seen a time of the engine never sees an earlier one. Files are written whole under another name, forced to the
/// disk and then moved, so that a power cut leaves the old or the new one.
public struct EngineIdentityFile: Sendable {
    /// The path of the file; the copy has `.bak` behind it.
    public let path: String

    /// Makes a file at `path`. Its folder must exist.
    public init(path: String) {
        self.path = path
    }

    /// The path of the copy.
    var backupPath: String { path + ".bak" }

    /// Reads the identity, counts a start, and makes that durable. Without a file the engine is new.
    ///
    /// Throws `EngineIdentityError` when neither file can be read though there is one, or when a file cannot be written:
    /// then no packet may be sent, for its time could come again.
    public func start(
        enterprise: UInt32 = 8072, using random: inout some RandomNumberGenerator
    ) throws(EngineIdentityError) -> EngineIdentity {
        let first = try read(path)
        let second = try read(backupPath)
        let known = Self.latest(first.identity, second.identity)
        if known == nil, first.exists || second.exists {
            throw EngineIdentityError(
                path: path, operation: "read", reason: "the file and its copy are damaged; remove both for a new engine"
            )
        }
        let identity = known?.restarted() ?? .new(enterprise: enterprise, using: &random)
        try write(identity.text, to: path)
        try write(identity.text, to: backupPath)
        return identity
    }

    /// Of two records of one engine the one with more starts. The file decides between two engines.
    private static func latest(_ first: EngineIdentity?, _ second: EngineIdentity?) -> EngineIdentity? {
        guard let first else { return second }
        guard let second, second.engineID == first.engineID else { return first }
        return second.boots > first.boots ? second : first
    }

    private func read(_ path: String) throws(EngineIdentityError) -> (exists: Bool, identity: EngineIdentity?) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            if errno == ENOENT { return (false, nil) }
            throw EngineIdentityError(path: path, operation: "open", number: errno)
        }
        defer { close(descriptor) }
        var octets = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(descriptor, &octets, octets.count)
        guard count >= 0 else { throw EngineIdentityError(path: path, operation: "read", number: errno) }
        guard let text = String(validating: octets.prefix(count), as: UTF8.self) else { return (true, nil) }
        return (true, EngineIdentity(text: text))
    }

    private func write(_ text: String, to path: String) throws(EngineIdentityError) {
        let temporary = path + ".new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw EngineIdentityError(path: temporary, operation: "create", number: errno) }
        let octets = Array(text.utf8)
        let count = Glibc.write(descriptor, octets, octets.count)
        let isWritten = count == octets.count && fsync(descriptor) == 0
        let error = errno
        close(descriptor)
        guard isWritten else { throw EngineIdentityError(path: temporary, operation: "write", number: error) }
        guard rename(temporary, path) == 0 else {
            throw EngineIdentityError(path: path, operation: "replace", number: errno)
        }
        try forceFolder(of: path)
    }

    /// Makes the move itself durable.
    private func forceFolder(of path: String) throws(EngineIdentityError) {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw EngineIdentityError(path: folder, operation: "open", number: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw EngineIdentityError(path: folder, operation: "force to disk", number: errno)
        }
    }
}

/// The engine's identity cannot be read or kept.
public struct EngineIdentityError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file or folder.
    public let path: String
    /// What was tried.
    public let operation: String
    /// Why it did not work.
    public let reason: String

    init(path: String, operation: String, reason: String) {
        self.path = path
        self.operation = operation
        self.reason = reason
    }

    init(path: String, operation: String, number: Int32) {
        self.init(path: path, operation: operation, reason: String(cString: strerror(number)))
    }

    /// What was tried, where, and why it did not work.
    public var description: String { "could not \(operation) \(path): \(reason)" }
}
