import ArgumentParser
import WebAPI

struct Alarms: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the alarms that stand, or take note of one.",
        subcommands: [List.self, Acknowledge.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the alarms that stand.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let alarms = try await control.client.get("alarms", as: [AlarmView].self)
            if output.json { return try output.printJSON(alarms) }
            var table = TextTable(
                .number("No"), .text("Since (UTC)"), .text("Severity"), .text("Code"), .text("Device"), .text("Source"),
                .number("Count"), .text("Text"))
            for alarm in alarms {
                table.add(
                    Cell("\(alarm.number)"), Cell(alarm.firstRaised.shortTime),
                    Cell(alarm.severity, .of(alarm.severity)),
                    Cell(alarm.code), Cell(alarm.device), Cell(alarm.source), Cell("\(alarm.count)"),
                    Cell(alarm.text + (alarm.isAcknowledged ? " (noted)" : "")))
            }
            output.print(table, orElse: "No alarm stands.")
        }
    }

    struct Acknowledge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take note of an alarm.")

        @OptionGroup var control: ControlOptions
        @Argument(help: "The alarm's number.") var number: UInt32

        func run() async throws {
            try await control.client.change("POST", "alarms/\(number)/acknowledge")
            print("Alarm \(number) is noted.")
        }
    }
}
