import DeviceFeeds
import Exposition
import History
import Logging
import Settings
import Snapshot
import TLSKit
import WebClient

/// Remote write, put together.
struct RemoteWriting: Sendable {
    let service: RemoteWriteService

    init(
        _ document: SettingsDocument, history: History, store: SnapshotStore, security: Security, web: WebClients,
        clock: any FeedClock, logger: Logger
    ) throws {
        service = RemoteWriteService(
            try Self.servers(document),
            RemoteWriteSurroundings(
                history: history, hostName: { store.current.host.name }, version: AgentVersion.current,
                web: { server in
                    var credentials: [WebCredentials] = []
                    if let user = server.user, let password = server.password {
                        credentials = [WebCredentials(prefix: try WebURL(server.url), user: user, password: password)]
                    }
                    return try web.client(
                        for: "remote write \(server.index)",
                        verification: server.usesTLS ? server.certificateCheck : nil,
                        credentials: credentials)
                }, now: { clock.now() }, logger: logger))
        let service = service
        security.onChange { service.reconnect() }
    }

    /// Whether a change of a module concerns remote write.
    static func isConcerned(_ module: String) -> Bool { module.hasPrefix(RemoteWriteSettings.name) }

    /// Takes other settings.
    func apply(_ document: SettingsDocument) throws { service.apply(try Self.servers(document)) }

    /// The servers whose certificates are not checked, with the setting that says so.
    static func unchecked(_ document: SettingsDocument) throws -> [(module: String, address: String)] {
        try servers(document).filter { $0.certificateCheck == .none }.map {
            ("\(RemoteWriteSettings.name)\($0.index)", $0.url)
        }
    }

    private static func servers(_ document: SettingsDocument) throws -> [RemoteWriteServer] {
        try document.instances(of: RemoteWriteSettings.self).map { number, settings in settings.server(number) }
    }
}
