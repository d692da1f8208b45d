import NetworkValues
import Synchronization

/// What is known of each source, and how fast it may send. Bounded: sources that find no place share one.
final class SourceTable: Sendable {
    /// The most sources with a place of their own.
    static let limit = 4096

    private struct Entry {
        var status: LogRelayStatus.Source
        /// Messages and octets that may come at once, refilled over time, up to a second's worth.
        var messages: Double
        var bytes: Double
        var filledAt: Timestamp
        /// When it was last said in the log that the source is refused.
        var toldAt: Timestamp?
    }

    private let state = Mutex<[IPAddress?: Entry]>([:])

    var statuses: [LogRelayStatus.Source] {
        state.withLock { $0.values.map(\.status) }.sorted { ($0.address, 0) < ($1.address, 0) }
    }

    /// Changes what is counted of a source.
    func update(_ address: IPAddress, at now: Timestamp, _ body: (inout LogRelayStatus.Source) -> Void) {
        withEntry(address, at: now) { body(&$0.status) }
    }

    /// Takes messages from what a source may send. Returns the milliseconds until it may go on; 0 when it may now.
    func take(
        messages: Int, bytes: Int, from address: IPAddress, _ settings: LogRelaySettings, at now: Timestamp
    ) -> Int64 {
        guard settings.messagesPerSecond > 0 || settings.bytesPerSecond > 0 else { return 0 }
        return withEntry(address, at: now) { entry in
            let seconds = max(0, Double(now.milliseconds(since: entry.filledAt)) / 1000)
            entry.filledAt = now
            var wait = 0.0
            func take(_ count: Int, _ rate: Int, from level: inout Double) {
                guard rate > 0 else { return }
                level = min(Double(rate), level + seconds * Double(rate)) - Double(count)
                if level < 0 { wait = max(wait, -level / Double(rate)) }
            }
            take(messages, settings.messagesPerSecond, from: &entry.messages)
            take(bytes, settings.bytesPerSecond, from: &entry.bytes)
            return Int64((wait * 1000).rounded(.up))
        }
    }

    /// Gives back what was taken for messages that were then dropped.
    func giveBack(messages: Int, bytes: Int, to address: IPAddress, at now: Timestamp) {
        withEntry(address, at: now) { entry in
            entry.messages += Double(messages)
            entry.bytes += Double(bytes)
        }
    }

    /// Counts a refusal; returns whether it is time to say so in the log, once a minute.
    func refuse(_ address: IPAddress, at now: Timestamp) -> Bool {
        withEntry(address, at: now) { entry in
            entry.status.refused += 1
            if let toldAt = entry.toldAt, now.milliseconds(since: toldAt) < 60_000 { return false }
            entry.toldAt = now
            return true
        }
    }

    private func withEntry<Result>(
        _ address: IPAddress, at now: Timestamp, _ body: (inout Entry) -> Result
    ) -> Result {
        state.withLock { entries in
            let key: IPAddress? = entries[address] != nil || entries.count < Self.limit ? address : nil
            var entry =
                entries[key]
                ?? Entry(
                    status: LogRelayStatus.Source(address: key), messages: .infinity, bytes: .infinity, filledAt: now)
            defer { entries[key] = entry }
            return body(&entry)
        }
    }
}

/// Sources in the order of their addresses, those without one first.
private func < (left: (IPAddress?, Int), right: (IPAddress?, Int)) -> Bool {
    guard let one = left.0 else { return right.0 != nil }
    guard let other = right.0 else { return false }
    return one.octets.lexicographicallyPrecedes(other.octets)
}
