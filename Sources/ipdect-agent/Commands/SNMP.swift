import ArgumentParser
import WebAPI

struct SNMP: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snmp", abstract: "Show the SNMP agent, and test its targets.",
        subcommands: [Show.self, TestNotification.self, AgentX.self], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show counters and notification targets.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let status = try await control.client.get("snmp", as: SNMPStatusView.self)
            if output.json { return try output.printJSON(status) }
            let listening = status.listening.joined(separator: ", ")
            print(status.isEnabled ? "Listening on \(listening)" : "SNMP is off.")
            print("Engine ID \(status.engineID), boots \(status.engineBoots)")
            var counters = TextTable(.text("Counter"), .number("Value"))
            for (name, value) in status.counters.sorted(by: { $0.key < $1.key }) where value > 0 {
                counters.add(Cell(name), Cell("\(value)"))
            }
            output.print(counters, orElse: "Nothing has been counted yet.")
            var targets = TextTable(
                .text("Target"), .text("Address"), .text("Version"), .text("Kind"), .text("State"), .number("Sent"),
                .number("Acknowledged"), .number("Failed"), .number("Filtered"), .number("Held back"),
                .number("Waiting"), .text("Last error"))
            for target in status.targets {
                targets.add(
                    Cell(target.name), Cell(target.address), Cell(target.version), Cell(target.kind),
                    Cell(target.state),
                    Cell("\(target.sent)"), Cell(target.kind == "inform" ? "\(target.acknowledged)" : ""),
                    Cell("\(target.failed)"), Cell("\(target.filtered)"), Cell("\(target.heldBack)"),
                    Cell("\(target.waiting)"),
                    Cell(target.lastError, .red))
            }
            output.print(targets, orElse: "No notification target is set.")
        }
    }

    struct TestNotification: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test-notification", abstract: "Send a test notification to every target, or to one.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The target's name; without it, all.") var target: String?

        func run() async throws {
            let query = target.map { "?target=" + pathSegment($0) } ?? ""
            let outcomes = try await control.client.post(
                "snmp/test-notification" + query, as: [NotificationOutcome].self)
            if output.json {
                try output.printJSON(outcomes)
            } else {
                for outcome in outcomes {
                    let state = outcome.isSent ? "sent" : "not sent: \(outcome.message)"
                    print("\(outcome.target) (\(outcome.address)): \(state)".printable)
                }
                if outcomes.isEmpty { print("No notification target is set.") }
            }
            if !outcomes.allSatisfy(\.isSent) { throw ExitCode(1) }
        }
    }
}
