public import LinkProtocols
import NetworkValues

/// What must be done so that the device uses the VLAN that was decided on: a pure function of what the kernel has.
///
/// A VLAN is a link of its own on the port, named `eth0.200`, or `vlan200` where that is longer than 15 octets. One that is
/// there already for the same VLAN is used as it is and never removed. Static addresses, and the routes that belong to them,
/// move to it. Addresses of a lease or of router advertisements stay: they belong to the network they came from (manual
/// I.6), and whoever asks for them must ask again on the new link.
public struct VLANPlan: Hashable, Sendable {
    /// The link that the agent put the device's addresses on before.
    public struct Mark: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// Whether the agent made it, and so may remove it.
        public let isOurs: Bool

        /// Makes a mark.
        public init(name: String, isOurs: Bool) {
            self.name = name
            self.isOurs = isOurs
        }
    }

    /// What must be done, in this order.
    public let steps: [VLANStep]
    /// The link on which the addresses stand afterwards.
    public let target: String
    /// What must be remembered afterwards; `nil` when it is the port itself.
    public let mark: Mark?
    /// What is to be said about it.
    public let notes: [String]

    /// The most addresses and routes that are moved.
    public static let limit = 1024

    /// Whether nothing must be done.
    public var isEmpty: Bool { steps.isEmpty }
    /// Whether a link is made that did not exist.
    public var makesLink: Bool {
        steps.contains { if case .createLink = $0 { true } else { false } }
    }
    /// The steps in the words of `ip`.
    public var texts: [String] { steps.map(\.text) }
    /// The steps that take all of it back, in this order.
    public var undo: [VLANStep] { steps.reversed().map(\.undo) }

    /// Plans for a port. `former` is what an earlier plan left to be remembered.
    public init(_ decision: VLANDecision, port: String, former: Mark? = nil, table: RouteTable)
        throws(VLANPlanError)
    {
        let parent = try Self.port(port, table)
        let formerLink = former.flatMap { table.link(named: $0.name) }.flatMap {
            $0.parent == parent.index && $0.vlan != nil ? $0 : nil
        }
        var steps: [VLANStep] = []
        var notes: [String] = []
        let goal = try Self.goal(decision, parent, former, table, &steps)
        if decision.tagging == .priority {
            notes.append(
                "Linux takes frames without a tag for \(port), not for \(goal.name): the switch must tag its own too")
        }
        let sources = ([parent] + (formerLink.map { [$0] } ?? [])).filter { $0.name != goal.name }
        let moves = sources.map { Move(from: $0, table) }
        let count = moves.reduce(0) { $0 + $1.addresses.count + $1.routes.count }
        guard count <= Self.limit else { throw .tooMuch(limit: Self.limit, found: count) }
        for move in moves {
            steps += move.routes.reversed().map { .removeRoute($0, by: move.link) }
            steps += move.addresses.reversed().map { .removeAddress($0, on: move.link) }
            notes += move.left.map { "\($0) stays on \(move.link): ask for a lease on \(goal.name)" }
            notes += move.leftRoutes.map { "the route to \($0) has several ways and stays" }
        }
        for move in moves {
            steps += move.addresses.map { .addAddress($0, on: goal.name) }
            steps += move.routes.map { .addRoute($0, by: goal.name) }
        }
        if let formerLink, let vlan = formerLink.vlan, former?.isOurs == true, formerLink.name != goal.name {
            let link = VLANLink(name: formerLink.name, parent: port, id: vlan.id, priority: vlan.egress[0] ?? 0)
            if formerLink.isAdministrativelyUp { steps.append(.setDown(link.name)) }
            steps.append(.removeLink(link))
        }
        self.steps = steps
        self.notes = notes
        target = goal.name
        mark = goal.mark
    }

    private static func port(_ name: String, _ table: RouteTable) throws(VLANPlanError) -> LinkEntry {
        guard let link = table.link(named: name) else { throw .noLink(name) }
        if let vlan = link.vlan { throw .linkIsVLAN(name, vlan.id) }
        if link.master != nil { throw .linkHasMaster(name) }
        return link
    }

    /// The link where the addresses must stand, and the steps that make it ready.
    private static func goal(
        _ decision: VLANDecision, _ parent: LinkEntry, _ former: Mark?, _ table: RouteTable, _ steps: inout [VLANStep]
    ) throws(VLANPlanError) -> (name: String, mark: Mark?) {
        guard decision.tagging != .untagged else { return (parent.name, nil) }
        guard parent.isAdministrativelyUp else { throw .linkIsDown(parent.name) }
        let id = decision.tagging.vlan
        let priority = decision.priority & 7
        let there = table.links.values.filter {
            $0.parent == parent.index && $0.vlan?.id == id && $0.vlan?.isCustomer == true
        }.min { $0.index < $1.index }
        if let there, let vlan = there.vlan {
            let before = vlan.egress[0] ?? 0
            if before != priority { steps.append(.setPriority(there.name, from: before, to: priority)) }
            if !there.isAdministrativelyUp { steps.append(.setUp(there.name)) }
            return (there.name, Mark(name: there.name, isOurs: former?.name == there.name && former?.isOurs == true))
        }
        let name = name(parent.name, id)
        if let other = table.link(named: name) { throw .nameTaken(name, kind: other.kind) }
        steps.append(.createLink(VLANLink(name: name, parent: parent.name, id: id, priority: priority)))
        steps.append(.setUp(name))
        return (name, Mark(name: name, isOurs: true))
    }

    /// The name of a VLAN link.
    static func name(_ port: String, _ id: UInt16) -> String {
        let name = "\(port).\(id)"
        return name.utf8.count <= 15 ? name : "vlan\(id)"
    }
}

/// What moves away from a link.
private struct Move {
    let link: String
    var addresses: [VLANAddress] = []
    var routes: [VLANRoute] = []
    var left: [String] = []
    var leftRoutes: [IPNetwork] = []

    init(from entry: LinkEntry, _ table: RouteTable) {
        link = entry.name
        let all = table.addresses(of: entry.index).filter { !$0.isOfLink }
        let moved = all.filter { $0.isPermanent && $0.peer == nil }
        let staying = all.filter { !moved.contains($0) }
        addresses = moved.map(VLANAddress.init)
        left = staying.map { "\($0.address)/\($0.prefixLength)" }
        for route in table.routes(by: entry.index) where Self.concerns(route, moved, staying) {
            if route.hops.count == 1, route.hopObject == nil {
                routes.append(VLANRoute(route))
            } else {
                leftRoutes.append(route.destination)
            }
        }
    }

    /// Whether somebody made a route (and not the kernel, a redirection or a router), and it goes with what moves.
    private static func concerns(_ route: RouteEntry, _ moved: [AddressEntry], _ staying: [AddressEntry]) -> Bool {
        guard route.type == 1, ![1, 2, 9].contains(route.origin) else { return false }
        if let source = route.source { return moved.contains { $0.address == source } }
        if let gateway = route.hops.first?.gateway {
            if moved.contains(where: { $0.network?.contains(gateway) == true }) { return true }
            if staying.contains(where: { $0.network?.contains(gateway) == true }) { return false }
        }
        let family = route.destination.address.family
        return moved.contains { $0.address.family == family } && !staying.contains { $0.address.family == family }
    }
}
