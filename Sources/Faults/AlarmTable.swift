public import NetworkValues

/// What came of a change to the alarm table.
public enum AlarmChange: Hashable, Sendable {
    /// A new alarm stands.
    case raised(Alarm)
    /// An alarm that stands was reported again.
    case refreshed(Alarm)
    /// An alarm is over.
    case cleared(Alarm)
    /// An alarm whose object has been gone too long is over.
    case timedOut(Alarm)
    /// The table holds as many alarms as it may.
    case refused(limit: Int)

    /// The device of the alarm; the agent's own when there is none.
    public var device: DeviceID {
        switch self {
        case .raised(let alarm), .refreshed(let alarm), .cleared(let alarm), .timedOut(let alarm): alarm.key.device
        case .refused: .agent
        }
    }
}

/// The alarms that stand (manual 4.23.3): a value without a clock.
public struct AlarmTable: Sendable {
    /// Seconds after which the alarms of an object that is gone are over.
    public static let objectGoneTimeoutSeconds: Int64 = 30 * 60
    /// The largest alarm number; after it numbers begin again, passing over those in use.
    public static let largestNumber: UInt32 = 2_147_483_647

    /// The alarms by ascending number.
    public private(set) var alarms: [Alarm] = []
    /// The number given last, 0 for none.
    public private(set) var lastNumber: UInt32 = 0
    /// Counts all changes of the table.
    public private(set) var revision: UInt64 = 0
    /// Raises refused because the table was full.
    public private(set) var refusedCount: UInt64 = 0
    /// The most alarms that stand at once.
    public let limit: Int

    private var numbers: [AlarmKey: UInt32] = [:]
    private var devices: [DeviceID: DeviceAlarms] = [:]
    private var severityCounts = [Int](repeating: 0, count: FaultSeverity.allCases.count)
    /// When the earliest alarm times out; `nil` when none of an object that is gone stands.
    public private(set) var nextDeadline: Timestamp?

    private struct DeviceAlarms: Sendable {
        var numbers: Set<UInt32> = []
        var goneSince: Timestamp?
        var severityCounts = [Int](repeating: 0, count: FaultSeverity.allCases.count)
    }

    /// Makes an empty table that holds at most `limit` alarms.
    public init(limit: Int = 20_000) {
        self.limit = limit
    }

    /// Makes the table that stood before a restart. Numbers go on behind `lastNumber`.
    public init(restoring alarms: [Alarm], lastNumber: UInt32, limit: Int = 20_000) {
        self.limit = max(limit, alarms.count)
        self.lastNumber = max(lastNumber, alarms.map(\.number).max() ?? 0)
        for alarm in alarms.sorted(by: { $0.number < $1.number }) where numbers[alarm.key] == nil { insert(alarm) }
        for (device, _) in devices {
            let since = self.alarms.filter { $0.key.device == device }.compactMap(\.objectGoneSince).min()
            devices[device]?.goneSince = since
        }
        findDeadline()
    }

    // MARK: Reading

    /// The alarm with this number, if it stands.
    public func alarm(number: UInt32) -> Alarm? {
        position(of: number).map { alarms[$0] }
    }

    /// The alarm with this key, if it stands.
    public func alarm(_ key: AlarmKey) -> Alarm? {
        numbers[key].flatMap { alarm(number: $0) }
    }

    /// How many alarms stand on a device.
    public func active(on device: DeviceID) -> Int {
        devices[device]?.numbers.count ?? 0
    }

    /// How many alarms of a severity stand.
    public func active(_ severity: FaultSeverity) -> Int {
        severityCounts[Int(severity.rawValue)]
    }

    /// The worst severity of the alarms on a device; `nil` when none stands.
    public func worst(on device: DeviceID) -> FaultSeverity? {
        guard let counts = devices[device]?.severityCounts else { return nil }
        return FaultSeverity.allCases.last { counts[Int($0.rawValue)] > 0 }
    }

    /// The worst severity of all alarms; `nil` when none stands.
    public var worst: FaultSeverity? {
        FaultSeverity.allCases.last { severityCounts[Int($0.rawValue)] > 0 }
    }

    // MARK: Changing

    /// Raises an alarm, or counts its report when it stands already.
    public mutating func raise(
        _ code: FaultCode, on subject: FaultSubject, source: String, text: String, at time: Timestamp
    ) -> AlarmChange {
        let key = AlarmKey(device: subject.device, source: source, code: code)
        if let number = numbers[key], let position = position(of: number) {
            alarms[position].count &+= 1
            alarms[position].lastRaised = time
            alarms[position].text = text
            alarms[position].subject = subject
            revision += 1
            return .refreshed(alarms[position])
        }
        guard alarms.count < limit else {
            refusedCount += 1
            return .refused(limit: limit)
        }
        let alarm = Alarm(
            number: nextNumber(), key: key, subject: subject,
            severity: FaultCatalogue.definition(of: code)?.severity ?? .indeterminate, text: text, firstRaised: time,
            lastRaised: time, objectGoneSince: devices[subject.device]?.goneSince)
        lastNumber = alarm.number
        insert(alarm)
        if alarm.objectGoneSince != nil { findDeadline() }
        return .raised(alarm)
    }

    /// Ends an alarm; `nil` when it does not stand.
    public mutating func clear(_ key: AlarmKey, at time: Timestamp) -> AlarmChange? {
        guard let number = numbers[key], let alarm = remove(number) else { return nil }
        if alarm.objectGoneSince != nil { findDeadline() }
        return .cleared(alarm)
    }

    /// Ends all alarms on a device, because it restarted.
    public mutating func clearAll(on device: DeviceID, at time: Timestamp) -> [AlarmChange] {
        guard let standing = devices[device]?.numbers else { return [] }
        let cleared = standing.sorted().compactMap { number in remove(number).map(AlarmChange.cleared) }
        findDeadline()
        return cleared
    }

    /// Notes that a device is gone: its alarms, and those raised on it from now on, time out.
    public mutating func objectGone(_ device: DeviceID, at time: Timestamp) {
        guard devices[device]?.goneSince == nil else { return }
        devices[device, default: DeviceAlarms()].goneSince = time
        mark(device, goneSince: time)
    }

    /// Notes that a device is back: its alarms no longer time out.
    public mutating func objectReturned(_ device: DeviceID) {
        guard devices[device]?.goneSince != nil else { return }
        devices[device]?.goneSince = nil
        mark(device, goneSince: nil)
        if devices[device]?.numbers.isEmpty == true { devices[device] = nil }
    }

    /// Ends the alarms whose object has been gone for 30 minutes.
    public mutating func expire(at time: Timestamp) -> [AlarmChange] {
        guard let nextDeadline, nextDeadline <= time else { return [] }
        let due = devices.filter { $0.value.goneSince.map { Self.deadline($0) <= time } ?? false }
        var changes: [AlarmChange] = []
        for number in due.values.flatMap(\.numbers).sorted() {
            if let alarm = remove(number) { changes.append(.timedOut(alarm)) }
        }
        findDeadline()
        return changes
    }

    /// Notes that somebody took note of an alarm; `false` when it does not stand.
    public mutating func acknowledge(number: UInt32, _ isAcknowledged: Bool = true) -> Bool {
        guard let position = position(of: number) else { return false }
        alarms[position].acknowledged = isAcknowledged
        revision += 1
        return true
    }

    // MARK: Inside

    private static func deadline(_ goneSince: Timestamp) -> Timestamp {
        goneSince.adding(seconds: objectGoneTimeoutSeconds)
    }

    private func position(of number: UInt32) -> Int? {
        var low = 0
        var high = alarms.count
        while low < high {
            let middle = (low + high) / 2
            if alarms[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low < alarms.count && alarms[low].number == number ? low : nil
    }

    private func nextNumber() -> UInt32 {
        var number = lastNumber
        repeat { number = number >= Self.largestNumber ? 1 : number + 1 } while position(of: number) != nil
        return number
    }

    private mutating func insert(_ alarm: Alarm) {
        if let last = alarms.last, last.number > alarm.number {
            let position = alarms.firstIndex { $0.number > alarm.number } ?? alarms.count
            alarms.insert(alarm, at: position)
        } else {
            alarms.append(alarm)
        }
        numbers[alarm.key] = alarm.number
        devices[alarm.key.device, default: DeviceAlarms()].numbers.insert(alarm.number)
        devices[alarm.key.device]?.severityCounts[Int(alarm.severity.rawValue)] += 1
        severityCounts[Int(alarm.severity.rawValue)] += 1
        revision += 1
    }

    private mutating func remove(_ number: UInt32) -> Alarm? {
        guard let position = position(of: number) else { return nil }
        let alarm = alarms.remove(at: position)
        numbers[alarm.key] = nil
        let device = alarm.key.device
        devices[device]?.numbers.remove(number)
        devices[device]?.severityCounts[Int(alarm.severity.rawValue)] -= 1
        severityCounts[Int(alarm.severity.rawValue)] -= 1
        if let left = devices[device], left.numbers.isEmpty, left.goneSince == nil { devices[device] = nil }
        revision += 1
        return alarm
    }

    private mutating func mark(_ device: DeviceID, goneSince time: Timestamp?) {
        for number in devices[device]?.numbers ?? [] {
            if let position = position(of: number) { alarms[position].objectGoneSince = time }
        }
        revision += 1
        findDeadline()
    }

    private mutating func findDeadline() {
        let earliest = devices.values.lazy.filter { !$0.numbers.isEmpty }.compactMap(\.goneSince).min()
        nextDeadline = earliest.map(Self.deadline)
    }
}
