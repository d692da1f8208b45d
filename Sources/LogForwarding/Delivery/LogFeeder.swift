import Journal
import LogProtocols
import NetworkValues
import Waking

/// Reads the journal behind a record and sends what a server wants, for as long as one connection lasts.
final class LogFeeder: Sendable {
    /// Records that are read at a time.
    static let batchSize = 512

    private let server: LogServer
    private let filter: LogFilter
    private let maker: LineMaker
    private let surroundings: LogSurroundings
    private let counters: DeliveryCounters
    private let bell: Doorbell
    private let start: UInt64
    /// Records up to this one were sent before, over another connection.
    private let repeatedUpTo: UInt64

    init(
        server: LogServer, chain: LogServer, surroundings: LogSurroundings, counters: DeliveryCounters, bell: Doorbell,
        start: UInt64
    ) {
        self.server = server
        filter = LogFilter(chain)
        maker = LineMaker(server, hostName: surroundings.hostName())
        self.surroundings = surroundings
        self.counters = counters
        self.bell = bell
        self.start = start
        repeatedUpTo = counters.figures.highest
    }

    /// Sends until the connection breaks or the task is cancelled; rings `wake` when something was sent.
    func run(over connection: any LogConnection, wake: Doorbell) async -> LogDeliveryError {
        var number = start
        do {
            while !Task.isCancelled {
                guard number < surroundings.journal.lastNumber else {
                    await bell.wait()
                    continue
                }
                let records = try await surroundings.journal.records(after: number, limit: Self.batchSize)
                let first = records.first?.number ?? surroundings.journal.firstNumber
                if first > number + 1 {
                    let (from, to) = (number, first - 1)
                    counters.update { $0.gap += to - min(to, max(from, $0.position)) }
                    number = to
                }
                guard let last = records.last?.number else { continue }
                let batch = batch(of: records, last: last)
                try await connection.send(batch, wake: wake)
                number = last
                counters.update { $0.highest = max($0.highest, last) }
                wake.ring()
            }
        } catch let error as LogDeliveryError {
            return error
        } catch {
            return LogDeliveryError(.notReachable, "the journal cannot be read: \(error)")
        }
        return LogDeliveryError(.notReachable, "the task was cancelled")
    }

    private func batch(of records: [JournalRecord], last: UInt64) -> LogBatch {
        var batch = LogBatch(last: last)
        batch.lines.reserveCapacity(records.count)
        var repeated: UInt64 = 0
        for record in records where filter.passes(record.content) {
            guard let line = maker.line(record) else { continue }
            batch.lines.append((record.number, line))
            if record.number <= repeatedUpTo { repeated += 1 }
        }
        let filtered = UInt64(records.count - batch.lines.count)
        counters.update { figures in
            figures.filtered += filtered
            figures.repeated += repeated
        }
        return batch
    }
}
