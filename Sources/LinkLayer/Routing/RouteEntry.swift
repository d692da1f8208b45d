import CLinux
public import NetworkValues

/// A route of the main table.
public struct RouteEntry: Hashable, Sendable {
    /// One way of a route.
    public struct Hop: Hashable, Sendable {
        /// The link; `nil` for routes that lead nowhere, such as unreachable ones.
        public let index: UInt32?
        /// The gateway; `nil` when the destination is on the link.
        public let gateway: IPAddress?
        /// `RTNH_F_…`.
        public let flags: UInt8

        /// Makes a way.
        public init(index: UInt32?, gateway: IPAddress? = nil, flags: UInt8 = 0) {
            self.index = index
            self.gateway = gateway
            self.flags = flags
        }

        /// Whether the kernel passes it over, because its link is down (RTNH_F_DEAD, RTNH_F_LINKDOWN).
        public var isDead: Bool { flags & 0x11 != 0 }
    }

    /// What tells it from others.
    public struct Key: Hashable, Sendable {
        /// Where it leads.
        public let destination: IPNetwork
        /// Its metric.
        public let metric: UInt32
        /// Its type of service (IPv4).
        public let service: UInt8
        /// Its first way: routes that differ in nothing else stand beside each other.
        public let hop: Hop?

        init(_ route: RouteEntry) {
            destination = route.destination
            metric = route.metric
            service = route.service
            // The flags of a way change while the route stays the same one.
            hop = route.hops.first.map { Hop(index: $0.index, gateway: $0.gateway) }
        }
    }

    /// Where it leads; a prefix of length 0 for the default route.
    public let destination: IPNetwork
    /// Its ways: one, or several of a multipath route.
    public var hops: [Hop] = []
    /// The address that packets get as their source.
    public var source: IPAddress?
    /// The lower, the better.
    public var metric: UInt32 = 0
    /// The type of service that it is for (IPv4); 0 for all.
    public var service: UInt8 = 0
    /// `RT_SCOPE_…`.
    public var scope: UInt8 = 0
    /// Who made it (RTPROT_…): 2 the kernel, 3 or 4 an administrator, 9 a router's advertisement, 16 a DHCP client.
    public var origin: UInt8 = 3
    /// `RTN_…`: 1 for one that delivers, 7 unreachable.
    public var type: UInt8 = 1
    /// The kernel's own object for its ways, when somebody made it with one.
    public var hopObject: UInt32?

    /// Makes a route.
    public init(destination: IPNetwork) {
        self.destination = destination
    }

    /// What tells it from others.
    public var key: Key { Key(self) }
    /// Whether it is the way to everywhere.
    public var isDefault: Bool { destination.prefixLength == 0 && type == 1 }
    /// Whether it is one of IPv4.
    public var isIPv4: Bool { if case .v4 = destination.address { true } else { false } }
}

extension RouteEntry {
    /// How many ways a route may have.
    static let hopLimit = 256

    /// Reads RTM_NEWROUTE or RTM_DELROUTE; `nil` for other tables and families, and for what the kernel only remembers.
    static func read(_ message: RouteMessage, _ bytes: Span<UInt8>) throws(RouteError) -> RouteEntry? {
        let start = message.content.lowerBound
        guard message.content.count >= 12, let flags = bytes.hostNumber32(at: start + 8) else {
            throw .truncated(part: "a route", needed: 12, found: message.content.count)
        }
        guard let size = RouteRecord.addressSize(family: bytes[start]), flags & UInt32(IPD_RTM_F_CLONED) == 0 else {
            return nil
        }
        var fields = Fields(size: size, table: UInt32(bytes[start + 4]))
        var attributes = RouteAttributes((start + 12)..<message.content.upperBound, in: bytes, part: "a route")
        while let attribute = try attributes.next(bytes) { try fields.take(attribute, bytes) }
        guard fields.table == UInt32(IPD_RT_TABLE_MAIN) else { return nil }
        let everywhere: IPAddress = size == 4 ? .v4(0) : .v6(high: 0, low: 0, zone: 0)
        let length = bytes[start + 1]
        guard let destination = IPNetwork(fields.destination ?? everywhere, prefixLength: Int(length)) else {
            throw .value(part: "prefix length", found: UInt64(length))
        }
        var route = RouteEntry(destination: destination)
        route.hops = fields.hops
        if route.hops.isEmpty, fields.index != nil || fields.gateway != nil {
            let dead = UInt8(truncatingIfNeeded: flags & 0xff)
            route.hops = [Hop(index: fields.index, gateway: fields.gateway, flags: dead)]
        }
        route.source = fields.source
        route.metric = fields.metric
        route.service = bytes[start + 3]
        route.scope = bytes[start + 6]
        route.origin = bytes[start + 5]
        route.type = bytes[start + 7]
        route.hopObject = fields.hopObject
        return route
    }

    private struct Fields {
        let size: Int
        var table: UInt32
        var destination: IPAddress?
        var source: IPAddress?
        var gateway: IPAddress?
        var index: UInt32?
        var metric: UInt32 = 0
        var hops: [Hop] = []
        var hopObject: UInt32?

        mutating func take(_ attribute: RouteAttribute, _ bytes: Span<UInt8>) throws(RouteError) {
            switch attribute.type {
            case IPD_RTA_DST: destination = try bytes.address(attribute, size: size, "a destination")
            case IPD_RTA_PREFSRC: source = try bytes.address(attribute, size: size, "a preferred source")
            case IPD_RTA_GATEWAY: gateway = try bytes.address(attribute, size: size, "a gateway")
            case IPD_RTA_VIA: gateway = bytes.gatewayOfAnyFamily(attribute.value)
            case IPD_RTA_OIF: index = try bytes.number32(attribute, "a link of a route")
            case IPD_RTA_PRIORITY: metric = try bytes.number32(attribute, "a metric")
            case IPD_RTA_TABLE: table = try bytes.number32(attribute, "a table")
            case IPD_RTA_NH_ID: hopObject = try bytes.number32(attribute, "a next hop object")
            case IPD_RTA_MULTIPATH: hops = try Self.hops(attribute.value, size, bytes)
            default: break
            }
        }

        /// The ways of a multipath route, each with attributes of its own (struct rtnexthop).
        private static func hops(_ range: Range<Int>, _ size: Int, _ bytes: Span<UInt8>) throws(RouteError) -> [Hop] {
            var found: [Hop] = []
            var position = range.lowerBound
            while position < range.upperBound {
                let left = range.upperBound - position
                guard left >= 8, let length = bytes.hostNumber16(at: position),
                    let index = bytes.hostNumber32(at: position + 4)
                else { throw .truncated(part: "a next hop", needed: 8, found: left) }
                guard (8...left).contains(Int(length)) else {
                    throw .length(part: "a next hop", expected: 8...left, found: Int(length))
                }
                guard found.count < RouteEntry.hopLimit else {
                    throw .tooMany(part: "next hops", limit: RouteEntry.hopLimit)
                }
                var gateway: IPAddress?
                var attributes = RouteAttributes(
                    (position + 8)..<(position + Int(length)), in: bytes, part: "a next hop")
                while let attribute = try attributes.next(bytes) {
                    if attribute.type == IPD_RTA_GATEWAY {
                        gateway = try bytes.address(attribute, size: size, "a gateway")
                    } else if attribute.type == IPD_RTA_VIA {
                        gateway = bytes.gatewayOfAnyFamily(attribute.value)
                    }
                }
                found.append(Hop(index: index, gateway: gateway, flags: bytes[position + 2]))
                position += (Int(length) + 3) & ~3
            }
            return found
        }
    }
}

extension Span where Element == UInt8 {
    /// A gateway whose family stands before it, as of IPv4 routes by way of an IPv6 gateway (struct rtvia).
    fileprivate func gatewayOfAnyFamily(_ range: Range<Int>) -> IPAddress? {
        range.count > 2 ? address((range.lowerBound + 2)..<range.upperBound) : nil
    }
}
