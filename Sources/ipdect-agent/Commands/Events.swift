import ArgumentParser
import WebAPI

struct Events: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List what happened lately.", subcommands: [List.self, Clear.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List what happened lately, newest last.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @Option(name: .shortAndLong, help: "How many at most.") var limit = 50

        func validate() throws {
            guard (1...100_000).contains(limit) else {
                throw ValidationError("expected --limit from 1 to 100000, got \(limit)")
            }
        }

        func run() async throws {
            let newest = try await control.client.get("events?limit=\(limit)", as: [EventView].self)
            let events = Array(newest.reversed())
            if output.json { return try output.printJSON(events) }
            var table = TextTable(
                .text("Time (UTC)"), .text("Type"), .number("Alarm"), .text("Severity"), .text("Code"), .text("Device"),
                .text("Source"), .text("Text"))
            for event in events {
                table.add(
                    Cell(event.time.shortTime), Cell(event.type), Cell(event.alarm == 0 ? "" : "\(event.alarm)"),
                    Cell(event.severity, .of(event.severity)), Cell(event.code), Cell(event.device),
                    Cell(event.source), Cell(event.text))
            }
            output.print(table, orElse: "Nothing has happened yet.")
        }
    }

    struct Clear: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Empty the list; the journal keeps what it has, and alarms that stand stay.")

        @OptionGroup var control: ControlOptions

        func run() async throws {
            try await control.client.change("POST", "events/clear")
            print("The list of events is empty.")
        }
    }
}
