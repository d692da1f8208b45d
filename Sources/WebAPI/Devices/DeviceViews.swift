public import DeviceFeeds
import DeviceProtocols
import Faults
public import NetworkValues

/// A device that is watched, as `GET /api/v1/devices` lists it.
public struct DeviceView: Codable, Sendable, Equatable {
    /// One feed of a device.
    public struct Feed: Codable, Sendable, Equatable {
        /// snmp, http, traps, logs or forwarded.
        public var kind: String
        /// waiting, fresh, stale or unknown: what its facts are worth.
        public var freshness: String
        /// When something came that was understood, RFC 3339; `nil` for never.
        public var lastSuccess: String?
        /// Seconds since then.
        public var ageSeconds: Int64?
        /// What went wrong last; empty when nothing did since it went well.
        public var lastError: String
        /// When that was, RFC 3339.
        public var lastErrorAt: String?
        /// Polls or messages that went well.
        public var successes: UInt64
        /// Polls that did not.
        public var failures: UInt64
    }

    /// Its number in the settings: that of its `FEED0-DEVICE`.
    public var number: Int
    /// The name by which people know it.
    public var name: String
    /// Its address.
    public var address: String
    /// Its hardware address; `nil` while nobody knows it.
    public var mac: String?
    /// The kind of device; `nil` while nobody knows it.
    public var model: String?
    /// The software version.
    public var version: String
    /// waiting, fresh, stale or unknown: what the facts of its freshest feed are worth.
    public var freshness: String
    /// Whether it answers no longer.
    public var isSilent: Bool
    /// Alarms that its feeds tell of.
    public var alarms: Int
    /// Its feeds.
    public var feeds: [Feed]
    /// By how many milliseconds its clock is ahead of the agent's; `nil` when it never told the time.
    public var clockAheadMilliseconds: Int64?
    /// What its times are ahead of UTC by the look of them, in minutes; `nil` when it tells UTC, or nothing.
    public var clockZoneMinutes: Int?
    /// When it started, RFC 3339; `nil` when it did not tell.
    public var startedAt: String?
    /// Restarts that were seen.
    public var restarts: UInt64

    /// Makes the view of a device.
    public init(_ device: DeviceFeedStatus.Device, at now: Timestamp) {
        number = device.device.number
        name = device.name
        address = "\(device.device.address)"
        mac = (device.device.mac ?? device.identity.mac).map { "\($0)" }
        model = device.model.map { "\($0)" }
        version = device.identity.version
        freshness = device.freshness.rawValue
        isSilent = device.isSilent
        alarms = device.alarms.count
        feeds = device.feeds.map { feed in
            Feed(
                kind: feed.kind.rawValue, freshness: feed.freshness.rawValue,
                lastSuccess: feed.state.lastSuccess.map { "\($0)" },
                ageSeconds: feed.state.lastSuccess.map { now.milliseconds(since: $0) / 1000 },
                lastError: feed.state.lastError, lastErrorAt: feed.state.lastErrorAt.map { "\($0)" },
                successes: feed.state.successes, failures: feed.state.failures)
        }
        clockAheadMilliseconds = device.clock?.milliseconds
        clockZoneMinutes = device.clock?.zoneMinutes
        startedAt = device.startedAt.map { "\($0)" }
        restarts = device.restarts
    }
}

/// A device that is watched in full, as `GET /api/v1/devices/{number}` tells of it.
public struct DeviceDetailView: Codable, Sendable, Equatable {
    /// An alarm, and who tells of it.
    public struct Alarm: Codable, Sendable, Equatable {
        /// The code, such as `0x00030204`.
        public var code: String
        /// The module of the device that reports it.
        public var source: String
        /// The text.
        public var text: String
        /// The feeds that tell of it; with the number of another device where that one tells of it.
        public var tellers: [String]
        /// When it was told of last, RFC 3339; `nil` when it stands since a former run of the agent.
        public var lastTold: String?
        /// What that is worth: fresh, stale or unknown.
        public var freshness: String
        /// When it began by the device's clock, put right, RFC 3339.
        public var deviceTime: String?
    }

    /// One of its network interfaces.
    public struct Interface: Codable, Sendable, Equatable {
        /// ifIndex.
        public var index: UInt32
        /// ifDescr.
        public var name: String
        /// Whether it is up.
        public var isUp: Bool?
        /// Its hardware address.
        public var mac: String?
        /// Bits a second.
        public var speed: UInt32?
        /// Octets received.
        public var octetsIn: UInt64?
        /// Octets sent.
        public var octetsOut: UInt64?
        /// Frames received with an error.
        public var errorsIn: UInt64?
        /// Frames that could not be sent.
        public var errorsOut: UInt64?
    }

    /// What the list tells of it.
    public var device: DeviceView
    /// The boot code's version.
    public var bootVersion: String
    /// The hardware.
    public var hardware: String
    /// Where it is, by what it says.
    public var location: String
    /// The serial number.
    public var serial: String
    /// What it says of itself, word for word.
    public var text: String
    /// The alarms that its feeds tell of.
    public var alarms: [Alarm]
    /// Its network interfaces.
    public var interfaces: [Interface]
    /// Figures by name: processor and memory in percent, temperature in degrees Celsius, calls.
    public var figures: [String: Double]
    /// What it answered and nobody understood, the last ones.
    public var raw: [String]
    /// Times at which it told of somebody without the right to ask.
    public var authenticationFailures: UInt64

    /// Makes the view of a device.
    public init(_ device: DeviceFeedStatus.Device, at now: Timestamp) {
        self.device = DeviceView(device, at: now)
        bootVersion = device.identity.bootVersion
        hardware = device.identity.hardware
        location = device.identity.location
        serial = device.identity.serial
        text = device.identity.text
        alarms = device.alarms.map { Alarm($0, of: device, at: now) }
        interfaces = device.interfaces.map { interface in
            Interface(
                index: interface.index, name: interface.name, isUp: interface.isUp,
                mac: interface.mac.map { "\($0)" }, speed: interface.speed, octetsIn: interface.octetsIn,
                octetsOut: interface.octetsOut, errorsIn: interface.errorsIn, errorsOut: interface.errorsOut)
        }
        figures = Dictionary(uniqueKeysWithValues: device.figures.map { ("\($0.key)", $0.value) })
        raw = device.raw
        authenticationFailures = device.authenticationFailures
    }
}

extension DeviceDetailView.Alarm {
    init(_ claim: AlarmClaim, of device: DeviceFeedStatus.Device, at now: Timestamp) {
        code = "\(claim.code)"
        source = claim.source
        text = claim.text
        tellers = claim.tellers.keys.map { teller in
            teller.device == device.device.number
                ? teller.feed.rawValue : "\(teller.feed.rawValue) of device \(teller.device)"
        }.sorted()
        lastTold = claim.lastTold.map { "\($0)" }
        let limit = device.staleAfterSeconds
        let age = claim.lastTold.map { now.milliseconds(since: $0) / 1000 }
        freshness =
            age.map { $0 < limit ? "fresh" : $0 < 10 * limit ? "stale" : "unknown" } ?? "unknown"
        deviceTime = claim.deviceTime.map { "\($0)" }
    }
}

/// How the watching of devices stands, as `GET /api/v1/devices/status` tells it.
public struct DeviceWatchView: Codable, Sendable, Equatable {
    /// Somebody who sends, and is none of the devices.
    public struct Stranger: Codable, Sendable, Equatable {
        /// The address.
        public var address: String
        /// What it sends: traps, logs or forwarded.
        public var feed: String
        /// How often it did.
        public var count: UInt64
        /// When it was last heard, RFC 3339.
        public var lastSeen: String
    }

    /// An address on which notifications are received.
    public struct Listener: Codable, Sendable, Equatable {
        /// The address with its port.
        public var address: String
        /// Why it could not be opened; empty when it could.
        public var error: String
    }

    /// Devices in the settings.
    public var devices: Int
    /// Those whose facts are fresh.
    public var fresh: Int
    /// Those whose facts are stale.
    public var stale: Int
    /// Those whose facts are too old to rely on.
    public var unknown: Int
    /// Those of which nothing came yet.
    public var waiting: Int
    /// Those that answer no longer.
    public var silent: Int
    /// Polls that were begun.
    public var polls: UInt64
    /// Polls that were begun more than a second late.
    public var latePolls: UInt64
    /// The latest begin of a poll, in milliseconds behind its time.
    public var mostLateMilliseconds: Int64
    /// Polls that go on now.
    public var inFlight: Int
    /// Where notifications are received.
    public var listeners: [Listener]
    /// Notifications that were taken.
    public var notificationsTaken: UInt64
    /// Notifications that were refused, by reason.
    public var notificationsRefused: [String: UInt64]
    /// Notifications that found no room.
    public var notificationsDropped: UInt64
    /// Those who send and are none of the devices, the last ones.
    public var strangers: [Stranger]

    /// Makes the view.
    public init(_ status: DeviceFeedStatus, _ listening: [DeviceFeedStatus.Listener], _ counts: SNMPNotificationStatus)
    {
        devices = status.devices.count
        func count(_ freshness: FeedState.Freshness) -> Int { status.devices.count { $0.freshness == freshness } }
        fresh = count(.fresh)
        stale = count(.stale)
        unknown = count(.unknown)
        waiting = count(.waiting)
        silent = status.devices.count(where: \.isSilent)
        polls = status.polls
        latePolls = status.latePolls
        mostLateMilliseconds = status.mostLateMilliseconds
        inFlight = status.inFlight
        listeners = listening.map { Listener(address: $0.address, error: $0.error) }
        notificationsTaken = counts.accepted
        notificationsRefused = Dictionary(uniqueKeysWithValues: counts.refused.map { ($0.key.rawValue, $0.value) })
        notificationsDropped = counts.dropped
        strangers = status.strangers.map {
            Stranger(address: "\($0.address)", feed: $0.feed.rawValue, count: $0.count, lastSeen: "\($0.lastSeen)")
        }
    }
}
