import CLinux
import NetworkValues

/// An address and port of UDP.
struct SNMPEndpoint: Hashable, Sendable, CustomStringConvertible {
    var address: IPAddress
    var port: UInt16

    init(_ address: IPAddress, _ port: UInt16) {
        self.address = address
        self.port = port
    }

    init(_ endpoint: ipd_endpoint) {
        let octets = withUnsafeBytes(of: endpoint.address) { Array($0.prefix(endpoint.family == 6 ? 16 : 4)) }
        var address = IPAddress(octets: octets) ?? .v4(0)
        if case .v6(let high, let low, _) = address, endpoint.scope != 0 {
            address = .v6(high: high, low: low, zone: endpoint.scope)
        }
        self.address = address
        port = endpoint.port
    }

    /// The endpoint as the kernel's side wants it.
    var raw: ipd_endpoint {
        var raw = ipd_endpoint()
        raw.port = port
        switch address {
        case .v4: raw.family = 4
        case .v6(_, _, let zone):
            raw.family = 6
            raw.scope = zone
        }
        withUnsafeMutableBytes(of: &raw.address) { $0.copyBytes(from: address.octets) }
        return raw
    }

    var description: String {
        if case .v6 = address { return "[\(address)]:\(port)" }
        return "\(address):\(port)"
    }
}
