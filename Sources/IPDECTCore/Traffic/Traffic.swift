public import NetworkValues

/// Counters of one radio (manual 4.13.2), from its start or the last Clear.
public struct RadioTraffic: Hashable, Sendable {
    /// Incoming calls.
    public var callsIn: UInt64 = 0
    /// Outgoing calls.
    public var callsOut: UInt64 = 0
    /// Handovers to this radio.
    public var handovers: UInt64 = 0
    /// Handovers that failed.
    public var handoversCancelled: UInt64 = 0
    /// Calls that found all channels busy.
    public var busy: UInt64 = 0

    /// Makes counters at zero.
    public init() {}
}

/// Counters of a master (manual 4.13.1), from its start or the last Clear.
public struct MasterTraffic: Hashable, Sendable {
    /// Incoming calls.
    public var callsIn: UInt64 = 0
    /// Incoming calls that were connected.
    public var callsInDelivered: UInt64 = 0
    /// Outgoing calls.
    public var callsOut: UInt64 = 0
    /// Handovers.
    public var handovers: UInt64 = 0
    /// Handovers that the handset gave up, staying where it was.
    public var handoversCancelled: UInt64 = 0
    /// Calls that ended abnormally, such as when the user left the coverage area.
    public var abnormalReleases: UInt64 = 0
    /// Call attempts in the busiest hour since the last Clear.
    public var busyHourAttempts: UInt64 = 0
    /// When that hour began; `nil` before the first call.
    public var busyHourStart: Timestamp?
    /// When the counters were last cleared; `nil` if they never were.
    public var clearedAt: Timestamp?

    /// Makes counters at zero.
    public init() {}
}

/// A call's number: unique among the calls of the site, never used again.
public struct CallID: RawRepresentable, Hashable, Comparable, Sendable {
    /// The number.
    public let rawValue: UInt64
    /// Makes an identifier.
    public init(rawValue: UInt64) { self.rawValue = rawValue }
    /// Orders by number.
    public static func < (left: CallID, right: CallID) -> Bool { left.rawValue < right.rawValue }
}

/// Where a call came from.
public enum CallDirection: UInt8, Hashable, Sendable, CaseIterable {
    /// To a handset.
    case incoming = 1
    /// From a handset.
    case outgoing = 2
}

/// How a call ended.
public enum CallRelease: UInt8, Hashable, Sendable, CaseIterable {
    /// One side hung up.
    case normal = 1
    /// The connection broke, such as when the handset left the coverage area.
    case abnormal = 2
}

/// An ongoing call.
public struct Call: Hashable, Sendable {
    /// The number.
    public var id: CallID
    /// The radio it goes through, by its `Radio.index`.
    public var radioIndex: UInt32
    /// The handset's extension, as the master knows it.
    public var user: String
    /// The direction.
    public var direction: CallDirection
    /// Whether both sides are connected.
    public var isConnected: Bool
    /// When it began.
    public var startedAt: Timestamp
    /// Whether its speech is encrypted on the network (SRTP).
    public var isEncrypted: Bool
    /// The radio it moves to while a handover is going on.
    public var handoverTo: UInt32?
    /// Counts the changes of this call.
    public var revision: UInt64

    /// Makes a call as it begins.
    public init(
        id: CallID, radioIndex: UInt32, user: String, direction: CallDirection, startedAt: Timestamp,
        isEncrypted: Bool
    ) {
        self.id = id
        self.radioIndex = radioIndex
        self.user = user
        self.direction = direction
        self.startedAt = startedAt
        self.isEncrypted = isEncrypted
        isConnected = false
        revision = 1
    }
}
