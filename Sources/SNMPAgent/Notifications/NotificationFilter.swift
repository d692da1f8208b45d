import Faults

/// Decides which records a receiver hears of.
struct NotificationFilter: Sendable {
    private let minimum: Seriousness
    private let includesDisabled: Bool
    /// Alarms that the receiver was told of and not yet that they ended.
    private var announced: Set<UInt32> = []

    /// More alarms cannot stand.
    private static let announcedLimit = 65_536

    init(_ target: NotificationTarget) {
        minimum = target.minimumSeriousness
        includesDisabled = target.includesDisabled
    }

    /// Whether to send `record`. The end of an alarm is sent whenever its beginning was, whatever the severity map says by
    /// then, so that no receiver keeps an alarm that is over.
    mutating func passes(_ record: FaultRecord) -> Bool {
        let isSerious =
            record.seriousness == .disabled ? includesDisabled : record.seriousness >= minimum
        switch record.activity {
        case .alarm:
            if isSerious, announced.count < Self.announcedLimit { announced.insert(record.alarmNumber) }
            return isSerious
        case .alarmCleared, .alarmTimeout:
            return announced.remove(record.alarmNumber) != nil || isSerious
        case .error:
            return isSerious
        }
    }
}
