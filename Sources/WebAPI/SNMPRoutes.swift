import Hummingbird
import WebServer

/// The SNMP agent: its state, and test notifications.
struct SNMPRoutes {
    let control: any AgentControl

    init(_ control: any AgentControl) { self.control = control }

    func add(to api: RouterGroup<WebContext>) {
        let control = control
        api.get("snmp") { _, _ in try JSON.response(await control.snmpStatus()) }
        api.post("snmp/test-notification") { request, _ in
            let target = request.uri.queryParameters["target"].map { String($0) }
            let outcomes = try await control.testNotification(target: target)
            if let target, outcomes.isEmpty { throw Problem.notFound("no notification target has the name \(target)") }
            return try JSON.response(outcomes)
        }
    }
}
