import NetworkValues

/// The links, addresses and routes of a network namespace, and the neighbour entries of its gateways, as last told.
public struct RouteTable: Hashable, Sendable {
    /// The most links that are kept.
    public static let linkLimit = 4096
    /// The most addresses that are kept.
    public static let addressLimit = 32_768
    /// The most routes that are kept, those to everywhere apart.
    public static let routeLimit = 32_768
    /// The most default routes that are kept.
    public static let defaultRouteLimit = 1024

    var linkSet = EntrySet<UInt32, LinkEntry>()
    var addressSet = EntrySet<AddressEntry.Key, AddressEntry>()
    var routeSet = EntrySet<RouteEntry.Key, RouteEntry>()
    var neighbourSet = EntrySet<NeighbourEntry.Key, NeighbourEntry>()
    private var defaults: Set<RouteEntry.Key> = []
    /// The gateways of all routes, and how many routes each has.
    private var gateways: [NeighbourEntry.Key: Int] = [:]
    /// Gateways that came with a route and whose entries must be asked for.
    private var newGateways: Set<NeighbourEntry.Key> = []
    /// Entries that were passed over because there were too many.
    public private(set) var passedOver: UInt64 = 0

    /// Makes an empty table.
    public init() {}

    /// The links by their numbers.
    public var links: [UInt32: LinkEntry] { linkSet.entries }
    /// All addresses, in no order.
    public var addresses: some Collection<AddressEntry> { addressSet.entries.values }
    /// All routes, in no order.
    public var routes: some Collection<RouteEntry> { routeSet.entries.values }
    /// The neighbour entries of gateways.
    public var neighbours: [NeighbourEntry.Key: NeighbourEntry] { neighbourSet.entries }
    /// How many addresses there are.
    public var addressCount: Int { addressSet.count }

    /// The link of a name.
    public func link(named name: String) -> LinkEntry? {
        linkSet.entries.values.first { $0.name == name }
    }

    /// The addresses of a link: IPv4 first, then by value; those that go with another one behind it.
    public func addresses(of index: UInt32) -> [AddressEntry] {
        Self.inOrder(addressSet.entries.values.filter { $0.index == index }) {
            let (high, low) = $0.address.halves
            return [UInt64($0.address.family), $0.isSecondary ? 1 : 0, high, low, UInt64($0.prefixLength)]
        }
    }

    /// The routes by way of a link, those to everywhere last: in this order each finds the way to its gateway.
    public func routes(by index: UInt32) -> [RouteEntry] {
        Self.inOrder(routeSet.entries.values.filter { $0.hops.contains { $0.index == index } }) { $0.order }
    }

    /// The default routes, the best one of each family first.
    public var defaultRoutes: [RouteEntry] {
        Self.inOrder(defaults.compactMap { routeSet[$0] }) { $0.order }
    }

    /// The gateways of the default routes, in their order.
    public var defaultGateways: [NeighbourEntry.Key] {
        var found: [NeighbourEntry.Key] = []
        for key in defaultRoutes.flatMap(\.gatewayKeys) where !found.contains(key) { found.append(key) }
        return found
    }

    /// The entries by ascending keys, each of which is made once.
    private static func inOrder<Entry>(_ entries: [Entry], by key: (Entry) -> [UInt64]) -> [Entry] {
        entries.map { (key($0), $0) }.sorted { $0.0.lexicographicallyPrecedes($1.0) }.map(\.1)
    }
}

extension IPAddress {
    /// The address as two numbers; an IPv4 address is the second one.
    fileprivate var halves: (UInt64, UInt64) {
        switch self {
        case .v4(let value): (0, UInt64(value))
        case .v6(let high, let low, _): (high, low)
        }
    }
}

extension RouteEntry {
    /// Where it stands among others: by family, the longest prefix first, then the best metric.
    fileprivate var order: [UInt64] {
        let (high, low) = destination.address.halves
        let gateway = hops.first?.gateway?.halves ?? (0, 0)
        return [
            UInt64(destination.address.family), UInt64(128 - destination.prefixLength), UInt64(metric), high, low,
            UInt64(service), UInt64(hops.first?.index ?? 0), gateway.0, gateway.1,
        ]
    }

    /// The gateways on the links of its ways.
    var gatewayKeys: [NeighbourEntry.Key] {
        hops.compactMap { hop in
            guard let index = hop.index, let gateway = hop.gateway else { return nil }
            return NeighbourEntry.Key(index: index, address: gateway)
        }
    }
}

// What the kernel tells, taken in.
extension RouteTable {
    /// Takes a record. Returns what changed; nothing for what is known.
    mutating func take(_ record: RouteRecord, fromDump: Bool) -> [RouteChange] {
        switch record {
        case .link(let link): return take(link, fromDump)
        case .linkGone(let link): return remove(link: link.index)
        case .address(let address):
            let before = addressSet[address.key]
            guard hasRoom(before != nil, addressSet.count, Self.addressLimit) else { return [] }
            return addressSet.set(address.key, address, fromDump: fromDump)
                ? [.address(before: before, after: address)] : []
        case .addressGone(let address):
            return addressSet.remove(address.key).map { [.address(before: $0, after: nil)] } ?? []
        case .route(let route, let isReplacement): return take(route, isReplacement, fromDump)
        case .routeGone(let route): return remove(route: route.key)
        case .neighbour(let neighbour):
            guard gateways[neighbour.key] != nil else { return [] }
            let before = neighbourSet[neighbour.key]
            return neighbourSet.set(neighbour.key, neighbour, fromDump: fromDump)
                ? [.neighbour(before: before, after: neighbour)] : []
        case .neighbourGone(let neighbour):
            return neighbourSet.remove(neighbour.key).map { [.neighbour(before: $0, after: nil)] } ?? []
        case .statistics(let index, let counters): return [.statistics(index: index, counters)]
        }
    }

    /// Sets the speed of a link.
    mutating func set(speed: LinkEntry.Speed?, of index: UInt32) {
        guard var link = linkSet[index] else { return }
        link.speed = speed
        _ = linkSet.set(index, link, fromDump: false)
    }

    /// The gateways whose entries must be asked for; they are told once.
    mutating func takeNewGateways() -> [NeighbourEntry.Key] {
        defer { newGateways = [] }
        return newGateways.filter { gateways[$0] != nil }
    }

    private mutating func hasRoom(_ isKnown: Bool, _ count: Int, _ limit: Int) -> Bool {
        if isKnown || count < limit { return true }
        passedOver += 1
        return false
    }

    private mutating func take(_ link: LinkEntry, _ fromDump: Bool) -> [RouteChange] {
        let before = linkSet[link.index]
        guard hasRoom(before != nil, linkSet.count, Self.linkLimit) else { return [] }
        var link = link
        link.speed = before?.speed
        return linkSet.set(link.index, link, fromDump: fromDump) ? [.link(before: before, after: link)] : []
    }

    /// The kernel does not tell of every address and route that goes with its link.
    private mutating func remove(link index: UInt32) -> [RouteChange] {
        guard let before = linkSet.remove(index) else { return [] }
        var changes: [RouteChange] = []
        for neighbour in neighbourSet.entries.values where neighbour.key.index == index {
            if let gone = neighbourSet.remove(neighbour.key) { changes.append(.neighbour(before: gone, after: nil)) }
        }
        for route in routeSet.entries.values where route.hops.count == 1 && route.hops[0].index == index {
            changes += remove(route: route.key)
        }
        for address in addressSet.entries.values where address.index == index {
            if let gone = addressSet.remove(address.key) { changes.append(.address(before: gone, after: nil)) }
        }
        return changes + [.link(before: before, after: nil)]
    }

    private mutating func take(_ route: RouteEntry, _ isReplacement: Bool, _ fromDump: Bool) -> [RouteChange] {
        let key = route.key
        let before = routeSet[key]
        guard
            route.isDefault
                ? hasRoom(before != nil, defaults.count, Self.defaultRouteLimit)
                : hasRoom(before != nil, routeSet.count - defaults.count, Self.routeLimit)
        else { return [] }
        var changes: [RouteChange] = []
        if isReplacement, !fromDump {
            // The kernel does not tell of the route whose place this one takes.
            for other in routeSet.entries.keys
            where other != key && other.destination == key.destination && other.metric == key.metric
                && other.service == key.service
            {
                changes += remove(route: other)
            }
        }
        guard routeSet.set(key, route, fromDump: fromDump) else { return changes }
        count(before, by: -1)
        count(route, by: 1)
        return changes + [.route(before: before, after: route)]
    }

    private mutating func remove(route key: RouteEntry.Key) -> [RouteChange] {
        guard let gone = routeSet.remove(key) else { return [] }
        return forget(gone)
    }

    /// What follows when a route is gone from the set.
    fileprivate mutating func forget(_ route: RouteEntry) -> [RouteChange] {
        count(route, by: -1)
        var changes: [RouteChange] = [.route(before: route, after: nil)]
        for gateway in route.gatewayKeys where gateways[gateway] == nil {
            if let gone = neighbourSet.remove(gateway) { changes.append(.neighbour(before: gone, after: nil)) }
        }
        return changes
    }

    private mutating func count(_ route: RouteEntry?, by step: Int) {
        guard let route else { return }
        if route.isDefault {
            if step > 0 { defaults.insert(route.key) } else { defaults.remove(route.key) }
        }
        for gateway in route.gatewayKeys {
            let count = (gateways[gateway] ?? 0) + step
            if step > 0, count == 1 { newGateways.insert(gateway) }
            gateways[gateway] = count > 0 ? count : nil
        }
    }
}

// Dumps of one kind after the other.
extension RouteTable {
    mutating func begin(_ kind: RouteDump) {
        switch kind {
        case .links: linkSet.beginDump()
        case .addresses: addressSet.beginDump()
        case .routesIPv4, .routesIPv6: routeSet.beginDump(where: { $0.destination.isIPv4 == (kind == .routesIPv4) })
        case .neighbours:
            newGateways = []
            neighbourSet.beginDump()
        }
    }

    /// Ends a dump. Returns what is gone.
    mutating func end(_ kind: RouteDump) -> [RouteChange] {
        switch kind {
        case .links: linkSet.endDump().flatMap { link in removeRest(of: link) }
        case .addresses: addressSet.endDump().map { .address(before: $0, after: nil) }
        case .routesIPv4, .routesIPv6: routeSet.endDump().flatMap { forget($0) }
        case .neighbours: neighbourSet.endDump().map { .neighbour(before: $0, after: nil) }
        }
    }

    /// Gives up a dump; what is known stays.
    mutating func abandon(_ kind: RouteDump) {
        switch kind {
        case .links: linkSet.abandonDump()
        case .addresses: addressSet.abandonDump()
        case .routesIPv4, .routesIPv6: routeSet.abandonDump()
        case .neighbours: neighbourSet.abandonDump()
        }
    }

    private mutating func removeRest(of link: LinkEntry) -> [RouteChange] {
        _ = linkSet.set(link.index, link, fromDump: false)
        return remove(link: link.index)
    }
}
