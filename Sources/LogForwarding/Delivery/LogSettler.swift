import Journal
import Logging
import NetworkValues

/// Watches how far the peer of one connection has come, and moves the cursor there.
struct LogSettler: Sendable {
    /// Milliseconds between two looks at what is acknowledged, while something is under way.
    static let lookMilliseconds = 20
    /// Milliseconds between two moves of the cursor, each of which is a write to the disk.
    static let moveMilliseconds: Int64 = 200
    /// Records without interest that the cursor may be behind.
    static let lagLimit: UInt64 = 1000

    let cursor: JournalCursor
    let surroundings: LogSurroundings
    let counters: DeliveryCounters
    /// Milliseconds without progress after which the connection is given up; `nil` for never.
    let stallLimitMilliseconds: Int64?
    /// Rung when something was sent.
    let bell = Doorbell()

    /// Looks until the connection breaks or the task is cancelled.
    func run(over connection: any LogConnection) async -> LogDeliveryError {
        var movedAt = Timestamp(milliseconds: 0)
        var sentAtMove: UInt64 = 0
        do {
            while !Task.isCancelled {
                let progress = try await connection.progress()
                note(progress)
                let now = surroundings.now()
                let lag = progress.settled - min(progress.settled, cursor.position)
                let sent = counters.figures.sent
                let isDue = !progress.isOutstanding || now.milliseconds(since: movedAt) >= Self.moveMilliseconds
                if lag > 0, isDue, sent != sentAtMove || lag >= Self.lagLimit {
                    await move(to: progress.settled)
                    movedAt = now
                    sentAtMove = sent
                }
                if let limit = stallLimitMilliseconds, progress.stalledMilliseconds >= limit {
                    return LogDeliveryError(
                        .notReachable, "the server has acknowledged nothing for \(limit / 1000) s")
                }
                if progress.isOutstanding {
                    try? await surroundings.sleep(.milliseconds(Self.lookMilliseconds))
                } else {
                    await bell.wait()
                }
            }
        } catch {
            return error
        }
        return LogDeliveryError(.notReachable, "the task was cancelled")
    }

    /// The connection is at its end: moves the cursor as far as it came, so that nothing is sent twice without need.
    func settle(over connection: any LogConnection) async {
        guard let progress = try? await connection.progress() else { return }
        note(progress)
        if progress.settled > cursor.position { await move(to: progress.settled) }
    }

    /// The agent ends: gives what is under way a little time, and moves the cursor as far as it may.
    func sayFarewell(to connection: any LogConnection) async {
        // The task is cancelled already: what is awaited here must not be.
        await Task {
            for _ in 0..<(ChainPump.farewellMilliseconds / Self.lookMilliseconds) {
                guard let progress = try? await connection.progress() else { return }
                note(progress)
                if progress.settled > cursor.position { await move(to: progress.settled) }
                guard progress.isOutstanding else { return }
                try? await surroundings.sleep(.milliseconds(Self.lookMilliseconds))
            }
        }.value
    }

    private func move(to number: UInt64) async {
        do {
            try await cursor.advance(to: number)
        } catch {
            // Tried again at the next look; until then a restart would send some records twice.
            surroundings.logger.debug("a cursor did not move", metadata: ["reason": "\(error)"])
        }
    }

    private func note(_ progress: DeliveryProgress) {
        let now = surroundings.now()
        counters.update { figures in
            if progress.settled > figures.position {
                figures.settled += progress.settled - figures.position
                figures.position = progress.settled
                figures.lastSettledAt = now
                figures.lastError = ""
            }
            figures.stalledMilliseconds = progress.stalledMilliseconds
            figures.state = progress.stalledMilliseconds >= ChainPump.stallMilliseconds ? .stalled : .connected
        }
    }
}
