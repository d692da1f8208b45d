import Faults
import NetworkValues

/// The alarm table as simply as it can be said: a dictionary, and everything else searched for.
struct AlarmModel {
    var standing: [AlarmKey: Alarm] = [:]
    var gone: [DeviceID: Timestamp] = [:]
    var lastNumber: UInt32 = 0
    var refused: UInt64 = 0
    let limit: Int

    var alarms: [Alarm] { standing.values.sorted { $0.number < $1.number } }

    var nextDeadline: Timestamp? {
        standing.values.compactMap(\.objectGoneSince).min()?.adding(seconds: 1800)
    }

    mutating func raise(_ key: AlarmKey, _ text: String, at time: Timestamp) -> AlarmChange {
        if var alarm = standing[key] {
            alarm.count += 1
            alarm.lastRaised = time
            alarm.text = text
            standing[key] = alarm
            return .refreshed(alarm)
        }
        if standing.count == limit {
            refused += 1
            return .refused(limit: limit)
        }
        lastNumber += 1
        let alarm = Alarm(
            number: lastNumber, key: key, subject: subject(key.device.rawValue),
            severity: FaultCatalogue.definition(of: key.code)?.severity ?? .indeterminate, text: text,
            firstRaised: time, lastRaised: time, objectGoneSince: gone[key.device])
        standing[key] = alarm
        return .raised(alarm)
    }

    mutating func end(_ change: (Alarm) -> AlarmChange, where isMeant: (Alarm) -> Bool) -> [AlarmChange] {
        let ended = alarms.filter(isMeant)
        for alarm in ended { standing[alarm.key] = nil }
        return ended.map(change)
    }

    mutating func setGone(_ device: DeviceID, since time: Timestamp?) {
        if time != nil, gone[device] != nil { return }
        gone[device] = time
        for (key, _) in standing where key.device == device { standing[key]?.objectGoneSince = time }
    }

    mutating func acknowledge(_ number: UInt32) -> Bool {
        guard let key = standing.values.first(where: { $0.number == number })?.key else { return false }
        standing[key]?.acknowledged = true
        return true
    }
}
