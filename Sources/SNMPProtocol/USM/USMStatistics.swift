/// The counters that a report names (RFC 3414 3.2, SNMP-USER-BASED-SM-MIB usmStats).
public enum USMStatistic: UInt32, Hashable, Sendable, CaseIterable {
    /// The security level is not one that the user has.
    case unsupportedSecurityLevels = 1
    /// The message is outside of the time window.
    case notInTimeWindows = 2
    /// The user is unknown.
    case unknownUserNames = 3
    /// The engine ID is another one; discovery.
    case unknownEngineIDs = 4
    /// The digest is wrong.
    case wrongDigests = 5
    /// The scoped PDU could not be decrypted.
    case decryptionErrors = 6

    /// The counter's instance.
    public var name: OID { [1, 3, 6, 1, 6, 3, 15, 1, 1, rawValue, 0] }
}
