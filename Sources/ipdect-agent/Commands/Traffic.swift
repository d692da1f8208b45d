import ArgumentParser
import WebAPI

struct Traffic: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the traffic counters of the system.", subcommands: [Show.self, Clear.self],
        defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the traffic counters.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let traffic = try await control.client.get("traffic", as: TrafficView.self)
            if output.json { return try output.printJSON(traffic) }
            var table = TextTable(.text("Counter"), .number("Value"))
            table.add("Calls in", Cell("\(traffic.callsIn)"))
            table.add("Calls in delivered", Cell("\(traffic.callsInDelivered)"))
            table.add("Calls out", Cell("\(traffic.callsOut)"))
            table.add("Handover", Cell("\(traffic.handovers)"))
            table.add("Handover cancelled", Cell("\(traffic.handoversCancelled)"))
            table.add("Abnormal call release", Cell("\(traffic.abnormalReleases)"))
            table.add("Busy hour call attempts", Cell("\(traffic.busyHourAttempts)"))
            table.add("Busiest hour start (UTC)", Cell(traffic.busyHourStart?.shortTime ?? "-"))
            table.add("Cleared (UTC)", Cell(traffic.clearedAt?.shortTime ?? "never"))
            output.print(table, orElse: "")
        }
    }

    struct Clear: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Set the traffic counters to zero.")

        @OptionGroup var control: ControlOptions

        func run() async throws {
            try await control.client.change("POST", "traffic/clear")
            print("The traffic counters are zero.")
        }
    }
}
