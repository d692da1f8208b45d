import NIOCore
import Synchronization
import Waking

/// Connections that are kept between requests, and the bounds on their number.
final class ConnectionPool: Sendable {
    typealias Origin = WebURL.Origin

    /// A connection for one request.
    struct Lease: Sendable {
        var connection: Connection
        /// Whether it has served before: then its server may have closed it meanwhile.
        var isReused: Bool
    }

    /// What one who waits is given: a connection, or the place for one.
    private enum Grant: Sendable {
        case connection(Connection)
        case place
    }

    private struct Waiter {
        var id: UInt64
        var outcome: FirstAnswer<Grant>
    }

    private struct Host {
        var idle: [Connection] = []
        /// Connections in use and those that are being made.
        var used = 0
        var waiters: [Waiter] = []
        var isEmpty: Bool { idle.isEmpty && used == 0 && waiters.isEmpty }
    }

    private struct State {
        var hosts: [Origin: Host] = [:]
        var open: [ObjectIdentifier: Connection] = [:]
        var idleCount = 0
        var waitingCount = 0
        var lastWaiter: UInt64 = 0
        var isShutDown = false

        /// Gives what became free to the one who waits longest; the number in use stays. `false` when nobody waits.
        mutating func giveToWaiter(_ grant: Grant, _ origin: Origin) -> Bool {
            while let waiter = hosts[origin]?.waiters.first {
                hosts[origin]?.waiters.removeFirst()
                waitingCount -= 1
                if waiter.outcome.answer(.success(grant)) { return true }
            }
            return false
        }
    }

    private let options: WebClientOptions
    private let group: any EventLoopGroup
    private let open: @Sendable (Origin) async throws -> Connection
    private let state = Mutex(State())

    /// Makes a pool that opens connections by `open`.
    init(
        _ options: WebClientOptions, group: any EventLoopGroup,
        open: @escaping @Sendable (Origin) async throws -> Connection
    ) {
        self.options = options
        self.group = group
        self.open = open
    }

    deinit {
        for connection in state.withLock({ Array($0.open.values) }) { connection.close(Self.shutDown) }
    }

    private static var shutDown: WebClientError { WebClientError(.shutDown, "the client was shut down") }

    private enum Decision {
        case take(Connection)
        case connect(closing: Connection?)
        case wait(Waiter)
        case refuse(WebClientError)
    }

    /// A connection to a server: one that was kept, else a new one, else the next that becomes free. `isFresh` asks for a
    /// new one.
    func lease(_ origin: Origin, isFresh: Bool = false) async throws -> Lease {
        switch state.withLock({ decide(&$0, origin, isFresh: isFresh) }) {
        case .take(let connection): return Lease(connection: connection, isReused: true)
        case .connect(let closing):
            closing?.close(Self.shutDown)
            return try await connect(origin)
        case .refuse(let error): throw error
        case .wait(let waiter):
            switch try await grant(waiter, origin) {
            case .connection(let connection): return Lease(connection: connection, isReused: true)
            case .place: return try await connect(origin)
            }
        }
    }

    private func decide(_ state: inout State, _ origin: Origin, isFresh: Bool) -> Decision {
        guard !state.isShutDown else { return .refuse(Self.shutDown) }
        var host = state.hosts[origin] ?? Host()
        defer { state.hosts[origin] = host.isEmpty ? nil : host }
        while !isFresh, let connection = host.idle.popLast() {
            state.idleCount -= 1
            if connection.isActive {
                host.used += 1
                return .take(connection)
            }
        }
        if host.used + host.idle.count < options.connectionsPerHost {
            host.used += 1
            return .connect(closing: nil)
        }
        if !host.idle.isEmpty {
            state.idleCount -= 1
            host.used += 1
            return .connect(closing: host.idle.removeFirst())
        }
        guard state.waitingCount < options.maximumWaiting else {
            return .refuse(
                WebClientError(.busy, "\(state.waitingCount) requests wait for a connection already"))
        }
        state.lastWaiter += 1
        state.waitingCount += 1
        let waiter = Waiter(id: state.lastWaiter, outcome: FirstAnswer())
        host.waiters.append(waiter)
        return .wait(waiter)
    }

    /// Waits for a free connection, as long as a request may take.
    private func grant(_ waiter: Waiter, _ origin: Origin) async throws -> Grant {
        let limit = group.next().scheduleTask(in: TimeAmount(options.wholeLimit)) {
            waiter.outcome.answer(
                .failure(WebClientError(.timedOut, "no connection to \(origin.peer) became free within the time limit"))
            )
        }
        defer { limit.cancel() }
        do {
            return try await waiter.outcome.value()
        } catch {
            state.withLock { state in
                guard let place = state.hosts[origin]?.waiters.firstIndex(where: { $0.id == waiter.id }) else { return }
                state.hosts[origin]?.waiters.remove(at: place)
                state.waitingCount -= 1
            }
            throw error
        }
    }

    private func connect(_ origin: Origin) async throws -> Lease {
        do {
            let connection = try await open(origin)
            let id = ObjectIdentifier(connection)
            let isShutDown = state.withLock { state in
                state.open[id] = connection
                return state.isShutDown
            }
            connection.channel.closeFuture.whenComplete { [weak self] _ in self?.leave(id, origin) }
            if isShutDown { connection.close(Self.shutDown) }
            return Lease(connection: connection, isReused: false)
        } catch {
            freePlace(origin)
            throw error
        }
    }

    /// Takes a connection back behind its request. `isReusable` says whether it takes another one.
    func giveBack(_ connection: Connection, _ origin: Origin, isReusable: Bool) {
        guard isReusable, connection.isActive else {
            connection.close(WebClientError(.closed, "the connection is not used any more"))
            freePlace(origin)
            return
        }
        let isKept = state.withLock { state -> Bool? in
            guard !state.isShutDown else { return false }
            if state.giveToWaiter(.connection(connection), origin) { return true }
            guard state.idleCount < options.maximumIdle else { return false }
            state.hosts[origin]?.used -= 1
            state.hosts[origin]?.idle.append(connection)
            state.idleCount += 1
            return true
        }
        guard isKept == false else { return }
        connection.close(Self.shutDown)
        freePlace(origin)
    }

    private func freePlace(_ origin: Origin) {
        state.withLock { state in
            if state.giveToWaiter(.place, origin) { return }
            state.hosts[origin]?.used -= 1
            if state.hosts[origin]?.isEmpty == true { state.hosts[origin] = nil }
        }
    }

    /// A connection is over: it is not kept any more.
    private func leave(_ id: ObjectIdentifier, _ origin: Origin) {
        state.withLock { state in
            state.open[id] = nil
            guard let place = state.hosts[origin]?.idle.firstIndex(where: { ObjectIdentifier($0) == id }) else {
                return
            }
            state.hosts[origin]?.idle.remove(at: place)
            state.idleCount -= 1
            if state.hosts[origin]?.isEmpty == true { state.hosts[origin] = nil }
        }
    }

    /// How many connections are open, and how many of them are kept without a request.
    var counts: (open: Int, idle: Int) {
        state.withLock { ($0.open.count, $0.idleCount) }
    }

    /// Ends every connection and whoever waits for one, and returns when they are closed.
    func shutDown() async {
        let (connections, waiters) = state.withLock { state in
            state.isShutDown = true
            defer {
                for origin in state.hosts.keys {
                    state.hosts[origin]?.waiters = []
                    state.hosts[origin]?.idle = []
                }
                state.waitingCount = 0
                state.idleCount = 0
            }
            return (Array(state.open.values), state.hosts.values.flatMap(\.waiters))
        }
        for waiter in waiters { waiter.outcome.answer(.failure(Self.shutDown)) }
        for connection in connections { connection.close(Self.shutDown) }
        for connection in connections { try? await connection.channel.closeFuture.get() }
    }
}
