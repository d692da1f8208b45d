import Faults
import Journal
import NetworkValues
import Synchronization

/// The notifications about the newest records, made and encoded once for all receivers. Bounded: those of older records, for a
/// receiver that is behind, are made again.
final class NotificationStock: Sendable {
    /// Records whose notifications are kept.
    private static let limit = 256

    private struct Entry {
        var number: UInt64
        var own: NotificationContent?
        var vendor: NotificationContent?
        var notice: NotificationContent?
    }

    private let notifications: OwnNotifications
    private let entries = Mutex([Entry?](repeating: nil, count: limit))

    init(_ root: ModuleRoot) {
        notifications = OwnNotifications(root)
    }

    /// The notification of our set about a record.
    func own(_ record: FaultRecord, number: UInt64) -> NotificationContent {
        content(\.own, number) { notifications.content(record, number: number) }
    }

    /// The notification of the vendor's set about a record.
    func vendor(_ record: FaultRecord, number: UInt64) -> NotificationContent {
        content(\.vendor, number) { VendorNotifications.content(record) }
    }

    /// A notice of the journal, with its record's number and time.
    func notice(_ notice: Notice, at time: Timestamp, number: UInt64) -> NotificationContent {
        content(\.notice, number) { notifications.content(notice, at: time, number: number) }
    }

    private func content(
        _ path: WritableKeyPath<Entry, NotificationContent?>, _ number: UInt64, _ make: () -> NotificationContent
    ) -> NotificationContent {
        entries.withLock { entries in
            let place = Int(number % UInt64(Self.limit))
            var entry = entries[place].flatMap { $0.number == number ? $0 : nil } ?? Entry(number: number)
            if let known = entry[keyPath: path] { return known }
            var content = make()
            content.bindings = TrapEncoder.bindings(of: content)
            entry[keyPath: path] = content
            // A receiver that is far behind does not take the place of what the others need.
            if number >= entries[place]?.number ?? 0 { entries[place] = entry }
            return content
        }
    }
}
