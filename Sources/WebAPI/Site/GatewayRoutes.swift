import Hummingbird
import IPDECTCore
import Snapshot
import WebServer

/// Gateways and their wired radio fixed parts (manual 4.11.2 to 4.11.4).
struct GatewayRoutes {
    let control: any AgentControl

    init(_ control: any AgentControl) { self.control = control }

    func add(to api: RouterGroup<WebContext>) {
        let control = control
        api.get("rfps") { request, _ in try WiredPartList(request).response(control.snapshot.site) }
        api.put("rfps/{gateway}/{port}/location") { request, context in
            let change = try await request.decoded(LocationChange.self, context)
            let site = control.snapshot.site
            let gateway = try site.radio(named: context.text("gateway"))
            let text = try context.text("port")
            guard let port = UInt8(text),
                site.wiredParts.contains(where: { $0.gatewayIndex == gateway.index && $0.part.port == port })
            else { throw Problem.notFound("\(gateway.name) has no RFP at a port \(text)") }
            let location = Location(
                radio: gateway, port: port, id: change.locationID, description: change.description ?? "")
            try location.check()
            try await control.operate([location.input], telling: [location.change(in: site)])
            return Response(status: .noContent)
        }
        api.get("ipbl/ring") { _, _ in
            let site = control.snapshot.site
            return try JSON.response(
                site.ring.enumerated().map { RingMemberView($1, position: $0 + 1, in: site) })
        }
        api.get("ipbl/environment") { _, _ in
            let site = control.snapshot.site
            return try JSON.response(site.environments.map { EnvironmentView($0, in: site) })
        }
    }
}
