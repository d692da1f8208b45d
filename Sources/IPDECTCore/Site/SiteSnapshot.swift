public import Faults
public import NetworkValues

/// The state of the site at one moment: a value that readers keep as long as they like.
public struct SiteSnapshot: Hashable, Sendable {
    /// When the state was taken.
    public var time: Timestamp
    /// What identifies the system; `nil` until it is configured.
    public var configuration: SystemConfiguration?
    /// The devices in master roles.
    public var masters: [MasterStatus] = []
    /// All radios, by ascending index.
    public var radios: [Radio] = []
    /// The devices that feeds watch, and have watched since the start.
    public var watchedDevices: Set<DeviceID> = []
    /// The sync regions in use, by ascending number.
    public var regions: [SyncRegionStatus] = []
    /// Counters of the master.
    public var traffic = MasterTraffic()
    /// The calls going on, by ascending number.
    public var calls: [Call] = []
    /// The sync ring of the gateways, in ring order.
    public var ring: [SyncRingMember] = []
    /// Wired radio fixed parts, by gateway index and port.
    public var wiredParts: [WiredPart] = []
    /// The environment of gateways, by gateway index.
    public var environments: [GatewayEnvironment] = []
    /// Users registered now.
    public var registeredUsers: UInt32 = 0
    /// Users in all.
    public var totalUsers: UInt32 = 0
    /// Counts all changes of the site.
    public var revision: UInt64 = 0
    /// Inputs refused since the start.
    public var refusedInputs: UInt64 = 0

    /// Makes an empty site.
    public init(time: Timestamp) {
        self.time = time
    }
}

/// A wired radio fixed part and the gateway that it belongs to.
public struct WiredPart: Hashable, Sendable {
    /// The gateway, by its `Radio.index`.
    public var gatewayIndex: UInt32
    /// The part.
    public var part: RadioFixedPart
    /// The location ID sent with emergency calls through it.
    public var locationID = ""
    /// A description of the place, for people.
    public var locationDescription = ""
    /// Counts the changes of this part.
    public var revision: UInt64

    /// Makes a wired part.
    public init(gatewayIndex: UInt32, part: RadioFixedPart, revision: UInt64) {
        self.gatewayIndex = gatewayIndex
        self.part = part
        self.revision = revision
    }
}

/// The environment of one gateway.
public struct GatewayEnvironment: Hashable, Sendable {
    /// The gateway, by its `Radio.index`.
    public var gatewayIndex: UInt32
    /// The environment.
    public var environment: Environment
    /// Counts the changes of this environment.
    public var revision: UInt64

    /// Makes a gateway's environment.
    public init(gatewayIndex: UInt32, environment: Environment, revision: UInt64) {
        self.gatewayIndex = gatewayIndex
        self.environment = environment
        self.revision = revision
    }
}
