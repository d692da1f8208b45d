import CLinux
public import NetworkValues

/// A route as it is moved from one link to another.
public struct VLANRoute: Hashable, Sendable {
    /// Where it leads.
    public let destination: IPNetwork
    /// The gateway; `nil` when the destination is on the link.
    public let gateway: IPAddress?
    /// The address that packets get as their source.
    public let source: IPAddress?
    /// The lower, the better.
    public let metric: UInt32
    /// `RT_SCOPE_…`.
    public let scope: UInt8
    /// Who made it (RTPROT_…).
    public let origin: UInt8
    /// The type of service that it is for.
    public let service: UInt8
    /// Whether the gateway counts as on the link although no address says so (RTNH_F_ONLINK).
    public let isOnLink: Bool

    init(
        destination: IPNetwork, gateway: IPAddress?, source: IPAddress?, metric: UInt32, scope: UInt8, origin: UInt8,
        service: UInt8, isOnLink: Bool
    ) {
        self.destination = destination
        self.gateway = gateway
        self.source = source
        self.metric = metric
        self.scope = scope
        self.origin = origin
        self.service = service
        self.isOnLink = isOnLink
    }

    /// The route of a table; its first way counts.
    public init(_ route: RouteEntry) {
        self.init(
            destination: route.destination, gateway: route.hops.first?.gateway, source: route.source,
            metric: route.metric, scope: route.scope, origin: route.origin, service: route.service,
            isOnLink: route.hops.first.map { $0.flags & 4 != 0 } ?? false)
    }

    var family: String { destination.isIPv4 ? "" : " -6" }

    func text(by name: String) -> String {
        var words = destination.prefixLength == 0 ? "default" : "\(destination)"
        if service != 0 { words += " tos \(service)" }
        if let gateway {
            words += gateway.family == destination.address.family ? " via \(gateway)" : " via inet6 \(gateway)"
        }
        words += " dev \(name)"
        // What `ip` takes when it is not told: `boot`, and a scope that fits.
        if origin != 3 { words += " proto \(origin)" }
        if destination.isIPv4, scope != (gateway == nil ? 253 : 0) { words += " scope \(scope)" }
        if let source { words += " src \(source)" }
        if metric != 0 { words += " metric \(metric)" }
        return words + (isOnLink ? " onlink" : "")
    }

    func request(_ type: Int, flags: Int, by index: UInt32) -> RouteRequest {
        let family = destination.address.family
        var header: [UInt8] = [family, UInt8(destination.prefixLength), 0, service]
        header += [UInt8(IPD_RT_TABLE_MAIN), origin, scope, 1]
        header.append(host: UInt32(isOnLink ? 4 : 0))
        var request = RouteRequest(type, flags: flags | IPD_NLM_ACK, header)
        if destination.prefixLength > 0 { request.add(IPD_RTA_DST, destination.address) }
        if let gateway, gateway.family == family {
            request.add(IPD_RTA_GATEWAY, gateway)
        } else if let gateway {
            var via: [UInt8] = []
            via.append(host: UInt16(gateway.family))
            request.add(IPD_RTA_VIA, via + gateway.octets)
        }
        if let source { request.add(IPD_RTA_PREFSRC, source) }
        if metric != 0 { request.add(IPD_RTA_PRIORITY, metric) }
        request.add(IPD_RTA_OIF, index)
        return request
    }
}
