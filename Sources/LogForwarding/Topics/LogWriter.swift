public import Journal
public import Logging
public import NetworkValues
public import ServiceLifecycle
import Synchronization
import Waking

/// Writes the agent's own lines into the journal. Whoever has a line hands it over and goes on at once; switches and rates
/// of the topics hold here, and what waits for the disk is bounded.
public final class LogWriter: Service {
    /// The module that its own lines name.
    static let module = "log"
    /// The most lines that wait.
    public static let queueLimit = 10_000
    /// The most lines beyond that which are always written.
    public static let reserve = 1000
    /// The most lines of one append.
    static let batchLimit = 1000
    /// Seconds until lines that the journal did not take are tried again.
    static let retrySeconds = 1

    private struct State {
        var gate: TopicGate
        var queue: [LogRecord] = []
        var failures: UInt64 = 0
        var isStopping = false
        var isClosed = false
    }

    private let journal: Journal
    private let now: @Sendable () -> Timestamp
    private let sleep: @Sendable (Duration) async throws -> Void
    private let logger: Logger
    private let bell = Doorbell()
    private let state: Mutex<State>

    /// Makes the writer. Its logger must not lead back to it.
    public init(
        _ settings: LogSettings, journal: Journal, now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }, logger: Logger
    ) {
        self.journal = journal
        self.now = now
        self.sleep = sleep
        self.logger = logger
        state = Mutex(State(gate: TopicGate(settings)))
    }

    /// The settings in use.
    public var settings: LogSettings { state.withLock { $0.gate.settings } }

    /// What became of all lines.
    public var status: LogWriterStatus {
        state.withLock { state in
            let gate = state.gate
            return LogWriterStatus(
                topics: LogTopic.all.map { topic in
                    LogWriterStatus.Topic(
                        topic: topic, isOn: gate.settings.topics.contains(topic),
                        counts: gate.counts[topic] ?? LogWriterStatus.Counts())
                }, waiting: state.queue.count, failures: state.failures)
        }
    }

    /// Takes other settings.
    public func apply(_ settings: LogSettings) {
        state.withLock { $0.gate.apply(settings) }
    }

    /// Takes a line to be written soon, and never blocks. What is `always` written passes the topic's switch and its rate.
    /// Returns whether it was taken.
    @discardableResult
    public func write(_ record: LogRecord, always: Bool = false) -> Bool {
        let now = now()
        let (isTaken, mustWake) = state.withLock { state -> (Bool, Bool) in
            let hadExcess = state.gate.nextSummary != nil
            guard state.gate.admits(record.topic, always: always, at: now) else {
                return (false, !hadExcess && state.gate.nextSummary != nil)
            }
            guard !state.isClosed, state.queue.count < Self.queueLimit + (always ? Self.reserve : 0) else {
                state.gate.noteDropped(record.topic)
                return (false, false)
            }
            state.queue.append(record)
            return (true, state.queue.count == 1)
        }
        if mustWake { bell.ring() }
        return isTaken
    }

    /// Whether somebody who appends to the journal himself may append a line of this topic. It counts as written; what
    /// is lost after all is reported to `noteDropped`.
    public func admits(_ topic: LogTopic) -> Bool {
        let now = now()
        let (isAdmitted, mustWake) = state.withLock { state in
            let hadExcess = state.gate.nextSummary != nil
            let isAdmitted = state.gate.admits(topic, always: false, at: now)
            return (isAdmitted, !hadExcess && state.gate.nextSummary != nil)
        }
        if mustWake { bell.ring() }
        return isAdmitted
    }

    /// A line that `admits` let through was lost.
    public func noteDropped(_ topic: LogTopic) {
        state.withLock { $0.gate.noteDropped(topic) }
    }

    /// Writes until the task is cancelled or the agent shuts down; what was handed over before is still written.
    public func run() async {
        await withTaskCancellationOrGracefulShutdownHandler {
            while !state.withLock({ $0.isStopping }) {
                await waitForWork()
                guard await writeAll() else {
                    try? await sleep(.seconds(Self.retrySeconds))
                    continue
                }
            }
        } onCancelOrGracefulShutdown: {
            self.state.withLock { $0.isStopping = true }
            self.bell.ring()
        }
        let now = now()
        state.withLock { state in
            state.isClosed = true
            state.queue += state.gate.summaries(at: now, atEnd: true)
        }
        if await !writeAll() { giveUp() }
    }

    /// Waits for a line, or until a summary is due.
    private func waitForWork() async {
        let (isEmpty, summary) = state.withLock { ($0.queue.isEmpty, $0.gate.nextSummary) }
        guard isEmpty else { return }
        guard let summary else { return await bell.wait() }
        let pause = max(1, summary.milliseconds(since: now()))
        let sleep = sleep
        await bell.wait { try await sleep(.milliseconds(pause)) }
    }

    /// Appends what waits. Returns whether the journal took it.
    private func writeAll() async -> Bool {
        while true {
            let now = now()
            let batch = state.withLock { state in
                state.queue += state.gate.summaries(at: now)
                return Array(state.queue.prefix(Self.batchLimit))
            }
            guard !batch.isEmpty else { return true }
            do throws(JournalError) {
                try await journal.append(batch.map(JournalContent.log))
            } catch {
                let isFirst = state.withLock { state in
                    state.failures += 1
                    return state.failures == 1
                }
                if isFirst {
                    logger.error("lines of the log wait: the journal took none", metadata: ["reason": "\(error)"])
                }
                return false
            }
            // Only this loop takes lines out, and others add behind them.
            state.withLock { $0.queue.removeFirst(batch.count) }
        }
    }

    private func giveUp() {
        state.withLock { state in
            for record in state.queue { state.gate.noteDropped(record.topic) }
            state.queue = []
        }
    }
}
