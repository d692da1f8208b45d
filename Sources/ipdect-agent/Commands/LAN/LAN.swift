import ArgumentParser
import WebAPI

struct LAN: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lan", abstract: "Show the LAN side: ports, neighbours, VLAN, 802.1X, leases.",
        discussion: "An interface may be given by its name, or as LAN1 or LAN2.",
        subcommands: [
            Show.self, Neighbours.self, Statistics.self, VLAN.self, Dot1X.self, DHCP.self, RSTP.self,
            AcceptGateway.self,
        ], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show every port in a few lines.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let client = control.client
            let lan = try await client.get("lan", as: LANView.self)
            if output.json { return try output.printJSON(lan) }
            let neighbours = try await client.get("lan/neighbours", as: [LANNeighbourView].self)
            if !lan.problem.isEmpty { print("The kernel's tables are not known: \(lan.problem)".printable) }
            if lan.ports.isEmpty { print("No link protocol runs on any interface.") }
            for port in lan.ports {
                show(port, neighbours.filter { $0.interface == port.name }, isDataPort: lan.dataPort == port.port)
            }
        }

        private func show(_ port: LANPortView, _ neighbours: [LANNeighbourView], isDataPort: Bool) {
            let link = port.hasLink ? "up" : "down"
            let role = port.port.map { " (\($0)\(isDataPort ? ", carries the data" : ""))" } ?? ""
            let state = output.isColored ? Style.of(port.hasLink ? "ok" : "red").applied(to: link) : link
            print("\(port.name)\(role): ".printable + "link \(state)")
            if !port.problem.isEmpty { print("  \(port.problem)".printable) }
            if let network = port.network { print("  " + Self.text(network).printable) }
            print("  " + Self.lldp(port).printable)
            for neighbour in neighbours.prefix(Self.neighbourLimit) {
                print("  " + Self.neighbour(neighbour).printable)
            }
            if neighbours.count > Self.neighbourLimit {
                print("  and \(neighbours.count - Self.neighbourLimit) more; 'lan neighbours' lists them")
            }
            if let others = Self.others(port) { print("  " + others.printable) }
        }

        private static func text(_ network: LANPortView.Network) -> String {
            var parts = [network.mac, network.megabits.map { "\($0) Mbit/s" }].compactMap(\.self)
            if let isFull = network.isFullDuplex { parts.append("\(isFull ? "full" : "half") duplex") }
            parts.append("MTU \(network.mtu)")
            parts += network.addresses.prefix(4)
            if network.addresses.count > 4 { parts.append("\(network.addresses.count - 4) more addresses") }
            let ways = network.routes.filter { $0.destination.hasSuffix("/0") }.compactMap(\.gateway)
            parts += ways.prefix(2).map { "default via \($0)" }
            return parts.joined(separator: ", ")
        }

        /// What else runs on the port, on one line; `nil` when nothing does.
        private static func others(_ port: LANPortView) -> String? {
            var parts: [String] = []
            if let vlan = port.vlan {
                parts.append("\(vlan.decision.hasPrefix("VLAN") ? "" : "VLAN: ")\(vlan.decision) (\(vlan.state))")
            }
            if let dot1x = port.dot1x {
                parts.append("802.1X: \(dot1x.isAuthorized ? "open" : "closed"), \(dot1x.reason)")
            }
            for dhcp in port.dhcp {
                let what = dhcp.problem.isEmpty ? dhcp.address ?? dhcp.state : dhcp.problem
                parts.append("DHCP\(dhcp.family == 6 ? "v6" : "") (\(dhcp.mode)): \(what)")
            }
            return parts.isEmpty ? nil : parts.joined(separator: "; ")
        }

        /// Neighbours of a port that are shown.
        private static let neighbourLimit = 2

        private static func lldp(_ port: LANPortView) -> String {
            guard port.lldp.isEnabled else { return "LLDP is off" }
            let count = port.lldp.neighbours
            var text = "LLDP: \(count) neighbour\(count == 1 ? "" : "s")"
            if port.lldp.isOverfull { text += ", no room for more" }
            if let told = port.lldp.told {
                text += "; tells \(told.name), port \(told.port.value)"
            } else {
                text += "; tells nothing yet"
            }
            return text
        }

        private static func neighbour(_ neighbour: LANNeighbourView) -> String {
            let tlvs = neighbour.tlvs
            let address = tlvs.managementAddresses.first.map { ", \($0.address)" } ?? ""
            return "on \(tlvs.name)\(address), port \(tlvs.port.value)"
                + (tlvs.portDescription.map { $0 == tlvs.port.value ? "" : " (\($0))" } ?? "")
        }
    }
}

extension LAN {
    struct AcceptGateway: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "accept-gateway",
            abstract: "Take the MAC address that a gateway has now as the right one, after an alarm.")

        @Argument(help: "The gateway's IP address.") var address: String

        @OptionGroup var control: ControlOptions

        func run() async throws {
            try await control.client.change("POST", "lan/gateway/accept?address=" + pathSegment(address))
            print("The MAC address of \(address) is accepted.".printable)
        }
    }
}

/// The interface that a command is about.
struct InterfaceOption: ParsableArguments {
    @Option(name: [.short, .long], help: "The interface, or LAN1 or LAN2.")
    var interface: String?

    /// A path of the API with it.
    func path(_ path: String) -> String {
        interface.map { path + "?interface=" + pathSegment($0) } ?? path
    }
}
