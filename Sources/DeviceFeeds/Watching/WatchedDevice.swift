public import IPDECTCore
public import NetworkValues

/// A device that is watched, as the settings name it.
public struct WatchedDevice: Hashable, Sendable {
    /// Its number in the settings, from 1.
    public var number: Int
    /// Its address.
    public var address: IPAddress
    /// Its kind; `nil` when the feeds find it out.
    public var model: DeviceModel?
    /// A name for people; empty for the one that the device has.
    public var name: String
    /// Its hardware address; `nil` when the feeds find it out.
    public var mac: MACAddress?
    /// The name of the credentials with which it is asked; empty for the first.
    public var credentials: String
    /// The feeds that are used.
    public var feeds: Set<FeedKind>
    /// Milliseconds between two polls.
    public var interval: Int64

    /// Makes a device.
    public init(
        number: Int, address: IPAddress, model: DeviceModel? = nil, name: String = "", mac: MACAddress? = nil,
        credentials: String = "", feeds: Set<FeedKind> = Set(FeedKind.allCases), interval: Int64 = 60_000
    ) {
        self.number = number
        self.address = address
        self.model = model
        self.name = name
        self.mac = mac
        self.credentials = credentials
        self.feeds = feeds
        self.interval = interval
    }

    /// The feeds that are polled.
    public var polledFeeds: [FeedKind] { FeedKind.allCases.filter { $0.isPolled && feeds.contains($0) } }
}

/// The times that decide how long the facts of a feed count.
public struct WatchLimits: Hashable, Sendable {
    /// Polls in a row without an answer after which a device counts as silent.
    public var silentAfter = 3
    /// Seconds after which the facts of a feed are stale; ten times as many, and they are unknown.
    public var staleAfter: Int64 = 180

    /// Makes the usual limits.
    public init() {}
}
