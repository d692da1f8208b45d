import GRDB
import NetworkValues
import Synchronization
import Testing

@testable import Journal

@Suite struct RetentionTests {
    private let folder: TemporaryFolder
    private let clock = ManualClock()
    private static let day: Int64 = 86_400

    init() throws {
        folder = try TemporaryFolder()
    }

    /// The retention records of a journal.
    private func retentions(_ journal: Journal) async throws -> [RetentionRecord] {
        try await journal.search(JournalQuery(kinds: [.retention], limit: 10_000)).reversed().compactMap {
            if case .retention(let record) = $0.content { record } else { nil }
        }
    }

    @Test func `what is over the age goes, and every cursor learns what it lost`() async throws {
        let journal = try openJournal(folder, JournalSettings(maximumAgeSeconds: 10 * Self.day), clock: clock)
        try await journal.append(manyFaults(100, at: clock.now))
        let half = try await journal.cursor(named: "half", startingAt: .oldest)
        try await half.advance(to: 60)
        _ = try await journal.cursor(named: "none", startingAt: .oldest)
        let all = try await journal.cursor(named: "all")
        clock.advance(seconds: 5 * Self.day)
        try await journal.append(manyFaults(50, at: clock.now))

        try await journal.dropExpired()
        #expect(journal.firstNumber == 1)
        clock.advance(seconds: 5 * Self.day + 3601)
        try await journal.dropExpired()
        #expect(journal.firstNumber == 101)
        #expect(journal.lastNumber == 151)
        let losses = [RetentionRecord.Loss(cursor: "half", count: 40), .init(cursor: "none", count: 100)]
        #expect(
            try await retentions(journal)
                == [RetentionRecord(reason: .age, dropped: 1...100, losses: losses, time: clock.now)])
        #expect(half.position == 100)
        #expect(half.lost == 40)
        #expect(all.lost == 0)
        #expect(try await half.next().first?.number == 101)
        #expect(journal.status.counters.droppedForAge == 100)

        await journal.close()
        let again = try openJournal(folder, clock: clock)
        #expect(again.firstNumber == 101)
        #expect(again.status.cursors.map(\.lost) == [0, 40, 100])
        #expect(again.status.cursors.map(\.position) == [100, 100, 100])
    }

    @Test func `age is not looked at more often than it is worth a record`() async throws {
        let journal = try openJournal(folder, JournalSettings(maximumAgeSeconds: Self.day), clock: clock)
        for _ in 0..<120 {
            try await journal.append(manyFaults(1, at: clock.now))
            clock.advance(seconds: 60)
        }
        clock.advance(seconds: Self.day - 120 * 60)
        for _ in 0..<120 {
            clock.advance(seconds: 60)
            try await journal.dropExpired()
        }
        let found = try await retentions(journal)
        #expect((2...4).contains(found.count), "\(found.count)")
        #expect(found.compactMap(\.dropped?.count).reduce(0, +) == Int(journal.firstNumber) - 1)
    }

    @Test func `an age of nothing keeps everything`() async throws {
        let journal = try openJournal(folder, JournalSettings(maximumAgeSeconds: 0), clock: clock)
        try await journal.append(manyFaults(10, at: Timestamp(milliseconds: 0)))
        try await journal.dropExpired()
        #expect(journal.firstNumber == 1)
    }

    @Test func `the size stays within its limit while records come in`() async throws {
        let limit: Int64 = 1 << 20
        let journal = try openJournal(folder, JournalSettings(maximumBytes: limit), clock: clock)
        _ = try await journal.cursor(named: "slow", startingAt: .oldest)
        for _ in 0..<200 { try await journal.append(manyFaults(64, at: clock.now, bytes: 300)) }
        try await journal.dropExpired()
        let used = try await journal.pool.read { db in
            try (Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0)
                - (Int64.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0)
        }
        #expect(used * 4096 <= limit)
        #expect(journal.status.fileBytes < 3 * limit)
        let first = journal.firstNumber
        #expect(first > 1)
        #expect(journal.status.counters.droppedForSize == first - 1)
        #expect(journal.status.cursors.first?.lost == first - 1)
        // Nothing is counted twice, and the numbers go on without a gap.
        let found = try await retentions(journal)
        #expect(found.last?.dropped?.upperBound == first - 1)
        #expect(found.allSatisfy { $0.losses.map(\.count) == [UInt64($0.dropped?.count ?? 0)] })
        let numbers = try await journal.pool.read {
            try Row.fetchOne($0, sql: "SELECT min(number), max(number), count(*) FROM record").map {
                [$0[0] as Int64, $0[1] as Int64, $0[2] as Int64]
            }
        }
        #expect(numbers == [Int64(first), Int64(journal.lastNumber), Int64(journal.lastNumber - first + 1)])
    }

    @Test func `smaller limits hold at once`() async throws {
        let journal = try openJournal(folder, clock: clock)
        for _ in 0..<100 { try await journal.append(manyFaults(64, at: clock.now, bytes: 400)) }
        try await journal.dropExpired()
        #expect(journal.firstNumber == 1)
        journal.apply(JournalSettings(maximumBytes: 1 << 20))
        try await journal.dropExpired()
        #expect(journal.firstNumber > 3000)
    }

    @Test func `the service drops at the start and at each interval, then closes`() async throws {
        let journal = try openJournal(folder, JournalSettings(maximumAgeSeconds: Self.day), clock: clock)
        try await journal.append(manyFaults(5, at: clock.now))
        let clock = clock
        let rounds = Mutex(0)
        let service = JournalService(journal, interval: .seconds(60)) { interval in
            #expect(interval == .seconds(60))
            let round = rounds.withLock {
                $0 += 1; return $0
            }
            #expect(journal.firstNumber == (round == 1 ? 1 : 6))
            guard round < 2 else { throw CancellationError() }
            clock.advance(seconds: 2 * Self.day)
        }
        await service.run()
        #expect(rounds.withLock { $0 } == 2)
        await #expect { try await journal.append(manyFaults(1)) } throws: { code($0) == .closed }
    }

    @Test func `a record of retention reads as a sentence`() {
        let record = RetentionRecord(
            reason: .diskFull, dropped: 3...7, losses: [.init(cursor: "syslog", count: 2)],
            time: Timestamp(milliseconds: 0))
        #expect(record.description == "dropped 5 records, 3 to 7 because the disk is full; lost for syslog: 2")
    }
}
