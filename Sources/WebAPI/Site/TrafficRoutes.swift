import Hummingbird
import IPDECTCore
import Snapshot
import WebServer

/// Calls and the counters of the master (manual 4.13). Those of each radio stand in the list of radios.
struct TrafficRoutes {
    let control: any AgentControl

    init(_ control: any AgentControl) { self.control = control }

    func add(to api: RouterGroup<WebContext>) {
        let control = control
        api.get("calls") { request, _ in try CallList(request).response(control.snapshot.site) }
        api.get("traffic") { _, _ in try JSON.response(TrafficView(control.snapshot.site.traffic)) }
        api.post("traffic/clear") { _, _ in
            let traffic = control.snapshot.site.traffic
            try await control.operate(
                [.trafficCleared],
                telling: [
                    ConsoleChange(
                        "traffic",
                        "the traffic counters were cleared, they were \(traffic.callsIn) calls in, "
                            + "\(traffic.callsOut) calls out, \(traffic.handovers) handovers, "
                            + "\(traffic.abnormalReleases) abnormal releases")
                ])
            return Response(status: .noContent)
        }
    }
}
