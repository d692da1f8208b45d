/// An address of an interface with what belongs to it: four blocks, 512 octets.
public struct RPCAPInterfaceAddress: Hashable, Sendable {
    /// Octets of the four blocks.
    public static let length = 4 * RPCAPSocketAddress.length

    /// The address.
    public var address: RPCAPSocketAddress?
    /// The mask of its network.
    public var netmask: RPCAPSocketAddress?
    /// The broadcast address.
    public var broadcast: RPCAPSocketAddress?
    /// The other end of a point-to-point link.
    public var destination: RPCAPSocketAddress?

    /// Makes an address.
    public init(
        _ address: RPCAPSocketAddress?, netmask: RPCAPSocketAddress? = nil, broadcast: RPCAPSocketAddress? = nil,
        destination: RPCAPSocketAddress? = nil
    ) {
        self.address = address
        self.netmask = netmask
        self.broadcast = broadcast
        self.destination = destination
    }

    /// Reads four blocks.
    init(_ reader: inout OctetReader, in bytes: Span<UInt8>) throws(CaptureFormatError) {
        address = try RPCAPSocketAddress(&reader, in: bytes)
        netmask = try RPCAPSocketAddress(&reader, in: bytes)
        broadcast = try RPCAPSocketAddress(&reader, in: bytes)
        destination = try RPCAPSocketAddress(&reader, in: bytes)
    }

    /// Appends four blocks; one that is absent is zeros.
    func append(to octets: inout [UInt8]) {
        for part in [address, netmask, broadcast, destination] {
            if let part {
                part.append(to: &octets)
            } else {
                octets.append(zeros: RPCAPSocketAddress.length)
            }
        }
    }
}
