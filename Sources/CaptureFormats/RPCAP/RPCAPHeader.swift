/// The eight octets before every rpcap message: version, type, a value that depends on the type, length of the payload.
public struct RPCAPHeader: Hashable, Sendable {
    /// Octets of a header.
    public static let length = 8
    /// The only version in use.
    public static let version: UInt8 = 0

    /// The version: 0.
    public var version: UInt8
    /// The number of the type, known or not.
    public var rawType: UInt8
    /// The code of an error, the number of interfaces in a reply, else 0.
    public var value: UInt16
    /// The octets that follow.
    public var payloadLength: UInt32

    /// The type; `nil` for a number that no type has.
    public var type: RPCAPMessageType? { RPCAPMessageType(rawValue: rawType) }

    /// Makes a header.
    public init(
        version: UInt8 = RPCAPHeader.version, _ type: RPCAPMessageType, value: UInt16 = 0, payloadLength: UInt32 = 0
    ) {
        self.version = version
        rawType = type.rawValue
        self.value = value
        self.payloadLength = payloadLength
    }

    /// Reads the header at `start`. Throws when fewer than eight octets are there.
    public init(_ bytes: Span<UInt8>, at start: Int = 0) throws(CaptureFormatError) {
        var reader = OctetReader(min(start, bytes.count)..<bytes.count, .rpcapHeader)
        guard reader.count >= Self.length else {
            throw .tooShort(.rpcapHeader, expected: Self.length, found: reader.count)
        }
        version = try reader.uint8(in: bytes)
        rawType = try reader.uint8(in: bytes)
        value = try reader.uint16(in: bytes)
        payloadLength = try reader.uint32(in: bytes)
    }

    /// Appends the header: eight octets in network order.
    public func append(to octets: inout [UInt8]) {
        octets.append(version)
        octets.append(rawType)
        octets.append(big: value)
        octets.append(big: payloadLength)
    }
}
