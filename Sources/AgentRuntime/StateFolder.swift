import Foundation

/// The folder in which the agent keeps what must survive a restart. One agent uses it at a time.
public struct StateFolder: Sendable {
    /// Why the folder cannot be used.
    public struct Failure: Error, CustomStringConvertible {
        /// What was tried, what came of it, what helps.
        public var description: String
    }

    /// The folder's path.
    public let path: String
    private let lock: Int32

    /// Opens the folder, making it (mode 0700) when it is not there, and locks it until the process ends.
    public init(path: String) throws(Failure) {
        self.path = path
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw Failure(description: "cannot make the state folder \(path): \(Self.reason)")
        }
        lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else {
            throw Failure(description: "cannot write in the state folder \(path): \(Self.reason)")
        }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            let owner = (try? String(contentsOfFile: path + "/lock", encoding: .utf8)) ?? ""
            close(lock)
            throw Failure(
                description:
                    "another agent\(owner.isEmpty ? "" : " (process \(owner))") uses the state folder \(path); "
                    + "end it, or give another folder with --state")
        }
        ftruncate(lock, 0)
        let number = "\(getpid())"
        _ = number.withCString { pwrite(lock, $0, strlen($0), 0) }
    }

    /// The path of a file in the folder.
    public func file(_ name: String) -> String { path + "/" + name }

    private static var reason: String { String(cString: strerror(errno)) }
}
