import Glibc
import LinkProtocols
import Logging
import NetworkValues
import Settings
import Snapshot

/// The LAN thread's work: waits, hands on what came, and publishes what stands. For its own thread only.
final class LANLoop {
    /// What is published.
    struct Publication: Sendable {
        var status: LANStatus
        var faults: [LANFault]
    }

    /// The least time between two publications, in milliseconds.
    private static let publishIntervalMilliseconds: Int64 = 1000
    /// When links and addresses are asked for again after that failed, in milliseconds.
    private static let retryMilliseconds: Int64 = 10_000

    private var configuration: LinkLayerConfiguration
    private let surroundings: LinkLayerSurroundings
    private let mailbox: LANMailbox
    private let publish: (Publication) -> Void

    private var routes: RouteSocket?
    private var retryAt: Timestamp?
    private var problem = ""
    private var isComplete = false
    private var ports: [UInt32: LinkPort] = [:]
    private var tree: SpanningTreeWatch?
    private var vlan: (port: UInt32, control: VLANPort)?
    private var leases: [UInt32: LeasePort] = [:]
    private let watch: LANWatch
    private let statistics: LinkStatistics
    private var chassis: MACAddress?
    private var isDirty = true
    private var publishedAt: Timestamp?
    private var isStopping = false

    init(
        _ configuration: LinkLayerConfiguration, _ surroundings: LinkLayerSurroundings, _ mailbox: LANMailbox,
        publish: @escaping (Publication) -> Void
    ) {
        self.configuration = configuration
        self.surroundings = surroundings
        self.mailbox = mailbox
        self.publish = publish
        watch = LANWatch(surroundings)
        statistics = LinkStatistics(
            KeptText(path: surroundings.folder + "/statistics"), boot: surroundings.boot)
    }

    /// Runs until it is told to stop.
    func run() {
        tree = configuration.rstp.isEnabled ? SpanningTreeWatch(configuration) : nil
        openRoutes(surroundings.now())
        while !isStopping {
            wait()
            let now = surroundings.now()
            for letter in mailbox.take() { take(letter, now) }
            if let retryAt, retryAt <= now { openRoutes(now) }
            receive(now)
            if isDirty { publishWhenDue(now) }
        }
        let now = surroundings.now()
        // Addresses of leases stay for as long as the kernel was told: the agent may be back in a moment.
        for port in ports.values { port.stop(now) }
        publish(Publication(status: status(), faults: watch.faults))
    }

    // MARK: Waiting

    private func wait() {
        var descriptors = [mailbox.wake]
        if let routes { descriptors.append(routes.descriptor) }
        descriptors += ports.values.flatMap(\.descriptors) + leases.values.flatMap(\.descriptors)
        var waited = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        _ = poll(&waited, nfds_t(waited.count), timeout(surroundings.now()))
    }

    /// Milliseconds until something must be done; -1 for never.
    private func timeout(_ now: Timestamp) -> Int32 {
        var deadlines = ports.values.compactMap(\.deadline) + leases.values.compactMap(\.deadline)
        deadlines += [
            retryAt, routes?.deadline, tree?.deadline, vlan?.control.deadline, watch.deadline, statistics.deadline,
        ].compactMap(\.self)
        if isDirty, let publishedAt {
            deadlines.append(publishedAt.adding(milliseconds: Self.publishIntervalMilliseconds))
        }
        guard let earliest = deadlines.min() else { return -1 }
        return Int32(min(max(earliest.milliseconds(since: now), 0), 3_600_000))
    }

    // MARK: What came

    private func take(_ letter: LANMailbox.Letter, _ now: Timestamp) {
        isDirty = true
        switch letter {
        case .stop: isStopping = true
        case .perform(let command, let continuation): continuation.resume(returning: perform(command, now))
        case .apply(let changed):
            configuration = changed
            tree = changed.rstp.isEnabled ? tree ?? SpanningTreeWatch(changed) : nil
            tree?.configuration = changed
            arrange(now)
        }
    }

    private func perform(_ command: LANCommand, _ now: Timestamp) -> LANAnswer {
        switch command {
        case .clearStatistics(let names):
            let unknown = statistics.clear(names, now)
            return unknown.isEmpty
                ? .done
                : .refused(.unknown, "expected interfaces that are counted, got \(unknown.joined(separator: ", "))")
        case .acceptGateway(let address):
            return watch.accept(address)
                ? .done : .refused(.unknown, "expected a gateway whose MAC address is in doubt, got \(address)")
        case .applyVLAN, .confirmVLAN, .rollBackVLAN:
            guard let vlan else { return .refused(.notPossible, "there is no LAN1") }
            return vlan.control.fulfil(command, now)
        case .logOff, .logOn:
            guard let port = ports.values.first(where: { $0.role.port == .lan1 }) else {
                return .refused(.notPossible, "there is no LAN1")
            }
            return port.authenticate(command == .logOn, now)
        }
    }

    private func receive(_ now: Timestamp) {
        if let routes {
            let changes = routes.receive(now: now)
            // Thousands of addresses may come at once: what follows from them is done once.
            var isOther = false
            for change in changes { isOther = take(change, now) || isOther }
            if isOther, isComplete { arrange(now) }
            if !changes.isEmpty { vlan?.control.take(changes, now) }
            if changes.contains(where: \.isOfTable) || watch.deadline.map({ $0 <= now }) == true { examine(now) }
            statistics.passTime(routes, now)
        }
        for port in ports.values {
            let (before, heard) = (port.stamp, port.neighbourStamp)
            port.receive(now)
            port.passTime(now)
            if port.stamp != before { isDirty = true }
            if port.neighbourStamp != heard { decide(on: port, now) }
        }
        for (index, lease) in leases {
            let isNew = lease.receive(now)
            if lease.passTime(now) || isNew {
                isDirty = true
                if let port = ports[index] { decide(on: port, now) }
            }
        }
        // A neighbour that repeats itself changes nothing but how long its policy is true.
        if let vlan, let until = vlan.control.decision.validUntil, until <= now, let port = ports[vlan.port] {
            decide(on: port, now)
        }
        vlan?.control.passTime(now)
        followVLAN(now)
        if let tree, tree.passTime(now) { isDirty = true }
        writeTrace()
    }

    /// Writes what the spanning tree has to tell.
    private func writeTrace() {
        guard let tree else { return }
        for trace in tree.takeTrace() where configuration.rstp.traces {
            surroundings.log(6, RSTPSettings.name, "\(trace)")
        }
    }

    private func examine(_ now: Timestamp) {
        guard let routes, isComplete else { return }
        if watch.examine(routes.table, now) { isDirty = true }
    }

    /// Takes what LAN1's switch and server say into the VLAN.
    private func decide(on port: LinkPort, _ now: Timestamp) {
        guard let vlan, vlan.port == port.facts.index else { return }
        vlan.control.decide(port.neighbours, lease: leases[vlan.port]?.vlanOffer, now)
        port.tell(vlan.control.policies(of: port.neighbours), now)
    }

    /// Tells DHCP where LAN1's packets go.
    private func followVLAN(_ now: Timestamp) {
        guard let vlan, let routes, let lease = leases[vlan.port] else { return }
        lease.follow(
            vlan.control.outcome, routes.table, isFixed: vlan.control.decision.source == .lldp, now)
    }

    // MARK: Links

    private func openRoutes(_ now: Timestamp) {
        retryAt = nil
        do throws(RouteError) {
            routes = try RouteSocket(now: now)
            problem = ""
        } catch {
            problem = "the kernel does not tell of its links: \(error)"
            surroundings.logger.error("\(problem)")
            retryAt = now.adding(milliseconds: Self.retryMilliseconds)
        }
        isDirty = true
    }

    /// Takes something that the kernel told. Returns whether links or addresses are others than before.
    private func take(_ change: RouteChange, _ now: Timestamp) -> Bool {
        switch change {
        case .complete:
            isComplete = true
            return true
        case .link, .address: return true
        case .statistics(let index, let counters):
            statistics.take(counters, index: index, now)
            isDirty = true
        case .answer(let sequence, let answer):
            for lease in leases.values { lease.take(sequence, answer) }
        case .route: isDirty = true
        case .neighbour: break
        case .unreadable(let error):
            surroundings.logger.debug("a message of the kernel was passed over", metadata: ["reason": "\(error)"])
        }
        return false
    }

    /// Makes and ends ports, so that they are those of the settings, and tells each what became of its link.
    private func arrange(_ now: Timestamp) {
        guard let table = routes?.table, isComplete else { return }
        isDirty = true
        let links = table.links.values.sorted { $0.index < $1.index }
        let roles = configuration.roles(of: links)
        for (index, port) in ports where roles[index] == nil {
            port.stop(now)
            ports[index] = nil
        }
        let missing = configuration.missing(among: links)
        problem =
            missing.isEmpty
            ? "" : "expected interfaces of Ethernet, found none called \(missing.joined(separator: ", "))"
        // The chassis is the device: LAN1, whatever comes and goes beside it.
        let first = links.first { roles[$0.index]?.port == .lan1 } ?? links.first { roles[$0.index] != nil }
        chassis = first?.mac ?? chassis
        for link in links {
            guard let role = roles[link.index], let mac = link.mac else { continue }
            let facts = LinkFacts(
                index: link.index, name: link.name, address: mac, mtu: Int(link.mtu), isUp: link.isOperationallyUp,
                addresses: table.addresses(of: link.index).map(\.address))
            let port = ports[link.index] ?? LinkPort(facts, surroundings)
            ports[link.index] = port
            port.apply(role, configuration, tree: role.port == nil ? nil : tree)
            port.take(facts, chassis: chassis ?? mac, now)
        }
        arrangeDevice(now)
    }

    /// What belongs to the device's own ports: the VLAN of LAN1, what is watched, and what is counted.
    private func arrangeDevice(_ now: Timestamp) {
        let own = ports.values.filter { $0.role.port != nil }
        watch.arrange(own.map(\.facts.name).sorted(), checksARP: configuration.lan1.checksARP)
        statistics.arrange(ports.mapValues(\.facts.name), now)
        let first = own.first { $0.role.port == .lan1 }
        if let vlan, vlan.port != first?.facts.index { self.vlan = nil }
        arrangeLeases(own, now)
        guard let first, let routes else { return examine(now) }
        if vlan == nil {
            let control = VLANPort(
                configuration.vlan, port: first.facts.name, socket: routes,
                file: KeptText(path: surroundings.folder + "/vlan"), surroundings, now)
            vlan = (first.facts.index, control)
        }
        vlan?.control.apply(configuration.vlan, now)
        decide(on: first, now)
        examine(now)
    }

    private func arrangeLeases(_ own: [LinkPort], _ now: Timestamp) {
        guard let routes else { return }
        for (index, lease) in leases where !own.contains(where: { $0.facts.index == index }) {
            lease.stop(now)
            leases[index] = nil
        }
        for port in own {
            guard let role = port.role.port, let settings = configuration.leases[role] else { continue }
            let lease =
                leases[port.facts.index]
                ?? LeasePort(port.facts, port: role.rawValue - 1, socket: routes, surroundings)
            leases[port.facts.index] = lease
            lease.apply(settings, configuredVLAN: role == .lan1 ? configuration.vlan.vlan : 0, now)
            lease.take(port.facts, now)
        }
    }

    // MARK: Publishing

    private func publishWhenDue(_ now: Timestamp) {
        if let publishedAt, now.milliseconds(since: publishedAt) < Self.publishIntervalMilliseconds { return }
        publish(Publication(status: status(), faults: watch.faults))
        publishedAt = now
        isDirty = false
    }

    private func status() -> LANStatus {
        var status = LANStatus()
        status.ports = ports.values.map { port in
            var one = port.status
            one.network = routes?.table.network(of: port.facts.index)
            one.counters = statistics[port.facts.index]
            one.dhcp = leases[port.facts.index]?.status ?? []
            if let vlan, vlan.port == port.facts.index { one.vlan = vlan.control.status }
            return one
        }.sorted { $0.interfaceIndex < $1.interfaceIndex }
        status.timers = configuration.lldp.timers
        let named = ports.values.compactMap { port in port.role.port.map { ($0, port.facts.name) } }
        status.spanningTree = tree?.status(Dictionary(named) { first, _ in first })
        status.problem = problem
        return status
    }
}

extension RouteChange {
    /// Whether it is about links, addresses, routes or gateways.
    fileprivate var isOfTable: Bool {
        switch self {
        case .complete, .link, .address, .route, .neighbour: true
        case .statistics, .answer, .unreadable: false
        }
    }
}
