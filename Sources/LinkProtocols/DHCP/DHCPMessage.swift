public import NetworkValues

/// A DHCPv4 message (RFC 2131 2). Names of its fields are the RFC's where it has no others.
public struct DHCPMessage: Hashable, Sendable {
    /// The least octets of a message that is sent, for relays that take no shorter ones (RFC 1542 2.1).
    public static let minimumLength = 300
    /// Octets in front of the options: the header and the cookie.
    public static let headerLength = 240

    /// Whether a server sent it.
    public var isReply: Bool
    /// The type.
    public var type: DHCPMessageType
    /// What requests and replies know each other by (xid).
    public var transactionID: UInt32
    /// Seconds since the client began (secs).
    public var seconds: UInt16 = 0
    /// Whether replies must be sent to everybody.
    public var isBroadcast = false
    /// The address that the client has (ciaddr); 0.0.0.0 for none.
    public var clientAddress = IPAddress.v4(0)
    /// The address that the client gets (yiaddr); 0.0.0.0 for none.
    public var yourAddress = IPAddress.v4(0)
    /// The next server (siaddr); 0.0.0.0 for none.
    public var nextServer = IPAddress.v4(0)
    /// The relay (giaddr); 0.0.0.0 for none.
    public var relay = IPAddress.v4(0)
    /// The client's hardware address (chaddr).
    public var hardwareAddress: MACAddress
    /// The options, without the message's type and the overload option.
    public var options = DHCPOptions()

    /// Makes a message of a client.
    public init(_ type: DHCPMessageType, transactionID: UInt32, hardwareAddress: MACAddress) {
        isReply = false
        self.type = type
        self.transactionID = transactionID
        self.hardwareAddress = hardwareAddress
    }

    /// Reads a message from a datagram. Options may also stand in the fields `file` and `sname`, in this order, when option
    /// 52 says so (RFC 2132 9.3).
    public init(_ bytes: Span<UInt8>) throws(DHCPError) {
        guard bytes.count >= Self.headerLength else {
            throw .truncated(needed: Self.headerLength, found: bytes.count)
        }
        guard bytes[0] == 1 || bytes[0] == 2 else { throw .operation(bytes[0]) }
        guard bytes[2] == 6 else { throw .hardwareLength(bytes[2]) }
        let cookie = Self.number(bytes, 236)
        guard cookie == Self.cookie else { throw .cookie(cookie) }
        var options = try DHCPOptions(bytes, in: Self.headerLength..<bytes.count)
        let overload = options.number8(DHCPOptionCode.overload) ?? 0
        if overload & 1 != 0 { try options.append(bytes, 108..<236) }
        if overload & 2 != 0 { try options.append(bytes, 44..<108) }
        guard let number = options.number8(DHCPOptionCode.messageType) else {
            throw .optionMissing(code: UInt16(DHCPOptionCode.messageType))
        }
        guard let type = DHCPMessageType(rawValue: number) else { throw .messageType(number) }
        options[DHCPOptionCode.messageType] = nil
        options[DHCPOptionCode.overload] = nil
        isReply = bytes[0] == 2
        self.type = type
        transactionID = Self.number(bytes, 4)
        seconds = UInt16(truncatingIfNeeded: Self.number(bytes, 8) >> 16)
        isBroadcast = bytes[10] & 0x80 != 0
        clientAddress = .v4(Self.number(bytes, 12))
        yourAddress = .v4(Self.number(bytes, 16))
        nextServer = .v4(Self.number(bytes, 20))
        relay = .v4(Self.number(bytes, 24))
        hardwareAddress = MACAddress(rawValue: bytes.octets(in: 28..<34).number)
        self.options = options
    }

    /// The message as it is sent.
    public func encoded() -> [UInt8] {
        var octets: [UInt8] = [isReply ? 2 : 1, 1, 6, 0]
        octets.reserveCapacity(Self.minimumLength)
        octets.append(number32: transactionID)
        octets.append(number16: seconds)
        octets.append(number16: isBroadcast ? 0x8000 : 0)
        for address in [clientAddress, yourAddress, nextServer, relay] { octets += address.octets.prefix(4) }
        octets += hardwareAddress.octets
        octets.append(contentsOf: repeatElement(0, count: 10 + 64 + 128))
        octets.append(number32: Self.cookie)
        octets += [DHCPOptionCode.messageType, 1, type.rawValue]
        octets += options.encoded()
        octets.append(255)
        if octets.count < Self.minimumLength {
            octets.append(contentsOf: repeatElement(0, count: Self.minimumLength - octets.count))
        }
        return octets
    }

    private static let cookie: UInt32 = 0x6382_5363

    private static func number(_ bytes: Span<UInt8>, _ offset: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: bytes.octets(in: offset..<(offset + 4)).number)
    }
}
