import Glibc
import LinkProtocols
import Logging
import NetworkValues
import Snapshot

/// The LAN thread's work: waits, hands on what came, and publishes what stands. For its own thread only.
final class LANLoop {
    /// The least time between two statuses that differ in more than the one before, in milliseconds.
    private static let publishIntervalMilliseconds: Int64 = 1000
    /// When links and addresses are asked for again after that failed, in milliseconds.
    private static let retryMilliseconds: Int64 = 10_000

    private var configuration: LinkLayerConfiguration
    private let surroundings: LinkLayerSurroundings
    private let mailbox: LANMailbox
    private let publish: (LANStatus) -> Void

    private var routes: RouteSocket?
    private var retryAt: Timestamp?
    private var problem = ""
    private var isComplete = false
    private var ports: [UInt32: LinkPort] = [:]
    private var tree: SpanningTreeWatch?
    private var chassis: MACAddress?
    private var isDirty = true
    private var publishedAt: Timestamp?
    private var isStopping = false

    init(
        _ configuration: LinkLayerConfiguration, _ surroundings: LinkLayerSurroundings, _ mailbox: LANMailbox,
        publish: @escaping (LANStatus) -> Void
    ) {
        self.configuration = configuration
        self.surroundings = surroundings
        self.mailbox = mailbox
        self.publish = publish
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
        for port in ports.values { port.stop(now) }
        publish(status())
    }

    // MARK: Waiting

    private func wait() {
        var descriptors = [pollfd(fd: mailbox.wake, events: Int16(POLLIN), revents: 0)]
        if let routes { descriptors.append(pollfd(fd: routes.descriptor, events: Int16(POLLIN), revents: 0)) }
        for port in ports.values where port.descriptor >= 0 {
            descriptors.append(pollfd(fd: port.descriptor, events: Int16(POLLIN), revents: 0))
        }
        let milliseconds = timeout(surroundings.now())
        _ = poll(&descriptors, nfds_t(descriptors.count), milliseconds)
    }

    /// Milliseconds until something must be done; -1 for never.
    private func timeout(_ now: Timestamp) -> Int32 {
        var deadlines = ports.values.compactMap(\.deadline)
        deadlines += [retryAt, routes?.deadline, tree?.deadline].compactMap(\.self)
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
        case .apply(let changed):
            configuration = changed
            tree = changed.rstp.isEnabled ? tree ?? SpanningTreeWatch(changed) : nil
            tree?.configuration = changed
            arrangePorts(now)
        }
    }

    private func receive(_ now: Timestamp) {
        if let routes {
            for change in routes.receive(now: now) { take(change, now) }
        }
        for port in ports.values {
            let before = port.stamp
            port.receive(now)
            port.passTime(now)
            if port.stamp != before { isDirty = true }
        }
        if let tree, tree.passTime(now) { isDirty = true }
        write(now)
    }

    /// Writes what the spanning tree has to tell.
    private func write(_ now: Timestamp) {
        guard let tree else { return }
        for trace in tree.takeTrace() where configuration.rstp.traces {
            surroundings.log(6, RSTPSettings.name, "\(trace)")
        }
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

    private func take(_ change: RouteChange, _ now: Timestamp) {
        switch change {
        case .complete:
            isComplete = true
            arrangePorts(now)
        case .link, .address:
            if isComplete { arrangePorts(now) }
        case .route, .neighbour, .statistics, .answer: break
        case .unreadable(let error):
            surroundings.logger.debug("a message of the kernel was passed over", metadata: ["reason": "\(error)"])
        }
    }

    /// Makes and ends ports, so that they are those of the settings, and tells each what became of its link.
    private func arrangePorts(_ now: Timestamp) {
        guard let table = routes?.table, isComplete else { return }
        isDirty = true
        let links = table.links.values.sorted { $0.index < $1.index }
        let roles = configuration.roles(of: links)
        for (index, port) in ports where roles[index] == nil {
            port.stop(now)
            ports[index] = nil
        }
        let named = configuration.missing(among: links)
        problem =
            named.isEmpty ? "" : "expected interfaces of Ethernet, found none called \(named.joined(separator: ", "))"
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
    }

    // MARK: Publishing

    private func publishWhenDue(_ now: Timestamp) {
        if let publishedAt, now.milliseconds(since: publishedAt) < Self.publishIntervalMilliseconds { return }
        publish(status())
        publishedAt = now
        isDirty = false
    }

    private func status() -> LANStatus {
        var status = LANStatus()
        status.ports = ports.values.map(\.status).sorted { $0.interfaceIndex < $1.interfaceIndex }
        status.timers = configuration.lldp.timers
        let named = ports.values.compactMap { port in port.role.port.map { ($0, port.facts.name) } }
        status.spanningTree = tree?.status(Dictionary(named) { first, _ in first })
        status.problem = problem
        return status
    }
}
