import Faults
import Foundation
import GRDB
import NetworkValues
import Testing

@testable import Journal

@Suite struct JournalTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `the newest faults and notices are found within a span, and no further back`() async throws {
        let journal = try openJournal(folder)
        let line = JournalContent.log(
            LogRecord(topic: .agent, severity: 6, device: .agent, time: Timestamp(milliseconds: 7), text: "line"))
        _ = try await journal.append([.fault(sampleFault()), line, .fault(sampleFault()), line, line])
        #expect(try await journal.lastNews(limit: 10, within: 100).map(\.number) == [3, 1])
        #expect(try await journal.lastNews(limit: 1, within: 100).map(\.number) == [3])
        #expect(try await journal.lastNews(limit: 10, within: 3).map(\.number) == [3])
        #expect(try await journal.lastNews(limit: 10, within: 2).isEmpty)
        let notice = LogRecord(
            topic: .agent, severity: 5, device: .agent, time: Timestamp(milliseconds: 8), text: "coldStart",
            module: LogRecord.noticeModule)
        var relayed = notice
        relayed.origin = LogOrigin(address: .v4(1), host: "h", facility: 1, messageOffset: 0)
        _ = try await journal.append([.log(notice), .log(relayed)])
        let last = try await journal.lastNews(limit: 10, within: 100)
        #expect(last.map(\.number) == [6, 3, 1] && last.first?.content == .log(notice))
    }

    @Test func `records are numbered from one and come back as they went in`() async throws {
        let contents: [JournalContent] = [
            .fault(sampleFault()),
            .fault(
                FaultRecord(
                    activity: .alarmTimeout, alarmNumber: 2_147_483_647, code: FaultCode(rawValue: 0xffff_ffff),
                    severity: .indeterminate, seriousness: .disabled,
                    subject: FaultSubject(
                        device: DeviceID(rawValue: 0xffff_ffff_ffff), deviceName: "",
                        address: .v6(high: 0xfe80 << 48, low: 1, zone: 3)), source: "", text: "ü \"quoted\"\n",
                    time: Timestamp(milliseconds: -1), count: .max, isSimulated: true)),
            .fault(
                FaultRecord(
                    activity: .alarm, alarmNumber: 1, code: FaultCode(rawValue: 1), severity: .critical,
                    seriousness: .critical,
                    subject: FaultSubject(device: .agent, deviceName: "agent", address: .v6(high: 1, low: 2, zone: 0)),
                    source: "CPU", text: "", time: Timestamp(milliseconds: 5))),
            .log(
                LogRecord(topic: .agent, severity: 6, device: .agent, time: Timestamp(milliseconds: 7), text: "Started")
            ),
            .retention(
                RetentionRecord(
                    reason: .size, dropped: 5...9,
                    losses: [.init(cursor: "a.b", count: 3), .init(cursor: "c", count: 1)],
                    time: Timestamp(milliseconds: 9))),
            .retention(
                RetentionRecord(
                    reason: .setAside, dropped: nil, setAsideFile: "x.damaged", time: Timestamp(milliseconds: 9))),
            .unknown(kind: 99, time: Timestamp(milliseconds: 11), text: "from a newer version"),
        ]
        let journal = try openJournal(folder)
        #expect(journal.lastNumber == 0)
        #expect(journal.firstNumber == 1)
        #expect(try await journal.append(contents) == 1...UInt64(contents.count))
        let read = try await journal.records(after: 0)
        #expect(read.map(\.content) == contents)
        #expect(read.map(\.number) == Array(1...UInt64(contents.count)))
        #expect(read.map(\.time) == contents.map(\.time))
    }

    @Test func `numbers go on after the journal was closed`() async throws {
        var journal = try openJournal(folder)
        try await journal.append(manyFaults(5))
        await journal.close()
        journal = try openJournal(folder)
        #expect(journal.lastNumber == 5)
        #expect(try await journal.append(manyFaults(2)) == 6...7)
        #expect(try await journal.records(after: 4, limit: 2).map(\.number) == [5, 6])
        #expect(try await journal.records(after: 7).isEmpty)
        #expect(try await journal.records(after: .max).isEmpty)
    }

    @Test func `callers at the same time get numbers of their own without gaps`() async throws {
        let journal = try openJournal(folder)
        let given = try await withThrowingTaskGroup(of: ClosedRange<UInt64>.self) { group in
            for index in 0..<200 {
                group.addTask { try await journal.append(manyFaults(1 + index % 7)) }
            }
            return try await group.reduce(into: [ClosedRange<UInt64>]()) { $0.append($1) }
        }
        let numbers = given.flatMap { Array($0) }.sorted()
        #expect(numbers == Array(1...journal.lastNumber))
        #expect(try await journal.records(after: 0, limit: 10_000).map(\.number) == numbers)
        #expect(journal.status.counters.commits < 200)
        #expect(journal.status.counters.largestCommit <= 64)
        #expect(journal.status.counters.appended == UInt64(numbers.count))
    }

    @Test func `the state of alarms goes with the records`() async throws {
        var journal = try openJournal(folder)
        try await journal.append(
            manyFaults(1), alarmState: [.put(sampleAlarm(1)), .put(sampleAlarm(2)), .put(sampleAlarm(3))])
        try await journal.append(
            manyFaults(1), alarmState: [.remove(number: 3), .put(sampleAlarm(2, text: "Refreshed"))])
        try await journal.save([.put(sampleAlarm(6))])
        try await journal.save([])
        await journal.close()
        journal = try openJournal(folder)
        let (alarms, last) = try await journal.restoreAlarms()
        #expect(alarms == [sampleAlarm(1), sampleAlarm(2, text: "Refreshed"), sampleAlarm(6)])
        #expect(last == 6)
        try await journal.save([.remove(number: 6)])
        #expect(try await journal.restoreAlarms().lastNumber == 6)
    }

    @Test func `a call that fails keeps nothing and hurts no other`() async throws {
        let journal = try openJournal(folder)
        // A row in the way of the next number makes the transaction fail.
        try await journal.pool.write { try $0.execute(sql: "INSERT INTO record (number, time, kind) VALUES (3, 0, 9)") }
        try await journal.append(manyFaults(1))
        await #expect(throws: JournalError.self) {
            try await journal.append(manyFaults(2), alarmState: [.put(sampleAlarm(1))])
        }
        #expect(try await journal.restoreAlarms().alarms.isEmpty)
        #expect(journal.lastNumber == 1)
        #expect(journal.status.counters.failed == 1)
        #expect(try await journal.append(manyFaults(1)) == 2...2)
    }

    @Test func `growth tells the newest number, also to who comes late`() async throws {
        let journal = try openJournal(folder)
        var growth = journal.growth().makeAsyncIterator()
        #expect(await growth.next() == 0)
        try await journal.append(manyFaults(3))
        try await journal.append(manyFaults(2))
        #expect(await growth.next() == 5)
        var late = journal.growth().makeAsyncIterator()
        #expect(await late.next() == 5)
        await journal.close()
        #expect(await growth.next() == nil)
        var tooLate = journal.growth().makeAsyncIterator()
        #expect(await tooLate.next() == nil)
    }

    @Test func `a closed journal refuses and lets the file go`() async throws {
        let journal = try openJournal(folder)
        #expect { try openJournal(folder) } throws: { code($0) == .inUse }
        await journal.close()
        await journal.close()
        await #expect { try await journal.append(manyFaults(1)) } throws: { code($0) == .closed }
        await #expect { try await journal.records(after: 0) } throws: { code($0) == .closed }
        await #expect { try await journal.dropExpired() } throws: { code($0) == .closed }
        try await openJournal(folder).close()
    }

    @Test func `what waits when the journal is closed is still written`() async throws {
        let journal = try openJournal(folder)
        async let first = journal.append(manyFaults(100))
        async let second = journal.append(manyFaults(100))
        let numbers = try await (first, second)
        await journal.close()
        #expect(try openJournal(folder).lastNumber == max(numbers.0.upperBound, numbers.1.upperBound))
    }

    @Test func `more than may wait is refused, and nothing of it is kept`() async throws {
        let journal = try openJournal(folder, JournalSettings(maximumPending: 100))
        await #expect { try await journal.append(manyFaults(101)) } throws: { code($0) == .overloaded }
        await #expect { try await journal.append([]) } throws: { code($0) == .invalidCall }
        #expect(try await journal.append(manyFaults(100)) == 1...100)
        #expect(journal.status.counters.refusedForOverload == 1)
    }

    @Test func `each commit is synchronised in full and the log is ahead`() async throws {
        let journal = try openJournal(folder)
        let modes = try await journal.pool.writeWithoutTransaction { db in
            try (Int.fetchOne(db, sql: "PRAGMA synchronous"), String.fetchOne(db, sql: "PRAGMA journal_mode"))
        }
        #expect(modes.0 == 2)
        #expect(modes.1 == "wal")
    }

    @Test func `the files are private to their owner`() async throws {
        let journal = try openJournal(folder)
        try await journal.append(manyFaults(1))
        for name in try folder.names {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
    }

    @Test func `a search narrows by time, kind, device, code, topic and text`() async throws {
        let journal = try openJournal(folder)
        let time = Timestamp(seconds: 1000)
        try await journal.append([
            .fault(sampleFault(1, at: time, text: "Radio is silent")),
            .fault(sampleFault(2, at: time.adding(seconds: 1), text: "100% of calls_")),
            .log(
                LogRecord(topic: .agent, severity: 6, device: .agent, time: time.adding(seconds: 2), text: "Radio came")
            ),
            .fault(sampleFault(3, at: time.adding(seconds: 3), text: "Sync is lost")),
        ])
        func found(_ query: JournalQuery) async throws -> [UInt64] { try await journal.search(query).map(\.number) }
        #expect(try await found(JournalQuery()) == [4, 3, 2, 1])
        #expect(try await found(JournalQuery(limit: 2)) == [4, 3])
        #expect(try await found(JournalQuery(before: 3, limit: 2)) == [2, 1])
        #expect(try await found(JournalQuery(from: time.adding(seconds: 1), until: time.adding(seconds: 2))) == [3, 2])
        #expect(try await found(JournalQuery(kinds: [.log])) == [3])
        #expect(try await found(JournalQuery(kinds: [.log, .fault], limit: 0)) == [4])
        #expect(try await found(JournalQuery(device: DeviceID(rawValue: 0x0001_3e00_0002))) == [2])
        #expect(try await found(JournalQuery(device: .agent)) == [3])
        #expect(try await found(JournalQuery(code: FaultCode(rawValue: 0x0003_0203))) == [4])
        #expect(try await found(JournalQuery(topics: [.agent])) == [3])
        #expect(try await found(JournalQuery(text: "RADIO")) == [3, 1])
        #expect(try await found(JournalQuery(text: "%")) == [2])
        #expect(try await found(JournalQuery(text: "s_")) == [2])
        #expect(try await found(JournalQuery(text: "ipbs3-00-00-3")) == [4])
        #expect(try await found(JournalQuery(kinds: [.fault], text: "master")) == [4, 2, 1])
        #expect(try await found(JournalQuery(text: "'; DROP TABLE record; --")).isEmpty)
    }
}
