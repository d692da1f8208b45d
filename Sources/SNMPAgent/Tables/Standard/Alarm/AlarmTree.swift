import Faults
import NetworkValues

/// Where the objects of ALARM-MIB and ITU-ALARM-MIB stand, and how their rows are numbered (RFC 3877).
enum AlarmTree {
    /// alarmMIB.
    static let root: [UInt32] = [1, 3, 6, 1, 2, 1, 118]
    static let model = root + [1, 1]
    static let active = root + [1, 2]
    static let clear = root + [1, 3]
    /// ituAlarmMIB.
    static let itu: [UInt32] = [1, 3, 6, 1, 2, 1, 121]
    static let ituModel = itu + [1, 1]
    static let ituActive = itu + [1, 2]

    /// alarmListName of the only list, whose name is empty: its length.
    static let list: [UInt32] = [0]

    /// alarmModelState of a clear alarm.
    static let clearState: UInt32 = 1

    /// alarmModelState of an alarm that stands.
    static func state(_ severity: FaultSeverity) -> UInt32 {
        switch severity {
        case .indeterminate: 2
        case .major: 5
        case .critical: 6
        }
    }

    /// A row of alarmModelTable: alarmModelIndex is the fault's code.
    static func modelIndex(_ code: FaultCode, _ state: UInt32) -> [UInt32] { list + [code.rawValue, state] }

    /// The first column of a row of alarmModelTable that can be read, for pointers.
    static func modelPointer(_ code: FaultCode, _ state: UInt32) -> [UInt32] {
        model + [2, 1, 3] + modelIndex(code, state)
    }

    /// A row of ituAlarmTable: its index has ituAlarmPerceivedSeverity instead of a state, cleared(1) or as X.733 has it.
    static func ituIndex(_ code: FaultCode, _ severity: FaultSeverity?) -> [UInt32] {
        list + [code.rawValue, UInt32(severity.managedValue)]
    }

    /// An alarm's row in the tables of alarms that stand, and of cleared ones: the list, when, and the number.
    static func index(_ time: Timestamp, _ number: UInt32) -> [UInt32] {
        var index: [UInt32] = [0, 11]
        index.reserveCapacity(14)
        append(time, to: &index)
        index.append(number)
        return index
    }

    /// Appends the octets of a DateAndTime in UTC.
    private static func append(_ time: Timestamp, to index: inout [UInt32]) {
        let date = CalendarDate(time)
        let year = UInt32(clamping: date.year) & 0xffff
        index.append(year >> 8)
        index.append(year & 0xff)
        index.append(UInt32(clamping: date.month))
        index.append(UInt32(clamping: date.day))
        index.append(UInt32(clamping: date.hour))
        index.append(UInt32(clamping: date.minute))
        index.append(UInt32(clamping: date.second))
        index.append(UInt32(clamping: date.millisecond / 100))
        index.append(UInt32(UInt8(ascii: "+")))
        index.append(0)
        index.append(0)
    }
}

/// Where the row of an alarm stands: by tenth of a second, then by number.
struct AlarmRowKey: Comparable, Hashable, Sendable {
    private let tenths: Int64
    private let number: UInt32

    init(_ time: Timestamp, _ number: UInt32) {
        // Rounded down, as the time of day is.
        let rest = (time.milliseconds % 100 + 100) % 100
        tenths = (time.milliseconds - rest) / 100
        self.number = number
    }

    static func < (left: AlarmRowKey, right: AlarmRowKey) -> Bool {
        (left.tenths, left.number) < (right.tenths, right.number)
    }

    /// The places of alarms in the order of their rows.
    static func order(_ alarms: [Alarm]) -> [(key: AlarmRowKey, place: Int)] {
        let all = alarms.indices.map { (AlarmRowKey(alarms[$0].firstRaised, alarms[$0].number), $0) }
        // Numbers grow with time, until they begin again or the clock is set back.
        let isSorted = zip(all, all.dropFirst()).allSatisfy { $0.0 < $1.0 }
        return isSorted ? all : all.sorted { $0.0 < $1.0 }
    }
}
