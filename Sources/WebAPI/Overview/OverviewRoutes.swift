public import Hummingbird
public import WebServer

/// The overview, and the alarm servers.
public struct OverviewRoutes: WebRoute {
    private let control: any AgentControl
    private let sources: OverviewSources

    /// Makes the routes over a running agent.
    public init(_ control: any AgentControl, _ sources: OverviewSources) {
        self.control = control
        self.sources = sources
    }

    /// Adds the routes to a router.
    public func add(to router: Router<WebContext>) {
        let (control, sources) = (control, sources)
        router.get("api/v1/overview") { _, _ in
            let builder = OverviewBuilder(
                snapshot: control.snapshot, snmp: await control.snmpStatus(), sources: sources)
            return try JSON.response(builder.overview())
        }
        router.get("api/v1/alarm-servers") { _, _ in
            try JSON.response(sources.alarmServers().map { AlarmServerView($0) })
        }
    }
}
