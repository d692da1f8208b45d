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

    /// The system at a glance.
    public func overview() async -> OverviewView {
        OverviewBuilder(snapshot: control.snapshot, snmp: await control.snmpStatus(), sources: sources).overview()
    }

    /// Adds the routes to a router.
    public func add(to router: Router<WebContext>) {
        let sources = sources
        router.get("api/v1/overview") { _, _ in try JSON.response(await overview()) }
        router.get("api/v1/alarm-servers") { _, _ in
            try JSON.response(sources.alarmServers().map { AlarmServerView($0) })
        }
    }
}
