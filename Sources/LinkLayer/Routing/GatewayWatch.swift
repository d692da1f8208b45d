import Faults
public import NetworkValues

/// Watches which MAC each default gateway has, and says when another one answers for its address: ARP poisoning
/// (manual 6.2, 0x00110041), or its like in IPv6. A value with injected time; it sends nothing.
///
/// The first MAC that the kernel finds is taken as right. When another one answers, the fault stands until
/// - the first one has answered alone for `returnSeconds`: somebody who poisons makes both answer in turn,
/// - an operator accepts the new one,
/// - the new one has stayed for `acceptSeconds` without another change: a router that was replaced,
/// - nothing is left to be poisoned: the gateway is no longer one, or its link lost its carrier, which may mean another
///   network. Then the next MAC is the first one again.
///
/// Routers that share an address by VRRP or HSRP keep one MAC of their own kind for it while they take turns, which changes
/// nothing here. A change to such a MAC, or from it, happens when people set that up: a false alarm, and its text says so.
/// It stands nevertheless: anybody can send from such a MAC.
public struct GatewayWatch: Hashable, Sendable {
    /// How long things take.
    public struct Times: Hashable, Sendable {
        /// Seconds after which a gateway that is back at its first MAC is right again.
        public var returnSeconds: Int64
        /// Seconds after which a new MAC is taken as right; `nil` for only when an operator says so.
        public var acceptSeconds: Int64?

        /// Makes times.
        public init(returnSeconds: Int64 = 60, acceptSeconds: Int64? = 1800) {
            self.returnSeconds = returnSeconds
            self.acceptSeconds = acceptSeconds
        }
    }

    /// What happened to a gateway.
    public struct Note: Hashable, Sendable {
        /// The gateway's address.
        public let gateway: IPAddress
        /// What happened, for people.
        public let text: String
    }

    /// The most gateways that are watched.
    public static let limit = 64

    private struct Watched: Hashable, Sendable {
        var link: String
        var first: MACAddress
        var current: MACAddress
        /// When `current` began; `nil` while nothing is wrong.
        var since: Timestamp?
        var changes = 0
    }

    private let times: Times
    private var watched: [NeighbourEntry.Key: Watched] = [:]

    /// Makes a watch that knows no gateway.
    public init(times: Times = Times()) {
        self.times = times
    }

    /// When `examine` must be called although the kernel told nothing; `nil` while nothing is waited for.
    public var deadline: Timestamp? {
        watched.values.compactMap { due($0) }.min()
    }

    /// What is wrong now, in the order of the gateways.
    public var faults: [LANFault] {
        watched.filter { $0.value.since != nil }.map { key, gateway in
            LANFault(
                code: .ipArpPoisoningDetected, source: LANFault.source(gateway.link) + " \(key.address)",
                text: Self.text(key, gateway))
        }.sorted { $0.source < $1.source }
    }

    /// Looks at the table after it changed, or at `deadline`. Returns what happened.
    public mutating func examine(_ table: RouteTable, now: Timestamp) -> [Note] {
        var notes: [Note] = []
        let gateways = table.defaultGateways.prefix(Self.limit)
        for key in watched.keys.sorted(by: { $0.index < $1.index }) {
            if gateways.contains(key), table.links[key.index]?.isOperationallyUp == true { continue }
            if let gone = watched.removeValue(forKey: key), gone.since != nil {
                notes.append(Note(gateway: key.address, text: "the gateway \(key.address) is no longer watched"))
            }
        }
        for key in gateways {
            guard let link = table.links[key.index], link.isOperationallyUp, let entry = table.neighbours[key],
                entry.isValid, let mac = entry.mac
            else { continue }
            notes += take(mac, key, link.name, now)
        }
        for key in watched.keys.sorted(by: { $0.index < $1.index }) { notes += settle(key, now) }
        return notes
    }

    /// Takes the MAC that a gateway has now as right. Returns whether it was in doubt.
    public mutating func accept(_ address: IPAddress) -> Bool {
        var isKnown = false
        for (key, gateway) in watched where key.address == address && gateway.since != nil {
            watched[key] = Watched(link: gateway.link, first: gateway.current, current: gateway.current)
            isKnown = true
        }
        return isKnown
    }

    private mutating func take(_ mac: MACAddress, _ key: NeighbourEntry.Key, _ link: String, _ now: Timestamp)
        -> [Note]
    {
        guard var gateway = watched[key] else {
            watched[key] = Watched(link: link, first: mac, current: mac)
            return [Note(gateway: key.address, text: "the gateway \(key.address) on \(link) is at \(mac)")]
        }
        guard mac != gateway.current else { return [] }
        let before = gateway.current
        gateway.current = mac
        gateway.since = now
        gateway.changes += 1
        watched[key] = gateway
        return [Note(gateway: key.address, text: "the gateway \(key.address) moved from \(before) to \(mac)")]
    }

    private mutating func settle(_ key: NeighbourEntry.Key, _ now: Timestamp) -> [Note] {
        guard let gateway = watched[key], let due = due(gateway), now >= due else { return [] }
        watched[key] = Watched(link: gateway.link, first: gateway.current, current: gateway.current)
        let text = gateway.current == gateway.first ? "is back at" : "is taken to be at"
        return [Note(gateway: key.address, text: "the gateway \(key.address) \(text) \(gateway.current)")]
    }

    private func due(_ gateway: Watched) -> Timestamp? {
        guard let since = gateway.since else { return nil }
        return gateway.current == gateway.first
            ? since.adding(seconds: times.returnSeconds) : times.acceptSeconds.map { since.adding(seconds: $0) }
    }

    private static func text(_ key: NeighbourEntry.Key, _ gateway: Watched) -> String {
        var text = "the gateway \(key.address) was at \(gateway.first)"
        text += gateway.current == gateway.first ? ", moved, and is back" : " and is now at \(gateway.current)"
        if let router = VirtualRouter(gateway.current) ?? VirtualRouter(gateway.first) {
            text += "; one of them belongs to \(router): routers that share an address may have been set up"
        }
        return text
    }
}
