import Journal
import Logging
import NetworkValues
import Waking

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
    /// Whether what is settled is beyond doubt: the peer itself said so, not its kernel.
    let isConfirming: Bool
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
                let lag = progress.settled - min(progress.settled, reached)
                let sent = counters.figures.sent
                let isDue = !progress.isOutstanding || now.milliseconds(since: movedAt) >= Self.moveMilliseconds
                if lag > 0, isDue, sent != sentAtMove || lag >= Self.lagLimit {
                    await move(to: progress.settled, isConfirmed: isConfirming)
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
        await move(to: progress.settled, isConfirmed: isConfirming)
    }

    /// We end the connection: gives what is under way a little time, and moves the cursor as far as it may. What has
    /// arrived when nothing is under way any more will be read.
    func sayFarewell(to connection: any LogConnection) async {
        // The task may be cancelled already: what is awaited here must not be.
        await Task {
            for _ in 0..<(ChainPump.farewellMilliseconds / Self.lookMilliseconds) {
                guard let progress = try? await connection.progress() else { return }
                note(progress)
                await move(to: progress.settled, isConfirmed: isConfirming || !progress.isOutstanding)
                guard progress.isOutstanding else { return }
                try? await surroundings.sleep(.milliseconds(Self.lookMilliseconds))
            }
        }.value
    }

    /// How far the cursor has come.
    private var reached: UInt64 { isConfirming ? min(cursor.position, cursor.confirmed) : cursor.position }

    private func move(to number: UInt64, isConfirmed: Bool) async {
        do {
            try await cursor.advance(to: number, isConfirmed: isConfirmed)
        } catch {
            // Tried again at the next look; until then a restart would send some records twice.
            surroundings.logger.debug("a cursor did not move", metadata: ["reason": "\(error)"])
        }
    }

    private func note(_ progress: DeliveryProgress) {
        let now = surroundings.now()
        counters.update { figures in
            if progress.settled > figures.position {
                let step = progress.settled - figures.position
                let dropped = min(figures.gap, step)
                figures.gap -= dropped
                figures.settled += step - dropped
                figures.position = progress.settled
                figures.lastSettledAt = now
                figures.lastError = ""
            }
            figures.stalledMilliseconds = progress.stalledMilliseconds
            figures.state = progress.stalledMilliseconds >= ChainPump.stallMilliseconds ? .stalled : .connected
        }
    }
}
