import Logging
import NetworkValues

extension DeliveryCounters {
    /// Refusals of a record that are kept for the status.
    static let refusalLimit = 20

    /// Counts a record that a server refuses, keeps the reason, and says so.
    func setAside(_ number: UInt64, _ reason: String, by server: LogServer, _ surroundings: LogSurroundings) {
        let now = surroundings.now()
        let isTold = update { figures in
            // What is told becomes a record, and may be refused in turn: once a minute is enough.
            let last = figures.refusals.last?.time
            figures.setAside += 1
            figures.refusals.append(LogServerStatus.Refusal(number: number, reason: reason, time: now))
            if figures.refusals.count > Self.refusalLimit { figures.refusals.removeFirst() }
            return last.map { now.milliseconds(since: $0) >= 60_000 } ?? true
        }
        guard isTold else { return }
        surroundings.logger.warning(
            "a log server refuses a record, which is set aside",
            metadata: ["server": "\(server.address)", "record": "\(number)", "reason": "\(reason)"])
    }
}
