import CLinux
public import NetworkValues

/// A request to rtnetlink, with everything but its number.
public struct RouteRequest: Hashable, Sendable {
    /// What is asked: `RTM_…`.
    public let type: UInt16
    /// `NLM_F_…`.
    public let flags: UInt16
    /// What stands behind the header.
    public private(set) var content: [UInt8]

    /// Begins a request with the structure of its family.
    init(_ type: Int, flags: Int, _ content: [UInt8] = []) {
        self.type = UInt16(truncatingIfNeeded: type)
        self.flags = UInt16(truncatingIfNeeded: flags | IPD_NLM_REQUEST)
        self.content = content
    }

    /// Whether the kernel acknowledges it.
    public var isAcknowledged: Bool { Int(flags) & IPD_NLM_ACK != 0 }

    /// The message as it is sent.
    public func encoded(sequence: UInt32) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(RouteMessage.headerSize + content.count)
        octets.append(host: UInt32(RouteMessage.headerSize + content.count))
        octets.append(host: type)
        octets.append(host: flags)
        octets.append(host: sequence)
        octets.append(host: UInt32(0))
        return octets + content
    }

    /// Adds an attribute.
    mutating func add(_ type: Int, _ value: [UInt8]) {
        content.append(host: UInt16(4 + value.count))
        content.append(host: UInt16(type))
        content += value
        content += [UInt8](repeating: 0, count: -value.count & 3)
    }

    mutating func add(_ type: Int, _ value: UInt32) {
        var octets: [UInt8] = []
        octets.append(host: value)
        add(type, octets)
    }

    mutating func add(_ type: Int, _ value: UInt16) {
        var octets: [UInt8] = []
        octets.append(host: value)
        add(type, octets)
    }

    /// Adds text with a NUL behind it.
    mutating func add(_ type: Int, _ text: String) {
        add(type, Array(text.utf8) + [0])
    }

    mutating func add(_ type: Int, _ address: IPAddress) {
        add(type, address.octets)
    }

    /// Adds an attribute that has attributes.
    mutating func add(nested type: Int, _ fill: (inout RouteRequest) -> Void) {
        var inner = RouteRequest(0, flags: 0)
        fill(&inner)
        add(type, inner.content)
    }
}

extension RouteRequest {
    /// Asks for the links; what they count is left out.
    static var dumpLinks: RouteRequest {
        var request = RouteRequest(IPD_RTM_GETLINK, flags: IPD_NLM_DUMP, [UInt8](repeating: 0, count: 16))
        request.add(IPD_IFLA_EXT_MASK, UInt32(IPD_RTEXT_FILTER_SKIP_STATS))
        return request
    }

    /// Asks for the addresses of both families.
    static var dumpAddresses: RouteRequest {
        RouteRequest(IPD_RTM_GETADDR, flags: IPD_NLM_DUMP, [UInt8](repeating: 0, count: 8))
    }

    /// Asks for the routes of the main table.
    static func dumpRoutes(family: Int) -> RouteRequest {
        var header = [UInt8](repeating: 0, count: 12)
        header[0] = UInt8(truncatingIfNeeded: family)
        header[4] = UInt8(IPD_RT_TABLE_MAIN)
        var request = RouteRequest(IPD_RTM_GETROUTE, flags: IPD_NLM_DUMP, header)
        request.add(IPD_RTA_TABLE, UInt32(IPD_RT_TABLE_MAIN))
        return request
    }

    /// Asks for the neighbours of both families.
    static var dumpNeighbours: RouteRequest {
        RouteRequest(IPD_RTM_GETNEIGH, flags: IPD_NLM_DUMP, [UInt8](repeating: 0, count: 12))
    }

    /// Asks for the 64-bit counters of a link.
    public static func statistics(of index: UInt32) -> RouteRequest {
        var content: [UInt8] = [0, 0, 0, 0]
        content.append(host: index)
        content.append(host: UInt32(1) << UInt32(IPD_IFLA_STATS_LINK_64 - 1))
        return RouteRequest(IPD_RTM_GETSTATS, flags: 0, content)
    }

    /// Asks for the neighbour entry of an address.
    static func neighbour(_ address: IPAddress, on index: UInt32) -> RouteRequest {
        var request = RouteRequest(IPD_RTM_GETNEIGH, flags: 0, neighbourHeader(address, index, flags: 0))
        request.add(IPD_NDA_DST, address)
        return request
    }

    /// Lets the kernel find out the MAC of a neighbour, or whether it still has it, as traffic to it would.
    public static func resolve(_ address: IPAddress, on index: UInt32) -> RouteRequest {
        var request = RouteRequest(
            IPD_RTM_NEWNEIGH, flags: IPD_NLM_ACK | IPD_NLM_CREATE,
            neighbourHeader(address, index, flags: UInt8(IPD_NTF_USE)))
        request.add(IPD_NDA_DST, address)
        return request
    }

    private static func neighbourHeader(_ address: IPAddress, _ index: UInt32, flags: UInt8) -> [UInt8] {
        var header: [UInt8] = [address.family, 0, 0, 0]
        header.append(host: index)
        header.append(host: UInt16(0))
        return header + [flags, 0]
    }
}

extension IPAddress {
    /// The family as the kernel numbers it.
    var family: UInt8 {
        if case .v4 = self { UInt8(IPD_AF_INET) } else { UInt8(IPD_AF_INET6) }
    }
}
