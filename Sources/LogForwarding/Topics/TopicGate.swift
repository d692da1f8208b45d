import Faults
import Journal
import NetworkValues

/// Lets lines of logs through by the switch of their topic and by its rate. A value: time comes in as an argument.
struct TopicGate: Sendable {
    /// Milliseconds from the first line over the rate to the line that says how many there were.
    static let summaryMilliseconds: Int64 = 10_000
    /// How many seconds' worth of lines may come at once.
    static let burstSeconds: Int64 = 5

    private struct Bucket {
        /// Thousandths of a line.
        var tokens: Int64
        var filledAt: Timestamp
    }

    private struct Excess {
        var since: Timestamp
        var lines: UInt64 = 0
    }

    private(set) var settings: LogSettings
    private(set) var counts: [LogTopic: LogWriterStatus.Counts] = [:]
    private var buckets: [LogTopic: Bucket] = [:]
    private var excess: [LogTopic: Excess] = [:]

    init(_ settings: LogSettings) {
        self.settings = settings
    }

    /// Takes other settings; what was counted stays.
    mutating func apply(_ settings: LogSettings) {
        if settings.linesPerSecond != self.settings.linesPerSecond { buckets = [:] }
        self.settings = settings
    }

    /// Whether a line of a topic is written. What is `always` written takes nothing of the topic's rate.
    mutating func admits(_ topic: LogTopic, always: Bool, at now: Timestamp) -> Bool {
        if always {
            counts[topic, default: .init()].taken += 1
            return true
        }
        guard settings.topics.contains(topic) else {
            counts[topic, default: .init()].switchedOff += 1
            return false
        }
        guard takesToken(topic, at: now) else {
            counts[topic, default: .init()].suppressed += 1
            excess[topic, default: Excess(since: now)].lines += 1
            return false
        }
        counts[topic, default: .init()].taken += 1
        return true
    }

    /// Lines that were let through and could not be kept.
    mutating func noteDropped(_ topic: LogTopic, _ lines: Int = 1) {
        counts[topic, default: .init()].dropped += UInt64(max(0, lines))
    }

    private mutating func takesToken(_ topic: LogTopic, at now: Timestamp) -> Bool {
        let rate = Int64(settings.linesPerSecond)
        guard rate > 0 else { return true }
        let full = rate * Self.burstSeconds * 1000
        var bucket = buckets[topic] ?? Bucket(tokens: full, filledAt: now)
        // A clock that was set back gives nothing, and is the new beginning.
        let elapsed = min(max(0, now.milliseconds(since: bucket.filledAt)), Self.burstSeconds * 1000)
        bucket.tokens = min(full, bucket.tokens + elapsed * rate)
        bucket.filledAt = now
        let isEnough = bucket.tokens >= 1000
        if isEnough { bucket.tokens -= 1000 }
        buckets[topic] = bucket
        return isEnough
    }

    /// When the next summary is due.
    var nextSummary: Timestamp? {
        excess.values.map(\.since).min()?.adding(milliseconds: Self.summaryMilliseconds)
    }

    /// A line for each topic that had too many, once they are due, or at the end.
    mutating func summaries(at now: Timestamp, atEnd: Bool = false) -> [LogRecord] {
        var records: [LogRecord] = []
        for (topic, excess) in excess.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let elapsed = now.milliseconds(since: excess.since)
            guard atEnd || elapsed >= Self.summaryMilliseconds || elapsed < 0 else { continue }
            self.excess[topic] = nil
            counts[topic, default: .init()].taken += 1
            records.append(
                LogRecord(
                    topic: topic, severity: 4, device: .agent, time: now,
                    text: "suppressed \(excess.lines) lines since \(excess.since): more than "
                        + "\(settings.linesPerSecond) a second", module: LogWriter.module))
        }
        return records
    }
}
