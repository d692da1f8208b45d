import Foundation
import Subprocess
import Testing

/// A program that runs beside the tests: the agent, or a peer that serves. What it prints goes into a file.
struct Daemon: Sendable {
    /// The file with everything that it printed.
    let log: String
    /// The process's number.
    let process: Int32

    /// What it printed so far.
    var printed: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

    /// Whether the process has ended; it may still wait to be collected.
    var hasEnded: Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
        // The state stands behind the name, which stands in parentheses.
        return status.split(separator: ")").last?.split(separator: " ").first.map { $0 == "Z" || $0 == "X" } ?? true
    }

    /// Runs `body` while the program runs, then ends the program by its number.
    static func run<Value: Sendable>(
        _ path: String, _ arguments: [String], environment: [String: String] = [:], log: String,
        _ body: @Sendable (Daemon) async throws -> Value
    ) async throws -> Value {
        let configuration = Configuration.program(
            path, arguments, environment: environment, grace: .seconds(10), log: log)
        let result = try await Subprocess.run(configuration, input: .none, output: .discarded, error: .discarded) {
            execution in
            let daemon = Daemon(log: log, process: execution.processIdentifier.value)
            let outcome: Result<Value, any Error>
            do {
                outcome = .success(try await body(daemon))
            } catch {
                outcome = .failure(error)
            }
            await execution.teardown(using: configuration.platformOptions.teardownSequence)
            return outcome
        }
        return try result.closureResult.get()
    }
}

/// Runs `body` with a folder of its own, which is removed afterwards.
func withFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ipdect-\(UUID().uuidString.prefix(8))")
        .path
    try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}
