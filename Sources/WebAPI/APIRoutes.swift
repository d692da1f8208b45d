public import Hummingbird
public import WebServer

/// The REST API of the site, its faults and the settings, under `/api/v1`.
public struct APIRoutes: WebRoute {
    private let control: any AgentControl

    /// Makes the routes over a running agent.
    public init(_ control: any AgentControl) {
        self.control = control
    }

    /// Adds the routes to a router.
    public func add(to router: Router<WebContext>) {
        let api = router.group("api/v1")
        api.get("status") { [control] _, _ in try JSON.response(StatusView(control.snapshot)) }
        RadioRoutes(control).add(to: api)
        SyncRoutes(control).add(to: api)
        GatewayRoutes(control).add(to: api)
        TrafficRoutes(control).add(to: api)
        FaultRoutes(control).add(to: api)
        ConfigRoutes(control).add(to: api)
        SNMPRoutes(control).add(to: api)
    }
}
