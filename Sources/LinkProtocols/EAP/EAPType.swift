/// What a request asks for, or how a peer authenticates (RFC 3748 5; IANA, EAP method types).
public struct EAPType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number, as it is sent.
    public let rawValue: UInt8
    /// Makes a type from its number.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Who the peer is (RFC 3748 5.1).
    public static let identity = EAPType(rawValue: 1)
    /// A message for people (RFC 3748 5.2).
    public static let notification = EAPType(rawValue: 2)
    /// A refusal of a method, with those that the peer can do (RFC 3748 5.3.1). Only in responses.
    public static let nak = EAPType(rawValue: 3)
    /// The MD5 challenge (RFC 3748 5.4).
    public static let md5Challenge = EAPType(rawValue: 4)
    /// EAP-TLS (RFC 5216, RFC 9190).
    public static let tls = EAPType(rawValue: 13)

    /// The type for people.
    public var description: String {
        switch self {
        case .identity: "Identity"
        case .notification: "Notification"
        case .nak: "Nak"
        case .md5Challenge: "MD5-Challenge"
        case .tls: "EAP-TLS"
        default: "type \(rawValue)"
        }
    }
}
