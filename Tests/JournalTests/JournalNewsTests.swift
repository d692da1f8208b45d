import Faults
import NetworkValues
import Testing

@testable import Journal

/// Faults and notices, from memory and from the disk.
@Suite struct JournalNewsTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func line(_ text: String, module: String = "", origin: LogOrigin? = nil) -> JournalContent {
        .log(
            LogRecord(
                topic: .agent, severity: 5, device: .agent, time: Timestamp(seconds: 1_800_000_000), text: text,
                module: module, origin: origin))
    }

    /// Faults, lines, notices, and what looks like a notice and was received.
    private func contents(_ count: Int) -> [JournalContent] {
        let origin = LogOrigin(address: .v4(1), host: "h", facility: 1, messageOffset: 0)
        return (0..<count).map { index in
            switch index % 4 {
            case 0: .fault(sampleFault(index))
            case 1: line("line \(index)")
            case 2: line("coldStart", module: LogRecord.noticeModule)
            default: line("coldStart", module: LogRecord.noticeModule, origin: origin)
            }
        }
    }

    @Test func `memory and disk tell the same`() async throws {
        var journal = try openJournal(folder)
        for _ in 0..<20 { try await journal.append(contents(100)) }
        let newest = try #require(journal.recentNews(after: 1600, limit: 1000))
        #expect(newest.through == 2000 && newest.lost == 0)
        #expect(newest.records.count == 200)
        #expect(journal.recentNews(after: 100, limit: 10) == nil, "that is too long ago")
        let first = try #require(journal.recentNews(after: 1600, limit: 3))
        #expect(first.records.map(\.number) == [1601, 1603, 1605] && first.through == 1605)
        #expect(journal.recentNews(after: 2000, limit: 3)?.through == 2000)
        #expect(journal.newestNews == 1999)
        await journal.close()

        journal = try openJournal(folder)
        #expect(journal.recentNews(after: 1600, limit: 1000) == nil)
        let read = try await journal.news(after: 1600, limit: 1000)
        #expect(read.records == newest.records && read.through == 2000 && read.lost == 0)
        let begun = try await journal.news(after: 1600, limit: 3)
        #expect(begun.records == first.records && begun.through == 1605)
        #expect(try await journal.news(after: .max, limit: 3).records.isEmpty)
        #expect(try await journal.news(after: 2000, limit: 3).through == 2000)
        await journal.close()
    }

    @Test func `what is behind a number is counted exactly as far as memory reaches, and never too low`() async throws {
        var journal = try openJournal(folder)
        #expect(journal.newsCount(after: 0) == 0)
        try await journal.append(contents(100))
        #expect(journal.newsCount(after: 0) == 50)
        for number: UInt64 in [1, 49, 50, 98, 99, 100, 1000, .max] {
            let exact = try #require(journal.recentNews(after: min(number, 100), limit: 1000))
            #expect(journal.newsCount(after: number) == UInt64(exact.records.count), "behind \(number)")
        }
        for _ in 0..<20 { try await journal.append(contents(100)) }
        // 256 are kept, of the last 512 records.
        #expect(journal.newsCount(after: 2100 - 512) == 256)
        #expect(journal.newsCount(after: 1000) == 256 + 587, "one for each record before those")
        await journal.close()

        journal = try openJournal(folder)
        #expect(journal.newsCount(after: 2090) == 10 && journal.newsCount(after: 2100) == 0, "an upper bound")
        try await journal.append(contents(4))
        #expect(journal.newsCount(after: 2100) == 2 && journal.newsCount(after: 2090) == 12)
        await journal.close()
    }

    @Test func `notices are kept though many faults follow, and only so many`() async throws {
        let journal = try openJournal(folder)
        try await journal.append(contents(4))
        try await journal.append(manyFaults(1000))
        #expect(journal.recentNotices(after: 0).map(\.number) == [3] && journal.recentNotices(after: 3).isEmpty)
        let notices = Array(repeating: line("coldStart", module: LogRecord.noticeModule), count: 300)
        try await journal.append(notices)
        #expect(journal.recentNotices(after: 0).map(\.number) == Array(1049...1304))
        #expect(journal.recentNotices(after: 1302).map(\.number) == [1303, 1304])
        await journal.close()
    }

    @Test func `what retention took is counted`() async throws {
        let clock = ManualClock()
        let journal = try openJournal(folder, JournalSettings(maximumAgeSeconds: 3600), clock: clock)
        for _ in 0..<10 { try await journal.append(contents(100)) }
        clock.advance(seconds: 100_000)
        try await journal.append([line("new")])
        try await journal.dropExpired()
        let first = journal.firstNumber
        try #require(first > 100)
        let news = try await journal.news(after: 100, limit: 10)
        #expect(news.lost == first - 101)
        #expect(journal.newsCount(after: 0) == journal.newsCount(after: first - 1), "nobody waits for what is gone")
        await journal.close()
    }

    @Test func `several cursors move at once, and those that are gone are left out`() async throws {
        let journal = try openJournal(folder)
        try await journal.append(manyFaults(10))
        _ = try await journal.cursor(named: "a", startingAt: .oldest)
        _ = try await journal.cursor(named: "b", startingAt: .oldest)
        try await journal.advance(["a": 3, "b": 7, "c": 9])
        #expect(journal.status.cursors.map(\.position) == [3, 7])
        try await journal.advance(["a": 2, "b": 11])
        #expect(journal.status.cursors.map(\.position) == [3, 7])
        #expect(journal.cursorNames == ["a", "b"])
        await journal.close()
    }
}
