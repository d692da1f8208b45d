import NetworkValues
import Snapshot

extension RouteTable {
    /// What is published of a link; `nil` for one that is not there.
    func network(of index: UInt32) -> LANNetwork? {
        guard let link = links[index] else { return nil }
        let own = addresses(of: index).map {
            InterfaceAddress(address: $0.address, prefixLength: Int($0.prefixLength))
        }
        let ways = routes(by: index).map {
            LANNetwork.Route(
                destination: $0.destination, gateway: $0.hops.first?.gateway, metric: $0.metric)
        }
        let ordered = own.filter(\.isIPv4) + own.filter { !$0.isIPv4 }
        let routes = ways.filter { $0.destination.prefixLength == 0 } + ways.filter { $0.destination.prefixLength > 0 }
        return LANNetwork(
            mac: link.mac, mtu: link.mtu, megabits: link.speed?.megabits, isFullDuplex: link.speed?.isFullDuplex,
            addresses: Array(ordered.prefix(LANNetwork.limit)), routes: Array(routes.prefix(LANNetwork.limit)))
    }
}

extension InterfaceAddress {
    fileprivate var isIPv4: Bool { if case .v4 = address { true } else { false } }
}
