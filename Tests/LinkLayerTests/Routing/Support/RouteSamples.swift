import LinkProtocols
import NetworkValues

@testable import LinkLayer

/// Seconds after the beginning of a test, by a steady clock.
func steady(_ seconds: Double) -> Timestamp {
    Timestamp(milliseconds: Int64(seconds * 1000))
}

/// Octets from hexadecimal digits; blanks part them for the eye.
func routeOctets(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// What a kernel could have: a port eth0 with two addresses and a default route.
enum RouteSamples {
    static func link(
        _ index: UInt32, _ name: String, parent: UInt32? = nil, vlan: LinkEntry.VLAN? = nil, isUp: Bool = true
    ) -> LinkEntry {
        var link = LinkEntry(index: index, name: name)
        link.flags = isUp ? 0x1_1043 : 0x1002
        link.operation = isUp ? .up : .down
        link.hasCarrier = isUp
        link.mac = MACAddress(rawValue: 0x0200_0000_0000 + UInt64(index))
        link.mtu = 1500
        link.parent = parent
        link.vlan = vlan
        if vlan != nil { link.kind = "vlan" }
        return link
    }

    static func address(_ index: UInt32, _ text: String, isLeased: Bool = false, scope: UInt8 = 0) -> AddressEntry {
        let parts = text.split(separator: "/")
        guard let address = IPAddress(parts[0]), let length = UInt8(parts[1]) else { fatalError(text) }
        var entry = AddressEntry(index: index, address: address, prefixLength: length)
        entry.flags = isLeased ? 0 : 0x80
        entry.validSeconds = isLeased ? 3600 : nil
        entry.scope = scope
        return entry
    }

    static func route(
        _ destination: String, by index: UInt32, gateway: String? = nil, metric: UInt32 = 0, origin: UInt8 = 3
    ) -> RouteEntry {
        guard let network = IPNetwork(destination) else { fatalError(destination) }
        var route = RouteEntry(destination: network)
        route.hops = [RouteEntry.Hop(index: index, gateway: gateway.flatMap { IPAddress($0) })]
        route.metric = metric
        route.origin = origin
        route.scope = gateway == nil ? 253 : 0
        return route
    }

    static func neighbour(_ index: UInt32, _ address: String, _ mac: String, state: UInt16 = 2) -> NeighbourEntry {
        guard let address = IPAddress(address) else { fatalError(address) }
        return NeighbourEntry(
            key: NeighbourEntry.Key(index: index, address: address), mac: MACAddress(mac), state: state)
    }

    static func table(_ records: [RouteRecord]) -> RouteTable {
        var table = RouteTable()
        for record in records { _ = table.take(record, fromDump: false) }
        return table
    }

    /// A port with 10.1.1.5/24 and a default route by 10.1.1.1.
    static let port: [RouteRecord] = [
        .link(link(2, "eth0")), .address(address(2, "10.1.1.5/24")), .address(address(2, "fe80::2/64", scope: 253)),
        .route(route("10.1.1.0/24", by: 2, origin: 2), isReplacement: false),
        .route(route("0.0.0.0/0", by: 2, gateway: "10.1.1.1", metric: 100, origin: 4), isReplacement: false),
    ]

    /// A decision that LLDP, the settings or nobody made.
    static func decision(_ vlan: UInt16?, priority: UInt8 = 5, lldp: Bool = false) -> VLANDecision {
        guard let vlan else { return VLANDecision(VLANOffers(), now: steady(0)) }
        guard !lldp else {
            let policy = NetworkPolicy(
                application: NetworkPolicy.voice, isUnknown: false, isTagged: true, vlan: vlan, priority: priority,
                codePoint: 46)
            return VLANDecision(
                VLANOffers(policies: [.init(policy: policy, expiresAt: steady(1_000_000))]), now: steady(0))
        }
        return VLANDecision(VLANOffers(configured: .init(vlan: vlan, priority: priority)), now: steady(0))
    }
}
