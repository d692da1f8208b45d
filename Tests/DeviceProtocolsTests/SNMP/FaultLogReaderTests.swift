import DeviceProtocols
import Faults
import NetworkValues
import Testing

struct FaultLogReaderTests {
    /// A line that says that an error happened at a second of the day.
    private func line(_ second: Int, _ activity: Int32 = 3, about host: UInt32 = 0) -> ListRow {
        let text = "11:0\(second / 60):\(second % 60 < 10 ? "0" : "")\(second % 60)"
        var row = ListRow(alarm: .masterRadioRegistrationDown, about: host, time: text)
        row.activity = activity
        return row
    }

    private func device(_ rows: [ListRow]) -> ListDevice { ListDevice(rows: rows, isAlarm: false) }

    /// Reads a log that does not move until the reader is content.
    private func read(_ reader: inout FaultLogReader, _ rows: [ListRow], isPart: Bool = false) -> [DeviceReading]? {
        var device = device(rows)
        for _ in 0..<FaultLogReader.attemptLimit {
            let answer = reader.take(device.walk(isPart: isPart))
            if answer.outcome == .done { return answer.readings }
        }
        return nil
    }

    /// The seconds of the events among readings.
    private func seconds(_ readings: [DeviceReading]?) -> [Int64]? {
        readings?.compactMap { reading in
            switch reading {
            case .event(let event): event.deviceTime.map { $0.time.seconds - 1_795_863_600 }
            case .alarm(let alarm): alarm.deviceTime.map { $0.time.seconds - 1_795_863_600 }
            case .alarmCleared(_, _, let time): time.map { $0.time.seconds - 1_795_863_600 }
            default: nil
            }
        }
    }

    @Test func `eight columns and the count are asked`() {
        #expect(FaultLogReader.columns.first == [1, 3, 6, 1, 4, 1, 27614, 1, 1, 1, 2, 1, 1, 2])
        #expect(FaultLogReader.columns.count == 8)
        #expect(FaultLogReader.entriesName == [1, 3, 6, 1, 4, 1, 27614, 1, 1, 1, 1, 1, 0])
    }

    @Test func `the first read tells nothing, the next what is new, whichever end it is at`() {
        var last = FaultLogReader()
        #expect(read(&last, [line(1), line(2)]) == [])
        #expect(seconds(read(&last, [line(1), line(2), line(3), line(4)])) == [3, 4])
        #expect(last.order == .newestLast)
        #expect(read(&last, [line(1), line(2), line(3), line(4)]) == [])
        var first = FaultLogReader()
        #expect(read(&first, [line(2), line(1)]) == [])
        #expect(seconds(read(&first, [line(4), line(3), line(2), line(1)])) == [3, 4])
        #expect(first.order == .newestFirst)
    }

    @Test(arguments: [false, true])
    func `without readable times the order is found out from where the log grows`(isFirst: Bool) {
        func rows(_ seconds: [Int]) -> [ListRow] {
            let rows = seconds.map { second in
                var row = line(second)
                row.date = "day \(second)"
                return row
            }
            return isFirst ? rows.reversed() : rows
        }
        func texts(_ readings: [DeviceReading]?) -> Int? { readings?.count }
        var reader = FaultLogReader()
        #expect(read(&reader, rows([1, 2, 3])) == [])
        #expect(reader.order == nil)
        #expect(texts(read(&reader, rows([1, 2, 3, 4]))) == 1)
        #expect(reader.order == (isFirst ? .newestFirst : .newestLast))
        #expect(texts(read(&reader, rows([3, 4, 5, 6]))) == 2)
    }

    @Test func `a log that turns over tells only what came`() {
        var reader = FaultLogReader()
        #expect(read(&reader, (1...5).map { line($0) }) == [])
        #expect(seconds(read(&reader, (3...7).map { line($0) })) == [6, 7])
        #expect(seconds(read(&reader, (7...11).map { line($0) })) == [8, 9, 10, 11])
    }

    @Test func `a log that was cleared tells what came after`() {
        var reader = FaultLogReader()
        #expect(read(&reader, (1...5).map { line($0) }) == [])
        #expect(read(&reader, []) == [])
        #expect(seconds(read(&reader, [line(9)])) == [9])
        // Cleared and filled again between two polls: believed when two reads agree.
        var device = device([line(20), line(21)])
        #expect(reader.take(device.walk()).outcome == .readAgain(.unconfirmed))
        let answer = reader.take(device.walk())
        #expect(answer.outcome == .done && seconds(answer.readings) == [20, 21])
        #expect(read(&reader, [line(20), line(21)]) == [])
    }

    @Test func `equal lines are counted`() {
        var reader = FaultLogReader()
        #expect(read(&reader, [line(1), line(1)]) == [])
        #expect(seconds(read(&reader, [line(1), line(1), line(1)])) == [1])
        #expect(seconds(read(&reader, [line(1), line(1), line(1), line(2), line(2)])) == [2, 2])
        #expect(read(&reader, [line(1), line(1), line(1), line(2), line(2)]) == [])
    }

    @Test func `what became of a fault decides what is told`() {
        var reader = FaultLogReader(ownAddress: .v4(0x0a00_0001))
        #expect(read(&reader, [line(1)]) == [])
        let code = FaultCode.masterRadioRegistrationDown
        var device = device([
            line(1), line(2, 0, about: 7), line(3, 3), line(4, 1, about: 1), line(5, 2), line(6, 1, about: 7),
        ])
        let answer = reader.take(device.walk())
        #expect(answer.readings.count == 4)
        guard answer.readings.count == 4 else { return }
        if case .alarm(let alarm) = answer.readings[0] {
            #expect(alarm.remote == .v4(0x0a00_0007))
        } else {
            Issue.record()
        }
        if case .event = answer.readings[1] {} else { Issue.record() }
        for (place, second) in [(2, 4), (3, 5)] {
            let time = DeviceTime(Timestamp(seconds: 1_795_863_600 + Int64(second)), isUTC: false)
            #expect(answer.readings[place] == .alarmCleared(code, source: "Master", deviceTime: time))
        }
        // The clear of an alarm about another device would hit the wrong one: the alarm table tells it.
        #expect(answer.isAlarmTableDue)
    }

    @Test func `an alarm whose own line turns into a cleared one is over when a second read shows it`() {
        var reader = FaultLogReader()
        #expect(read(&reader, [line(1, 0), line(2)]) == [])
        var device = device([line(1, 1), line(2)])
        let first = reader.take(device.walk())
        #expect(first.outcome == .readAgain(.unconfirmed) && first.readings.isEmpty)
        let second = reader.take(device.walk())
        #expect(second.outcome == .done && seconds(second.readings) == [1])
        if case .alarmCleared = second.readings.first {} else { Issue.record() }
        #expect(reader.take(device.walk()).readings == [])
    }

    @Test func `a line that turns back into an alarm tells nothing`() {
        var reader = FaultLogReader()
        #expect(read(&reader, [line(1, 1), line(2)]) == [])
        #expect(read(&reader, [line(1, 0), line(2)]) == [])
    }

    @Test func `an unrelated log does not tell again what was there, nor what is older`() {
        var reader = FaultLogReader()
        #expect(read(&reader, [line(10), line(11), line(12)]) == [])
        #expect(seconds(read(&reader, [line(11), line(2), line(12), line(10), line(14)])) == [14])
    }

    @Test func `a part of the log is enough when it reaches back to what was there`() {
        var reader = FaultLogReader()
        #expect(read(&reader, (1...20).map { line($0) }) == [])
        #expect(seconds(read(&reader, (18...22).map { line($0) }, isPart: true)) == [21, 22])
        #expect(seconds(read(&reader, (1...24).map { line($0) })) == [23, 24])
    }

    @Test func `a log of which more is new than is remembered tells the newest`() {
        var reader = FaultLogReader()
        #expect(read(&reader, []) == [])
        let rows = (0..<(FaultLogReader.memoryLimit + 40)).map { line($0) }
        #expect(read(&reader, rows)?.count == FaultLogReader.memoryLimit)
        #expect(reader.missedLines == 40)
        #expect(seconds(read(&reader, rows + [line(599)])) == [599])
    }

    @Test func `lines of no catalogue, no activity or no date are kept`() {
        var reader = FaultLogReader()
        #expect(read(&reader, [line(1)]) == [])
        var unknown = line(2)
        unknown.code = 0x0019_0001
        var strange = line(3, 9)
        strange.text = "strange"
        var undated = line(4)
        undated.date = "?"
        let readings = read(&reader, [line(1), unknown, strange, undated])
        #expect(readings?.count == 3)
        #expect(readings?.first == .raw("fault log: code 0x00190001, source Master, text Connection to Radio lost"))
        #expect(readings?[1] == .raw("fault log: code 0x00030204, source Master, text strange"))
        if case .event(let event)? = readings?.last { #expect(event.deviceTime == nil) } else { Issue.record() }
    }

    @Test func `a device without a log, and one that miscounts`() {
        var reader = FaultLogReader()
        #expect(reader.take(VendorWalk([])).outcome == .unsupported)
        var device = device([line(1)])
        #expect(
            reader.take(VendorWalk(device.walk().variables, entriesBefore: 4, entriesAfter: 5)).outcome
                == .readAgain(.entriesChanged(before: 4, after: 5)))
        #expect(reader.take(VendorWalk(device.walk().variables, entriesBefore: 4, entriesAfter: 4)).outcome == .done)
    }
}

struct FaultLogFuzzTests {
    /// A device that writes, turns over and clears its log while it is walked, in either order.
    @Test(arguments: [false, true])
    func `each line is told once, and none is invented`(isFirst: Bool) {
        var random = SplitMix(state: isFirst ? 41 : 42)
        var reader = FaultLogReader()
        var device = ListDevice(rows: [], isAlarm: false)
        var written = 0
        var told: [Int] = []
        func write(_ rows: inout [ListRow]) {
            written += 1
            var row = ListRow(alarm: .masterRadioRegistrationDown)
            row.activity = 3
            row.text = "line \(written)"
            row.date = "unreadable"
            if isFirst { rows.insert(row, at: 0) } else { rows.append(row) }
            if rows.count > 20 { if isFirst { rows.removeLast() } else { rows.removeFirst() } }
        }
        write(&device.rows)
        #expect(reader.take(device.walk()).outcome == .done)
        for _ in 0..<1000 {
            for _ in 0..<random.below(4) { write(&device.rows) }
            let at = random.below(12)
            var isMeddling = random.below(3) == 0
            let byColumn = random.below(2) == 0
            for _ in 0..<FaultLogReader.attemptLimit {
                let answer = reader.take(
                    device.walk(byColumn: byColumn) { rows, step in
                        if isMeddling, step == at { write(&rows) }
                    })
                isMeddling = false
                for case .event(let event) in answer.readings {
                    told.append(Int(event.text.dropFirst(5)) ?? -1)
                }
                guard case .readAgain = answer.outcome else { break }
            }
        }
        #expect(Set(told).count == told.count)
        #expect(told == told.sorted())
        #expect(!told.contains(-1))
        // Those that the log lost before a poll could see them are not told.
        #expect(told.count > written * 9 / 10)
        #expect(reader.order == (isFirst ? .newestFirst : .newestLast))
    }

    @Test func `any variables give readings within bounds`() {
        var random = SplitMix(state: 43)
        var reader = FaultLogReader()
        var device = ListDevice(rows: [], isAlarm: false)
        for turn in 0..<FuzzInputs.count {
            var row = ListRow()
            row.text = "\(turn)"
            device.rows = device.rows.suffix(2) + [row]
            var walk = device.walk(isPart: random.below(4) == 0)
            for _ in 0..<random.below(4) {
                let position = random.below(walk.variables.count)
                walk.variables[position] = FuzzVariable.mutated(walk.variables[position], &random)
            }
            if random.below(2) == 0 { walk.entriesAfter = nil }
            for reading in reader.take(walk).readings {
                if case .alarm(let alarm) = reading { #expect(FaultCatalogue.definition(of: alarm.code) != nil) }
                if case .raw(let text) = reading { #expect(text.utf8.count <= DeviceReading.rawLimit) }
            }
        }
    }
}
