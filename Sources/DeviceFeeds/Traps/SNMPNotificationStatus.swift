/// What a receiver of notifications did since it was made.
public struct SNMPNotificationStatus: Hashable, Sendable {
    /// Why a datagram was not taken.
    public enum Refusal: String, Hashable, Sendable, CaseIterable {
        /// It cannot be read.
        case malformed
        /// It is no trap and no inform.
        case notANotification
        /// No accepted credentials are of its version.
        case version
        /// Another community.
        case community
        /// A user that is not accepted.
        case user
        /// A trap of an engine that is neither known from polling nor from the settings.
        case engine
        /// A wrong digest.
        case digest
        /// Not of now: sent again by somebody, or the sender's clock went back.
        case timeWindow
        /// It could not be decrypted.
        case decryption
        /// Less protected than its user must be.
        case level
    }

    /// Datagrams that came.
    public var datagrams: UInt64 = 0
    /// Notifications that were taken, informs among them.
    public var accepted: UInt64 = 0
    /// Informs that were answered.
    public var answered: UInt64 = 0
    /// Informs that came again, because an answer was lost or is not due yet: not delivered twice.
    public var repeated: UInt64 = 0
    /// Reports that were sent, as to who asked for our engine ID.
    public var reports: UInt64 = 0
    /// Notifications that were taken but found no room.
    public var dropped: UInt64 = 0
    /// Datagrams that were not taken, by reason.
    public var refused: [Refusal: UInt64] = [:]
}
