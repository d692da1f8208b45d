/// A message of SNMPv1 or v2c (RFC 1157 4, RFC 1901 3).
public struct Message: Hashable, Sendable {
    /// What the message carries.
    public enum Content: Hashable, Sendable {
        /// Any PDU but SNMPv1's trap.
        case pdu(PDU)
        /// SNMPv1's trap.
        case trapV1(TrapV1PDU)
    }

    /// The version, never v3.
    public var version: SNMPVersion
    /// The community, which stands there for all to read.
    public var community: [UInt8]
    /// What it carries.
    public var content: Content

    /// Makes a message with a PDU.
    public init(_ version: SNMPVersion, community: some Sequence<UInt8>, _ pdu: PDU) {
        precondition(version != .v3, "a message of SNMPv3 is a SNMPv3Message")
        self.version = version
        self.community = Array(community)
        content = .pdu(pdu)
    }

    /// Makes a message with a trap of SNMPv1.
    public init(community: some Sequence<UInt8>, _ trap: TrapV1PDU) {
        version = .v1
        self.community = Array(community)
        content = .trapV1(trap)
    }

    /// The PDU, unless it is SNMPv1's trap.
    public var pdu: PDU? {
        if case .pdu(let pdu) = content { pdu } else { nil }
    }

    /// Reads a message.
    public init(_ bytes: Span<UInt8>) throws(BERError) {
        let view = try MessageView(bytes)
        version = view.version
        community = bytes.octets(view.community)
        if view.type == .trapV1 {
            var reader = BERReader(view.pduRange)
            content = .trapV1(try TrapV1PDU(&reader, in: bytes))
            try reader.expectEnd()
        } else {
            content = .pdu(try PDU(try view.pdu(in: bytes), in: bytes))
        }
    }

    /// Reads a message.
    public init(_ octets: [UInt8]) throws(BERError) {
        try self.init(octets.span)
    }

    /// The message as octets.
    public var encoded: [UInt8] {
        let varBinds =
            switch content {
            case .pdu(let pdu): pdu.varBinds
            case .trapV1(let trap): trap.varBinds
            }
        return BERWriter.encoded(sizeLimit: varBinds.sizeLimit + community.count + 5 * OID.maximumCount + 64) {
            writer, bytes in
            writer.put(self, to: &bytes)
        }
    }
}

extension BERWriter {
    /// Puts a message of SNMPv1 or v2c in front.
    public mutating func put(_ message: Message, to bytes: inout MutableSpan<UInt8>) {
        let end = start
        switch message.content {
        case .pdu(let pdu): put(pdu, to: &bytes)
        case .trapV1(let trap): put(trap, to: &bytes)
        }
        put(.octetString, octets: message.community.span, to: &bytes)
        put(integer: message.version.rawValue, to: &bytes)
        wrap(.sequence, to: end, in: &bytes)
    }

    /// The octets that `write` makes, which are at most `sizeLimit`.
    static func encoded(
        sizeLimit: Int, _ write: (inout BERWriter, inout MutableSpan<UInt8>) -> Void
    ) -> [UInt8] {
        var octets = [UInt8](repeating: 0, count: sizeLimit)
        var writer = BERWriter(end: sizeLimit)
        var bytes = octets.mutableSpan
        write(&writer, &bytes)
        precondition(!writer.isFull, "a message is longer than the limit reckoned for it")
        octets.removeFirst(writer.start)
        return octets
    }
}
