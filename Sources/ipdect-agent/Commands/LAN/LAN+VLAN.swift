import ArgumentParser
import WebAPI

extension LAN {
    struct VLAN: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "vlan", abstract: "Show the VLAN that is decided on, and apply, confirm or roll it back.",
            discussion: "A change that is not confirmed in time is taken back. Without --interface, actions take LAN1.")

        /// What is done.
        enum Action: String, EnumerableFlag {
            case dryRun
            case apply
            case confirm
            case rollBack

            static func help(for value: Action) -> ArgumentHelp? {
                switch value {
                case .dryRun: "Print what would be done, each step in the words of ip."
                case .apply: "Do it now, also what LLDP wants for the first time, or what failed before."
                case .confirm: "Keep the change that waits to be confirmed."
                case .rollBack: "Take back the change that waits to be confirmed."
                }
            }

            /// The path of the API behind `lan/vlan/`.
            var path: String {
                switch self {
                case .dryRun, .apply: "apply"
                case .confirm: "confirm"
                case .rollBack: "roll-back"
                }
            }

            /// What is said when it was asked for.
            var sentence: String {
                switch self {
                case .dryRun: ""
                case .apply: "is being applied; 'lan vlan' shows how far it is"
                case .confirm: "is confirmed"
                case .rollBack: "is being rolled back; 'lan vlan' shows how far it is"
                }
            }
        }

        @Flag(exclusivity: .exclusive)
        var action: Action?

        @OptionGroup var interface: InterfaceOption
        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            guard let action else {
                let ports = try await control.client.get(interface.path("lan/vlan"), as: [VLANView].self)
                if output.json { return try output.printJSON(ports) }
                if ports.isEmpty { print("No port has a VLAN to decide on.") }
                for port in ports { show(port) }
                return
            }
            var path = interface.path("lan/vlan/" + action.path)
            if action == .dryRun { path += (path.contains("?") ? "&" : "?") + "dry-run=1" }
            let view = try await control.client.post(path, as: VLANView.self)
            if output.json { return try output.printJSON(view) }
            guard action == .dryRun else {
                return print("The VLAN of \(view.interface) \(action.sentence): \(view.decision)".printable)
            }
            print("\(view.interface): \(view.decision)".printable)
            if view.steps.isEmpty { print("Nothing must be done.") }
            for step in view.steps { print("  " + step.printable) }
        }

        private func show(_ view: VLANView) {
            let port = view.port.map { " (\($0))" } ?? ""
            print("\(view.interface)\(port): \(view.decision)".printable)
            let reason = view.reason.isEmpty ? "" : ": \(view.reason)"
            print("  \(view.state)\(reason)".printable)
            if let time = view.confirmUntil { print("  taken back at \(time.shortTime) UTC unless it is confirmed") }
            if !view.link.isEmpty { print("  on \(view.link)".printable) }
            if let point = view.codePoint { print("  code point \(point)") }
            if let time = view.validUntil { print("  decided until \(time.shortTime) UTC") }
            for note in view.notes { print("  \(note)".printable) }
            for step in view.steps { print("    " + step.printable) }
        }
    }
}
