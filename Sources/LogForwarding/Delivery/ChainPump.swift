import Journal
import Logging
import NetworkValues
import Waking

/// Delivers to one chain of log servers: keeps a connection to the first that takes its records, and moves the chain's
/// cursor as far as the peer is known to have come.
final class ChainPump: Sendable {
    /// Milliseconds without an acknowledgement after which a connection counts as stalled; if there is another server, it
    /// takes over then.
    static let stallMilliseconds: Int64 = 20_000
    /// Seconds between two tries to get back from a backup to the first server.
    static let returnSeconds: Int64 = 60
    /// Milliseconds that what is under way gets when the agent ends.
    static let farewellMilliseconds = 2000

    let chain: LogServerChain
    let surroundings: LogSurroundings
    /// Rung when the journal has grown.
    let bell = Doorbell()
    let counters = DeliveryCounters()
    private let again = Doorbell()

    init(_ chain: LogServerChain, _ surroundings: LogSurroundings) {
        self.chain = chain
        self.surroundings = surroundings
    }

    /// Delivers until the task is cancelled.
    func run() async {
        guard let cursor = await openCursor() else { return }
        var turn = ServerTurn(count: chain.servers.count)
        while !Task.isCancelled {
            let settled = counters.figures.settled
            let isSteady = await attempt(turn.rank, cursor)
            guard !Task.isCancelled else { break }
            if counters.figures.settled > settled { turn.hasDelivered() }
            var random = SystemRandomNumberGenerator()
            let pause = turn.next(afterSteady: isSteady, using: &random)
            guard (try? await surroundings.sleep(.milliseconds(pause))) != nil else { break }
        }
        counters.update { $0.state = .waiting }
    }

    /// Opens the connection again, if it is to a server that is concerned.
    func reconnect(_ isConcerned: (LogServer) -> Bool) {
        if isConcerned(chain.servers[counters.figures.server]) { again.ring() }
    }

    private func openCursor() async -> JournalCursor? {
        while !Task.isCancelled {
            do {
                return try await surroundings.journal.cursor(named: chain.first.cursorName)
            } catch {
                surroundings.logger.warning("no cursor for a log server", metadata: ["reason": "\(error)"])
                if error.code == .closed { return nil }
                guard (try? await surroundings.sleep(.seconds(5))) != nil else { return nil }
            }
        }
        return nil
    }

    /// Delivers to one server for as long as a connection to it lasts. Returns whether that was a steady one.
    private func attempt(_ rank: Int, _ cursor: JournalCursor) async -> Bool {
        let server = chain.servers[rank]
        // A ring from before is of no concern to a connection that is opened now.
        again.clear()
        counters.update { figures in
            figures.position = max(figures.position, cursor.position)
            figures.highest = max(figures.highest, cursor.position)
        }
        do {
            let start = try await start(cursor, server)
            let connection = try await open(server, rank: rank, after: start)
            let feeder = LogFeeder(
                server: server, chain: chain.first, surroundings: surroundings, counters: counters, bell: bell,
                start: start)
            let reason = await deliver(over: connection, feeder, cursor, rank: rank)
            let isSteady = reason.code == .intended || wasSteady()
            counters.update { $0.connectedAt = nil }
            if !Task.isCancelled { note(reason, server) }
            return isSteady
        } catch {
            if !Task.isCancelled { note(error, server) }
            return false
        }
    }

    /// The record behind which sending begins: what the peer before this one may not have read is sent again.
    private func start(_ cursor: JournalCursor, _ server: LogServer) async throws(LogDeliveryError) -> UInt64 {
        do {
            return try await ReplayWindow(server: server, chain: chain.first).start(
                of: cursor, in: surroundings.journal)
        } catch {
            throw LogDeliveryError(.notReachable, "the journal cannot be read: \(error)")
        }
    }

    private func open(
        _ server: LogServer, rank: Int, after start: UInt64
    ) async throws(LogDeliveryError) -> any LogConnection {
        counters.update { figures in
            figures.state = .connecting
            figures.server = rank
        }
        let connection: any LogConnection =
            switch server.transport {
            case .tcp, .syslogTLS:
                try await StreamConnection.open(server, after: start, surroundings, counters: counters)
            case .syslog: try await DatagramConnection.open(server, after: start, surroundings, counters: counters)
            case .http, .https: try await WebConnection.open(server, after: start, surroundings, counters: counters)
            case .off: throw LogDeliveryError(.configuration, "the server is off")
            }
        let now = surroundings.now()
        counters.update { figures in
            figures.state = .connected
            figures.connections += 1
            figures.connectedAt = now
            figures.stalledMilliseconds = 0
        }
        return connection
    }

    /// Delivers until the connection ends; returns why it did.
    private func deliver(
        over connection: any LogConnection, _ feeder: LogFeeder, _ cursor: JournalCursor, rank: Int
    ) async -> LogDeliveryError {
        let settler = LogSettler(
            cursor: cursor, surroundings: surroundings, counters: counters,
            isConfirming: !chain.servers[rank].transport.leavesDoubt,
            stallLimitMilliseconds: chain.servers.count > 1 ? Self.stallMilliseconds : nil)
        return await withTaskGroup(of: LogDeliveryError.self) { group in
            group.addTask { await connection.ended() }
            group.addTask { await feeder.run(over: connection, wake: settler.bell) }
            group.addTask { await settler.run(over: connection) }
            group.addTask {
                await self.again.wait()
                return LogDeliveryError(.intended, "the connection is opened again")
            }
            if rank > 0 { group.addTask { await self.firstIsBack() } }
            let reason = await group.next() ?? LogDeliveryError(.notReachable, "the task was cancelled")
            if Task.isCancelled || reason.code == .intended {
                // Nothing more is sent that would have to be waited for.
                group.cancelAll()
                await settler.sayFarewell(to: connection)
            } else {
                await settler.settle(over: connection)
                group.cancelAll()
            }
            // Ends also what waits for the peer.
            await connection.close()
            return reason
        }
    }

    /// Whether the connection that has just ended stood for long, and did not stand still.
    private func wasSteady() -> Bool {
        let figures = counters.figures
        let stood = figures.connectedAt.map { surroundings.now().milliseconds(since: $0) } ?? 0
        return stood >= ServerTurn.steadyMilliseconds && figures.stalledMilliseconds < ServerTurn.steadyMilliseconds
    }

    /// Returns when the first server of the chain can be reached again.
    private func firstIsBack() async -> LogDeliveryError {
        while (try? await surroundings.sleep(.seconds(Self.returnSeconds))) != nil {
            // A web server or a datagram's receiver shows with the next record whether it is there.
            let server = chain.first
            guard server.transport.leavesDoubt else { break }
            let probe = try? await StreamConnection.open(server, after: 0, surroundings, counters: DeliveryCounters())
            guard let probe else { continue }
            await probe.close()
            break
        }
        return Task.isCancelled
            ? LogDeliveryError(.notReachable, "the task was cancelled")
            : LogDeliveryError(.intended, "\(chain.first.address) is tried again, in place of the backup")
    }

    private func note(_ error: LogDeliveryError, _ server: LogServer) {
        guard error.code != .intended else {
            surroundings.logger.debug("\(error)", metadata: ["server": "\(server.address)"])
            return
        }
        let now = surroundings.now()
        let isNew = counters.update { figures in
            defer {
                figures.failures += 1
                figures.state = .failed
                figures.lastError = error.description
                figures.lastErrorAt = now
            }
            return figures.lastError != error.description
        }
        guard isNew else { return }
        surroundings.logger.warning(
            "a log server does not get its records", metadata: ["server": "\(server.address)", "reason": "\(error)"])
    }
}

extension LogServer.Transport {
    /// Whether what was acknowledged may not have been read: the kernel acknowledges, not the program.
    var leavesDoubt: Bool { self == .tcp || self == .syslogTLS }
}
