import ArgumentParser
import WebAPI

extension LAN {
    struct RSTP: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rstp", abstract: "Show the spanning tree that LAN1 and LAN2 hear.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let tree = try await control.client.get("lan/rstp", as: SpanningTreeView.self)
            if output.json { return try output.printJSON(tree) }
            guard tree.isEnabled else { return print("RSTP is off; RSTP0 /enable changes that.") }
            print("Data on \(tree.dataPort ?? "no port"): \(tree.reason ?? "")".printable)
            if let lastMove = tree.lastMove { print("It moved there at \(lastMove.shortTime) UTC.") }
            var table = TextTable(.text("What"), .text("LAN1"), .text("LAN2"))
            func row(_ name: String, _ value: (SpanningTreeView.Port) -> Cell) {
                table.rows.append([Cell(name)] + tree.ports.map(value))
            }
            row("Interface") { Cell($0.interface ?? "none") }
            row("Link") { Cell($0.hasLink ? "up" : "down", .of($0.hasLink ? "ok" : "red")) }
            row("Role") { Cell($0.role) }
            row("Bridge forwards") { Cell($0.isForwarding ? "yes" : "no") }
            row("Protocol") { Cell($0.heard?.version ?? "nothing heard") }
            row("Root") { Cell($0.heard?.root ?? "") }
            row("Cost to the root") { Cell($0.heard.map { "\($0.rootPathCost)" } ?? "") }
            row("Bridge") { Cell($0.heard?.bridge ?? "") }
            row("Bridge's port") { Cell($0.heard.map { "\($0.bridgePort), \($0.bridgePortRole)" } ?? "") }
            row("BPDUs heard") { Cell("\($0.received)") }
            row("BPDUs refused") { Cell("\($0.refused)", $0.refused > 0 ? .yellow : .plain) }
            row("Topology changes") { Cell("\($0.topologyChanges)") }
            row("Last one (UTC)") { Cell($0.lastTopologyChange?.shortTime ?? "never") }
            output.print(table, orElse: "")
            for condition in tree.unmet { print("Not met: \(condition)".printable) }
        }
    }
}
