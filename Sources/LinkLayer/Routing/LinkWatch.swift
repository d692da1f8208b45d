import Faults
public import NetworkValues

/// Finds what is wrong with links, addresses and the way out (manual 6.2, IP module): a value with injected time.
///
/// | fault | cause |
/// |---|---|
/// | 0x00110000 interface down | a link that is watched is not there, is switched off, or has no carrier |
/// | 0x00110001 interface not configured | it is up and has no address, or one that another device has as well (IPv6) |
/// | 0x0011001c route without an interface | a route of a watched link that the kernel passes over as dead |
/// | 0x0011005e no route, no gateway | the default route is gone, or the gateway does not answer |
///
/// What other parts of the agent know is theirs: a DHCP server that does not answer (0x00110002) is the DHCP client's, a
/// port that is taken (0x00110049, 0x00110053) belongs to who opens it.
public struct LinkWatch: Hashable, Sendable {
    /// Seconds for which a trouble must last before it is told: a link that is set up loses its address for a moment.
    public static let settleSeconds: Int64 = 10

    private let names: [String]
    private var hadDefaultRoute: Set<String> = []
    private var troubles: [Trouble: Timestamp] = [:]

    private struct Trouble: Hashable, Sendable {
        var fault: LANFault
        var isImmediate: Bool
    }

    /// Makes a watch of the links of these names.
    public init(links names: [String]) {
        self.names = names
    }

    /// When `examine` must be called although the kernel told nothing; `nil` while nothing is waited for.
    public func deadline(now: Timestamp) -> Timestamp? {
        troubles.filter { !$0.key.isImmediate }.map { $0.value.adding(seconds: Self.settleSeconds) }
            .filter { $0 > now }.min()
    }

    /// Looks at the table after it changed, or at `deadline`. Returns what is wrong, in the order of the links.
    public mutating func examine(_ table: RouteTable, now: Timestamp) -> [LANFault] {
        let found = names.flatMap { troubles(of: $0, table) }
        troubles = Dictionary(found.map { ($0, troubles[$0] ?? now) }) { first, _ in first }
        return found.filter { trouble in
            trouble.isImmediate
                || troubles[trouble].map { now >= $0.adding(seconds: Self.settleSeconds) } ?? false
        }.map(\.fault)
    }

    private mutating func troubles(of name: String, _ table: RouteTable) -> [Trouble] {
        func trouble(_ code: FaultCode, _ text: String, isImmediate: Bool = false) -> Trouble {
            Trouble(fault: LANFault(code: code, source: LANFault.source(name), text: text), isImmediate: isImmediate)
        }
        guard let link = table.link(named: name) else {
            hadDefaultRoute.remove(name)
            return [trouble(.ipInterfaceDown, "\(name) is not there", isImmediate: true)]
        }
        guard link.isOperationallyUp else {
            return [trouble(.ipInterfaceDown, "\(name) \(Self.reason(link))", isImmediate: true)]
        }
        // The address may stand on a VLAN link of the port, and on a bridge that it belongs to.
        let carriers = table.links.values.filter {
            $0.index == link.index || $0.index == link.master || $0.parent == link.index && $0.vlan != nil
        }.sorted { $0.index < $1.index }
        let addresses = carriers.flatMap { table.addresses(of: $0.index) }
        var found: [Trouble] = []
        for address in addresses where address.isDuplicate {
            found.append(
                trouble(
                    .ipInterfaceNotConfigured, "another device has the address \(address.address) of \(name) as well",
                    isImmediate: true))
        }
        if found.isEmpty, !addresses.contains(where: { !$0.isOfLink }) {
            found.append(trouble(.ipInterfaceNotConfigured, "\(name) has no address"))
        }
        let routes = carriers.flatMap { table.routes(by: $0.index) }
        if let dead = routes.first(where: { !$0.hops.isEmpty && $0.hops.allSatisfy(\.isDead) }) {
            let text = "the route to \(dead.destination) leads to a link that is down"
            found.append(trouble(.ipRouteWithoutInterface1c, text))
        }
        found += gatewayText(name, routes, table).map { [trouble(.ipNoRouteToDestinationNoGateway, $0)] } ?? []
        return found
    }

    private mutating func gatewayText(_ name: String, _ routes: [RouteEntry], _ table: RouteTable) -> String? {
        let defaults = routes.filter(\.isDefault)
        guard !defaults.isEmpty else {
            // A network without a way out is no fault; one that had one is.
            return hadDefaultRoute.contains(name) && table.defaultRoutes.isEmpty
                ? "the default route by way of \(name) is gone" : nil
        }
        hadDefaultRoute.insert(name)
        let gateways = defaults.flatMap(\.gatewayKeys)
        let failed = gateways.filter { table.neighbours[$0]?.hasFailed == true }
        guard let first = failed.first, failed.count == gateways.count else { return nil }
        return "the gateway \(first.address) on \(table.links[first.index]?.name ?? name) does not answer"
    }

    /// Why a link cannot carry packets.
    private static func reason(_ link: LinkEntry) -> String {
        guard link.isAdministrativelyUp else { return "is switched off" }
        return switch link.operation {
        case .notPresent: "has a part that is not there"
        case .lowerLayerDown: "stands on a link that is down"
        case .testing: "is under test"
        case .dormant: "waits, as for 802.1X"
        case .down, .unknown, .up: link.hasCarrier == false ? "has no carrier" : "is down"
        }
    }
}
