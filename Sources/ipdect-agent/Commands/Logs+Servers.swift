import ArgumentParser
import WebAPI

extension Logs {
    struct Servers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how forwarding to the log servers stands.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let servers = try await control.client.get("logs/servers", as: [LogServerView].self)
            if output.json { return try output.printJSON(servers) }
            var table = TextTable(
                .number("No."), .text("Name"), .text("Type"), .text("Address"), .text("State"), .number("Sent"),
                .number("Acknowledged"), .number("Waiting"), .number("Refused"), .number("Lost"), .text("Last error"))
            for server in servers {
                let state = server.state + (server.isOnBackup ? ", backup" : "")
                table.add(
                    Cell("\(server.index)"), Cell(server.name), Cell(server.transport), Cell(server.address),
                    Cell(state, server.state == "connected" ? .green : server.state == "waiting" ? .plain : .red),
                    Cell("\(server.sent)"), Cell(server.isAcknowledged ? "\(server.acknowledged)" : "unknown"),
                    Cell("\(server.waiting)"), Cell("\(server.setAside)", server.setAside > 0 ? .yellow : .plain),
                    Cell("\(server.dropped)", server.dropped > 0 ? .red : .plain), Cell(server.lastError))
            }
            output.print(table, orElse: "No log server is set up.")
            for server in servers {
                for refusal in server.refusals {
                    print("Server \(server.index) refused record \(refusal.number): \(refusal.reason)".printable)
                }
            }
        }
    }

    struct Relay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show where logs are received, and from whom.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let relay = try await control.client.get("logs/relay", as: LogRelayView.self)
            if output.json { return try output.printJSON(relay) }
            guard relay.isEnabled else { return print("Logs are not received; LOG0-RELAY /enable changes that.") }
            for port in relay.listeners {
                print("\(port.transport) \(port.address): \(port.error.isEmpty ? "open" : port.error)".printable)
            }
            print("Connections: \(relay.connections)")
            var table = TextTable(
                .text("Source"), .number("Received"), .number("Octets"), .number("Cut"), .number("Too fast"),
                .number("Overload"), .number("Refused"), .text("Last seen (UTC)"))
            for source in relay.sources {
                table.add(
                    Cell(source.address ?? "others"), Cell("\(source.received)"), Cell("\(source.bytes)"),
                    Cell("\(source.truncated)"), Cell("\(source.overRate)"), Cell("\(source.overload)"),
                    Cell("\(source.refused)"), Cell(source.lastSeen?.shortTime ?? ""))
            }
            output.print(table, orElse: "Nobody has sent anything yet.")
        }
    }
}
