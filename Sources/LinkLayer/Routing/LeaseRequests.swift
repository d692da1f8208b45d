import CLinux
import NetworkValues

/// What a lease wants, as requests to the kernel.
extension LeaseConfiguration {
    /// Requests that give a link the addresses and routes, or bring them up to date.
    func requests(on index: UInt32, now: Timestamp) -> [RouteRequest] {
        addresses.map { $0.request(on: index, now: now) }
            + routes.map {
                VLANRoute($0).request(IPD_RTM_NEWROUTE, flags: IPD_NLM_CREATE | IPD_NLM_REPLACE, by: index)
            }
    }

    /// Requests that take them away again. Routes go with the last address of their network, some stay longer.
    func removals(on index: UInt32) -> [RouteRequest] {
        routes.reversed().map { VLANRoute($0).request(IPD_RTM_DELROUTE, flags: 0, by: index) }
            + addresses.map { VLANAddress($0).request(IPD_RTM_DELADDR, flags: 0, on: index) }
    }
}

extension LeaseConfiguration.Address {
    fileprivate func request(on index: UInt32, now: Timestamp) -> RouteRequest {
        var request = VLANAddress(self).request(IPD_RTM_NEWADDR, flags: IPD_NLM_CREATE | IPD_NLM_REPLACE, on: index)
        var times: [UInt8] = []
        times.append(host: Self.seconds(until: preferredUntil, now))
        times.append(host: Self.seconds(until: validUntil, now))
        // When it was made and changed is the kernel's own.
        times.append(host: UInt32(0))
        times.append(host: UInt32(0))
        request.add(IPD_IFA_CACHEINFO, times)
        return request
    }

    /// Whole seconds, at least one; all ones for ever.
    private static func seconds(until time: Timestamp?, _ now: Timestamp) -> UInt32 {
        guard let time else { return .max }
        return UInt32(clamping: min(max(time.milliseconds(since: now) / 1000, 1), Int64(UInt32.max) - 1))
    }
}

extension VLANAddress {
    fileprivate init(_ address: LeaseConfiguration.Address) {
        var broadcast: IPAddress?
        if case .v4(let value) = address.address, address.prefixLength < 31 {
            broadcast = .v4(value | (UInt32.max >> UInt32(address.prefixLength)))
        }
        self.init(
            address: address.address, prefixLength: UInt8(clamping: address.prefixLength), broadcast: broadcast,
            scope: 0, flags: 0)
    }
}

extension VLANRoute {
    /// RTPROT_DHCP, so that people see where it comes from.
    private static let origin: UInt8 = 16

    fileprivate init(_ route: LeaseConfiguration.Route) {
        self.init(
            destination: route.destination, gateway: route.gateway, source: nil, metric: route.metric,
            scope: route.gateway == nil && route.destination.isIPv4 ? 253 : 0, origin: Self.origin, service: 0,
            isOnLink: false)
    }
}
