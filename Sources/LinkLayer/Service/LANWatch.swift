import Faults
import NetworkValues

/// Finds what is wrong with the device's ports: links, addresses, the way out, and gateways that are somebody else. For the
/// LAN thread only.
final class LANWatch {
    private let surroundings: LinkLayerSurroundings
    private var names: [String] = []
    private var links: LinkWatch?
    private var gateways: GatewayWatch?
    private(set) var faults: [LANFault] = []
    private(set) var deadline: Timestamp?

    init(_ surroundings: LinkLayerSurroundings) {
        self.surroundings = surroundings
    }

    /// Takes which links are the device's ports, and whether changes of a gateway's address are an alarm.
    func arrange(_ names: [String], checksARP: Bool) {
        if names != self.names {
            self.names = names
            links = names.isEmpty ? nil : LinkWatch(links: names)
        }
        gateways = checksARP ? gateways ?? GatewayWatch() : nil
    }

    /// Looks at the table after it changed, or at the deadline. Returns whether something else is wrong now.
    func examine(_ table: RouteTable, _ now: Timestamp) -> Bool {
        for note in gateways?.examine(table, now: now) ?? [] {
            surroundings.log(5, LAN1Settings.name, note.text)
        }
        let before = faults
        // That a link is down is found by the host's feed, for all interfaces that must be up (HOST0).
        faults = (links?.examine(table, now: now) ?? []).filter { $0.code != .ipInterfaceDown }
        faults += gateways?.faults ?? []
        deadline = [links?.deadline(now: now), gateways?.deadline].compactMap(\.self).min()
        return faults != before
    }

    /// Takes the address that a gateway has now as right. Returns whether it was in doubt.
    func accept(_ gateway: IPAddress) -> Bool { gateways?.accept(gateway) ?? false }
}
