public import NetworkValues

/// How the reports of the schedule stand.
public struct ServiceReportStatus: Hashable, Sendable {
    /// The schedule as text, such as `sunday 03:15`; `off` for none.
    public var schedule = "off"
    /// When the next one is due; `nil` without a schedule.
    public var nextDue: Timestamp?
    /// When the last one was made; `nil` for never.
    public var lastMade: Timestamp?
    /// The directory that they are put into; empty for none.
    public var url = ""
    /// Reports that wait for the server, by number.
    public var waiting: [Int] = []
    /// When the server last took a report; `nil` for never.
    public var lastUploaded: Timestamp?
    /// Why the last attempt to make or to send one failed; empty when it did not.
    public var lastError = ""
    /// When it failed.
    public var lastErrorAt: Timestamp?
    /// Attempts that failed since the agent started.
    public var failures: UInt64 = 0

    /// Nothing is set.
    public init() {}
}
