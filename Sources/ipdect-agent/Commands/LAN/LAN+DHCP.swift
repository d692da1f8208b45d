import ArgumentParser
import WebAPI
import WebServer

extension LAN {
    struct DHCP: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "dhcp", abstract: "Show leases, the vendor's options and what they say of the VLAN.")

        @OptionGroup var interface: InterfaceOption
        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let ports = try await control.client.get(interface.path("lan/dhcp"), as: [DHCPView].self)
            if output.json { return try output.printJSON(ports) }
            if ports.isEmpty { print("No interface is looked after by DHCP.") }
            for (position, port) in ports.enumerated() {
                if position > 0 { print() }
                show(port)
            }
        }

        private func show(_ view: DHCPView) {
            let port = view.port.map { " (\($0))" } ?? ""
            var table = TextTable(.text("Interface"), .text("\(view.interface)\(port), IPv\(view.family)"))
            func row(_ name: String, _ value: String?, _ style: Style = .plain) {
                if let value, !value.isEmpty { table.add(Cell(name), Cell(value, style)) }
            }
            row("Mode", view.mode)
            row("State", view.state)
            for problem in view.problems { row("Problem", problem, .red) }
            if let lease = view.lease {
                row("Address", lease.address)
                row("Lease from", view.client.isEmpty ? view.source : "\(view.client), \(view.source)")
                row("Confirmed", lease.isProvisional ? "not yet, it is from before the restart" : nil, .yellow)
                row("Server", lease.server)
                row("Routers", lease.routers.joined(separator: ", "))
                row("Name servers", lease.nameServers.joined(separator: ", "))
                row("Time servers", lease.timeServers.joined(separator: ", "))
                row("Host name", lease.hostName)
                row("Domain", lease.domainName)
                row("Time zone", lease.timeZone)
                row("Granted (UTC)", lease.obtainedAt?.shortTime)
                row("Renewed at (UTC)", lease.renewsAt?.shortTime)
                row("Over at (UTC)", lease.expiresAt?.shortTime)
            } else {
                row("Lease", "none")
            }
            if let vlan = view.vlan { row("VLAN of the lease", "\(vlan.vlan), priority \(vlan.priority)") }
            for option in view.vendorOptions {
                row("Option \(option.code)", "\(option.name): \(option.value)\(option.isIgnored ? " (ignored)" : "")")
            }
            func count(_ name: String) -> String { "\(view.counters[name] ?? 0)" }
            row("Messages", "\(count("sent")) sent, \(count("received")) received, \(count("malformed")) malformed")
            for note in view.notes.suffix(Self.noteLimit) { row(note.at.shortTime, note.text) }
            output.print(table, orElse: "")
        }

        /// What happened last is shown, so many of it; JSON has all.
        private static let noteLimit = 5
    }
}
