import DeviceFeeds
import Performance
import ServiceLifecycle

/// Runs the feeds, once the alarms of the last run have been brought up to date.
struct FeedService: Service {
    let core: SiteCore
    let host: HostFeed
    let site: SimulatedSiteService?
    let devices: DeviceServices

    func run() async throws {
        await core.welcomeRestoredAlarms()
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await host.run() }
            if let site { group.addTask { try await site.run() } }
            group.addTask { try await devices.run() }
        }
        // Without any feed left the agent still answers; it ends only when it is told to.
        try? await gracefulShutdown()
    }
}
