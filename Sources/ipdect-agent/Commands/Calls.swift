import ArgumentParser
import WebAPI

struct Calls: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the calls going on.")

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let calls = try await control.client.get("calls", as: [CallView].self)
        if output.json { return try output.printJSON(calls) }
        var table = TextTable(
            .number("Call"), .text("Radio"), .text("User"), .text("Direction"), .text("State"), .text("Since (UTC)"),
            .text("Encrypted"))
        for call in calls {
            let state = call.handoverTo.map { "moving to \($0)" } ?? (call.isConnected ? "connected" : "ringing")
            table.add(
                Cell("\(call.id)"), Cell(call.radio), Cell(call.user), Cell(call.direction), Cell(state),
                Cell(call.startedAt.shortTime), Cell(call.isEncrypted ? "yes" : "no"))
        }
        output.print(table, orElse: "No call is going on.")
    }
}
