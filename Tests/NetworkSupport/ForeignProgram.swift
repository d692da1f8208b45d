import Foundation
public import Glibc

/// A program that runs where the thread that starts it is: in the same network namespace.
public final class ForeignProgram {
    /// Its number; 0 when it has ended.
    public private(set) var process: pid_t = 0

    /// Starts it by its name; what it prints goes into the file `log`, or nowhere.
    public init(_ name: String, _ arguments: [String], folder: String? = nil, log: String? = nil) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, log ?? "/dev/null", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // The shell becomes the program: the process's number is the program's.
        let become = folder.map { ["sh", "-c", #"cd "$0" && exec "$@""#, $0] } ?? []
        let all = become + [name] + arguments
        var words: [UnsafeMutablePointer<CChar>?] = all.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        let variables = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8"]
        var environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
        defer { for word in environment { free(word) } }
        let result = posix_spawnp(&process, all[0], &actions, nil, &words, &environment)
        guard result == 0 else { throw TestFailure("\(name) does not start: \(String(cString: strerror(result)))") }
    }

    deinit { end(SIGKILL) }

    /// Sends it a signal.
    public func signal(_ signal: Int32) {
        if process > 0 { kill(process, signal) }
    }

    /// Ends it by its number, and waits for that.
    public func end(_ signal: Int32 = SIGTERM) {
        guard process > 0 else { return }
        kill(process, signal)
        wait()
    }

    /// Waits for its end; the status of waitpid(2).
    @discardableResult
    public func wait() -> Int32 {
        guard process > 0 else { return 0 }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        process = 0
        return status
    }

    /// Runs a program to its end. Throws when it fails.
    public static func run(_ name: String, _ arguments: [String], folder: String? = nil) throws {
        _ = try output(name, arguments, folder: folder)
    }

    /// Runs a program to its end; what it printed. Throws when it fails.
    public static func output(_ name: String, _ arguments: [String], folder: String? = nil) throws -> String {
        let log = NSTemporaryDirectory() + "ipdect-program-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: log) }
        let status = try ForeignProgram(name, arguments, folder: folder, log: log).wait()
        let printed = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        guard status == 0 else {
            throw TestFailure("\(name) \(arguments.joined(separator: " ")): status \(status), \(printed)")
        }
        return printed
    }
}
