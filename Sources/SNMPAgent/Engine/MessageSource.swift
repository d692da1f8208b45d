import CLinux
public import NetworkValues

/// Where a message came from.
public struct MessageSource: Hashable, Sendable {
    /// The address.
    public var address: IPAddress
    /// The port of UDP or TCP.
    public var port: UInt16

    /// Makes a source.
    public init(address: IPAddress, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// The source of a datagram.
    @inline(__always)
    init(_ endpoint: ipd_endpoint) {
        port = endpoint.port
        let octets = endpoint.address
        if endpoint.family == 4 {
            let value = UInt32(octets.0) << 24 | UInt32(octets.1) << 16 | UInt32(octets.2) << 8 | UInt32(octets.3)
            address = .v4(value)
        } else {
            address = withUnsafeBytes(of: octets) { bytes in
                .v6(
                    high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                    low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                    zone: endpoint.scope)
            }
        }
    }
}

extension ipd_endpoint {
    /// The endpoint for an address and a port.
    init(_ address: IPAddress, port: UInt16) {
        self.init()
        self.port = port
        let octets = address.octets
        family = octets.count == 4 ? 4 : 6
        if case .v6(_, _, let zone) = address { scope = zone }
        withUnsafeMutableBytes(of: &self.address) { $0.copyBytes(from: octets) }
    }
}
