import NetworkValues
import Synchronization
import TLSKit

/// Alerts of TLS on their way from event loops into the journal, as few as tell the story.
final class AlertQueue: Sendable {
    /// An alert that becomes an event.
    struct Entry: Sendable {
        var alert: TLSAlert
        /// How many like it were held back before.
        var held: UInt64

        /// The event in words.
        var text: String {
            let what =
                alert.direction == .sent
                ? "The alert \(alert.name) was sent to \(alert.peer) (\(alert.purpose))"
                : "The alert \(alert.name) came from \(alert.peer) (\(alert.purpose))"
            return held == 0 ? what : "\(what); \(held) more like it since the last event"
        }
    }

    /// Alerts that wait; what comes beyond that is counted by the next one like it.
    static let limit = 256

    /// The alerts that become events.
    let entries: AsyncStream<Entry>
    private let continuation: AsyncStream<Entry>.Continuation
    private let gate = Mutex(PeerGate())
    private let now: @Sendable () -> Timestamp

    init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
        (entries, continuation) = AsyncStream.makeStream(of: Entry.self, bufferingPolicy: .bufferingOldest(Self.limit))
    }

    /// Takes an alert, on an event loop. One that is no fault goes.
    func take(_ alert: TLSAlert) {
        guard let code = alert.fault else { return }
        let key = PeerGate.Key("\(code)", peer: alert.peer, purpose: alert.purpose)
        let now = now()
        guard let held = gate.withLock({ $0.take(key, at: now) }) else { return }
        if case .dropped = continuation.yield(Entry(alert: alert, held: held)) {
            gate.withLock { $0.giveBack(key, held: held, at: now) }
        }
    }

    /// Whether a rejection comes up in the log. The rejected chains count all of them.
    func letsPass(_ reason: CertificateRejection, peer: String, purpose: String) -> Bool {
        let now = now()
        return gate.withLock {
            $0.take(.init("rejected \(reason.number)", peer: peer, purpose: purpose), at: now) != nil
        }
    }
}
