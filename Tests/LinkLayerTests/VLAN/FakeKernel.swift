import NetworkValues

@testable import LinkLayer

/// A kernel for plans: does what steps say to a table, or refuses.
struct FakeKernel {
    var table: RouteTable
    /// The number of steps that it does before it refuses one; `nil` for all.
    var stepsLeft: Int?
    var refusal = RouteRefusal(errno: 1)
    private(set) var ran: [String] = []
    private var nextIndex: UInt32 = 100

    init(_ records: [RouteRecord] = RouteSamples.port) {
        table = RouteSamples.table(records)
    }

    mutating func run(_ step: VLANStep) -> RouteAnswer {
        ran.append(step.text)
        if stepsLeft == 0 {
            stepsLeft = nil
            return .refused(refusal)
        }
        stepsLeft = stepsLeft.map { $0 - 1 }
        guard let records = records(of: step) else { return .refused(RouteRefusal(errno: 19)) }
        for record in records { _ = table.take(record, fromDump: false) }
        return .done
    }

    private mutating func records(of step: VLANStep) -> [RouteRecord]? {
        switch step {
        case .createLink(let link):
            guard let parent = table.link(named: link.parent), table.link(named: link.name) == nil else { return nil }
            nextIndex += 1
            let vlan = LinkEntry.VLAN(id: link.id, egress: link.priority > 0 ? [0: link.priority] : [:])
            return [.link(RouteSamples.link(nextIndex, link.name, parent: parent.index, vlan: vlan, isUp: false))]
        case .removeLink(let link): return table.link(named: link.name).map { [.linkGone($0)] }
        case .setUp(let name), .setDown(let name):
            guard let link = table.link(named: name) else { return nil }
            var isUp = false
            if case .setUp = step { isUp = true }
            return [.link(RouteSamples.link(link.index, name, parent: link.parent, vlan: link.vlan, isUp: isUp))]
        case .setPriority(let name, _, let priority):
            guard let link = table.link(named: name), let vlan = link.vlan else { return nil }
            let changed = LinkEntry.VLAN(id: vlan.id, egress: [0: priority])
            return [.link(RouteSamples.link(link.index, name, parent: link.parent, vlan: changed))]
        case .addAddress(let address, let name):
            return table.link(named: name).map { [.address(Self.entry(address, $0.index))] }
        case .removeAddress(let address, let name):
            return table.link(named: name).map { [.addressGone(Self.entry(address, $0.index))] }
        case .addRoute(let route, let name):
            return table.link(named: name).map { [.route(Self.entry(route, $0.index), isReplacement: false)] }
        case .removeRoute(let route, let name):
            return table.link(named: name).map { [.routeGone(Self.entry(route, $0.index))] }
        }
    }

    private static func entry(_ address: VLANAddress, _ index: UInt32) -> AddressEntry {
        var entry = AddressEntry(index: index, address: address.address, prefixLength: address.prefixLength)
        entry.flags = 0x80 | address.flags
        entry.scope = address.scope
        return entry
    }

    private static func entry(_ route: VLANRoute, _ index: UInt32) -> RouteEntry {
        var entry = RouteEntry(destination: route.destination)
        entry.hops = [RouteEntry.Hop(index: index, gateway: route.gateway)]
        entry.metric = route.metric
        entry.origin = route.origin
        entry.scope = route.scope
        return entry
    }
}

/// A control, its kernel, and what they said.
struct ControlledPort {
    var control: VLANControl
    var kernel = FakeKernel()
    var stored = ""
    var notes: [String] = []
    var asked: [NeighbourEntry.Key] = []

    init(_ settings: VLANControl.Settings = .init(port: "eth0", mode: .apply)) {
        control = VLANControl(settings, boot: "boot-1")
    }

    mutating func handle(_ event: VLANControl.Event, at seconds: Double) {
        perform(control.handle(event, kernel.table, now: steady(seconds)), seconds)
    }

    mutating func perform(_ actions: [VLANControl.Action], _ seconds: Double) {
        for action in actions {
            switch action {
            case .store(let text): stored = text
            case .run(let step): handle(.answer(kernel.run(step)), at: seconds)
            case .resolve(let gateway): asked.append(gateway)
            case .note(let text), .warning(let text): notes.append(text)
            }
        }
    }

    /// The gateway answers by way of a link.
    mutating func answer(by name: String, state: UInt16 = 2, at seconds: Double) {
        guard let link = kernel.table.link(named: name) else { return }
        let entry = RouteSamples.neighbour(link.index, "10.1.1.1", "02:00:00:00:00:aa", state: state)
        _ = kernel.table.take(.neighbour(entry), fromDump: false)
        handle(.table, at: seconds)
    }

    /// Another agent takes up what this one stored.
    mutating func restart(boot: String = "boot-1", at seconds: Double) -> Bool {
        let restored = VLANControl.restored(
            stored, control.settings, boot: boot, kernel.table, now: steady(seconds))
        guard let restored else { return false }
        control = restored.control
        perform(restored.actions, seconds)
        return true
    }

    /// The names of the links that have 10.1.1.5.
    var carriers: [String] {
        kernel.table.addresses.filter { $0.address == .v4(0x0a01_0105) }.compactMap {
            kernel.table.links[$0.index]?.name
        }
    }
}
