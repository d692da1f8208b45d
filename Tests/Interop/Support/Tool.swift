import Foundation
import Subprocess
import Testing

/// What a program printed, and how it ended.
struct ToolResult: Sendable {
    /// The exit code; `nil` when a signal ended it, as when it took too long.
    var exitCode: Int32?
    /// Standard output.
    var output: String
    /// Standard error.
    var errors: String

    /// The lines of standard output.
    var lines: [String] { output.split(separator: "\n").map(String.init) }
    /// Both outputs, for messages.
    var everything: String { output + errors }
}

/// Runs a program to its end and returns what it printed. After `seconds` it is killed.
func runTool(
    _ path: String, _ arguments: [String], environment: [String: String] = [:], input: String = "",
    seconds: Double = 30
) async throws -> ToolResult {
    // No MIB files and no settings of whoever runs the tests: the tools print numbers.
    let quiet = ["MIBS": "", "SNMPCONFPATH": "/nonexistent"]
    // From a file: whoever writes into the pipe of a program that ends at once is killed.
    let file = input.isEmpty ? nil : NSTemporaryDirectory() + "ipdect-input-" + UUID().uuidString
    defer { if let file { try? FileManager.default.removeItem(atPath: file) } }
    if let file {
        let isThere = FileManager.default.createFile(
            atPath: file, contents: Data(input.utf8), attributes: [.posixPermissions: 0o600])
        try #require(isThere, "no file for the input of \(path)")
    }
    let configuration = Configuration.program(
        path, arguments, environment: quiet.merging(environment) { $1 }, grace: .seconds(1), input: file)
    return try await withThrowingTaskGroup(of: ToolResult?.self) { group in
        group.addTask {
            let result = try await run(
                configuration, input: .none, output: .string(limit: 64 << 20), error: .string(limit: 1 << 20))
            guard case .exited(let code) = result.terminationStatus else {
                return ToolResult(exitCode: nil, output: result.standardOutput, errors: result.standardError)
            }
            return ToolResult(exitCode: code, output: result.standardOutput, errors: result.standardError)
        }
        group.addTask {
            try await Task.sleep(for: .seconds(seconds))
            return nil
        }
        let first = try await group.next() ?? nil
        group.cancelAll()
        guard let first else {
            throw ToolTimeout(description: "\(path) \(arguments.joined(separator: " ")) took more than \(seconds) s")
        }
        return first
    }
}

/// Runs a peer that must be installed.
func runTool(
    _ peer: Peer, _ arguments: [String], environment: [String: String] = [:], input: String = "", seconds: Double = 30
) async throws -> ToolResult {
    let path = try #require(peer.path, "\(peer.name) is not installed")
    return try await runTool(path, arguments, environment: environment, input: input, seconds: seconds)
}

/// A program took too long and was ended.
struct ToolTimeout: Error, CustomStringConvertible {
    var description: String
}

/// Asks again and again until the answer is there, at most `seconds`; the last `nil` is returned then.
func eventually<Value: Sendable>(
    within seconds: Double = 10, _ answer: @Sendable () async throws -> Value?
) async throws -> Value? {
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: .seconds(seconds))
    while true {
        if let value = try await answer() { return value }
        if clock.now >= end { return nil }
        try await Task.sleep(for: .milliseconds(50))
    }
}

extension Configuration {
    /// A program by its path, with an environment of its own. When its task is cancelled it is asked to end, and killed
    /// after `grace`. It reads the file `input`, and what it prints goes into `log`, when one is given.
    static func program(
        _ path: String, _ arguments: [String], environment: [String: String], grace: Duration, log: String? = nil,
        input: String? = nil
    ) -> Configuration {
        var variables: [Environment.Key: String] = [
            "LC_ALL": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "MALLOC_ARENA_MAX": "2",
        ]
        for (name, value) in environment { variables[Environment.Key(stringLiteral: name)] = value }
        if let log { variables["LOG_FILE"] = log }
        if let input { variables["INPUT_FILE"] = input }
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: grace)]
        // The shell becomes the program: the process's number is the program's.
        var become = #"exec "$0" "$@""#
        if log != nil { become += #" >>"$LOG_FILE" 2>&1"# }
        if input != nil { become += #" <"$INPUT_FILE""# }
        return Configuration(
            executable: .name("sh"), arguments: Arguments(["-c", become, path] + arguments),
            environment: .custom(variables), platformOptions: options)
    }
}
