import ArgumentParser
import Foundation
import WebServer

/// Options of every command that prints.
struct OutputOptions: ParsableArguments {
    /// When to use colour.
    enum Color: String, ExpressibleByArgument, CaseIterable {
        case auto
        case always
        case never
    }

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    @Option(name: .long, help: "When to use colour: auto (on a terminal), always or never.")
    var color = Color.auto

    /// Whether styles are written. NO_COLOR (no-color.org) and a dumb terminal switch them off.
    var isColored: Bool {
        switch color {
        case .always: return true
        case .never: return false
        case .auto:
            let environment = ProcessInfo.processInfo.environment
            guard environment["NO_COLOR", default: ""].isEmpty, environment["TERM"] != "dumb" else { return false }
            return isatty(STDOUT_FILENO) == 1
        }
    }

    /// Prints a value as JSON.
    func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        Swift.print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Prints a table, or a sentence when it has no rows.
    func print(_ table: TextTable, orElse sentence: String) {
        if table.rows.isEmpty {
            Swift.print(sentence)
        } else {
            for line in table.lines(isColored: isColored) { Swift.print(line) }
        }
    }
}

extension String {
    /// RFC 3339 text as people read it: `2026-11-23 13:17:28`, in UTC.
    var shortTime: String {
        guard count >= 19 else { return self }
        return prefix(10) + " " + dropFirst(11).prefix(8)
    }
}

/// Ends the command with a sentence on standard error.
func fail(_ message: String, code: Int32 = 1) -> ExitCode {
    FileHandle.standardError.write(Data("ipdect-agent: \(message.printable)\n".utf8))
    return ExitCode(code)
}
