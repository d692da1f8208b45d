import Synchronization

/// The users of the settings for those who send: their passwords, of which keys for receivers' engines are made.
final class NotificationUsers: Sendable {
    private let users: Mutex<[SNMPUser]>

    init(_ users: [SNMPUser]) {
        self.users = Mutex(users)
    }

    /// The user of that name.
    subscript(name: String) -> SNMPUser? {
        users.withLock { $0.first { $0.name == name } }
    }

    /// Takes other users.
    func apply(_ changed: [SNMPUser]) {
        users.withLock { $0 = changed }
    }
}
