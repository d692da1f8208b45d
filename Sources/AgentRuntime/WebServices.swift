import Exposition
import Logging
import ServiceLifecycle
import Settings
import TLSKit
import WebAPI
import WebServer

/// What is served over HTTP: the REST API on a UNIX socket, and to the network what machines and people ask for.
struct WebServices {
    private let control: ControlPlane
    private let page: MetricsPage

    init(_ control: ControlPlane, page: MetricsPage) {
        self.control = control
        self.page = page
    }

    /// A service for each socket.
    func services(_ document: SettingsDocument, _ folder: StateFolder) throws -> [any Service] {
        let logger = control.logger
        let local = WebSite(apiRoutes, behind: [LocalUserMiddleware()])
        var services: [any Service] = [WebService(local, on: .unix(path: folder.file("control.sock")), logger: logger)]
        let web = try document.module(as: WebSettings.self)
        guard web.isEnabled else { return services }
        let security = control.security
        for address in web.addresses {
            let host = "\(address)"
            if web.port > 0 {
                services.append(
                    WebService(site(isEncrypted: false), on: .tcp(host: host, port: web.port), logger: logger))
            }
            if web.httpsPort > 0 {
                services.append(
                    WebService(
                        site(isEncrypted: true), on: .tcp(host: host, port: web.httpsPort), logger: logger,
                        tls: { try security.contexts.context(for: .server("HTTPS")) }))
            }
        }
        return services
    }

    /// The REST API.
    private var apiRoutes: [any WebRoute] {
        let (store, records) = (control.store, control.records)
        return [
            APIRoutes(control), PerfRoutes(control.history, store), PingRoutes(), TracerouteRoutes(),
            LogServerRoutes(control.logs.forwarding, control.logs.relay),
            CaptureRoutes(control.capture.capture, control.capture.webdav),
            LogRoutes(control.journal, control.writer, store),
            LANRoutes(store, LANOperator(service: control.lan.link)) {
                records.lanChanged($0, by: "\(ConsoleUser.current)")
            },
            CertificateRoutes(control.security.certificates) {
                records.certificatesChanged($0, by: "\(ConsoleUser.current)")
            },
        ]
    }

    /// What the network is served.
    private func site(isEncrypted: Bool) -> WebSite {
        let records = control.records
        return WebSite([
            MetricsRoute(page, of: control.store), HealthRoute(control.store), LogFormRoute(control.logs.relay),
            CollectRoute(control.alarmServices.collector),
            CaptureStreamRoute(control.capture.capture, isEncrypted: isEncrypted) {
                records.loginAttempt(user: $0, from: "\($1)", over: "HTTPS", refusedBecause: $2)
            },
        ])
    }
}
