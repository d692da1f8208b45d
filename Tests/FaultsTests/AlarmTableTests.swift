import Faults
import NetworkValues
import Testing

/// Raising, refreshing, clearing and acknowledging alarms (manual 4.23.3).
struct AlarmTableTests {
    var table = AlarmTable()

    @Test mutating func `a new alarm gets a number, the severity of the catalogue and the time`() throws {
        let change = table.raise(.boxMemoryLow, on: 1, from: "BOX", text: "90 % used", at: seconds(5))
        let alarm = try #require(table.alarm(number: 1))
        #expect(change == .raised(alarm))
        #expect(alarm.key == AlarmKey(1, .boxMemoryLow, "BOX"))
        #expect(alarm.subject == subject(1))
        #expect(alarm.severity == .critical)
        #expect(alarm.text == "90 % used")
        #expect(alarm.firstRaised == seconds(5) && alarm.lastRaised == seconds(5))
        #expect(alarm.count == 1)
        #expect(alarm.objectGoneSince == nil && !alarm.acknowledged)
    }

    @Test mutating func `a code outside the catalogue is raised as indeterminate`() {
        table.raise(FaultCode(rawValue: 0x00ff_0001), on: 1)
        #expect(table.alarms.map(\.severity) == [.indeterminate])
    }

    @Test mutating func `a repeated report refreshes the alarm and counts`() throws {
        table.raise(.masterRadioRegistrationDown, on: 1, text: "first", at: seconds(0))
        var renamed = subject(1)
        renamed.deviceName = "hall"
        let change = table.raise(
            .masterRadioRegistrationDown, on: renamed, source: "MASTER", text: "second", at: seconds(60))
        let alarm = try #require(table.alarm(number: 1))
        #expect(change == .refreshed(alarm))
        #expect(alarm.count == 2)
        #expect(alarm.text == "second" && alarm.subject.deviceName == "hall")
        #expect(alarm.firstRaised == seconds(0) && alarm.lastRaised == seconds(60))
        #expect(table.alarms.count == 1 && table.lastNumber == 1)
    }

    @Test mutating func `device, source and code together make an alarm`() {
        table.raise(.ipInterfaceDown, on: 1, from: "ETH0")
        table.raise(.ipInterfaceDown, on: 1, from: "ETH1")
        table.raise(.ipInterfaceDown, on: 2, from: "ETH0")
        table.raise(.ipTcpBindError, on: 1, from: "ETH0")
        #expect(table.alarms.map(\.number) == [1, 2, 3, 4])
        #expect(table.alarm(AlarmKey(2, .ipInterfaceDown, "ETH0"))?.number == 3)
        #expect(table.alarm(AlarmKey(2, .ipInterfaceDown, "ETH1")) == nil)
    }

    @Test mutating func `only an alarm that was raised is cleared`() {
        let key = AlarmKey(1, .rfpUnsynchronized)
        #expect(table.clear(key, at: seconds(0)) == nil)
        table.raise(.rfpUnsynchronized, on: 1)
        let standing = table.alarms[0]
        #expect(table.clear(AlarmKey(2, .rfpUnsynchronized), at: seconds(1)) == nil)
        #expect(table.clear(key, at: seconds(1)) == .cleared(standing))
        #expect(table.clear(key, at: seconds(2)) == nil)
        #expect(table.alarms.isEmpty)
    }

    @Test mutating func `an alarm keeps its number for life`() {
        table.raise(.rfpUnsynchronized, on: 1)
        table.raise(.rfpUnsynchronized, on: 2)
        for minute in 1...50 { table.raise(.rfpUnsynchronized, on: 2, at: seconds(Int64(minute) * 60)) }
        _ = table.clear(AlarmKey(1, .rfpUnsynchronized), at: seconds(9000))
        #expect(table.acknowledge(number: 2) == true)
        table.objectGone(DeviceID(rawValue: 2), at: seconds(9001))
        table.objectReturned(DeviceID(rawValue: 2))
        #expect(table.alarms.map(\.number) == [2])
        #expect(table.clear(AlarmKey(2, .rfpUnsynchronized), at: seconds(9002))?.alarm?.number == 2)
    }

    @Test mutating func `a number is not given again`() {
        var given: Set<UInt32> = []
        for _ in 0..<100 {
            let number = table.raise(.rfpUnsynchronized, on: 1).alarm?.number
            #expect(number.map { given.insert($0).inserted } == true)
            _ = table.clear(AlarmKey(1, .rfpUnsynchronized), at: seconds(1))
        }
        #expect(table.lastNumber == 100)
    }

    @Test func `numbers begin again behind the largest and pass over those in use`() {
        var table = AlarmTable()
        for device in 1...3 as ClosedRange<UInt64> { table.raise(.rfpRestarted, on: device) }
        table = AlarmTable(restoring: table.alarms, lastNumber: AlarmTable.largestNumber - 1)
        #expect(table.raise(.rfpRestarted, on: 4).alarm?.number == AlarmTable.largestNumber)
        #expect(table.raise(.rfpRestarted, on: 5).alarm?.number == 4)
        #expect(table.alarms.map(\.number) == [1, 2, 3, 4, AlarmTable.largestNumber])
        #expect(table.alarm(number: 4)?.key.device.rawValue == 5)
        #expect(AlarmTable.largestNumber == 2_147_483_647)
    }

    @Test mutating func `a restart ends all alarms of the device and no others`() {
        table.raise(.ipInterfaceDown, on: 1)
        table.raise(.ipInterfaceDown, on: 2)
        table.raise(.boxMemoryLow, on: 1)
        let ended = table.alarms.filter { $0.key.device.rawValue == 1 }
        #expect(table.clearAll(on: DeviceID(rawValue: 1), at: seconds(9)) == ended.map(AlarmChange.cleared))
        #expect(table.alarms.map(\.key.device.rawValue) == [2])
        #expect(table.clearAll(on: DeviceID(rawValue: 1), at: seconds(10)).isEmpty)
        #expect(table.clearAll(on: DeviceID(rawValue: 7), at: seconds(10)).isEmpty)
    }

    @Test mutating func `an acknowledged alarm stands until it is over`() {
        table.raise(.ipInterfaceDown, on: 1)
        #expect(table.acknowledge(number: 2) == false)
        #expect(table.acknowledge(number: 1) == true)
        table.raise(.ipInterfaceDown, on: 1)
        #expect(table.alarms.map(\.acknowledged) == [true])
        #expect(table.clear(AlarmKey(1, .ipInterfaceDown), at: seconds(1))?.alarm?.acknowledged == true)
        #expect(table.acknowledge(number: 1) == false)
        table.raise(.ipInterfaceDown, on: 1)
        #expect(table.alarms.map(\.acknowledged) == [false])
    }
}

/// What the table counts and how much it holds.
struct AlarmTableBoundTests {
    @Test func `a full table refuses new alarms, counts that, and still refreshes`() {
        var table = AlarmTable(limit: 2)
        table.raise(.ipInterfaceDown, on: 1)
        table.raise(.ipInterfaceDown, on: 2)
        let revision = table.revision
        #expect(table.raise(.ipInterfaceDown, on: 3) == .refused(limit: 2))
        #expect(table.raise(.ipInterfaceDown, on: 4) == .refused(limit: 2))
        #expect(table.refusedCount == 2 && table.revision == revision && table.lastNumber == 2)
        #expect(table.raise(.ipInterfaceDown, on: 2).alarm?.count == 2)
        _ = table.clear(AlarmKey(1, .ipInterfaceDown), at: seconds(1))
        #expect(table.raise(.ipInterfaceDown, on: 3).alarm?.number == 3)
        #expect(table.refusedCount == 2)
    }

    @Test func `20,000 alarms fit and no more`() {
        var table = AlarmTable()
        for device in 1...20_000 as ClosedRange<UInt64> { table.raise(.ipInterfaceDown, on: device) }
        #expect(table.alarms.count == 20_000)
        #expect(table.raise(.ipInterfaceDown, on: 20_001) == .refused(limit: 20_000))
    }

    @Test func `counts and the worst severity follow what stands`() {
        var table = AlarmTable()
        let device = DeviceID(rawValue: 1)
        #expect(table.worst == nil && table.worst(on: device) == nil && table.active(on: device) == 0)
        table.raise(.rfpBusyForSpeech, on: 1)
        table.raise(.ipInterfaceDown, on: 1)
        table.raise(.boxMemoryLow, on: 2)
        #expect(FaultSeverity.allCases.map { table.active($0) } == [1, 1, 1])
        #expect(table.worst == .critical && table.worst(on: device) == .major && table.active(on: device) == 2)
        _ = table.clear(AlarmKey(2, .boxMemoryLow), at: seconds(1))
        _ = table.clear(AlarmKey(1, .ipInterfaceDown), at: seconds(1))
        #expect(FaultSeverity.allCases.map { table.active($0) } == [1, 0, 0])
        #expect(table.worst == .indeterminate && table.worst(on: device) == .indeterminate)
        #expect(table.worst(on: DeviceID(rawValue: 2)) == nil)
    }

    @Test func `the revision changes with each change and only then`() {
        var table = AlarmTable()
        var seen: [UInt64] = [table.revision]
        table.raise(.ipInterfaceDown, on: 1)
        seen.append(table.revision)
        table.raise(.ipInterfaceDown, on: 1)
        seen.append(table.revision)
        _ = table.acknowledge(number: 1)
        seen.append(table.revision)
        table.objectGone(DeviceID(rawValue: 1), at: seconds(1))
        seen.append(table.revision)
        _ = table.expire(at: seconds(1801))
        seen.append(table.revision)
        #expect(zip(seen, seen.dropFirst()).allSatisfy { $0 < $1 })
        let last = table.revision
        _ = table.clear(AlarmKey(1, .ipInterfaceDown), at: seconds(2000))
        _ = table.acknowledge(number: 1)
        _ = table.expire(at: seconds(9999))
        #expect(table.revision == last)
    }

    @Test func `a restored table goes on where the old one stopped`() {
        var old = AlarmTable()
        for device in 1...4 as ClosedRange<UInt64> { old.raise(.ipInterfaceDown, on: device) }
        _ = old.acknowledge(number: 2)
        _ = old.clear(AlarmKey(4, .ipInterfaceDown), at: seconds(1))
        old.objectGone(DeviceID(rawValue: 3), at: seconds(10))
        var new = AlarmTable(restoring: old.alarms.reversed(), lastNumber: old.lastNumber)
        #expect(new.alarms == old.alarms)
        #expect(new.nextDeadline == old.nextDeadline)
        #expect(FaultSeverity.allCases.map { new.active($0) } == FaultSeverity.allCases.map { old.active($0) })
        #expect(new.raise(.ipInterfaceDown, on: 1).alarm?.count == 2)
        #expect(new.raise(.ipInterfaceDown, on: 4).alarm?.number == 5)
        #expect(new.expire(at: seconds(1810)).compactMap(\.alarm?.number) == [3])
    }

    @Test func `numbers go on behind the largest restored, whatever the last number says`() {
        var old = AlarmTable()
        for device in 1...3 as ClosedRange<UInt64> { old.raise(.ipInterfaceDown, on: device) }
        var new = AlarmTable(restoring: old.alarms, lastNumber: 0)
        #expect(new.raise(.ipInterfaceDown, on: 9).alarm?.number == 4)
    }

    @Test func `more alarms than the limit are restored all the same`() {
        var old = AlarmTable()
        for device in 1...3 as ClosedRange<UInt64> { old.raise(.ipInterfaceDown, on: device) }
        var new = AlarmTable(restoring: old.alarms, lastNumber: 3, limit: 2)
        #expect(new.alarms.count == 3)
        #expect(new.raise(.ipInterfaceDown, on: 9) == .refused(limit: 3))
    }
}
