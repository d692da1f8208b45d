import IPDECTCore
public import Logging
import NetworkValues
public import ServiceLifecycle

/// Lets a simulated site happen: hands its inputs to the core when they are due.
///
/// With a speed above 1 the site's day passes faster: its inputs come at shorter distances. The core stamps them with the
/// real time, and its own deadlines (such as the 30 minutes of an alarm whose object is gone) stay real.
public struct SimulatedSiteService: Service {
    /// Milliseconds for which inputs are gathered before they are handed over.
    static let gatheringMilliseconds: Int64 = 50

    private let settings: SimulationSettings
    private let sink: any SiteInputSink
    private let clock: any FeedClock
    private let logger: Logger

    /// Makes the service.
    public init(_ settings: SimulationSettings, into sink: any SiteInputSink, clock: any FeedClock, logger: Logger) {
        self.settings = settings
        self.sink = sink
        self.clock = clock
        self.logger = logger
    }

    /// Runs until the task is cancelled or the agent shuts down.
    public func run() async throws {
        try await cancelWhenGracefulShutdown { try await simulate() }
    }

    private func simulate() async throws {
        let start = clock.now()
        var site = SimulatedSite(settings.plan, startingAt: start)
        var refused: UInt64 = 0
        while !Task.isCancelled {
            let siteTime = start.adding(
                milliseconds: Int64(Double(clock.now().milliseconds(since: start)) * settings.speed))
            let inputs = site.advance(to: siteTime)
            if !inputs.isEmpty {
                let refusals = await sink.submit(inputs).refusals
                refused += UInt64(refusals.count)
                if let first = refusals.first {
                    logger.debug(
                        "the site refused simulated inputs", metadata: ["first": "\(first)", "all": "\(refused)"])
                }
            }
            let ahead = Double(site.nextTime.milliseconds(since: start)) / settings.speed
            let due = start.adding(milliseconds: Int64(ahead.rounded(.up)))
            let soonest = clock.now().adding(milliseconds: Self.gatheringMilliseconds)
            do { try await clock.sleep(until: max(due, soonest)) } catch is CancellationError { return }
        }
    }
}
