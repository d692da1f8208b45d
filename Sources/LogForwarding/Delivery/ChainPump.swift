import Journal
import Logging
import NetworkValues

/// Delivers to one chain of log servers: keeps a connection to the first that can be reached, and moves the chain's
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
    private let poison = PoisonWatch()
    private let again = Doorbell()

    init(_ chain: LogServerChain, _ surroundings: LogSurroundings) {
        self.chain = chain
        self.surroundings = surroundings
    }

    /// Delivers until the task is cancelled.
    func run() async {
        guard let cursor = await openCursor() else { return }
        var backoff = Backoff()
        // Behind a connection that broke, what its peer's kernel acknowledged may not have been read.
        var mustReplay = surroundings.restartedUnexpectedly
        var highest = cursor.position
        while !Task.isCancelled {
            for (rank, server) in chain.servers.enumerated() where !Task.isCancelled {
                let settled = counters.figures.settled
                do {
                    let start = try await start(cursor, server, mustReplay: mustReplay)
                    let connection = try await open(server, rank: rank, after: start)
                    let feeder = LogFeeder(
                        server: server, chain: chain.first, surroundings: surroundings, counters: counters, bell: bell,
                        start: start, repeatedUpTo: highest)
                    let reason = await deliver(over: connection, feeder, cursor, rank: rank)
                    mustReplay = server.transport.usesReplay
                    highest = max(highest, feeder.highest)
                    if !Task.isCancelled { note(reason, server) }
                } catch {
                    note(error, server)
                    continue
                }
                if counters.figures.settled > settled { backoff.succeed() }
                break
            }
            guard !Task.isCancelled else { break }
            var random = SystemRandomNumberGenerator()
            let pause = backoff.fail(using: &random)
            guard (try? await surroundings.sleep(.milliseconds(pause))) != nil else { break }
        }
        counters.update { $0.state = .waiting }
    }

    /// Opens the connection again.
    func reconnect() { again.ring() }

    private func openCursor() async -> JournalCursor? {
        while !Task.isCancelled {
            do {
                let cursor = try await surroundings.journal.cursor(named: chain.first.cursorName)
                counters.update { $0.position = cursor.position }
                return cursor
            } catch {
                surroundings.logger.warning("no cursor for a log server", metadata: ["reason": "\(error)"])
                if error.code == .closed { return nil }
                guard (try? await surroundings.sleep(.seconds(5))) != nil else { return nil }
            }
        }
        return nil
    }

    /// The record behind which sending begins.
    private func start(
        _ cursor: JournalCursor, _ server: LogServer, mustReplay: Bool
    ) async throws(LogDeliveryError) -> UInt64 {
        guard mustReplay, server.transport.usesReplay else { return cursor.position }
        do {
            return try await ReplayWindow(server: server).start(before: cursor.position, in: surroundings.journal)
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
            case .http, .https:
                try await WebConnection.open(server, after: start, surroundings, counters: counters, poison: poison)
            case .off: throw LogDeliveryError(.configuration, "the server is off")
            }
        let now = surroundings.now()
        counters.update { figures in
            figures.state = .connected
            figures.connections += 1
            figures.connectedAt = now
        }
        return connection
    }

    /// Delivers until the connection ends; returns why it did.
    private func deliver(
        over connection: any LogConnection, _ feeder: LogFeeder, _ cursor: JournalCursor, rank: Int
    ) async -> LogDeliveryError {
        let settler = LogSettler(
            cursor: cursor, surroundings: surroundings, counters: counters,
            stallLimitMilliseconds: chain.servers.count > 1 ? Self.stallMilliseconds : nil)
        let reason = await withTaskGroup(of: LogDeliveryError.self) { group in
            group.addTask { await connection.ended() }
            group.addTask { await feeder.run(over: connection, wake: settler.bell) }
            group.addTask { await settler.run(over: connection) }
            group.addTask {
                await self.again.wait()
                return LogDeliveryError(.notReachable, "the connection is opened again")
            }
            if rank > 0 { group.addTask { await self.firstIsBack() } }
            let reason = await group.next() ?? LogDeliveryError(.notReachable, "the task was cancelled")
            if Task.isCancelled {
                await settler.sayFarewell(to: connection)
            } else {
                await settler.settle(over: connection)
            }
            group.cancelAll()
            // Ends also what waits for the peer.
            await connection.close()
            return reason
        }
        counters.update { $0.connectedAt = nil }
        return reason
    }

    /// Returns when the first server of the chain can be reached again.
    private func firstIsBack() async -> LogDeliveryError {
        while (try? await surroundings.sleep(.seconds(Self.returnSeconds))) != nil {
            // A web server or a datagram's receiver shows with the next record whether it is there.
            let server = chain.first
            guard server.transport.usesReplay else { break }
            let probe = try? await StreamConnection.open(server, after: 0, surroundings, counters: DeliveryCounters())
            guard let probe else { continue }
            await probe.close()
            break
        }
        return Task.isCancelled
            ? LogDeliveryError(.notReachable, "the task was cancelled")
            : LogDeliveryError(.notReachable, "\(chain.first.address) is tried again, in place of the backup")
    }

    private func note(_ error: LogDeliveryError, _ server: LogServer) {
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
    var usesReplay: Bool { self == .tcp || self == .syslogTLS }
}
