import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// The program that the tests start and kill: it is built beside the tests.
enum Crasher {
    static var path: String {
        get throws {
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            return (tests as NSString).deletingLastPathComponent + "/JournalCrasher"
        }
    }

    /// Starts it and hands each line that it says to `heard`; when that returns true it is killed, once and for all.
    /// What it had said by then is still heard. A `nil` as the first line means that it just started.
    static func run(
        _ arguments: [String], heard: (String?) async throws -> Bool
    ) async throws {
        _ = try await Subprocess.run(
            .path(FilePath(path)), arguments: Arguments(arguments), input: .none, output: .sequence, error: .discarded
        ) { execution in
            var isKilled = try await heard(nil)
            if isKilled { try execution.send(signal: .kill) }
            for try await line in execution.standardOutput.strings() {
                guard try await heard(line), !isKilled else { continue }
                isKilled = true
                try execution.send(signal: .kill)
            }
        }
    }
}
