public import NetworkValues

/// Something about the system's capacity that an operator should know: what was seen, and what the manual suggests
/// (manual 4.23.5).
public struct CapacityFinding: Sendable, Equatable {
    /// What was found. The numbers are those of the MIB.
    public enum Kind: UInt32, Sendable, CaseIterable {
        /// A radio carries as many calls as it can, for long.
        case radioAtCallLimit = 1
        /// The resource budget of a device is used up: it takes no more calls.
        case resourcesExhausted
        /// Memory in use only grows.
        case memoryGrows
        /// Air synchronization is lost and found again and again.
        case syncFlaps
        /// Pings are lost.
        case pingLoss
        /// The processors of the host are busy for long.
        case processorBusy
    }

    /// What was found.
    public var kind: Kind
    /// What it was found on: the name of a radio or of a probe, or the host's.
    public var subject: String
    /// What was seen, with figures.
    public var evidence: String
    /// What helps.
    public var advice: String
    /// Since when it is so.
    public var since: Timestamp

    /// Makes a finding.
    public init(kind: Kind, subject: String, evidence: String, advice: String, since: Timestamp) {
        self.kind = kind
        self.subject = subject
        self.evidence = evidence
        self.advice = advice
        self.since = since
    }
}
