import DeviceFeeds
import Foundation
import Glibc
import LinkLayer
import Logging
import NetworkValues
import Settings
import Snapshot

/// The LAN side, put together.
struct LANServices: Sendable {
    let link: LinkLayerService

    init(
        _ document: SettingsDocument, _ folder: StateFolder, core: SiteCore, store: SnapshotStore,
        records: AgentRecords, clock: any FeedClock, logger: Logger
    ) throws {
        let path = folder.file("lan")
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw StateFolder.Failure(
                description: "cannot make the folder \(path): \(String(cString: strerror(errno)))")
        }
        let steady = SteadyClock(startingAt: clock.now())
        let release = Self.kernelRelease
        let faults = StandingFaults(core: core, store: store)
        link = LinkLayerService(
            try LinkLayerConfiguration(document),
            LinkLayerSurroundings(
                identity: DeviceIdentity(
                    systemName: store.current.host.name,
                    systemDescription: "ipdect-agent \(AgentVersion.current) on Linux \(release)",
                    firmwareRevision: release, softwareRevision: AgentVersion.current),
                now: { steady.now() },
                log: { severity, module, text in records.lan(severity: severity, module: module, text) },
                publish: { status, standing in
                    await core.submit([.lan(status)])
                    await faults.report(standing.map(StandingFault.init))
                }, folder: path, boot: Self.bootID, logger: logger))
    }

    /// Whether a change of a module concerns the LAN side.
    static func isConcerned(_ module: String) -> Bool { LinkLayerConfiguration.isConcerned(module) }

    /// Takes other settings.
    func apply(_ document: SettingsDocument) throws {
        link.apply(try LinkLayerConfiguration(document))
    }

    private static var bootID: String {
        let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        return text.map { String($0.prefix { !$0.isWhitespace }) } ?? "unknown"
    }

    private static var kernelRelease: String {
        var names = utsname()
        guard uname(&names) == 0 else { return "" }
        return withUnsafeBytes(of: &names.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

extension StandingFault {
    fileprivate init(_ fault: LANFault) {
        self.init(code: fault.code, source: fault.source, text: fault.text)
    }
}
