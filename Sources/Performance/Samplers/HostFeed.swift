public import DeviceFeeds
public import NetworkValues
public import ServiceLifecycle
public import Snapshot

/// Samples the host in the background and hands its figures and faults to the core. No poll ever waits for it.
public struct HostFeed: Service {
    /// Seconds between two samples.
    static let intervalSeconds: Int64 = 5

    private let settings: HostSettings
    private let reader: HostReader
    private let sink: any SiteInputSink
    private let clock: any FeedClock
    private let restartedUnexpectedly: Bool
    private let stateFolder: String

    /// Makes the feed; `restartedUnexpectedly` when the agent did not end in order the last time. `stateFolder` is the
    /// folder whose disk is watched; empty for none.
    public init(
        _ settings: HostSettings, reader: HostReader = HostReader(), into sink: any SiteInputSink, clock: any FeedClock,
        restartedUnexpectedly: Bool, stateFolder: String = ""
    ) {
        self.settings = settings
        self.reader = reader
        self.sink = sink
        self.clock = clock
        self.restartedUnexpectedly = restartedUnexpectedly
        self.stateFolder = stateFolder
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
        var sampler = HostSampler(reader: reader, stateFolder: stateFolder)
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
