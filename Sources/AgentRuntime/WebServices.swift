import AlarmForwarding
import DeviceFeeds
import Exposition
import LogForwarding
import Logging
import PacketCapture
import ServiceLifecycle
import ServiceReport
import Settings
import TLSKit
import WebAPI
import WebAccess
import WebConsole
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
        let local = WebSite(apiRoutes, behind: [LocalUserMiddleware()])
        var services: [any Service] = [
            WebService(local, on: .unix(path: folder.file("control.sock")), logger: control.logger)
        ]
        let web = try document.module(as: WebSettings.self)
        guard web.isEnabled else { return services }
        services.append(AccessService(control.access))
        let (security, access) = (control.security, control.access)
        let (control, logger) = (control, control.logger)
        let console = try ConsoleRoutes(
            over: WebSite(apiRoutes, behind: [RightsGate(APIOperations.right)]), access: control.access,
            now: { control.clock.now() },
            apply: { try await control.apply($0, by: ConsoleUser.current) })
        func site(isEncrypted: Bool) -> WebSite { self.site(console, web, isEncrypted: isEncrypted) }
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
                        tls: {
                            // Asked for each connection: a change of the setting holds for the next one.
                            let isMutual = access.settings.usesMutualTLS
                            return try security.contexts.context(
                                for: .server("HTTPS", requiresPeerCertificate: isMutual))
                        }))
            }
        }
        return services
    }

    /// The REST API.
    var apiRoutes: [any WebRoute] {
        let (store, control) = (control.store, control)
        let overview = OverviewRoutes(control, overviewSources)
        return [
            APIRoutes(control), overview, LiveRoute(store, overview: { await overview.overview() }),
            PerfRoutes(control.history, store),
            PingRoutes(), TracerouteRoutes(), OpenAPIRoute(version: AgentVersion.current),
            LogServerRoutes(control.logs.forwarding, control.logs.relay),
            CaptureRoutes(control.capture.capture, control.capture.webdav) { control.note($0) },
            LogRoutes(control.journal, control.writer, store),
            LANRoutes(store, LANOperator(service: control.lan.link)) {
                control.note(ConsoleChange("lan", $0))
            },
            CertificateRoutes(control.security.certificates) {
                control.note(ConsoleChange("certificates", $0))
            },
            DeviceRoutes(
                control, control.devices.service, notifications: control.devices.notifications,
                searches: control.devices.searches, trials: control.devices.trials(control),
                now: { control.clock.now() }),
            ReportRoutes(control.reports.library, schedule: { control.reports.service.status }) { control.note($0) },
            AccountRoutes(control.access, now: { control.clock.now() }) {
                try await control.apply($0, by: ConsoleUser.current)
            },
            ForwardingRoutes(collector: control.alarmServices.collector) { control.remoteWriting.service.status },
        ]
    }

    private var overviewSources: OverviewSources {
        var sources = OverviewSources()
        let control = control
        sources.logServers = { control.logs.forwarding.status }
        sources.alarmServers = { control.alarmServices.forwarding.status }
        sources.certificates = {
            let store = control.security.certificates
            return (store.identity.chain, store.trusted)
        }
        sources.webdavProblem = { control.capture.webdav.status.reason }
        return sources
    }

    /// What the network is served: what machines ask for, the REST API and the console.
    private func site(_ console: ConsoleRoutes, _ web: WebSettings, isEncrypted: Bool) -> WebSite {
        let records = control.records
        let machines: [any WebRoute] = [
            MetricsRoute(page, of: control.store), HealthRoute(control.store), LogFormRoute(control.logs.relay),
            CollectRoute(control.alarmServices.collector),
            CaptureStreamRoute(control.capture.capture, isEncrypted: isEncrypted) {
                records.loginAttempt(user: $0, from: "\($1)", over: "HTTPS", refusedBecause: $2)
            },
        ]
        let openPaths: Set = ["/metrics", "/health", "/log", "/" + control.alarmServices.collector.path.trimmedSlashes]
        let gate = AccessGate(
            control.access, isEncrypted: isEncrypted, httpsPort: web.httpsPort, openPaths: openPaths)
        return WebSite(
            machines + apiRoutes + [console],
            behind: [FailureGate(console), gate, FailureGate(console), RightsGate(APIOperations.right)])
    }
}

extension String {
    /// The text without slashes at its head.
    fileprivate var trimmedSlashes: Substring { drop { $0 == "/" } }
}
