public import IPDECTCore
public import NetworkValues
public import Snapshot

/// Where feeds bring what they see: the core.
public protocol SiteInputSink: Sendable {
    /// Takes inputs of the site, in order, and returns when what came of them is durable, or cannot be.
    @discardableResult
    func submit(_ inputs: [SiteInput]) async -> SubmissionOutcome
    /// Takes what was seen of the host, and returns when what came of it is durable, or cannot be.
    @discardableResult
    func submit(_ observations: [HostObservation]) async -> SubmissionOutcome
}

/// What came of something that was brought to the core.
public struct SubmissionOutcome: Sendable {
    /// What the site refused.
    public var refusals: [SiteRefusal]
    /// Whether it was taken, and all faults and alarms so far are in the journal. Nobody may be told that it is safe
    /// otherwise: the disk may be full.
    public var isDurable: Bool

    /// Makes an outcome.
    public init(refusals: [SiteRefusal] = [], isDurable: Bool) {
        self.refusals = refusals
        self.isDurable = isDurable
    }
}

/// Something that was seen of the agent's own host.
public enum HostObservation: Sendable {
    /// Its figures.
    case status(HostStatus)
    /// A fault that began, ended or happened: `raise`, `clear` or `event`. The host's faults are real, also beside a
    /// simulated site.
    case fault(SiteEffect)
    /// How all automatic pings stand.
    case probes([PingProbe])
    /// Everything that is found about the capacity of the system now.
    case findings([CapacityFinding])
    /// How the LAN side stands.
    case lan(LANStatus)
}

/// The time, and a way to wait for it. Tests give one that they move by hand.
public protocol FeedClock: Sendable {
    /// The time now.
    func now() -> Timestamp
    /// Returns once `deadline` has come; throws when the task is cancelled before.
    func sleep(until deadline: Timestamp) async throws
}
