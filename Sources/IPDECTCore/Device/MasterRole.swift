public import NetworkValues

/// The roles that a device of an IP-DECT system can have (manual 4.6).
public enum MasterRole: UInt8, Hashable, Sendable, CaseIterable {
    /// Registers users and connects calls (manual 4.6.19).
    case master = 1
    /// Assigns radios their identity and computes the air synchronization (manual 4.6.21).
    case pariMaster = 2
    /// Lets users roam between masters.
    case mobilityMaster = 3
    /// Hands out encryption keys to radios and masters.
    case cryptoMaster = 4
}

/// The mode of a master.
public enum MasterMode: UInt8, Hashable, Sendable, CaseIterable {
    /// The role is not taken.
    case off = 1
    /// The only or the preferred device in this role.
    case active = 2
    /// Takes over while the active one is gone.
    case standby = 3
    /// One of two that share their data; one of the two is active.
    case mirror = 4
    /// Installed but not yet serving, while radios are being placed.
    case deployment = 5
}

/// One device in one master role.
public struct MasterStatus: Hashable, Sendable {
    /// The device's hardware address.
    public var mac: MACAddress
    /// The role.
    public var role: MasterRole
    /// The configured mode.
    public var mode: MasterMode
    /// Whether the device serves now. A standby or mirror serves when its partner does not.
    public var isActive: Bool
    /// Whether the device can be reached.
    public var isReachable: Bool
    /// When `isActive` last changed.
    public var changedAt: Timestamp

    /// Makes the status of one device in one role.
    public init(
        mac: MACAddress, role: MasterRole, mode: MasterMode, isActive: Bool, isReachable: Bool, changedAt: Timestamp
    ) {
        self.mac = mac
        self.role = role
        self.mode = mode
        self.isActive = isActive
        self.isReachable = isReachable
        self.changedAt = changedAt
    }
}
