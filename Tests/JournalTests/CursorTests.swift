import Testing

@testable import Journal

@Suite struct CursorTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `a cursor begins where it is told and keeps its place`() async throws {
        var journal = try openJournal(folder)
        try await journal.append(manyFaults(10))
        let newest = try await journal.cursor(named: "snmp.target-1")
        let oldest = try await journal.cursor(named: "syslog", startingAt: .oldest)
        #expect(newest.position == 10)
        #expect(oldest.position == 0)
        #expect(try await newest.next().isEmpty)
        #expect(try await oldest.next(limit: 4).map(\.number) == [1, 2, 3, 4])
        try await oldest.advance(to: 3)
        await journal.close()

        journal = try openJournal(folder)
        #expect(journal.cursorNames == ["snmp.target-1", "syslog"])
        let again = try await journal.cursor(named: "syslog", startingAt: .newest)
        #expect(again.position == 3)
        #expect(try await again.next().first?.number == 4)
        #expect(journal.status.cursors.map(\.behind) == [0, 7])
    }

    @Test func `a cursor moves forward only, and never beyond the end`() async throws {
        let journal = try openJournal(folder)
        try await journal.append(manyFaults(5))
        let cursor = try await journal.cursor(named: "a", startingAt: .oldest)
        try await cursor.advance(to: 4)
        try await cursor.advance(to: 2)
        #expect(cursor.position == 4)
        await #expect { try await cursor.advance(to: 6) } throws: { code($0) == .invalidCall }
        #expect(cursor.position == 4)
        #expect(cursor.lost == 0)
    }

    @Test func `what is beyond doubt is kept beside the place, and moves only when that is said`() async throws {
        var journal = try openJournal(folder)
        try await journal.append(manyFaults(10))
        let cursor = try await journal.cursor(named: "a")
        #expect(cursor.confirmed == 10)
        try await journal.append(manyFaults(10))
        try await cursor.advance(to: 15)
        #expect(cursor.position == 15 && cursor.confirmed == 10)
        try await cursor.advance(to: 12, isConfirmed: true)
        try await cursor.advance(to: 11, isConfirmed: true)
        #expect(cursor.position == 15 && cursor.confirmed == 12)
        await journal.close()

        journal = try openJournal(folder)
        let again = try #require(journal.knownCursor(named: "a"))
        #expect(again.position == 15 && again.confirmed == 12)
        try await again.advance(to: 20, isConfirmed: true)
        #expect(again.position == 20 && again.confirmed == 20)
        #expect(journal.knownCursor(named: "b") == nil)
    }

    @Test func `a cursor that was removed is gone for good`() async throws {
        let journal = try openJournal(folder)
        try await journal.append(manyFaults(5))
        let cursor = try await journal.cursor(named: "a", startingAt: .oldest)
        try await journal.removeCursor(named: "a")
        try await journal.removeCursor(named: "never was")
        await #expect { try await cursor.advance(to: 1) } throws: { code($0) == .invalidCall }
        #expect(journal.cursorNames.isEmpty)
        #expect(try await journal.cursor(named: "a").position == 5)
    }

    @Test(arguments: ["", "a b", "a=b", "ä", String(repeating: "x", count: 65), "a\n"])
    func `a name that is no name of a cursor is refused`(name: String) async throws {
        let journal = try openJournal(folder)
        await #expect { try await journal.cursor(named: name) } throws: { code($0) == .invalidCall }
    }

    @Test func `cursors move in the commits of records`() async throws {
        let journal = try openJournal(folder)
        try await journal.append(manyFaults(500))
        let before = journal.status.counters.commits
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<60 {
                group.addTask {
                    let cursor = try await journal.cursor(named: "c\(index)", startingAt: .oldest)
                    try await cursor.advance(to: UInt64(index) + 1)
                }
            }
            try await group.waitForAll()
        }
        #expect(journal.status.cursors.map(\.position).sorted() == Array(1...60))
        #expect(journal.status.counters.commits - before < 120)
    }
}
