/// Makes messages of version 3 in the name of one of the agent's users (RFC 3414): the agent's own engine is the
/// authoritative one for what it sends unasked.
public protocol NotificationSealer: Sendable {
    /// snmpEngineID of the agent.
    var engineID: [UInt8] { get }
    /// The most octets that a message adds to a scopedPDU.
    var overhead: Int { get }
    /// The message of `user` with this scopedPDU, authenticated and encrypted as the user's settings say. Throws when
    /// there is no such user, or its keys cannot be used.
    func seal(_ scopedPDU: [UInt8], user: String, messageID: Int32) throws(NotificationSealError) -> [UInt8]
}

/// Why a message of version 3 could not be made.
public struct NotificationSealError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was expected, and what to do.
    public let description: String

    /// Makes an error.
    public init(_ description: String) {
        self.description = description
    }
}
