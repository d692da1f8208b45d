/// The head of an SNMPv3 message, read in place (RFC 3412 6).
@frozen public struct SecurityHeader: Hashable, Sendable {
    /// msgFlags: the message is authenticated.
    public static let auth: UInt8 = 1
    /// msgFlags: the message is encrypted.
    public static let priv: UInt8 = 2
    /// msgFlags: the sender wants a report of what is wrong.
    public static let reportable: UInt8 = 4
    /// msgSecurityModel of the User-based Security Model.
    public static let userModel: Int32 = 3
    /// The least msgMaxSize (RFC 3412 6.3).
    public static let leastMaximumSize: Int32 = 484

    /// msgID.
    public let messageID: Int32
    /// msgMaxSize: the longest message that the sender takes, in octets.
    public let maximumSize: Int32
    /// msgFlags.
    public let flags: UInt8
    /// msgSecurityModel.
    public let model: Int32
    /// The content of msgSecurityParameters.
    public let parameters: BERReader
    /// msgData, with its tag.
    public let data: BERReader

    /// Whether the sender wants a report of what is wrong.
    public var isReportable: Bool { flags & Self.reportable != 0 }
    /// Whether the message says that it is authenticated.
    public var isAuthenticated: Bool { flags & Self.auth != 0 }
    /// Whether the message says that it is encrypted.
    public var isEncrypted: Bool { flags & Self.priv != 0 }

    /// Reads what follows the version.
    public init(_ message: BERReader, in bytes: Span<UInt8>) throws(BERError) {
        var message = message
        var global = try message.read(BERTag.sequence, in: bytes)
        messageID = try global.readInteger(in: bytes, within: 0...Int32.max)
        maximumSize = try global.readInteger(in: bytes, within: Self.leastMaximumSize...Int32.max)
        flags = bytes[try global.readOctets(in: bytes, count: 1...1).lowerBound]
        model = try global.readInteger(in: bytes, within: 1...Int32.max)
        try global.expectEnd()
        parameters = try message.read(BERTag.octetString, in: bytes)
        data = message
    }
}
