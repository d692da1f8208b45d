import DeviceProtocols
import Faults
import NetworkValues
import Testing

struct VendorAlarmReaderTests {
    private static let lost = FaultCode.masterRadioRegistrationDown

    /// The alarms that an answer says stand; `nil` when it says nothing of them.
    private func standing(_ answer: VendorTableAnswer) -> [ReportedAlarm]? {
        for case .standingAlarms(let alarms) in answer.readings { return alarms }
        return nil
    }

    /// Reads a list that does not move until the reader is content.
    private func settled(_ reader: inout VendorAlarmReader, _ device: ListDevice) -> [ReportedAlarm]? {
        var device = device
        for _ in 0..<VendorAlarmReader.attemptLimit {
            let answer = reader.take(device.walk())
            if answer.outcome == .done { return standing(answer) }
        }
        return nil
    }

    @Test func `seven columns and the count are asked`() {
        #expect(VendorAlarmReader.columns.first == [1, 3, 6, 1, 4, 1, 27614, 1, 1, 1, 2, 2, 1, 2])
        #expect(VendorAlarmReader.columns.count == 7)
        #expect(VendorAlarmReader.entriesName == [1, 3, 6, 1, 4, 1, 27614, 1, 1, 1, 1, 2, 0])
        #expect(VendorWalk.entries(.integer(3)) == 3 && VendorWalk.entries(.noSuchObject) == nil)
    }

    @Test func `a row becomes an alarm with all that it tells`() throws {
        var reader = VendorAlarmReader(ownAddress: .v4(0x0a00_0001))
        var row = ListRow(alarm: Self.lost, about: 7)
        row.severity = 2
        let device = ListDevice(rows: [row, ListRow(alarm: .boxMemoryLow, about: 1, source: "Box")])
        let alarms = try #require(settled(&reader, device))
        let time = DeviceTime(Timestamp(seconds: 1_795_863_600), isUTC: false)
        #expect(
            alarms.first
                == ReportedAlarm(
                    code: Self.lost, source: "Master", severity: .critical, text: "Connection to Radio lost",
                    remote: .v4(0x0a00_0007), deviceTime: time))
        #expect(alarms.last?.remote == nil)
    }

    @Test func `the first set is believed when two reads agree, then one read is enough`() {
        var reader = VendorAlarmReader()
        var device = ListDevice(rows: [ListRow(alarm: Self.lost, about: 7)])
        let first = reader.take(device.walk())
        #expect(first.outcome == .readAgain(.unconfirmed) && first.readings.isEmpty)
        #expect(standing(reader.take(device.walk()))?.count == 1)
        device.rows[0].text = "other words"
        let third = reader.take(device.walk())
        #expect(third.outcome == .done)
        #expect(standing(third)?.first?.text == "other words")
    }

    @Test func `an empty table needs no second read when the device counts none`() {
        var reader = VendorAlarmReader()
        #expect(reader.take(VendorWalk([], entriesBefore: 0, entriesAfter: 0)).readings == [.standingAlarms([])])
    }

    @Test func `a device without the table clears nothing`() {
        var reader = VendorAlarmReader()
        let name = VendorAlarmReader.columns[0] + [1]
        for variables in [[], [SNMPVariable(name, .noSuchObject)], [SNMPVariable([1, 3], .endOfView)]] {
            let answer = reader.take(VendorWalk(variables))
            #expect(answer.outcome == .unsupported && answer.readings.isEmpty)
        }
    }

    @Test func `rows that changed places are the same alarms, and equal ones are one`() throws {
        var reader = VendorAlarmReader()
        let rows = [
            ListRow(alarm: Self.lost, about: 7, time: "11:00:00"), ListRow(alarm: Self.lost, about: 8),
            ListRow(alarm: Self.lost, about: 7, time: "11:05:00"),
        ]
        let alarms = try #require(settled(&reader, ListDevice(rows: rows)))
        #expect(alarms.map(\.remote) == [.v4(0x0a00_0007), .v4(0x0a00_0008)])
        #expect(alarms[0].deviceTime?.time == Timestamp(seconds: 1_795_863_900))
        var turned = ListDevice(rows: rows.reversed(), firstIndex: 0)
        let answer = reader.take(turned.walk(byColumn: true))
        #expect(answer.outcome == .done && standing(answer) == alarms)
    }

    @Test func `a count that changed means read again, and nothing is told`() {
        var reader = VendorAlarmReader()
        var device = ListDevice(rows: (1...3).map { ListRow(alarm: Self.lost, about: $0) })
        let answer = reader.take(
            device.walk { rows, step in if step == 1 { rows.insert(ListRow(alarm: Self.lost, about: 9), at: 0) } })
        #expect(answer.outcome == .readAgain(.entriesChanged(before: 3, after: 4)))
        #expect(answer.readings.isEmpty)
        let short = reader.take(VendorWalk(device.walk().variables, entriesBefore: 9, entriesAfter: 9))
        #expect(short.outcome == .readAgain(.rowCount(expected: 9, got: 4)) && short.readings.isEmpty)
    }

    @Test func `a device that always miscounts is believed when its rows stay as they are`() {
        var reader = VendorAlarmReader()
        var device = ListDevice(rows: (1...3).map { ListRow(alarm: Self.lost, about: $0) })
        let walk = VendorWalk(device.walk().variables, entriesBefore: 17, entriesAfter: 17)
        var answers = (0..<3).map { _ in reader.take(walk) }
        #expect(standing(answers.removeLast())?.count == 3)
        #expect(answers.allSatisfy { $0.readings.isEmpty })
    }

    @Test func `an alarm that one walk missed is not over`() throws {
        var reader = VendorAlarmReader()
        var device = ListDevice(rows: (1...4).map { ListRow(alarm: Self.lost, about: $0) })
        #expect(settled(&reader, device)?.count == 4)
        // The first goes when it has been read, and another comes at the end: the counts are equal, the third was missed.
        let torn = device.walk { rows, step in
            guard step == 1 else { return }
            rows.removeFirst()
            rows.append(ListRow(alarm: Self.lost, about: 5))
        }
        #expect(torn.entriesBefore == torn.entriesAfter)
        let answer = reader.take(torn)
        #expect(answer.outcome == .readAgain(.unconfirmed) && answer.readings.isEmpty)
        let next = try #require(settled(&reader, device))
        #expect(next.map(\.remote) == (2...5).map { IPAddress.v4(0x0a00_0000 | $0) })
    }

    @Test func `a walk by columns that is torn invents no alarm`() {
        var random = SplitMix(state: 31)
        let sources = ["Master", "Radio", "Sync", "Box"]
        let codes: [FaultCode] = [Self.lost, .boxMemoryLow, .masterStandbyActive, .rfpUnsynchronized]
        var reader = VendorAlarmReader()
        var device = ListDevice(rows: [])
        // All that ever stood: any other mixture of code and source is an invention.
        var ever: Set<[String]> = []
        func rows(_ count: Int) -> [ListRow] {
            (0..<count).map { _ in
                let kind = random.below(4)
                return ListRow(alarm: codes[kind], about: UInt32(1 + random.below(9)), source: sources[kind])
            }
        }
        for _ in 0..<2000 {
            if random.below(3) == 0 { device.rows = rows(random.below(6)) }
            let changes = random.below(4) == 0
            let walk = device.walk(byColumn: true) { rows, step in
                for row in rows { ever.insert(["\(row.code)", row.source, row.address.description]) }
                if changes, step == 3, !rows.isEmpty {
                    rows.append(rows.removeFirst())
                }
            }
            for row in device.rows { ever.insert(["\(row.code)", row.source, row.address.description]) }
            for alarm in standing(reader.take(walk)) ?? [] {
                let key = ["\(alarm.code.rawValue)", alarm.source, (alarm.remote ?? .v4(0)).description]
                #expect(ever.contains(key))
            }
        }
        #expect(reader.doubtfulReads > 100)
    }

    @Test func `a table that never settles is left to the next poll, and what is certain is kept`() {
        var reader = VendorAlarmReader()
        let stays = ListRow(alarm: .boxMemoryLow, source: "Box")
        #expect(settled(&reader, ListDevice(rows: [stays]))?.count == 1)
        var outcomes: [VendorTableAnswer.Outcome] = []
        var last: VendorTableAnswer?
        for turn in 1...UInt32(VendorAlarmReader.attemptLimit) {
            var device = ListDevice(rows: [stays, ListRow(alarm: Self.lost, about: turn)])
            last = reader.take(device.walk())
            outcomes.append(last?.outcome ?? .unsupported)
        }
        #expect(outcomes.dropLast().allSatisfy { $0 == .readAgain(.unconfirmed) })
        #expect(outcomes.last == .unsettled(.unconfirmed))
        #expect(last.flatMap { standing($0) }?.map(\.code) == [.boxMemoryLow])
    }

    @Test func `rows without a column that others have are doubted`() {
        var reader = VendorAlarmReader()
        var device = ListDevice(rows: (1...3).map { ListRow(alarm: Self.lost, about: $0) })
        var walk = device.walk()
        walk.variables.remove(at: 4)
        #expect(reader.take(walk).outcome == .readAgain(.incompleteRows(1)))
        walk = device.walk()
        walk.variables.removeAll { $0.name.last == 2 }
        walk.entriesBefore = nil
        walk.entriesAfter = nil
        #expect(reader.take(walk).outcome == .readAgain(.incompleteRows(1)))
        var twice = device.walk()
        twice.variables.append(SNMPVariable(twice.variables[0].name, .octets([1])))
        #expect(reader.take(twice).outcome == .readAgain(.contradiction))
    }

    @Test func `codes of no catalogue are raw, once, and never alarms`() throws {
        var reader = VendorAlarmReader()
        var row = ListRow(alarm: Self.lost)
        row.code = 0x0019_0001
        var negative = row
        negative.code = -5
        var device = ListDevice(rows: [row, negative, ListRow(alarm: .boxMemoryLow)])
        _ = reader.take(device.walk())
        let answer = reader.take(device.walk())
        #expect(standing(answer)?.map(\.code) == [.boxMemoryLow])
        #expect(
            answer.readings.contains(.raw("alarm table: code 0x00190001, source Master, text Connection to Radio lost"))
        )
        #expect(answer.readings.count == 3)
        #expect(reader.take(device.walk()).readings.count == 1)
    }

    @Test func `a row with an unreadable date stays an alarm without a time`() throws {
        var reader = VendorAlarmReader()
        var row = ListRow(alarm: Self.lost)
        row.date = "last Tuesday"
        let alarms = try #require(settled(&reader, ListDevice(rows: [row])))
        #expect(alarms.count == 1 && alarms[0].deviceTime == nil)
    }

    @Test func `more rows than are kept clear nothing`() {
        var reader = VendorAlarmReader()
        let column = VendorAlarmReader.columns[2]
        let walk = VendorWalk(
            (1...UInt32(VendorAlarmReader.rowLimit + 9)).map { SNMPVariable(column + [$0], .integer(1)) })
        for _ in 0..<3 { #expect(reader.take(walk).readings.isEmpty) }
    }

    @Test func `any variables give alarms of the catalogue or none`() {
        var random = SplitMix(state: 32)
        var device = ListDevice(rows: (1...3).map { ListRow(alarm: Self.lost, about: $0) })
        let walk = device.walk()
        var reader = VendorAlarmReader()
        for _ in 0..<FuzzInputs.count {
            var fuzzed = walk
            for _ in 0..<random.below(4) {
                let position = random.below(fuzzed.variables.count)
                fuzzed.variables[position] = FuzzVariable.mutated(fuzzed.variables[position], &random)
            }
            if random.below(2) == 0 { fuzzed.entriesAfter = nil }
            if random.below(2) == 0 { fuzzed.entriesBefore = nil }
            for alarm in standing(reader.take(fuzzed)) ?? [] {
                #expect(FaultCatalogue.definition(of: alarm.code) != nil)
            }
        }
    }
}
