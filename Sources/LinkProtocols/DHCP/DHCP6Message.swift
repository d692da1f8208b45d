public import NetworkValues

/// A DHCPv6 message between client and server (RFC 8415 8).
public struct DHCP6Message: Hashable, Sendable {
    /// The type.
    public var type: DHCP6MessageType
    /// What requests and replies know each other by: 24 bits.
    public var transactionID: UInt32
    /// The options.
    public var options = DHCP6Options()

    /// Makes a message without options.
    public init(_ type: DHCP6MessageType, transactionID: UInt32) {
        self.type = type
        self.transactionID = transactionID & 0xff_ffff
    }

    /// Reads a message from a datagram. Those of relays are refused: a client never receives one.
    public init(_ bytes: Span<UInt8>) throws(DHCPError) {
        var cursor = OctetCursor(bytes)
        guard let header = cursor.number32(in: bytes) else { throw .truncated(needed: 4, found: bytes.count) }
        let number = UInt8(truncatingIfNeeded: header >> 24)
        guard let type = DHCP6MessageType(rawValue: number) else { throw .messageType(number) }
        self.init(type, transactionID: header)
        options = try DHCP6Options(bytes, in: cursor.rest)
    }

    /// The message as it is sent.
    public func encoded() -> [UInt8] {
        var octets: [UInt8] = []
        octets.append(number32: UInt32(type.rawValue) << 24 | transactionID)
        return octets + options.encoded()
    }

    /// The client's DUID.
    public var clientIdentifier: [UInt8]? { options[DHCP6OptionCode.clientIdentifier] }
    /// The server's DUID.
    public var serverIdentifier: [UInt8]? { options[DHCP6OptionCode.serverIdentifier] }
    /// How it went; `nil` for well.
    public var status: DHCP6Status? { options[DHCP6OptionCode.status].flatMap(DHCP6Status.init) }
    /// How much the server wants to be chosen, 0 to 255.
    public var preference: UInt8 {
        options[DHCP6OptionCode.preference].flatMap { $0.count == 1 ? $0[0] : nil } ?? 0
    }

    /// The association with this number; `nil` when there is none.
    public func association(_ identifier: UInt32) throws(DHCPError) -> DHCP6Association? {
        for option in options.all where option.code == DHCP6OptionCode.association {
            let association = try DHCP6Association(option.octets)
            if association.identifier == identifier { return association }
        }
        return nil
    }

    /// The DUID of a link-layer address (RFC 8415 11.4).
    public static func identifier(of address: MACAddress) -> [UInt8] {
        [0, 3, 0, 1] + address.octets
    }
}
