import ArgumentParser
import Foundation

/// Reads what a command is given as a file or on standard input.
enum FileInput {
    /// The most octets that are read; the agent takes no more of anything.
    static let limit = 4 << 20

    /// The content of a file, or of standard input for `-`. Ends the command when it cannot be read or is too large.
    static func octets(of path: String) throws -> [UInt8] {
        let handle: FileHandle
        if path == "-" {
            handle = .standardInput
        } else {
            guard let opened = FileHandle(forReadingAtPath: path) else { throw fail("\(path) cannot be read") }
            handle = opened
        }
        var octets: [UInt8] = []
        do {
            while octets.count <= limit, let part = try handle.read(upToCount: 65_536), !part.isEmpty {
                octets += part
            }
        } catch {
            throw fail("\(path) cannot be read; is it a file?")
        }
        guard octets.count <= limit else { throw fail("\(path) is larger than \(limit) octets") }
        return octets
    }

    /// A password from a file: its first line. Ends the command for a file that is no text.
    static func password(in path: String) throws -> String {
        guard let text = String(validating: try octets(of: path), as: UTF8.self) else {
            throw fail("\(path) is no text in UTF-8")
        }
        return String(text.prefix { !$0.isNewline })
    }
}

/// Writes what a command gives out as a file or on standard output.
enum FileOutput {
    /// Writes octets to a file, or to standard output without one. Octets that are no text do not go to a terminal.
    static func write(_ octets: [UInt8], to path: String?, isText: Bool) throws {
        guard let path else {
            guard isText || isatty(STDOUT_FILENO) == 0 else {
                throw fail("DER is no text for a terminal; give --output FILE, or send it into a file")
            }
            return FileHandle.standardOutput.write(Data(octets))
        }
        do {
            try Data(octets).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw fail("\(path) cannot be written: \(error.localizedDescription)")
        }
    }
}
