import AgentRuntime
import ArgumentParser
import Foundation
import Settings
import WebConsole

struct Config: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show, check and change the settings.",
        subcommands: [Show.self, CheckFile.self, Change.self, Reload.self, Options.self], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the settings of the running agent, secrets masked.")

        @OptionGroup var control: ControlOptions

        func run() async throws {
            print(try await control.client.text("config"), terminator: "")
        }
    }

    struct CheckFile: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Check a settings file; no agent is needed.",
            discussion: "Exit code 0 when the file can be used, 1 when it has errors.")

        @Argument(help: "The file.", completion: .file()) var file: String

        func run() throws {
            let check: SettingsCheck
            do throws(SettingsError) {
                check = try SettingsCheck(path: file, schema: AgentSettings.schema)
            } catch {
                throw fail("\(error)")
            }
            for line in check.lines { print(line) }
            if check.hasErrors { throw ExitCode(1) }
            print("\(file) can be used.")
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change settings of the running agent.",
            discussion: """
                Give lines as in the file, such as 'config change SNMP0 /community secret', or - to read them from \
                standard input, which keeps secrets out of the process list.
                """)

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "A line for each argument, or -.") var lines: [String]

        func run() async throws {
            let text =
                lines == ["-"]
                ? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
                : lines.joined(separator: "\n")
            try report(try await control.client.post("config", text: text), output)
        }
    }

    struct Reload: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let the running agent read its settings file again.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try report(try await control.client.post("config/reload"), output)
        }
    }

    struct Options: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all settings with what they take.")

        @OptionGroup var output: OutputOptions

        func run() throws {
            for module in AgentSettings.schema.modules {
                let name = module.instances.map { "\(module.name)\($0.lowerBound)…\($0.upperBound)" } ?? module.name
                print("\(name)  \(module.summary)")
                var table = TextTable(.text("Option"), .text("Takes"), .text("Default"), .text("What it does"))
                for option in module.options {
                    table.add(
                        Cell("/" + option.name), Cell("\(option.kind)"), Cell(option.default ?? ""), Cell(option.help))
                }
                output.print(table, orElse: "")
                print("")
            }
        }
    }

    private static func report(_ change: SettingsChange, _ output: OutputOptions) throws {
        if output.json { return try output.printJSON(change) }
        print(change.applied.isEmpty ? "Nothing changed." : "In use: \(change.applied.joined(separator: ", "))")
        if !change.needsRestart.isEmpty { print("After a restart: \(change.needsRestart.joined(separator: ", "))") }
        if !change.unknown.isEmpty { print("Kept, but not known: \(change.unknown.joined(separator: ", "))") }
    }
}
