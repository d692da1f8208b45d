public import DeviceProtocols
public import Faults
public import IPDECTCore
public import NetworkValues

/// How the feeds of all devices stand.
public struct DeviceFeedStatus: Sendable {
    /// One device.
    public struct Device: Sendable {
        /// The device as the settings have it.
        public var device: WatchedDevice
        /// The hardware address, or what stands for it.
        public var id: DeviceID
        /// The name by which people know it.
        public var name: String
        /// The kind of device; `nil` while nobody knows it.
        public var model: DeviceModel?
        /// What it said of itself.
        public var identity: DeviceIdentity
        /// What the facts of its freshest feed are worth.
        public var freshness: FeedState.Freshness
        /// Seconds after which its facts are stale; ten times as many, and they are unknown.
        public var staleAfterSeconds: Int64
        /// Whether it counts as silent.
        public var isSilent: Bool
        /// Its feeds, in the order of `FeedKind`.
        public var feeds: [Feed]
        /// The alarms that feeds tell of.
        public var alarms: [AlarmClaim]
        /// How its clock stands; `nil` when it never told the time.
        public var clock: ClockSkew?
        /// When it started; `nil` when it did not tell.
        public var startedAt: Timestamp?
        /// Restarts that were seen.
        public var restarts: UInt64
        /// Its network interfaces.
        public var interfaces: [InterfaceReading]
        /// Its figures.
        public var figures: [DeviceFigure: Double]
        /// What was not understood, the last ones.
        public var raw: [String]
        /// Times at which it told of somebody without the right to ask.
        public var authenticationFailures: UInt64
    }

    /// One feed of a device.
    public struct Feed: Sendable {
        /// The feed.
        public var kind: FeedKind
        /// How it stands.
        public var state: FeedState
        /// What its facts are worth.
        public var freshness: FeedState.Freshness
    }

    /// Somebody who sends, and is none of the devices.
    public struct Stranger: Sendable, Equatable {
        /// The address.
        public var address: IPAddress
        /// What it sent, by feed.
        public var feed: FeedKind
        /// How often.
        public var count: UInt64
        /// When it was last heard.
        public var lastSeen: Timestamp
    }

    /// The devices, by their numbers.
    public var devices: [Device] = []
    /// Those who send and are no devices of the list, the last ones.
    public var strangers: [Stranger] = []
    /// Polls that were begun.
    public var polls: UInt64 = 0
    /// Polls that were begun more than a second late.
    public var latePolls: UInt64 = 0
    /// The latest begin of a poll, in milliseconds behind its time.
    public var mostLateMilliseconds: Int64 = 0
    /// Polls that go on now.
    public var inFlight = 0
    /// An address on which notifications are received.
    public struct Listener: Sendable, Equatable {
        /// The address with its port.
        public var address: String
        /// Why it could not be opened; empty when it could.
        public var error: String

        /// Makes a listener.
        public init(address: String, error: String) {
            self.address = address
            self.error = error
        }
    }

    /// Makes the status of nothing.
    public init() {}
}

extension DeviceFeedStatus.Device {
    init(_ watch: DeviceWatch, at time: Timestamp) {
        device = watch.device
        id = watch.id
        name = watch.name
        model = watch.model
        identity = watch.identity
        freshness = watch.freshness(at: time)
        staleAfterSeconds = watch.staleAfter
        isSilent = watch.isSilent
        feeds = FeedKind.allCases.compactMap { kind in
            watch.feeds[kind].map { state in
                DeviceFeedStatus.Feed(
                    kind: kind, state: state, freshness: state.freshness(at: time, staleAfter: watch.staleAfter))
            }
        }
        alarms = watch.alarms
        clock = watch.clock
        startedAt = watch.startedAt
        restarts = watch.restarts
        interfaces = watch.interfaces
        figures = watch.figures
        raw = watch.raw
        authenticationFailures = watch.authenticationFailures
    }
}
