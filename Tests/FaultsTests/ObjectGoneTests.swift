import Faults
import NetworkValues
import Testing

/// The 30 minutes after which the alarms of a device that is gone are over (manual 4.23.3).
struct ObjectGoneTests {
    var table = AlarmTable()
    let one = DeviceID(rawValue: 1)

    @Test mutating func `alarms of a device that is gone time out after 30 minutes, not before`() {
        table.raise(.ipInterfaceDown, on: 1)
        table.raise(.boxMemoryLow, on: 1)
        table.raise(.ipInterfaceDown, on: 2)
        table.objectGone(one, at: seconds(100))
        #expect(table.nextDeadline == seconds(1900))
        #expect(table.expire(at: seconds(1899)).isEmpty)
        #expect(table.alarms.map(\.objectGoneSince) == [seconds(100), seconds(100), nil])
        let due = table.alarms.prefix(2)
        #expect(table.expire(at: seconds(1900)) == due.map(AlarmChange.timedOut))
        #expect(table.alarms.map(\.number) == [3])
        #expect(table.nextDeadline == nil)
        #expect(table.expire(at: seconds(9000)).isEmpty)
    }

    @Test mutating func `a device that returns in time keeps its alarms`() {
        table.raise(.ipInterfaceDown, on: 1)
        table.objectGone(one, at: seconds(0))
        table.objectReturned(one)
        #expect(table.nextDeadline == nil)
        #expect(table.alarms.map(\.objectGoneSince) == [nil])
        #expect(table.expire(at: seconds(100_000)).isEmpty)
        #expect(table.alarms.count == 1)
    }

    @Test mutating func `a device that goes again has 30 minutes from then`() {
        table.raise(.ipInterfaceDown, on: 1)
        table.objectGone(one, at: seconds(0))
        table.objectReturned(one)
        table.objectGone(one, at: seconds(1000))
        #expect(table.expire(at: seconds(1800)).isEmpty)
        #expect(table.expire(at: seconds(2800)).count == 1)
    }

    @Test mutating func `hearing again that a device is gone does not put the end off`() {
        table.raise(.ipInterfaceDown, on: 1)
        table.objectGone(one, at: seconds(0))
        table.objectGone(one, at: seconds(1700))
        #expect(table.nextDeadline == seconds(1800))
        #expect(table.expire(at: seconds(1800)).count == 1)
    }

    @Test mutating func `an alarm raised on a device that is gone times out with the others`() {
        table.objectGone(one, at: seconds(0))
        #expect(table.nextDeadline == nil)
        table.raise(.masterRadioRegistrationDown, on: 1, at: seconds(60))
        #expect(table.alarms.map(\.objectGoneSince) == [seconds(0)])
        #expect(table.nextDeadline == seconds(1800))
        #expect(table.expire(at: seconds(1800)).compactMap(\.alarm?.number) == [1])
    }

    @Test mutating func `the earliest of several deadlines comes first`() {
        for device in 1...3 as ClosedRange<UInt64> {
            table.raise(.ipInterfaceDown, on: device)
            table.objectGone(DeviceID(rawValue: device), at: seconds(Int64(device) * 100))
        }
        #expect(table.nextDeadline == seconds(1900))
        _ = table.clear(AlarmKey(1, .ipInterfaceDown), at: seconds(400))
        #expect(table.nextDeadline == seconds(2000))
        #expect(table.expire(at: seconds(2050)).compactMap(\.alarm?.number) == [2])
        #expect(table.nextDeadline == seconds(2100))
        #expect(table.clearAll(on: DeviceID(rawValue: 3), at: seconds(2060)).count == 1)
        #expect(table.nextDeadline == nil)
    }

    @Test mutating func `an alarm that timed out is raised anew with a new number`() {
        table.raise(.ipInterfaceDown, on: 1)
        table.objectGone(one, at: seconds(0))
        _ = table.expire(at: seconds(1800))
        table.objectReturned(one)
        let alarm = table.raise(.ipInterfaceDown, on: 1, at: seconds(3600)).alarm
        #expect(alarm?.number == 2 && alarm?.count == 1 && alarm?.objectGoneSince == nil)
        #expect(table.nextDeadline == nil)
    }
}
