import DeviceFeeds
import Glibc
import LinkLayer
import Logging
import NetworkValues

extension LinkLayerSurroundings {
    /// What the LAN side of this agent stands in.
    static func agents(
        core: SiteCore, hostName: String, records: AgentRecords, clock: any FeedClock, logger: Logger
    ) -> LinkLayerSurroundings {
        let steady = SteadyClock(startingAt: clock.now())
        let release = kernelRelease
        return LinkLayerSurroundings(
            identity: DeviceIdentity(
                systemName: hostName, systemDescription: "ipdect-agent \(AgentVersion.current) on Linux \(release)",
                firmwareRevision: release, softwareRevision: AgentVersion.current),
            now: { steady.now() },
            log: { severity, module, text in records.lan(severity: severity, module: module, text) },
            publish: { await core.submit([.lan($0)]) }, logger: logger)
    }

    private static var kernelRelease: String {
        var names = utsname()
        guard uname(&names) == 0 else { return "" }
        return withUnsafeBytes(of: &names.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
