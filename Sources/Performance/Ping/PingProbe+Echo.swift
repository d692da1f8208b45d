import NetworkValues
import Snapshot

extension PingProbe {
    /// Takes what became of a request. What was not sent counts neither as sent nor as lost.
    mutating func take(_ echo: Echo) {
        lastRoundTripSeconds = nil
        switch echo {
        case .replied(let address, let seconds):
            self.address = address
            (state, reason) = (.ok, "")
            sent += 1
            received += 1
            lastRoundTripSeconds = seconds
            sumSeconds += seconds
            buckets[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
        case .lost(let address):
            self.address = address
            (state, reason) = (.lost, "no answer in time")
            sent += 1
        case .unreachable(let address, let text, let wasSent):
            self.address = address
            (state, reason) = (.unreachable, text)
            if wasSent { sent += 1 }
        case .unresolved(let text):
            address = nil
            (state, reason) = (.unresolved, text)
        case .forbidden(let text): (state, reason) = (.forbidden, text)
        }
    }
}
