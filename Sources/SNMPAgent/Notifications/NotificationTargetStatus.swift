public import Faults
public import NetworkValues

/// How a receiver of notifications does: what the console, the command line and IPDECT-TARGET-MIB show.
public struct NotificationTargetStatus: Sendable, Hashable {
    /// What the agent does about a receiver.
    public enum State: UInt8, Sendable, Hashable, CaseIterable {
        /// Keeps everything until the network is up.
        case held = 1
        /// Sends.
        case sending = 2
        /// Tries again after a failure.
        case failing = 3

        /// The value of ipdectTargetState.
        var managedValue: UInt8 { rawValue }
    }

    /// The version of SNMP.
    public enum Version: UInt8, Sendable, Hashable, CaseIterable {
        case v1 = 1
        case v2c = 2
        case v3 = 3

        /// The value of ipdectTargetVersion.
        var managedValue: UInt8 { rawValue }
    }

    /// The number in the settings.
    public var index: UInt32
    /// The name for people.
    public var name: String
    /// The address or host name, as configured.
    public var host: String
    /// The address in use; `nil` before the host name was resolved.
    public var address: IPAddress?
    /// The UDP port.
    public var port: UInt16
    /// The version.
    public var version: Version
    /// Which notifications it gets.
    public var set: NotificationSet
    /// The least seriousness that is sent.
    public var minimumSeriousness: Seriousness
    /// Whether notifications are acknowledged.
    public var kind: NotificationTarget.Kind
    /// Milliseconds that an inform waits for its acknowledgement.
    public var timeoutMilliseconds: Int64
    /// How often an inform is sent again before the receiver counts as failing.
    public var retries: Int
    /// The user of version 3; `nil` for a community.
    public var user: String?
    /// The protection that the user has.
    public var securityLevel: SecurityLevel
    /// The name of its filter; `nil` for none.
    public var filter: String?
    /// What is being done.
    public var state: State
    /// Faults and notices in the journal that are not delivered yet: for traps not sent, for informs not acknowledged. An
    /// upper bound while more than 256 wait, or some from before the start (`Journal.newsCount`).
    public var pending: UInt64 = 0
    /// Notifications sent since the agent started; one that is sent again counts once.
    public var sent: UInt64 = 0
    /// Informs that the receiver acknowledged.
    public var acknowledged: UInt64 = 0
    /// How often informs were sent again.
    public var retried: UInt64 = 0
    /// Attempts that failed.
    public var failed: UInt64 = 0
    /// Notifications left out because of their seriousness, the target's filter, or the notify view of its group.
    public var filtered: UInt64 = 0
    /// Records held back because too much came at once; a summary told of them.
    public var heldBack: UInt64 = 0
    /// Messages from the receiver that could not be read, belonged to nothing, or were not authentic.
    public var unexpected: UInt64 = 0
    /// Notifications given up: the journal no longer had the record, or it could not be sent at all.
    public var dropped: UInt64 = 0
    /// When one was last sent.
    public var lastSent: Timestamp?
    /// When the receiver last acknowledged one.
    public var lastAcknowledged: Timestamp?
    /// Why the last attempt that failed did; empty if none did.
    public var lastError = ""

    /// Makes the status of a target that nothing was sent to yet.
    public init(_ target: NotificationTarget) {
        index = target.index
        name = target.title
        host = target.host
        port = target.port
        version =
            switch target.version {
            case .v1: .v1
            case .v2c: .v2c
            case .v3: .v3
            }
        set = target.set
        minimumSeriousness = target.minimumSeriousness
        state = .held
        kind = target.kind
        timeoutMilliseconds = target.timeoutMilliseconds
        retries = target.retries
        if case .v3(let name) = target.version { user = name }
        securityLevel = target.securityLevel
        filter = target.filter?.name
    }
}
