import Synchronization

/// What notifications say of the agent itself, and how they are made.
public struct NotificationAgent: Sendable {
    /// The root of our modules.
    public var root: ModuleRoot
    /// sysObjectID.
    public var objectID: [UInt32]
    /// The agent's name for people, told in test notifications.
    public var name: @Sendable () -> String
    /// sysUpTime in hundredths of a second.
    public var upTime: @Sendable () -> UInt32
    /// The engine's counters: snmpOutTraps and snmpOutPkts grow here too.
    public var counters: SNMPCounters
    /// Makes messages of version 3.
    public var sealer: any NotificationSealer
    /// The users of version 3 by name, with their passwords: keys for a receiver's engine are made of them.
    public var users: @Sendable (String) -> SNMPUser?
    /// The view whose objects may be sent to a receiver; `nil` when nothing limits it.
    var notifyView: @Sendable (NotificationTarget) -> CompiledView? = { _ in nil }

    /// Makes an agent's values.
    public init(
        root: ModuleRoot, objectID: [UInt32], name: @escaping @Sendable () -> String,
        upTime: @escaping @Sendable () -> UInt32, counters: SNMPCounters, sealer: any NotificationSealer,
        users: @escaping @Sendable (String) -> SNMPUser? = { _ in nil }
    ) {
        self.root = root
        self.objectID = objectID
        self.name = name
        self.upTime = upTime
        self.counters = counters
        self.sealer = sealer
        self.users = users
    }

    /// The message that tells `content` to a target. `address` is the host's own IPv4 address toward it.
    func message(
        _ content: NotificationContent, to target: NotificationTarget, from address: @autoclosure () -> UInt32,
        requestID: Int32
    ) throws(NotificationSealError) -> [UInt8] {
        let encoder = TrapEncoder(objectID: objectID)
        switch target.version {
        case .v1(let community):
            return encoder.v1(content, community: community, address: address(), upTime: upTime())
        case .v2c(let community):
            return encoder.v2c(content, community: community, requestID: requestID, upTime: upTime())
        case .v3(let user):
            let scoped = encoder.scopedPDU(
                content, engineID: sealer.engineID, requestID: requestID, upTime: upTime(), overhead: sealer.overhead)
            return try sealer.seal(scoped, user: user, messageID: requestID)
        }
    }
}

/// Numbers for request-id and msgID: each message has another one than those before.
final class RequestNumbers: Sendable {
    private let next: Atomic<Int32>

    init(first: Int32 = Int32.random(in: 1...0x3fff_ffff)) {
        next = Atomic(first)
    }

    /// The next number, 0 to 2,147,483,647.
    func take() -> Int32 {
        next.wrappingAdd(1, ordering: .relaxed).newValue & 0x7fff_ffff
    }
}
