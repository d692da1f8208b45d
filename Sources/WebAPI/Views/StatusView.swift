import Faults
import IPDECTCore
public import Snapshot

/// The system at a glance, as `GET /api/v1/status` gives it.
public struct StatusView: Codable, Sendable, Equatable {
    /// The agent's version.
    public var version: String
    /// When the snapshot was made, RFC 3339.
    public var time: String
    /// When the agent started, RFC 3339.
    public var startedAt: String
    /// Where the site's inputs come from.
    public var feed: String
    /// The system's name.
    public var system: String
    /// The system ID, 1 to 296; `nil` until the site is configured.
    public var systemID: Int?
    /// Whether the site is simulated.
    public var isSimulated: Bool
    /// `ok`, or the severity of the worst alarm.
    public var health: String
    /// Alarms by severity.
    public var alarms: [String: Int]
    /// Radios by registration.
    public var radios: [String: Int]
    /// Calls going on.
    public var calls: Int
    /// Users registered, and in all.
    public var usersRegistered: Int
    /// Users in all.
    public var users: Int
    /// The masters.
    public var masters: [MasterView]
    /// Number of the last record in the journal.
    public var journalLastNumber: UInt64
    /// The host's name.
    public var host: String
    /// Octets of memory that the agent holds.
    public var residentBytes: UInt64

    /// Makes the view of a snapshot.
    public init(_ snapshot: Snapshot) {
        let site = snapshot.site
        version = snapshot.agent.version
        time = "\(snapshot.time)"
        startedAt = "\(snapshot.agent.startedAt)"
        feed = snapshot.agent.feed
        system = site.configuration?.name ?? ""
        systemID = site.configuration.map { Int($0.systemID.rawValue) }
        isSimulated = site.configuration?.isSimulated ?? false
        var bySeverity: [String: Int] = [:]
        var worst: FaultSeverity?
        for alarm in snapshot.alarms.alarms {
            bySeverity["\(alarm.severity)", default: 0] += 1
            worst = worst.map { max($0, alarm.severity) } ?? alarm.severity
        }
        alarms = bySeverity
        health = worst.map { "\($0)" } ?? "ok"
        radios = [:]
        for radio in site.radios { radios[radio.registration.word, default: 0] += 1 }
        calls = site.calls.count
        usersRegistered = Int(site.registeredUsers)
        users = Int(site.totalUsers)
        masters = site.masters.map(MasterView.init)
        journalLastNumber = snapshot.agent.journalLastNumber
        host = snapshot.host.name
        residentBytes = snapshot.host.residentBytes
    }
}

/// A device in a master role.
public struct MasterView: Codable, Sendable, Equatable {
    /// The MAC address.
    public var mac: String
    /// The role.
    public var role: String
    /// The configured mode.
    public var mode: String
    /// Whether it serves.
    public var isActive: Bool
    /// Whether it can be reached.
    public var isReachable: Bool

    init(_ master: MasterStatus) {
        mac = "\(master.mac)"
        role = "\(master.role)"
        mode = "\(master.mode)"
        isActive = master.isActive
        isReachable = master.isReachable
    }
}

extension RadioRegistration {
    var word: String {
        switch self {
        case .uninitialized: "uninitialized"
        case .registered: "registered"
        case .staticLost: "static"
        }
    }
}
