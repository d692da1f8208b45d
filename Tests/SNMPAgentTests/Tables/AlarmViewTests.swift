import Faults
import NetworkValues
import Snapshot
import Testing

@testable import SNMPAgent

/// ALARM-MIB, ITU-ALARM-MIB and NOTIFICATION-LOG-MIB are other views of the alarms and of what happened.
struct AlarmViewTests {
    let groups = TableFixture.groups()
    let active = AlarmTree.active + [2, 1]
    let log = LogTree.log + [1, 1]
    let variables = LogTree.log + [2, 1]
    let code = FaultCode.masterRadioRegistrationDown

    /// An alarm's row: list, DateAndTime and number.
    private func index(_ number: UInt32) -> [UInt32] {
        [0, 11] + TableFixture.now.dateAndTime.map(UInt32.init) + [number]
    }

    @Test func `alarms that stand have the numbers of our own table`() throws {
        let image = try MIBImage.make(groups, from: TableFixture.source())
        let row = index(2)
        #expect(image.get(active + [4] + row)?.content == TableFixture.engine().engineID)
        #expect(image.number(active + [5] + row) == 1)
        #expect(image.get(active + [6] + row)?.content == [10, 0, 0, 1])
        #expect(image.text(active + [7] + row) == "")
        #expect(image.number(active + [8] + row) == 0)
        #expect(image.oid(active + [9] + row) == OwnTree(.standard).notifications(.alarm) + [1])
        #expect(image.oid(active + [10] + row) == EntityTree.physical + [1, 2, 200])
        #expect(image.text(active + [11] + row) == "Radio 2 does not answer")
        #expect(image.table(entry: active)?.rowCount == 3)
        #expect(image.number(AlarmTree.active + [4, 1, 1, 0]) == 3)
    }

    @Test func `every pointer of an alarm leads to something`() throws {
        let image = try MIBImage.make(groups, from: TableFixture.source())
        for column in [10, 12, 13, 14] as [UInt32] {
            for cell in TableFixture.walk(image, below: active + [column]) {
                let target = CellReader.arcs(cell.content[...])
                #expect(image.get(target) != nil, "column \(column) leads to \(target)")
            }
        }
        for entry in [AlarmTree.model + [2, 1, 7], AlarmTree.ituModel + [1, 1, 5]] {
            let cells = TableFixture.walk(image, below: entry)
            #expect(cells.count == 2 * FaultCatalogue.all.count)
            #expect(cells.allSatisfy { image.get(CellReader.arcs($0.content[...])) != nil })
        }
    }

    @Test func `the model has each fault clear and standing`() throws {
        let image = try MIBImage.make(groups, from: TableFixture.source())
        let model = AlarmTree.model + [2, 1], itu = AlarmTree.ituModel + [1, 1]
        #expect(image.number(model + [5, 0, code.rawValue, 5]) == UInt64(code.rawValue))
        #expect(image.number(model + [4, 0, code.rawValue, 5]) == 4)
        #expect(image.oid(model + [3, 0, code.rawValue, 1]) == OwnTree(.standard).notifications(.alarm) + [2])
        // communicationsAlarm(2), communicationsSubsystemFailure(505), major(4).
        #expect(image.number(itu + [2, 0, code.rawValue, 4]) == 2)
        #expect(image.number(itu + [3, 0, code.rawValue, 4]) == 505)
        let hot = FaultCode.envHighTemperature.rawValue
        #expect(image.number(itu + [2, 0, hot, 3]) == 6)
        #expect(image.number(itu + [3, 0, hot, 3]) == 123)
        let tls = FaultCode.tlsPeerUnknownCa.rawValue
        #expect(TableFixture.walk(image, below: itu + [2, 0, tls]).map(\.content) == [[10], [10]])
    }

    @Test func `an alarm that is cleared moves to the table of cleared ones`() throws {
        var source = TableFixture.source()
        let first = try MIBImage.make(groups, from: source)
        #expect(first.number(AlarmTree.active + [1, 0]) == 0)
        source.snapshot.time = source.snapshot.time.adding(seconds: 5)
        let alarm = try #require(source.snapshot.alarms.alarm(number: 2))
        _ = source.snapshot.alarms.clear(alarm.key, at: source.snapshot.time)
        var record = TableFixture.record(.alarmCleared, alarm)
        record.time = source.snapshot.time
        source.snapshot.log.append(.init(number: 90, record: record))
        let second = try MIBImage.make(groups, from: source, previous: first)
        #expect(second.get(active + [11] + index(2)) == nil)
        #expect(second.number(AlarmTree.active + [1, 0]) == 60_500)
        #expect(second.number(AlarmTree.active + [4, 1, 4, 0]) == 60_500)
        #expect(second.number(AlarmTree.ituActive + [2, 1, 3, 0]) == 2)
        let row = [0, 11] + record.time.dateAndTime.map(UInt32.init) + [2]
        #expect(second.number(AlarmTree.clear + [2, 1, 9] + row) == 90)
        #expect(second.oid(AlarmTree.clear + [2, 1, 8] + row) == EntityTree.physical + [1, 2, 200])
        let before = try #require(first.table(entry: active)), after = try #require(second.table(entry: active))
        #expect(before.rows[0] === after.rows[0])
        #expect(before.rows[2] === after.rows[1])
    }

    @Test func `alarms stand in the order of their times, also when the clock went back`() throws {
        var source = TableFixture.source()
        let subject = TableFixture.subject(4)
        _ = source.snapshot.alarms.raise(
            code, on: subject, source: "DECT MASTER", text: "early", at: TableFixture.start)
        let image = try MIBImage.make(groups, from: source)
        let texts = TableFixture.walk(image, below: active + [11]).map { String(decoding: $0.content, as: UTF8.self) }
        #expect(texts.first == "early" && texts.count == 4)
    }

    // MARK: The log

    @Test func `the log has what was notified, by the number in the journal`() throws {
        let image = try MIBImage.make(groups, from: TableFixture.source())
        #expect(TableFixture.walk(image, below: log + [9]).map { $0.name.last } == [43, 46, 49, 52])
        #expect(image.number(log + [2, 0, 46]) == 60_000)
        #expect(image.get(log + [3, 0, 46])?.content == TableFixture.now.dateAndTime)
        #expect(image.oid(log + [9, 0, 46]) == OwnTree(.standard).notifications(.alarm) + [1])
        #expect(image.oid(log + [9, 0, 52]) == OwnTree(.standard).notifications(.alarm) + [4])
        #expect(image.number(LogTree.statistics + [1, 0]) == 4)
        #expect(image.number(LogTree.statistics + [3, 1, 2, 0]) == 0)
        #expect(image.number(LogTree.configuration + [1, 0]) == 1000)
        #expect(image.number(LogTree.configuration + [3, 1, 5, 0]) == 2)
        // What is logged has a filter that is there and lets it through.
        #expect(image.get(LogTree.configuration + [3, 1, 2, 0])?.content == Array("all".utf8))
    }

    @Test func `each variable has its type and one value`() throws {
        let source = TableFixture.source()
        let image = try MIBImage.make(groups, from: source)
        let entry = try #require(source.snapshot.log.entries.first)
        let content = OwnNotifications(.standard).content(try #require(entry.record), number: entry.number)
        let columns: [UInt64: UInt32] = [2: 5, 3: 6, 4: 7, 6: 8, 7: 10]
        for (place, variable) in content.variables.enumerated() {
            let row: [UInt32] = [0, 43, UInt32(place + 1)]
            #expect(image.oid(variables + [2] + row) == variable.name)
            let type = try #require(image.number(variables + [3] + row))
            let values = (UInt32(4)...12).filter { image.get(variables + [$0] + row) != nil }
            let expected = try #require(columns[type])
            #expect(values == [expected])
        }
        #expect(TableFixture.walk(image, below: variables + [2, 0, 43]).count == content.variables.count)
    }

    @Test func `notices are logged as they were sent, at their place among the faults`() throws {
        var source = TableFixture.source()
        let before = try MIBImage.make(groups, from: source)
        source.snapshot.log.append(.init(number: 48, content: .notice("linkDown 2 up", at: TableFixture.now)))
        source.snapshot.log.append(.init(number: 53, content: .notice("coldStart", at: TableFixture.start)))
        source.snapshot.log.append(.init(number: 54, content: .notice("of a newer version", at: TableFixture.now)))
        let image = try MIBImage.make(groups, from: source, previous: before)
        let numbers = TableFixture.walk(image, below: log + [9]).compactMap { $0.name.last }
        #expect(numbers == [43, 46, 48, 49, 52, 53, 54])
        let down = OwnNotifications(.standard).content(
            .linkDown(2, isAdministrativelyUp: true), at: TableFixture.now, number: 48)
        #expect(image.oid(log + [9, 0, 48]) == down.name && image.oid(log + [9, 0, 54]) == [0, 0])
        #expect(image.oid(log + [9, 0, 53]) == NotificationContent.Generic.coldStart.name)
        #expect(image.number(log + [2, 0, 48]) == 60_000 && image.number(log + [2, 0, 53]) == 0)
        let told = TableFixture.walk(image, below: variables + [2, 0, 48]).map(\.name)
        #expect(told.count == 5)
        for (place, variable) in down.variables.enumerated() {
            #expect(image.oid(variables + [2, 0, 48, UInt32(place + 1)]) == variable.name)
        }
        #expect(image.number(variables + [5, 0, 48, 4]) == 48, "the number of the record")
        #expect(image.get(variables + [8, 0, 48, 5])?.content.count == 11, "when it happened")
        #expect(TableFixture.walk(image, below: variables + [2, 0, 54]).isEmpty)
        let fresh = try MIBImage.make(TableFixture.groups(), from: source)
        #expect(TableFixture.walk(image, below: LogTree.root) == TableFixture.walk(fresh, below: LogTree.root))
        #expect(TableFixture.walk(image, below: AlarmTree.clear) == TableFixture.walk(before, below: AlarmTree.clear))
    }

    @Test func `new entries leave the old ones as they are, until they are pushed out`() throws {
        var source = TableFixture.source()
        let alarm = try #require(source.snapshot.alarms.alarm(number: 1))
        source.snapshot.log = EventLog(capacity: 8)
        var previous = try MIBImage.make(groups, from: source)
        for number in UInt64(1)...40 {
            source.snapshot.log.append(.init(number: number, record: TableFixture.record(.alarm, alarm)))
            let image = try MIBImage.make(groups, from: source, previous: previous)
            let table = try #require(image.table(entry: log)), before = try #require(previous.table(entry: log))
            #expect(table.rowCount == min(Int(number), 8))
            let kept = before.rows.suffix(table.rowCount - 1)
            #expect(zip(table.rows, kept).allSatisfy { $0 === $1 })
            let numbers = TableFixture.walk(image, below: log + [9]).compactMap { $0.name.last }
            let newest = UInt32(number)
            let oldest: UInt32 = newest > 8 ? newest - 7 : 1
            #expect(numbers == Array(oldest...newest))
            let fresh = try MIBImage.make(TableFixture.groups(), from: source)
            #expect(TableFixture.walk(image, below: LogTree.root) == TableFixture.walk(fresh, below: LogTree.root))
            previous = image
        }
        #expect(source.snapshot.log.dropped == 32 && source.snapshot.log.added == 40)
    }

    @Test func `what was logged before the start has no time of this run`() throws {
        var source = TableFixture.source()
        let alarm = try #require(source.snapshot.alarms.alarm(number: 1))
        var record = TableFixture.record(.alarm, alarm)
        record.time = TableFixture.start.adding(seconds: -60)
        source.snapshot.log = EventLog(restoring: [.init(number: 7, record: record)])
        let image = try MIBImage.make(groups, from: source)
        #expect(image.number(log + [2, 0, 7]) == 0)
        #expect(image.number(LogTree.statistics + [1, 0]) == 0)
    }
}
