import CLinux

/// What a message of rtnetlink says, when it is of concern here.
enum RouteRecord: Hashable, Sendable {
    case link(LinkEntry)
    case linkGone(LinkEntry)
    case address(AddressEntry)
    case addressGone(AddressEntry)
    /// A route; `isReplacement` when it stands where another one stood.
    case route(RouteEntry, isReplacement: Bool)
    case routeGone(RouteEntry)
    case neighbour(NeighbourEntry)
    case neighbourGone(NeighbourEntry)
    case statistics(index: UInt32, LinkCounters)

    /// Octets of an address of a family of the kernel; `nil` for other families than IPv4 and IPv6.
    static func addressSize(family: UInt8) -> Int? {
        switch Int(family) {
        case IPD_AF_INET: 4
        case IPD_AF_INET6: 16
        default: nil
        }
    }

    /// Reads a message; `nil` for what is of no concern here.
    static func read(_ message: RouteMessage, _ bytes: Span<UInt8>) throws(RouteError) -> RouteRecord? {
        switch Int(message.type) {
        case IPD_RTM_NEWLINK: try LinkEntry.read(message, bytes).map(RouteRecord.link)
        case IPD_RTM_DELLINK: try LinkEntry.read(message, bytes).map(RouteRecord.linkGone)
        case IPD_RTM_NEWADDR: try AddressEntry.read(message, bytes).map(RouteRecord.address)
        case IPD_RTM_DELADDR: try AddressEntry.read(message, bytes).map(RouteRecord.addressGone)
        case IPD_RTM_NEWROUTE:
            try RouteEntry.read(message, bytes).map {
                .route($0, isReplacement: Int(message.flags) & IPD_NLM_REPLACE != 0)
            }
        case IPD_RTM_DELROUTE: try RouteEntry.read(message, bytes).map(RouteRecord.routeGone)
        case IPD_RTM_NEWNEIGH: try NeighbourEntry.read(message, bytes).map(RouteRecord.neighbour)
        case IPD_RTM_DELNEIGH: try NeighbourEntry.read(message, bytes).map(RouteRecord.neighbourGone)
        case IPD_RTM_NEWSTATS: try statistics(message, bytes)
        default: nil
        }
    }

    private static func statistics(_ message: RouteMessage, _ bytes: Span<UInt8>) throws(RouteError) -> RouteRecord? {
        let start = message.content.lowerBound
        guard message.content.count >= 12, let index = bytes.hostNumber32(at: start + 4) else {
            throw .truncated(part: "statistics", needed: 12, found: message.content.count)
        }
        var attributes = RouteAttributes((start + 12)..<message.content.upperBound, in: bytes, part: "statistics")
        while let attribute = try attributes.next(bytes) {
            guard attribute.type == IPD_IFLA_STATS_LINK_64 else { continue }
            guard attribute.value.count >= 184 else {
                throw .attributeSize(part: "counters of a link", expected: 200, found: attribute.value.count)
            }
            return .statistics(index: index, LinkCounters(bytes, attribute.value))
        }
        return nil
    }
}
