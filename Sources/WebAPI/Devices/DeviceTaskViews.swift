public import DeviceFeeds
import DeviceProtocols
import NetworkValues

/// The content of `POST devices/test`.
public struct DeviceTestContent: Codable, Sendable {
    /// The address of the device.
    public var address: String
    /// The name of credentials of the settings; `nil` for those that the device has.
    public var credentials: String?

    /// Makes the content.
    public init(address: String, credentials: String?) {
        self.address = address
        self.credentials = credentials
    }
}

/// What came of trying one feed of a device.
public struct FeedTrialView: Codable, Sendable, Equatable {
    /// snmp, http, traps, logs or forwarded.
    public var feed: String
    /// works, partly, fails, off, or passive for what comes by itself.
    public var outcome: String
    /// What was read, or why nothing was, and what helps.
    public var text: String

    /// Makes the view.
    public init(_ trial: FeedTrial) {
        feed = trial.feed.rawValue
        outcome = trial.outcome.rawValue
        text = trial.text
    }
}

/// The content of `POST devices/discovery`.
public struct DiscoveryContent: Codable, Sendable {
    /// The networks to search, such as 192.0.2.0/24; no other address is asked.
    public var networks: [String]
    /// Names of credentials to ask with; all when it is absent.
    public var credentials: [String]?
    /// Whether HTTP is asked, too; yes when it is absent.
    public var http: Bool?
    /// Addresses a second, 1 to 1000; 50 when it is absent.
    public var rate: Int?
    /// Whether addresses of the agent's own host may be asked; no when it is absent.
    public var loopback: Bool?

    /// Makes the content.
    public init(networks: [String], credentials: [String]?, http: Bool?, rate: Int?, loopback: Bool?) {
        self.networks = networks
        self.credentials = credentials
        self.http = http
        self.rate = rate
        self.loopback = loopback
    }
}

/// A search for devices, as `GET /api/v1/devices/discovery` tells of it.
public struct DiscoveryView: Codable, Sendable, Equatable {
    /// A device that was found.
    public struct Proposal: Codable, Sendable, Equatable {
        /// Its address.
        public var address: String
        /// Its hardware address.
        public var mac: String?
        /// The kind of device.
        public var model: String?
        /// Its name.
        public var name: String
        /// The software version.
        public var version: String
        /// How sure it is that it is a device of such a system.
        public var confidence: String
        /// Why.
        public var reasons: [String]
        /// The credentials with which it answered; `nil` for those that nobody has to name.
        public var credentials: String?
        /// Its number in the settings; `nil` when they do not name it.
        public var known: Int?
    }

    /// The networks that are searched.
    public var networks: [String]
    /// When it began, RFC 3339.
    public var startedAt: String
    /// When it ended; `nil` while it goes on.
    public var endedAt: String?
    /// Addresses to ask.
    public var addresses: Int
    /// Those whose answer is there, or will not come.
    public var done: Int
    /// Devices found.
    public var found: Int
    /// Addresses at which somebody else answered.
    public var strangers: Int
    /// Addresses at which nobody answered.
    public var silent: Int
    /// Addresses at which somebody is whom none of the credentials fits.
    public var withoutCredentials: Int
    /// What was found, in order of the addresses; complete when it ended.
    public var proposals: [Proposal]

    /// Makes the view.
    public init(_ search: DeviceSearches.Search) {
        networks = search.request.networks.map { "\($0)" }
        startedAt = "\(search.startedAt)"
        endedAt = search.endedAt.map { "\($0)" }
        let progress = search.progress
        addresses = progress?.addresses ?? search.request.addressCount
        done = progress?.done ?? 0
        found = progress?.found ?? 0
        strangers = progress?.strangers ?? 0
        silent = progress?.silent ?? 0
        withoutCredentials = progress?.withoutCredentials ?? 0
        proposals = (search.result?.proposals ?? []).map { proposal in
            Proposal(
                address: "\(proposal.address)", mac: proposal.mac.map { "\($0)" },
                model: proposal.model.map { "\($0)" }, name: proposal.name, version: proposal.version,
                confidence: "\(proposal.confidence)", reasons: proposal.reasons.map { "\($0)" },
                credentials: proposal.credentials, known: proposal.knownNumber)
        }
    }
}

/// What came of a list of devices that was taken in.
public struct DeviceImportView: Codable, Sendable, Equatable {
    /// Whether the settings were changed.
    public var isApplied: Bool
    /// Devices in the list.
    public var devices: Int
    /// Those that are new.
    public var added: Int
    /// Those that the settings had, and have otherwise now.
    public var changed: Int
    /// Columns that nobody knows.
    public var unknownColumns: [String]
    /// What is wrong, by line.
    public var errors: [String]

    /// Makes the view.
    public init(
        isApplied: Bool, devices: Int, added: Int, changed: Int, unknownColumns: [String], errors: [String]
    ) {
        self.isApplied = isApplied
        self.devices = devices
        self.added = added
        self.changed = changed
        self.unknownColumns = unknownColumns
        self.errors = errors
    }
}
