import NetworkValues
import Snapshot

/// The agent itself and its journal.
struct AgentCollector: Collector {
    static let build = MetricFamily("ipdect_build", .info, "The version of the agent.")
    static let start = MetricFamily(
        "ipdect_agent_start_timestamp_seconds", .gauge, unit: "seconds", "When the agent started, in Unix time.")
    static let snapshots = MetricFamily("ipdect_snapshots_published", .counter, "Snapshots published since the start.")
    static let journal = MetricFamily("ipdect_journal_records", .counter, "Records ever written to the journal.")
    static let failures = MetricFamily(
        "ipdect_journal_write_failures", .counter, "Records that could not be written to the journal.")

    var families: [MetricFamily] { [Self.build, Self.start, Self.snapshots, Self.journal, Self.failures] }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        writer.begin(Self.build)
        writer.sample(MetricLabels.one(("version", snapshot.agent.version)), UInt64(1))
        writer.begin(Self.start)
        writer.sample([], milliseconds: snapshot.agent.startedAt.milliseconds)
        writer.single(Self.snapshots, snapshot.number)
        writer.single(Self.journal, snapshot.agent.journalLastNumber)
        writer.single(Self.failures, snapshot.agent.journalFailures)
    }
}
