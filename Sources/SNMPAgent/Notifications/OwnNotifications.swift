import Faults
import NetworkValues

/// The notifications of IPDECT-ALARM-MIB.
struct OwnNotifications: Sendable {
    /// The objects below ipdectNotice, in the order in which each notification carries them.
    enum Object: UInt32, CaseIterable {
        case alarm = 1
        case code, label, severity, seriousness, deviceName, deviceMAC, addressType, address, source, text, time
        case count, record, simulated
        case held, heldErrors, heldWarnings, heldInformation, heldFrom, heldUntil, firstRecord, lastRecord
        case firstEvent, lastEvent, interval
    }

    /// The notifications, by their last sub-identifier.
    enum Name: UInt32 {
        case alarmRaised = 1
        case alarmCleared, alarmTimedOut, eventReported, test, heldBack, heartbeat

        init(_ activity: FaultActivity) {
            switch activity {
            case .alarm: self = .alarmRaised
            case .alarmCleared: self = .alarmCleared
            case .alarmTimeout: self = .alarmTimedOut
            case .error: self = .eventReported
            }
        }
    }

    private let notices: [UInt32]
    private let summary: [UInt32]
    private let notifications: [UInt32]

    init(_ root: ModuleRoot) {
        let tree = OwnTree(root)
        notices = tree.objects(.alarm) + [6]
        summary = tree.objects(.alarm) + [1]
        notifications = tree.notifications(.alarm)
    }

    /// The notification about a fault; `number` is its record's in the journal.
    func content(_ record: FaultRecord, number: UInt64) -> NotificationContent {
        let name = Name(record.activity)
        let label = FaultCatalogue.definition(of: record.code)?.label ?? ""
        let variables: [NotificationVariable] = [
            variable(.alarm, .unsigned(record.alarmNumber)),
            variable(.code, .unsigned(record.code.rawValue)),
            variable(.label, .octets(label.octets(upTo: 64))),
            variable(.severity, .integer(record.severity.managedValue)),
            variable(.seriousness, .integer(Int32(record.seriousness.rawValue))),
            variable(.deviceName, .octets(record.subject.deviceName.octets(upTo: 64))),
            variable(.deviceMAC, .octets(MACAddress(rawValue: record.subject.device.rawValue).octets)),
            variable(.addressType, .integer(record.subject.address?.inetAddressType ?? 0)),
            variable(.address, .octets(record.subject.address?.inetAddress ?? [])),
            variable(.source, .octets(record.source.octets(upTo: 64))),
            variable(.text, .octets(record.text.octets(upTo: 255))),
            variable(.time, .octets(record.time.dateAndTime)),
            variable(.count, .unsigned(record.count)),
            variable(.record, .unsigned(UInt32(truncatingIfNeeded: number))),
            variable(.simulated, .integer(record.isSimulated ? 1 : 2)),
        ]
        return NotificationContent(
            name: notifications + [name.rawValue], variables: variables,
            textPosition: Int(Object.text.rawValue) - 1)
    }

    /// A notice of the journal: behind its own objects the number of its record and when it happened, for it may arrive late,
    /// and twice (RFC 3416 4.2.6 allows more objects than the definition has).
    func content(_ notice: Notice, at time: Timestamp, number: UInt64) -> NotificationContent {
        var content = notice.content
        content.variables.append(variable(.record, .unsigned(UInt32(truncatingIfNeeded: number))))
        content.variables.append(variable(.time, .octets(time.dateAndTime)))
        return content
    }

    /// The test notification: who sends it, a text, and when.
    func test(from host: String, text: String, at time: Timestamp) -> NotificationContent {
        NotificationContent(
            name: notifications + [Name.test.rawValue],
            variables: [
                variable(.deviceName, .octets(host.octets(upTo: 64))),
                variable(.text, .octets(text.octets(upTo: 255))),
                variable(.time, .octets(time.dateAndTime)),
            ], textPosition: 1)
    }

    /// What was held back from a receiver, in one notification. `events` are the rows of ipdectEventTable that tell of it,
    /// as far as they are there still.
    func heldBack(_ summary: StormControl.Summary, events: ClosedRange<UInt32>?) -> NotificationContent {
        func held(_ seriousness: Seriousness) -> UInt32 { summary.bySeriousness[seriousness] ?? 0 }
        return NotificationContent(
            name: notifications + [Name.heldBack.rawValue],
            variables: [
                variable(.held, .unsigned(summary.count)),
                variable(.heldErrors, .unsigned(held(.error))),
                variable(.heldWarnings, .unsigned(held(.warning))),
                variable(.heldInformation, .unsigned(held(.information) + held(.disabled))),
                variable(.heldFrom, .octets(summary.from.dateAndTime)),
                variable(.heldUntil, .octets(summary.until.dateAndTime)),
                variable(.firstRecord, .unsigned(UInt32(truncatingIfNeeded: summary.firstRecord))),
                variable(.lastRecord, .unsigned(UInt32(truncatingIfNeeded: summary.lastRecord))),
                variable(.firstEvent, .unsigned(events?.lowerBound ?? 0)),
                variable(.lastEvent, .unsigned(events?.upperBound ?? 0)),
            ])
    }

    /// A heartbeat. How long the agent has run is sysUpTime, which every notification begins with.
    func heartbeat(_ figures: HeartbeatFigures, every seconds: Int64) -> NotificationContent {
        func alarms(_ object: AlarmModule.Summary, _ count: UInt32) -> NotificationVariable {
            NotificationVariable(name: summary + [object.rawValue, 0], value: .unsigned(count))
        }
        return NotificationContent(
            name: notifications + [Name.heartbeat.rawValue],
            variables: [
                variable(.deviceName, .octets(figures.name.octets(upTo: 64))),
                variable(.time, .octets(figures.time.dateAndTime)),
                alarms(.active, figures.active), alarms(.critical, figures.critical), alarms(.major, figures.major),
                alarms(.indeterminate, figures.indeterminate),
                variable(.lastRecord, .unsigned(UInt32(truncatingIfNeeded: figures.lastRecord))),
                variable(.interval, .unsigned(UInt32(clamping: seconds))),
            ])
    }

    private func variable(_ object: Object, _ value: NotificationVariable.Value) -> NotificationVariable {
        NotificationVariable(name: notices + [object.rawValue, 0], value: value)
    }
}

extension Timestamp {
    /// The timestamp as DateAndTime (RFC 2579): eleven octets, in UTC, to a tenth of a second.
    var dateAndTime: [UInt8] {
        let date = CalendarDate(self)
        let year = UInt16(clamping: date.year)
        return [
            UInt8(year >> 8), UInt8(year & 0xff), UInt8(clamping: date.month), UInt8(clamping: date.day),
            UInt8(clamping: date.hour), UInt8(clamping: date.minute), UInt8(clamping: date.second),
            UInt8(clamping: date.millisecond / 100), UInt8(ascii: "+"), 0, 0,
        ]
    }
}

extension IPAddress {
    /// The value of InetAddressType (RFC 4001): ipv4(1), ipv6(2), ipv6z(4).
    var inetAddressType: Int32 {
        switch self {
        case .v4: 1
        case .v6(_, _, let zone): zone == 0 ? 2 : 4
        }
    }

    /// The value of InetAddress (RFC 4001): 4 or 16 octets, or 20 with a zone.
    var inetAddress: [UInt8] {
        guard case .v6(_, _, let zone) = self, zone != 0 else { return octets }
        return octets + (0..<4).map { UInt8(truncatingIfNeeded: zone >> (24 - 8 * $0)) }
    }
}
