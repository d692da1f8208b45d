import CLinux
import NetworkValues

/// What is dumped, in this order: what stands on something comes behind it.
enum RouteDump: Int, Hashable, Sendable, CaseIterable {
    case links
    case addresses
    case routesIPv4
    case routesIPv6
    case neighbours

    var request: RouteRequest {
        switch self {
        case .links: .dumpLinks
        case .addresses: .dumpAddresses
        case .routesIPv4: .dumpRoutes(family: IPD_AF_INET)
        case .routesIPv6: .dumpRoutes(family: IPD_AF_INET6)
        case .neighbours: .dumpNeighbours
        }
    }
}

extension IPNetwork {
    var isIPv4: Bool { if case .v4 = address { true } else { false } }
}
