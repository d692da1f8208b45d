import ArgumentParser
import WebAPI

extension LAN {
    struct Dot1X: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "dot1x", abstract: "Show the supplicant of 802.1X, log it off or on.")

        @Flag(help: "Leave the authenticator.")
        var logoff = false

        @Flag(help: "Begin authentication anew.")
        var logon = false

        @OptionGroup var interface: InterfaceOption
        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if logoff, logon { throw ValidationError("expected --logoff or --logon, got both") }
        }

        func run() async throws {
            let client = control.client
            if logoff || logon {
                try await client.change("POST", interface.path("lan/dot1x/" + (logoff ? "logoff" : "logon")))
            }
            let supplicants = try await client.get(interface.path("lan/dot1x"), as: [SupplicantView].self)
            if output.json { return try output.printJSON(supplicants) }
            if logoff || logon {
                return print(logoff ? "The supplicant logs off." : "The supplicant begins anew.")
            }
            if supplicants.isEmpty { print("No supplicant of 802.1X runs.") }
            for (position, supplicant) in supplicants.enumerated() {
                if position > 0 { print() }
                show(supplicant)
            }
        }

        private func show(_ view: SupplicantView) {
            var table = TextTable(.text("Interface"), .text(view.interface + (view.port.map { " (\($0))" } ?? "")))
            func row(_ name: String, _ value: String?, _ style: Style = .plain) {
                if let value { table.add(Cell(name), Cell(value, style)) }
            }
            row("Port", view.isAuthorized ? "open" : "closed", view.isAuthorized ? .green : .red)
            row("State", "\(view.state): \(view.reason)")
            row("Since (UTC)", view.since?.shortTime)
            row("User", view.user ?? "none")
            row("Methods", view.methods.isEmpty ? nil : view.methods.joined(separator: ", "))
            row("Accepted by", view.method)
            if let handshake = view.handshake {
                row("TLS", "\(handshake.version), \(handshake.cipher)")
                let end = handshake.serverValidUntil.map { ", until \($0.shortTime)" } ?? ""
                row("Server", handshake.server.map { $0 + end })
            }
            row("Last failure", view.lastFailure, .red)
            row("Last packet passed over", view.lastDiscard)
            row("Last message", view.lastNotification)
            row("Authenticator", view.authenticator)
            func count(_ name: String) -> String { "\(view.counters[name] ?? 0)" }
            row("EAPOL frames", "\(count("eapolFramesTx")) sent, \(count("eapolFramesRx")) received")
            row(
                "Conversations",
                "\(count("successes")) well, \(count("failures")) failed, \(count("timeouts")) without an answer")
            output.print(table, orElse: "")
        }
    }
}
