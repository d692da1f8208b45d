public import DeviceFeeds
public import Faults
public import IPDECTCore
public import Journal
public import LogForwarding
public import Logging
import NetworkValues
public import ServiceLifecycle
public import Snapshot

/// The one actor that changes the state of the site: it adds the clock to the pure core, makes what happened durable,
/// and only then publishes the snapshot that everybody reads.
///
/// Whatever is submitted waits in a bounded queue; one loop takes all of it, applies it, appends to the journal in one
/// go and publishes. A submission returns when its records are durable.
public actor SiteCore: Service, SiteInputSink {
    /// Milliseconds between two snapshots when nothing happened that somebody must hear of at once.
    static let publishIntervalMilliseconds: Int64 = 500
    /// The most submissions that wait.
    static let queueLimit = 10_000
    /// The most records kept while the journal cannot write.
    static let unwrittenLimit = 10_000
    /// Milliseconds that lines of the log wait for a fault, or for each other: nobody waits for them.
    static let lineDelayMilliseconds: Int64 = 500

    private struct Submission {
        var work: SiteWork
        var done: CheckedContinuation<SubmissionOutcome, Never>
    }

    private var site = SiteState()
    private var desk: FaultDesk
    private var host: HostStatus
    private var probes: [PingProbe] = []
    private var findings: [CapacityFinding] = []
    private var lan = LANStatus()
    private var agent: AgentStatus
    private let journal: Journal
    private let store: SnapshotStore
    private let clock: any FeedClock
    private let lines: LogWriter?
    private let logger: Logger

    private var queue: [Submission] = []
    private var unwritten: [JournalContent] = []
    private var unwrittenState: [AlarmStateChange] = []
    /// Whether faults, or changes of the alarms' state, are among what the journal has not taken.
    private var owesFaults = false
    /// The newest faults and notices that are durable.
    private var eventLog: EventLog
    /// The last notice in it: others write those.
    private var noticed: UInt64
    /// When lines of the log that wait must be written.
    private var linesDue: Timestamp?
    private var isDirty = false
    private var lastPublished: Timestamp
    private var waiter: CheckedContinuation<Void, Never>?
    private var timer: (deadline: Timestamp, task: Task<Void, Never>)?
    private var isAwake = false
    private var isStopping = false
    /// Submissions refused because the queue was full.
    public private(set) var droppedSubmissions: UInt64 = 0
    /// Records given up because the journal could not write for too long.
    public private(set) var droppedRecords: UInt64 = 0

    /// Makes the core of an agent, with the alarms that the journal kept and what is known of the host at the start. What
    /// happens in the site becomes lines of the log as far as `lines` admits them.
    public init(
        agent: AgentStatus, host: HostStatus = HostStatus(), alarms: AlarmTable, log: EventLog = EventLog(),
        severities: SeverityMap, journal: Journal, store: SnapshotStore, clock: any FeedClock, lines: LogWriter? = nil,
        logger: Logger
    ) {
        self.agent = agent
        self.host = host
        eventLog = log
        noticed = log.lastNumber
        self.journal = journal
        self.store = store
        self.clock = clock
        self.lines = lines
        self.logger = logger
        desk = FaultDesk()
        desk.alarms = alarms
        desk.severities = severities
        site.resume(alarms.alarms.map(\.key))
        lastPublished = Timestamp(milliseconds: 0)
    }

    /// What the alarms that the journal kept mean after a start: the agent itself has restarted, so its own are over; those
    /// of other devices stand until the devices are seen again, or time out (manual 4.23.3).
    func welcomeRestoredAlarms() async {
        let devices = Set(desk.alarms.alarms.map(\.key.device)).sorted()
        let effects = devices.map { $0 == .agent ? SiteEffect.objectRestarted($0) : .objectGone($0) }
        if !effects.isEmpty { _ = await perform(.host(effects.map(HostObservation.fault))) }
    }

    /// Takes inputs of the site.
    @discardableResult
    public func submit(_ inputs: [SiteInput]) async -> SubmissionOutcome { await perform(.inputs(inputs)) }

    /// Takes what was seen of the host.
    @discardableResult
    public func submit(_ observations: [HostObservation]) async -> SubmissionOutcome {
        await perform(.host(observations))
    }

    /// Submits work and returns when the journal has taken what came of it, or could not.
    @discardableResult
    func perform(_ work: SiteWork) async -> SubmissionOutcome {
        guard queue.count < Self.queueLimit, !isStopping else {
            droppedSubmissions += 1
            return SubmissionOutcome(isDurable: false)
        }
        return await withCheckedContinuation { done in
            queue.append(Submission(work: work, done: done))
            wake()
        }
    }

    /// Sets what the SNMP system group and the status show of the agent.
    func update(agent change: @Sendable (inout AgentStatus) -> Void) {
        change(&agent)
        isDirty = true
        wake()
    }

    /// Runs the loop until the service is told to stop; what was submitted before is still done.
    public func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            while true {
                await waitForWork()
                await step()
                if isStopping, queue.isEmpty { break }
            }
        } onCancelOrGracefulShutdown: {
            Task { await self.stop() }
        }
        timer?.task.cancel()
        if linesDue != nil { await write() }
        if isDirty { publish(at: clock.now()) }
    }

    private func stop() {
        isStopping = true
        wake()
    }

    // MARK: The loop

    private func step() async {
        let batch = queue
        queue.removeAll(keepingCapacity: true)
        let now = clock.now()
        var outcome = FaultDesk.Outcome()
        var refusals: [[SiteRefusal]] = []
        refusals.reserveCapacity(batch.count)
        if batch.isEmpty { _ = take([.tick], at: now, into: &outcome) }
        for submission in batch { refusals.append(carryOut(submission.work, at: now, into: &outcome)) }
        outcome.add(desk.expire(isSimulated: site.isSimulated, at: now))

        let mustBeHeard = outcome.hasFaults || batch.contains { $0.work.isOperators }
        await keep(outcome, at: now)
        // What the journal has not taken yet may be this step's or an earlier one's; later ones are not there yet.
        let isDurable = !owesFaults
        if mustBeHeard || isDirty && now.milliseconds(since: lastPublished) >= Self.publishIntervalMilliseconds {
            publish(at: now)
        }
        for (submission, refused) in zip(batch, refusals) {
            submission.done.resume(returning: SubmissionOutcome(refusals: refused, isDurable: isDurable))
        }
        setTimer(after: now)
    }

    private func carryOut(_ work: SiteWork, at now: Timestamp, into outcome: inout FaultDesk.Outcome) -> [SiteRefusal] {
        switch work {
        case .inputs(let inputs):
            return take(inputs, at: now, into: &outcome)
        case .operation(let inputs):
            return take(inputs, at: now, into: &outcome)
        case .host(let observations):
            for observation in observations { take(observation, at: now, into: &outcome) }
        case .desk(let change):
            outcome.alarmState += change(&desk)
        }
        isDirty = true
        return []
    }

    private func take(_ inputs: [SiteInput], at now: Timestamp, into outcome: inout FaultDesk.Outcome) -> [SiteRefusal]
    {
        let revision = site.revision
        // What a site has when it is seen first is no change of it: thousands of lines that say nothing.
        let isSetUp = site.configuration == nil && inputs.contains { $0.isSystemConfiguration }
        var refusals: [SiteRefusal] = []
        for input in inputs {
            let effects = site.apply(input, at: now)
            if effects.isEmpty { continue }
            outcome.add(
                desk.apply(effects, isSimulated: site.isSimulated, at: now) { topic, device, text in
                    isSetUp ? nil : line(topic, on: device, text, at: now)
                })
            for case .refused(let refusal) in effects { refusals.append(refusal) }
        }
        if site.revision != revision { isDirty = true }
        if isSetUp {
            let text = "a site with \(site.snapshot.radios.count) radios is seen"
            if let line = line(.dectMaster, on: .agent, text, at: now) { outcome.records.append(.log(line)) }
        }
        return refusals
    }

    private func take(_ observation: HostObservation, at now: Timestamp, into outcome: inout FaultDesk.Outcome) {
        switch observation {
        case .status(let status):
            host = status
        case .fault(let effect):
            // The host's own faults are real, whatever the site is.
            outcome.add(desk.apply([effect], isSimulated: { _ in false }, at: now))
        case .probes(let probes):
            self.probes = probes
        case .findings(let findings):
            self.findings = findings
        case .lan(let lan):
            self.lan = lan
        }
    }

    /// The line of the log for something in the site; `nil` when its topic is off, or has too many.
    private func line(_ topic: SiteTopic, on device: DeviceID, _ text: String, at now: Timestamp) -> LogRecord? {
        guard let lines, lines.admits(LogTopic(topic)) else { return nil }
        return LogRecord(topic: LogTopic(topic), severity: 6, device: device, time: now, text: text, module: "site")
    }

    // MARK: Journal and snapshot

    /// Makes durable what came of a step. Lines of the log alone wait some time for company; behind a fault they go at once,
    /// so that the order is kept.
    private func keep(_ outcome: FaultDesk.Outcome, at now: Timestamp) async {
        unwritten += outcome.records
        unwrittenState += outcome.alarmState
        guard !unwritten.isEmpty || !unwrittenState.isEmpty else { return }
        if outcome.hasFaults || !unwrittenState.isEmpty { owesFaults = true }
        guard !owesFaults else { return await write() }
        let due = linesDue ?? now.adding(milliseconds: Self.lineDelayMilliseconds)
        linesDue = due
        if now >= due || unwritten.count >= Self.unwrittenLimit / 10 { await write() }
    }

    private func write() async {
        linesDue = nil
        do {
            if unwritten.isEmpty {
                try await journal.save(unwrittenState)
            } else {
                let numbers = try await journal.append(unwritten, alarmState: unwrittenState)
                agent.journalLastNumber = numbers.upperBound
                for (number, content) in zip(numbers, unwritten) {
                    if case .fault(let record) = content { eventLog.append(.init(number: number, record: record)) }
                }
            }
            unwritten.removeAll(keepingCapacity: true)
            unwrittenState.removeAll(keepingCapacity: true)
            owesFaults = false
        } catch {
            giveUpSurplus(because: error)
        }
    }

    /// Keeps what the journal could not take for the next try, as much as the limit allows.
    private func giveUpSurplus(because error: JournalError) {
        agent.journalFailures += 1
        if unwritten.count > Self.unwrittenLimit { giveUpLines() }
        let surplus = max(0, unwritten.count - Self.unwrittenLimit)
        unwritten.removeFirst(surplus)
        droppedRecords += UInt64(surplus)
        if unwrittenState.count > Self.unwrittenLimit {
            // The state of the alarms that stand replaces what led to it.
            let removals = unwrittenState.filter { if case .remove = $0 { true } else { false } }
            unwrittenState = removals.suffix(Self.unwrittenLimit) + desk.alarms.alarms.map(AlarmStateChange.put)
        }
        logger.error(
            "the journal cannot write; records wait in memory",
            metadata: ["error": "\(error)", "waiting": "\(unwritten.count)", "dropped": "\(droppedRecords)"])
    }

    /// Faults are worth more than lines of the log.
    private func giveUpLines() {
        unwritten.removeAll { content in
            guard case .log(let line) = content else { return false }
            lines?.noteDropped(line.topic)
            return true
        }
    }

    private func publish(at now: Timestamp) {
        var snapshot = Snapshot(time: now, agent: agent)
        snapshot.site = site.snapshot
        snapshot.alarms = desk.alarms
        snapshot.events = desk.events
        noticed = eventLog.takeNotices(of: journal, after: noticed)
        snapshot.log = eventLog
        snapshot.severities = desk.severities
        snapshot.occurrences = desk.occurrences
        snapshot.eventCounts = desk.eventCounts
        snapshot.host = host
        snapshot.probes = probes
        snapshot.findings = findings
        snapshot.lan = lan
        store.publish(snapshot)
        lastPublished = now
        isDirty = false
    }

    // MARK: Waking

    private func waitForWork() async {
        if queue.isEmpty, !isStopping, !isAwake { await withCheckedContinuation { waiter = $0 } }
        isAwake = false
    }

    private func wake() {
        isAwake = true
        waiter?.resume()
        waiter = nil
    }

    private func setTimer(after now: Timestamp) {
        var deadlines = [site.nextDeadline, desk.alarms.nextDeadline].compactMap { $0 }
        if isDirty { deadlines.append(lastPublished.adding(milliseconds: Self.publishIntervalMilliseconds)) }
        if !unwritten.isEmpty { deadlines.append(linesDue ?? now.adding(seconds: 1)) }
        guard let earliest = deadlines.min() else { return }
        let deadline = max(earliest, now.adding(milliseconds: 1))
        if let timer, timer.deadline <= deadline, timer.deadline > now { return }
        timer?.task.cancel()
        let clock = clock
        timer = (
            deadline,
            Task { [weak self] in
                do { try await clock.sleep(until: deadline) } catch { return }
                await self?.wake()
            }
        )
    }
}

extension SiteInput {
    /// Whether it says what the system is.
    fileprivate var isSystemConfiguration: Bool {
        if case .systemConfigured = self { true } else { false }
    }
}

extension LogTopic {
    /// The topic of the log for one of the core's.
    init(_ topic: SiteTopic) {
        self =
            switch topic {
            case .dectMaster: .dectMaster
            case .dectRadio: .dectRadio
            case .radioBusy: .radioBusy
            case .configChanges: .configChanges
            }
    }
}
