import Logging
import NIOPosix
import Settings
import Synchronization
import TLSKit
import WebClient

/// Makes the clients of everybody who sends web requests, by the settings that they share (manual 4.9.4).
final class WebClients: Sendable {
    private let contexts: TLSContexts
    private let logger: Logger
    private let state: Mutex<(checksCertificates: Bool, credentials: [WebCredentials])>

    init(_ document: SettingsDocument, contexts: TLSContexts, logger: Logger) throws {
        self.contexts = contexts
        self.logger = logger
        state = Mutex(try Self.read(document))
    }

    /// Whether a change of a module concerns all clients.
    static func isConcerned(_ module: String) -> Bool { module.hasPrefix(WebClientSettings.name) }

    /// Takes other settings; clients that are there stay as they are.
    func apply(_ document: SettingsDocument) throws {
        let read = try Self.read(document)
        state.withLock { $0 = read }
    }

    /// A client for a purpose. `verification` is how far a server under TLS is checked, `nil` for one in the clear.
    func client(
        for purpose: String, verification: TLSConfiguration.Verification?, credentials: [WebCredentials] = []
    ) throws -> WebClient {
        let (checksCertificates, common) = state.withLock { $0 }
        let tls = try verification.map { verification in
            try contexts.context(for: .client(purpose, checksCertificates ? verification : .none))
        }
        return WebClient(
            tls: tls, credentials: common + credentials, group: MultiThreadedEventLoopGroup.singleton, logger: logger)
    }

    /// The settings because of which certificates are not checked, with whom that concerns.
    static func unchecked(_ document: SettingsDocument) throws -> [(module: String, address: String)] {
        try read(document).0 ? [] : [(WebClientSettings.name, "every web server")]
    }

    private static func read(_ document: SettingsDocument) throws -> (Bool, [WebCredentials]) {
        (
            try document.module(as: WebClientSettings.self).checksCertificate,
            try document.instances(of: WebClientURLSettings.self).map(\.settings.credentials)
        )
    }
}
