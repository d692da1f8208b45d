import ArgumentParser
import WebAPI

extension SNMP {
    struct AgentX: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "agentx", abstract: "Show the session with the host's own SNMP agent.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let status = try await control.client.get("snmp", as: SNMPStatusView.self)
            guard let session = status.agentX else {
                if output.json { return print("null") }
                return print("AgentX is off; config change SNMP0-AGENTX /enable turns it on.")
            }
            if output.json { return try output.printJSON(session) }
            var state = "Master at \(session.address): \(session.state)"
            if let since = session.openSince { state += " since \(since.shortTime) UTC" }
            if let number = session.sessionID { state += ", session \(number)" }
            print(state.printable)
            if !session.lastError.isEmpty {
                let time = session.lastErrorAt.map { " (\($0.shortTime) UTC)" } ?? ""
                print("Last error: \(session.lastError)\(time)".printable)
            }
            var subtrees = TextTable(.text("Subtree"), .text("Identifier"), .text("State"))
            for subtree in session.subtrees {
                let state = subtree.isRegistered ? "registered" : subtree.refusal.isEmpty ? "not yet" : subtree.refusal
                subtrees.add(
                    Cell(subtree.title), Cell(subtree.name), Cell(state, subtree.isRegistered ? .plain : .red))
            }
            output.print(subtrees, orElse: "No subtree is set.")
            var counts = TextTable(.text("Counter"), .number("Value"))
            for (name, value) in session.counts.sorted(by: { $0.key < $1.key }) where value > 0 {
                counts.add(Cell(name), Cell("\(value)"))
            }
            output.print(counts, orElse: "Nothing has been counted yet.")
        }
    }
}
