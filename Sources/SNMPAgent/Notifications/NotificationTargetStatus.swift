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
    /// What is being done.
    public var state: State
    /// Records of the journal that were not looked at yet.
    public var pending: UInt64 = 0
    /// Notifications sent since the agent started.
    public var sent: UInt64 = 0
    /// Attempts that failed.
    public var failed: UInt64 = 0
    /// Notifications left out because of their seriousness.
    public var filtered: UInt64 = 0
    /// Notifications given up: the journal no longer had the record, or it could not be sent at all.
    public var dropped: UInt64 = 0
    /// When one was last sent.
    public var lastSent: Timestamp?
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
    }
}
