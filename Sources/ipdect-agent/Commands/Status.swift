import ArgumentParser
import WebAPI

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show the system at a glance.")

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let status = try await control.client.get("status", as: StatusView.self)
        if output.json { return try output.printJSON(status) }
        var table = TextTable(.text("What"), .text("State"))
        let name = status.system.isEmpty ? "(not configured yet)" : status.system
        table.add("System", Cell(name + (status.isSimulated ? " (simulated)" : "")))
        table.add("Health", Cell(status.health, .of(status.health)))
        let alarms = ["critical", "major", "indeterminate"].map { "\(status.alarms[$0] ?? 0) \($0)" }
        table.add("Alarms", Cell(alarms.joined(separator: ", ")))
        let radios = ["registered", "static", "uninitialized"].map { "\(status.radios[$0] ?? 0) \($0)" }
        table.add("Radios", Cell(radios.joined(separator: ", ")))
        table.add("Calls", Cell("\(status.calls)"))
        table.add("Users", Cell("\(status.usersRegistered) of \(status.users) registered"))
        for master in status.masters {
            let state = [
                master.mode, master.isActive ? "serving" : "not serving", master.isReachable ? "" : "unreachable",
            ]
            let style: Style = master.isReachable ? .plain : .red
            table.add(
                Cell(master.role), Cell(master.mac + ", " + state.filter { !$0.isEmpty }.joined(separator: ", "), style)
            )
        }
        table.add("Feed", Cell(status.feed.isEmpty ? "none" : status.feed))
        table.add("Journal", Cell("\(status.journalLastNumber) records"))
        table.add("Agent", Cell("\(status.version) on \(status.host), since \(status.startedAt.shortTime) UTC"))
        output.print(table, orElse: "")
    }
}
