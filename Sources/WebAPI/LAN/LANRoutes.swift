public import Hummingbird
import LinkProtocols
import NetworkValues
public import Snapshot
public import WebServer

/// The LAN side under `/api/v1/lan`: ports, neighbours, counters, VLAN, 802.1X, DHCP and the spanning tree, and what can be
/// done about them.
///
/// `interface` names an interface. What reads, and what sets counters to zero, takes all without it; what else acts takes
/// LAN1.
public struct LANRoutes: WebRoute {
    let store: SnapshotStore
    let control: (any LANControl)?
    let changed: @Sendable (String) async -> Void

    /// Makes the routes over the snapshot. Without `control` they read and do nothing else. `changed` gets a sentence for the
    /// log behind each change.
    public init(
        _ store: SnapshotStore, _ control: (any LANControl)?, changed: @escaping @Sendable (String) async -> Void
    ) {
        self.store = store
        self.control = control
        self.changed = changed
    }

    /// Adds the routes to a router.
    public func add(to router: Router<WebContext>) {
        router.get("api/v1/lan") { _, _ in try JSON.response(LANView(store.current.lan)) }
        let lan = router.group("api/v1/lan")
        addReaders(to: lan)
        addVLANActions(to: lan)
        addOtherActions(to: lan)
    }

    private func addReaders(to lan: RouterGroup<WebContext>) {
        lan.get("neighbours") { request, _ in
            let snapshot = store.current
            let neighbours = try snapshot.lan.ports(of: request).flatMap { port in
                port.lldp.neighbours.map { LANNeighbourView($0, on: port, now: snapshot.time) }
            }
            return try JSON.response(neighbours)
        }
        lan.get("statistics") { request, _ in
            try JSON.response(try store.current.lan.ports(of: request).map { LANStatisticsView($0) })
        }
        lan.get("vlan") { request, _ in
            try JSON.response(try store.current.lan.ports(of: request).compactMap { VLANView($0) })
        }
        lan.get("dot1x") { request, _ in
            try JSON.response(try store.current.lan.ports(of: request).compactMap { SupplicantView($0) })
        }
        lan.get("dhcp") { request, _ in
            let ports = try store.current.lan.ports(of: request)
            return try JSON.response(ports.flatMap { port in port.dhcp.map { DHCPView($0, on: port) } })
        }
        lan.get("rstp") { _, _ in try JSON.response(SpanningTreeView(store.current.lan.spanningTree)) }
    }

    private func addVLANActions(to lan: RouterGroup<WebContext>) {
        lan.post("vlan/apply") { request, _ in
            let vlan = try store.current.lan.vlan(of: request)
            // What would be done stands in the snapshot already.
            if try request.flag("dry-run") { return try JSON.response(vlan) }
            guard vlan.state != "observed" else {
                throw Problem(
                    status: 409, title: "Refused",
                    detail: "the settings want the VLAN of \(vlan.interface) to be observed, not applied")
            }
            try await attempt { try await $0.applyVLAN(on: vlan.interface) }
            await changed("the VLAN of \(vlan.interface) was applied by hand: \(vlan.decision)")
            return try JSON.response(vlan)
        }
        lan.post("vlan/confirm") { request, _ in
            let vlan = try store.current.lan.waitingVLAN(of: request)
            try await attempt { try await $0.confirmVLAN(on: vlan.interface) }
            await changed("the VLAN of \(vlan.interface) was confirmed: \(vlan.decision)")
            return try JSON.response(vlan)
        }
        lan.post("vlan/roll-back") { request, _ in
            let vlan = try store.current.lan.waitingVLAN(of: request)
            try await attempt { try await $0.rollBackVLAN(on: vlan.interface) }
            await changed("the VLAN of \(vlan.interface) was rolled back: \(vlan.decision)")
            return try JSON.response(vlan)
        }
    }

    private func addOtherActions(to lan: RouterGroup<WebContext>) {
        lan.post("statistics/clear") { request, _ in
            let interfaces = try store.current.lan.ports(of: request).map(\.name)
            try await attempt { try await $0.clearStatistics(of: interfaces) }
            if !interfaces.isEmpty {
                await changed("the LAN statistics of \(interfaces.joined(separator: ", ")) were set to zero")
            }
            return Response(status: .noContent)
        }
        lan.post("gateway/accept") { request, _ in
            let text = request.uri.queryParameters["address"].map(String.init) ?? "none"
            guard let address = IPAddress(text) else {
                throw Problem.malformed("expected address with the IP address of a gateway, got \(text)")
            }
            try await attempt { try await $0.acceptGateway(address) }
            await changed("the MAC address of the gateway \(address) was accepted")
            return Response(status: .noContent)
        }
        lan.post("dot1x/logoff") { request, _ in
            let interface = try store.current.lan.supplicant(of: request)
            try await attempt { try await $0.logOff(interface) }
            await changed("802.1X on \(interface) was logged off")
            return Response(status: .noContent)
        }
        lan.post("dot1x/logon") { request, _ in
            let interface = try store.current.lan.supplicant(of: request)
            try await attempt { try await $0.logOn(interface) }
            await changed("802.1X on \(interface) was logged on")
            return Response(status: .noContent)
        }
    }

    /// Does something with the LAN side, and turns its refusals into problems.
    private func attempt(_ body: (any LANControl) async throws -> Void) async throws {
        guard let control else {
            throw Problem(status: 503, title: "Not running", detail: "the LAN side does not run in this agent")
        }
        do {
            try await body(control)
        } catch let refusal as LANRefusal {
            throw Problem(refusal)
        }
    }
}

extension LANStatus {
    /// The ports that a request asks for by `interface`, all without it.
    fileprivate func ports(of request: Request) throws -> [LANPortStatus] {
        guard let name = request.uri.queryParameters["interface"].map(String.init) else { return ports }
        return [try port(named: name)]
    }

    /// The VLAN of the port that a request asks for, of LAN1 without one.
    fileprivate func vlan(of request: Request) throws -> VLANView {
        let port = try port(of: request)
        guard let vlan = VLANView(port) else {
            throw Problem(
                status: 409, title: "Refused",
                detail: "\(port.name) has no VLAN to decide on; expected LAN1")
        }
        return vlan
    }

    /// The same where a change waits for its confirmation.
    fileprivate func waitingVLAN(of request: Request) throws -> VLANView {
        let vlan = try vlan(of: request)
        guard vlan.state == "confirming" else {
            throw Problem(
                status: 409, title: "Refused",
                detail: "no change of the VLAN of \(vlan.interface) waits to be confirmed; its state is \(vlan.state)")
        }
        return vlan
    }

    /// The name of the port that a request asks for, LAN1 without one, if a supplicant runs there.
    fileprivate func supplicant(of request: Request) throws -> String {
        let port = try port(of: request)
        guard port.supplicant != nil else {
            throw Problem(status: 409, title: "Refused", detail: "no supplicant of 802.1X runs on \(port.name)")
        }
        return port.name
    }

    /// The port that a request asks for by `interface`, LAN1 without it.
    private func port(of request: Request) throws -> LANPortStatus {
        if let name = request.uri.queryParameters["interface"].map(String.init) { return try port(named: name) }
        guard let port = ports.first(where: { $0.port == .lan1 }) else {
            throw Problem.notFound("there is no LAN1; \(names)")
        }
        return port
    }

    /// The port with this name, or LAN1 or LAN2.
    private func port(named name: String) throws -> LANPortStatus {
        let found =
            ports.first { $0.name == name }
            ?? ports.first { $0.port.map { "\($0)" == name.uppercased() } ?? false }
        guard let found else { throw Problem.notFound("no interface of the LAN side has the name \(name); \(names)") }
        return found
    }

    /// The names that there are, in a clause.
    private var names: String {
        ports.isEmpty ? "there are none" : "there are " + ports.map(\.name).joined(separator: ", ")
    }
}

extension Request {
    /// A switch of the query: absent, 0 or false, 1 or true.
    fileprivate func flag(_ name: String) throws -> Bool {
        switch uri.queryParameters[name[...]].map(String.init) {
        case nil, "0", "false": return false
        case "1", "true": return true
        case let text?: throw Problem.malformed("expected \(name) to be 0, 1, false or true, got \(text)")
        }
    }
}
