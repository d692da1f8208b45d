public import Faults

/// Where notifications go, in which form, and which of them.
public struct NotificationTarget: Sendable, Hashable {
    /// The version of SNMP, and what it needs to be accepted.
    public enum Version: Sendable, Hashable {
        /// Trap-PDU of version 1, with a community.
        case v1(community: String)
        /// SNMPv2-Trap-PDU of version 2c, with a community.
        case v2c(community: String)
        /// SNMPv2-Trap-PDU of version 3, sent as one of the agent's own users.
        case v3(user: String)
    }

    /// Whether notifications are acknowledged (RFC 3413 3.3).
    public enum Kind: UInt8, Sendable, Hashable, CaseIterable {
        /// They are not: what nobody refused counts as delivered.
        case trap = 1
        /// They are: what was not acknowledged is sent again until it is.
        case inform = 2
    }

    /// The number in the settings, from 1. The receiver's place in the journal is kept by it.
    public var index: UInt32
    /// A name for people; empty for none.
    public var name: String
    /// The address, or a host name that is resolved again now and then.
    public var host: String
    /// The UDP port.
    public var port: UInt16
    /// The version.
    public var version: Version
    /// Which notifications it gets.
    public var set: NotificationSet
    /// The least seriousness that is sent.
    public var minimumSeriousness: Seriousness
    /// Whether faults that the severity map disables are sent all the same. The manual (4.8.6) promises only that the
    /// Unite system is not told of them.
    public var includesDisabled: Bool
    /// Whether notifications are acknowledged.
    public var kind = Kind.trap
    /// Milliseconds that an inform waits for its acknowledgement before it is sent again the first time.
    public var timeoutMilliseconds: Int64 = 3000
    /// How often an inform is sent again before the receiver counts as failing. It is sent again behind that, too.
    public var retries = 3
    /// Informs that may be under way unacknowledged. With more than one, a datagram that gets lost is overtaken by those
    /// behind it.
    public var window = 1
    /// The protection of version 3 that the user has (snmpTargetParamsSecurityLevel).
    public var securityLevel = SecurityLevel.noAuthNoPriv
    /// Which notifications pass (RFC 3413 6); `nil` for all.
    public var filter: SubtreeFilter?
    /// How many notifications may be sent in a time; `nil` for any number.
    public var storm: StormLimit?
    /// Seconds between two heartbeats; `nil` for none.
    public var heartbeatSeconds: Int64?

    /// Makes a target.
    public init(
        index: UInt32, name: String = "", host: String, port: UInt16 = 162, version: Version,
        set: NotificationSet = .own, minimumSeriousness: Seriousness = .information, includesDisabled: Bool = false
    ) {
        self.index = index
        self.name = name
        self.host = host
        self.port = port
        self.version = version
        self.set = set
        self.minimumSeriousness = minimumSeriousness
        self.includesDisabled = includesDisabled
    }

    /// The name for people: the name, or the host and port.
    public var title: String { name.isEmpty ? "\(host):\(port)" : name }

    /// The name under which the journal keeps the place.
    var cursorName: String { "snmp-target-\(index)" }
}

/// The notifications that a receiver gets.
public enum NotificationSet: UInt8, Sendable, Hashable, CaseIterable {
    /// Those of IPDECT-ALARM-MIB.
    case own = 1
    /// Those of the vendor's devices.
    case vendor = 2
    /// Both.
    case both = 3

    /// The value of ipdectTargetSet.
    var managedValue: UInt8 { rawValue }

    var includesOwn: Bool { self != .vendor }
    var includesVendor: Bool { self != .own }
}
