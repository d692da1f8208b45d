import ArgumentParser
import Foundation

/// Lines that are seen at once, also when they go into a pipe.
enum StandardOutput {
    /// Writes a line. When nobody reads any more, the command ends quietly, as others do.
    static func write(_ line: String) throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
        } catch {
            throw ExitCode(141)
        }
    }
}
