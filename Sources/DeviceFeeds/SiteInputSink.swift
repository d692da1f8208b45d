public import IPDECTCore
public import NetworkValues
public import Snapshot

/// Where feeds bring what they see: the core.
public protocol SiteInputSink: Sendable {
    /// Takes inputs of the site, in order, and returns when what came of them is durable. Returns the refusals.
    @discardableResult
    func submit(_ inputs: [SiteInput]) async -> [SiteRefusal]
    /// Takes what was seen of the host.
    func submit(_ observations: [HostObservation]) async
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
