public import DeviceProtocols

/// One poll of a device: all that one protocol has to ask of it.
public protocol DevicePoller: Sendable {
    /// Asks the device. Returns within its own limit of time, and at once when its task is cancelled.
    func poll(_ device: WatchedDevice, with credentials: FeedCredentials) async -> PollAnswer
    /// The device is polled no longer: what was remembered of it is of no use.
    func forget(_ number: Int)
}

/// What came of a poll.
public enum PollAnswer: Sendable, Equatable {
    /// The device answered; with what went wrong in a part of it.
    case read([DeviceReading], trouble: String?)
    /// It did not, or with nothing of use.
    case failed(FeedState.Failure, String)
    /// It was not asked: the agent ends.
    case cancelled
}

/// What `devices test` tells of one feed of a device.
public struct FeedTrial: Sendable, Equatable {
    /// Whether it works.
    public enum Outcome: String, Sendable, Equatable {
        /// It does.
        case works
        /// It works in part.
        case partly
        /// It does not.
        case fails
        /// The settings do not use it.
        case off
        /// Nothing can be tried from here: the device sends by itself.
        case passive
    }

    /// The feed.
    public var feed: FeedKind
    /// Whether it works.
    public var outcome: Outcome
    /// What was read, or why nothing was, and what helps.
    public var text: String

    /// Makes a trial.
    public init(_ feed: FeedKind, _ outcome: Outcome, _ text: String) {
        self.feed = feed
        self.outcome = outcome
        self.text = text
    }
}
