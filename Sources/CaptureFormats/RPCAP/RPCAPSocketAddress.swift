public import NetworkValues

/// An address as rpcap carries it: a block of 128 octets in which most are zero.
public struct RPCAPSocketAddress: Hashable, Sendable {
    /// Octets of a block.
    public static let length = 128

    /// The address.
    public var address: IPAddress
    /// The port, which means nothing for an interface.
    public var port: UInt16
    /// The flow information of IPv6, which means nothing either.
    public var flowInformation: UInt32

    /// Makes an address.
    public init(_ address: IPAddress, port: UInt16 = 0, flowInformation: UInt32 = 0) {
        self.address = address
        self.port = port
        self.flowInformation = flowInformation
    }

    /// Reads a block of 128 octets; `nil` for one without an address, or with one of another family.
    init?(_ reader: inout OctetReader, in bytes: Span<UInt8>) throws(CaptureFormatError) {
        guard reader.count >= Self.length else {
            throw .tooShort(.rpcapAddress, expected: Self.length, found: reader.count)
        }
        var block = OctetReader(try reader.skip(Self.length), .rpcapAddress)
        let family = try block.uint16(in: bytes)
        port = try block.uint16(in: bytes)
        switch family {
        case 2:
            address = .v4(try block.uint32(in: bytes))
            flowInformation = 0
        case 23:
            flowInformation = try block.uint32(in: bytes)
            let high = try block.uint64(in: bytes)
            let low = try block.uint64(in: bytes)
            address = .v6(high: high, low: low, zone: try block.uint32(in: bytes))
        default:
            return nil
        }
    }

    /// Appends the block. The family is 2 or, as on Windows, 23.
    func append(to octets: inout [UInt8]) {
        let start = octets.count
        switch address {
        case .v4(let value):
            octets.append(big: 2 as UInt16)
            octets.append(big: port)
            octets.append(big: value)
        case .v6(let high, let low, let zone):
            octets.append(big: 23 as UInt16)
            octets.append(big: port)
            octets.append(big: flowInformation)
            octets.append(big: high)
            octets.append(big: low)
            octets.append(big: zone)
        }
        octets.append(zeros: start + Self.length - octets.count)
    }
}
