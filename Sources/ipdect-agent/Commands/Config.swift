import AgentRuntime
import ArgumentParser
import Foundation
import Logging
import Settings
import WebAPI

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
            for line in check.lines { print(line.printable) }
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
        @Flag(name: .long, help: "Print them as Markdown, as in the documentation.") var markdown = false

        func validate() throws {
            if markdown, output.json { throw ValidationError("expected --json or --markdown, got both") }
        }

        func run() throws {
            if output.json { return try output.printJSON(AgentSettings.schema.modules.map { ModuleView($0) }) }
            for module in AgentSettings.schema.modules {
                if markdown { printMarkdown(module) } else { printTable(module) }
            }
        }

        private func printTable(_ module: any SettingsModule.Type) {
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

        private func printMarkdown(_ module: any SettingsModule.Type) {
            print("\n## \(module.name)\n\n\(module.summary)")
            if let range = module.instances {
                print(
                    "The name has a number behind it: \(module.name)\(range.lowerBound) to \(module.name)\(range.upperBound)."
                )
            }
            print("\n| option | takes | default | what it does | in use |\n|---|---|---|---|---|")
            for option in module.options {
                let value =
                    option.default.map { $0.isEmpty ? "" : "`\($0)`" } ?? (option.isRequired ? "must be given" : "")
                let section = option.manualSection.map { " (manual \($0))" } ?? ""
                let use = option.takesEffect == .reload ? "at once" : "after a restart"
                print("| `/\(option.name)` | \(option.kind) | \(value) | \(option.help)\(section) | \(use) |")
            }
        }
    }

    private static func report(_ change: SettingsChange, _ output: OutputOptions) throws {
        if output.json { return try output.printJSON(change) }
        print(change.applied.isEmpty ? "Nothing changed." : "In use: \(change.applied.joined(separator: ", "))")
        if !change.needsRestart.isEmpty { print("After a restart: \(change.needsRestart.joined(separator: ", "))") }
        if !change.unknown.isEmpty { print("Kept, but not known: \(change.unknown.joined(separator: ", "))") }
        for warning in change.warnings { print("Warning: \(warning)".printable) }
    }
}
