import DeviceFeeds
import Foundation
import Glibc
import LinkLayer
import Logging
import NetworkValues
import Settings
import Snapshot
import Synchronization

/// The LAN side, put together.
final class LANServices: Sendable {
    let link: LinkLayerService
    private let contexts: TLSContexts
    private let logger: Logger
    private let document: Mutex<SettingsDocument>

    init(
        _ document: SettingsDocument, _ folder: StateFolder, core: SiteCore, store: SnapshotStore, security: Security,
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
        contexts = security.contexts
        self.logger = logger
        self.document = Mutex(document)
        link = LinkLayerService(
            try Self.configuration(document, security.contexts, logger),
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
        security.onChange { [weak self] in self?.certificatesChanged() }
    }

    /// Whether a change of a module concerns the LAN side.
    static func isConcerned(_ module: String) -> Bool { LinkLayerConfiguration.isConcerned(module) }

    /// Takes other settings.
    func apply(_ document: SettingsDocument) throws {
        try self.document.withLock { holding throws(SettingsError) in
            link.apply(try Self.configuration(document, contexts, logger))
            holding = document
        }
    }

    /// Under the lock of the settings, so that what is applied last is what holds.
    private func certificatesChanged() {
        document.withLock { document in
            // The settings were taken before, so they can be read.
            guard let configuration = try? Self.configuration(document, contexts, logger) else { return }
            link.apply(configuration)
        }
    }

    private static func configuration(
        _ document: SettingsDocument, _ contexts: TLSContexts, _ logger: Logger
    ) throws(SettingsError) -> LinkLayerConfiguration {
        var configuration = try LinkLayerConfiguration(document)
        let settings = try document.module(as: SupplicantSettings.self)
        guard !settings.user.isEmpty else { return configuration }
        var tls: EAPTLSContext?
        do {
            tls = try contexts.context(for: settings)
        } catch {
            logger.error("802.1X goes without EAP-TLS: \(error)")
        }
        configuration.supplicant = SupplicantConfiguration(settings, tls: tls)
        return configuration
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
