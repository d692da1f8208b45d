public import Faults
public import IPDECTCore
public import Settings
public import Snapshot
public import WebServer

/// What the console and the command line may ask of the running agent. The runtime provides it.
public protocol AgentControl: Sendable {
    /// The current snapshot.
    var snapshot: Snapshot { get }
    /// The settings that hold.
    var settings: SettingsDocument { get }
    /// Changes the settings by `edit`: checks what comes of it, writes the file, and takes it up. `change` is what the
    /// journal says of it beside each option; `nil` for nothing.
    func changeSettings(
        by user: ConsoleUser, telling change: ConsoleChange?,
        _ edit: @escaping @Sendable (SettingsDocument) throws(SettingsError) -> SettingsDocument
    ) async throws -> SettingsChange
    /// Reads the settings file again.
    func reloadSettings(by user: ConsoleUser) async throws -> SettingsChange
    /// Hands an operator's inputs to the core, and tells the journal what was changed by them.
    func operate(_ inputs: [SiteInput], telling changes: [ConsoleChange]) async throws
    /// Tells the journal of a change, or of something else that must be traceable, and who did it (`ConsoleUser.current`).
    func note(_ change: ConsoleChange)
    /// Takes note of an alarm; `false` when no alarm has the number.
    func acknowledge(alarm number: UInt32) async -> Bool
    /// Changes what a fault means to the operator; `nil` restores the default.
    func remap(_ code: FaultCode, to seriousness: Seriousness?, by user: ConsoleUser) async throws
    /// Empties the event history (manual 4.23.4); the journal keeps what it has.
    func clearEvents() async
    /// Sends a test notification to each target, or to the one with this name.
    func testNotification(target: String?) async throws -> [NotificationOutcome]
    /// The counters of the SNMP agent and the state of its targets.
    func snmpStatus() async -> SNMPStatusView
}

/// What became of changed settings.
public struct SettingsChange: Codable, Sendable, Equatable {
    /// Modules whose new settings are in use.
    public var applied: [String]
    /// Modules whose new settings wait for a restart.
    public var needsRestart: [String]
    /// Modules that no part of the agent knows; their lines are kept.
    public var unknown: [String]
    /// What is probably not meant, such as a name that is nearly that of a module.
    public var warnings: [String]

    /// Makes a change.
    public init(applied: [String] = [], needsRestart: [String] = [], unknown: [String] = [], warnings: [String] = []) {
        self.applied = applied
        self.needsRestart = needsRestart
        self.unknown = unknown
        self.warnings = warnings
    }
}

/// What became of a test notification.
public struct NotificationOutcome: Codable, Sendable, Equatable {
    /// The target's name.
    public var target: String
    /// Its address and port.
    public var address: String
    /// Whether it was sent. A trap has no acknowledgement: this says only that it left.
    public var isSent: Bool
    /// What went wrong; empty when nothing did.
    public var message: String

    /// Makes an outcome.
    public init(target: String, address: String, isSent: Bool, message: String = "") {
        self.target = target
        self.address = address
        self.isSent = isSent
        self.message = message
    }
}

/// The SNMP agent as the command line shows it.
public struct SNMPStatusView: Codable, Sendable, Equatable {
    /// Whether it answers.
    public var isEnabled: Bool
    /// The addresses it listens on.
    public var listening: [String]
    /// The engine ID in hexadecimal.
    public var engineID: String
    /// How often the engine started.
    public var engineBoots: UInt32
    /// Counters by their MIB names.
    public var counters: [String: UInt64]
    /// The notification targets.
    public var targets: [NotificationTargetView]
    /// The session with another agent on this host; `nil` when none is wanted.
    public var agentX: AgentXView?

    /// Makes the view.
    public init(
        isEnabled: Bool = false, listening: [String] = [], engineID: String = "", engineBoots: UInt32 = 0,
        counters: [String: UInt64] = [:], targets: [NotificationTargetView] = [], agentX: AgentXView? = nil
    ) {
        self.isEnabled = isEnabled
        self.listening = listening
        self.engineID = engineID
        self.engineBoots = engineBoots
        self.counters = counters
        self.targets = targets
        self.agentX = agentX
    }
}

/// A notification target as the command line shows it.
public struct NotificationTargetView: Codable, Sendable, Equatable {
    /// The name.
    public var name: String
    /// Address and port.
    public var address: String
    /// 1, 2c or 3.
    public var version: String
    /// Notifications sent.
    public var sent: UInt64
    /// Notifications that could not be sent.
    public var failed: UInt64
    /// Records passed over by the filter.
    public var filtered: UInt64
    /// Records still to be sent.
    public var waiting: UInt64
    /// The last error; empty for none.
    public var lastError: String
    /// `trap` or `inform`.
    public var kind = "trap"
    /// `held`, `sending` or `failing`.
    public var state = "held"
    /// Informs that were acknowledged.
    public var acknowledged: UInt64 = 0
    /// How often informs were sent again.
    public var retried: UInt64 = 0
    /// Notifications held back because too many came at once.
    public var heldBack: UInt64 = 0
    /// When an inform was last acknowledged.
    public var lastAcknowledged: String?

    /// Makes the view.
    public init(
        name: String, address: String, version: String, sent: UInt64, failed: UInt64, filtered: UInt64,
        waiting: UInt64, lastError: String
    ) {
        self.name = name
        self.address = address
        self.version = version
        self.sent = sent
        self.failed = failed
        self.filtered = filtered
        self.waiting = waiting
        self.lastError = lastError
    }
}
