import Faults
import IPDECTCore
import NetworkValues
import Snapshot

/// The system at a glance, as `GET /api/v1/overview` gives it: all that the first page of a console shows.
public struct OverviewView: Codable, Sendable, Equatable {
    /// Why the health is what it is.
    public struct Reason: Codable, Sendable, Equatable {
        /// warning, error or critical.
        public var seriousness: String
        /// What it is about: alarms, radios, sync, masters, forwarding, certificates, lan, capacity or agent.
        public var subject: String
        /// One sentence.
        public var text: String
    }

    /// The alarms that stand.
    public struct Alarms: Codable, Sendable, Equatable {
        /// How many.
        public var count: Int
        /// Those that nobody took note of.
        public var unacknowledged: Int
        /// How many of each seriousness, disabled to critical.
        public var bySeriousness: [String: Int]
        /// The most serious ones, at most five; the latest first among equals.
        public var worst: [AlarmView]
    }

    /// The radios.
    public struct Radios: Codable, Sendable, Equatable {
        /// All of them.
        public var count: Int
        /// Connected.
        public var registered: Int
        /// Added and lost.
        public var lost: Int
        /// Not added yet.
        public var uninitialized: Int
        /// Added ones, synchronized with a good signal.
        public var green: Int
        /// Added ones, synchronized with a poor signal.
        public var yellow: Int
        /// Added ones, not synchronized.
        public var red: Int
        /// Of the registered ones, those of which nobody tells.
        public var grey: Int
        /// Those that carry as many calls as they can.
        public var full: Int
    }

    /// Where alarms, events and the log go.
    public struct Receiver: Codable, Sendable, Equatable {
        /// snmp, log or alarm.
        public var kind: String
        /// The name for people.
        public var name: String
        /// Where it is.
        public var address: String
        /// Whether it takes what it is sent.
        public var isWell: Bool
        /// Records that wait for it; `nil` where that is not known.
        public var waiting: UInt64?
        /// What went wrong last; empty for nothing.
        public var lastError: String
    }

    /// A port of the LAN.
    public struct Port: Codable, Sendable, Equatable {
        /// The interface's name.
        public var name: String
        /// LAN1 or LAN2; `nil` for an interface that is only looked at.
        public var port: String?
        /// Whether the link is up.
        public var hasLink: Bool
        /// Megabits per second; `nil` where the driver has no speed.
        public var megabits: UInt32?
        /// Neighbours heard by LLDP.
        public var neighbours: Int
        /// Why no frames can be sent and received; empty when they can.
        public var problem: String
    }

    /// A certificate that ends soon, or has ended.
    public struct Expiry: Codable, Sendable, Equatable {
        /// device or trusted.
        public var kind: String
        /// Whose certificate it is.
        public var subject: String
        /// The last second of its validity, RFC 3339.
        public var notAfter: String
        /// Whole days until then; negative when it is over.
        public var days: Int64
    }

    /// ok, warning, error or critical.
    public var health: String
    /// Why, the most serious first; empty for ok.
    public var reasons: [Reason]
    /// The system's name.
    public var system: String
    /// The system ID, 1 to 296; `nil` until the site is configured.
    public var systemID: Int?
    /// Whether the site is simulated.
    public var isSimulated: Bool
    /// The agent's version.
    public var version: String
    /// The host's name.
    public var host: String
    /// When the snapshot was made, RFC 3339.
    public var time: String
    /// When the agent started, RFC 3339.
    public var startedAt: String
    /// Seconds since then.
    public var uptimeSeconds: Int64
    /// The alarms that stand.
    public var alarms: Alarms
    /// The radios.
    public var radios: Radios
    /// Calls now.
    public var calls: Int
    /// Handovers going on.
    public var handovers: Int
    /// Users registered.
    public var usersRegistered: Int
    /// Users in all.
    public var users: Int
    /// The counters of the master.
    public var traffic: TrafficView
    /// The sync regions.
    public var regions: [RegionView]
    /// The devices in master roles.
    public var masters: [MasterView]
    /// Where alarms, events and the log go.
    public var forwarding: [Receiver]
    /// The ports of the LAN.
    public var lan: [Port]
    /// Certificates that end within 60 days, the first to end first.
    public var certificates: [Expiry]
    /// What was found about the capacity of the system.
    public var findings: [FindingView]
}
