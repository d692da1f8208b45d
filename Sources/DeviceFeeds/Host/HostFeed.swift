public import NetworkValues
public import ServiceLifecycle
public import Snapshot

#if canImport(Glibc)
    import Glibc
#endif

/// Samples the host in the background and hands its figures and faults to the core. No poll ever waits for it.
public struct HostFeed: Service {
    /// Seconds between two samples.
    static let intervalSeconds: Int64 = 5

    private let settings: HostSettings
    private let reader: HostReader
    private let sink: any SiteInputSink
    private let clock: any FeedClock
    private let restartedUnexpectedly: Bool

    /// Makes the feed; `restartedUnexpectedly` when the agent did not end in order the last time.
    public init(
        _ settings: HostSettings, reader: HostReader = HostReader(), into sink: any SiteInputSink, clock: any FeedClock,
        restartedUnexpectedly: Bool
    ) {
        self.settings = settings
        self.reader = reader
        self.sink = sink
        self.clock = clock
        self.restartedUnexpectedly = restartedUnexpectedly
    }

    /// Runs until the task is cancelled or the agent shuts down.
    public func run() async throws {
        try await cancelWhenGracefulShutdown { try await watch() }
    }

    /// One sample, for the time before the feed runs.
    public static func sample(of reader: HostReader = HostReader(), at now: Timestamp) -> HostStatus {
        var sampler = HostSampler(reader: reader)
        return sampler.sample(at: now)
    }

    private func watch() async throws {
        let start = clock.now()
        var sampler = HostSampler(reader: reader)
        var faults = HostFaults(
            hostName: reader.name(), startedAt: start, restartedUnexpectedly: restartedUnexpectedly)
        while !Task.isCancelled {
            let now = clock.now()
            let status = sampler.sample(at: now)
            let found = faults.examine(status, watching: settings.interfaces, at: now)
            await sink.submit([.status(status)] + found)
            do { try await clock.sleep(until: now.adding(seconds: Self.intervalSeconds)) } catch is CancellationError {
                return
            }
        }
    }
}

/// Makes host figures of readings: what changed since the last gets a new revision.
struct HostSampler {
    let reader: HostReader
    private var last = HostStatus()
    private var ticks: ProcessorTicks?
    private var isFirst = true
    private let pageBytes = UInt64(max(1, sysconf(Int32(_SC_PAGESIZE))))
    private let ticksPerSecond = UInt64(max(1, sysconf(Int32(_SC_CLK_TCK))))

    init(reader: HostReader) {
        self.reader = reader
    }

    mutating func sample(at now: Timestamp) -> HostStatus {
        var status = last
        status.name = reader.name()
        status.bootedAt = reader.bootTime()
        status.memory = reader.memory() ?? last.memory
        status.residentBytes = reader.residentBytes(pageBytes: pageBytes)
        status.processorMilliseconds = reader.processMilliseconds(ticksPerSecond: ticksPerSecond)
        let ticks = reader.processorTicks()
        if let ticks, let before = self.ticks { status.processorUtilization = ticks.utilization(since: before) }
        self.ticks = ticks ?? self.ticks
        status.interfaces = merged(reader.interfaces(), at: now)
        if !isFirst, status.interfaces.map(\.index) != last.interfaces.map(\.index) { status.interfacesChangedAt = now }
        isFirst = false
        last = status
        return status
    }

    /// The readings with the revision and time of change of the ones before.
    private func merged(_ readings: [HostInterface], at now: Timestamp) -> [HostInterface] {
        let known = Dictionary(last.interfaces.map { ($0.index, $0) }, uniquingKeysWith: { first, _ in first })
        return readings.map { reading in
            guard let before = known[reading.index] else { return reading }
            var interface = reading
            guard before.name == reading.name else {
                // Renamed, or another one in its place: who kept the revision must look again.
                interface.revision = before.revision + 1
                return interface
            }
            interface.revision = before.revision
            interface.lastChange = before.lastChange
            if interface.isOperationallyUp != before.isOperationallyUp { interface.lastChange = now }
            if interface != before { interface.revision += 1 }
            return interface
        }
    }
}
