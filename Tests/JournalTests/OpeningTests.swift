import Foundation
import GRDB
import Logging
import NetworkValues
import Testing

@testable import Journal

@Suite struct OpeningTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// A closed journal with so many records.
    private func prepare(_ count: Int) async throws {
        let journal = try openJournal(folder)
        for _ in 0..<(count / 50) { try await journal.append(manyFaults(50, bytes: 200)) }
        _ = try await journal.cursor(named: "a")
        await journal.close()
    }

    private func overwrite(at offset: UInt64, _ bytes: [UInt8]) throws {
        let handle = try #require(FileHandle(forUpdatingAtPath: folder.journal))
        try handle.seek(toOffset: offset)
        try handle.write(contentsOf: bytes)
        try handle.close()
    }

    private func expectFresh() async throws {
        let clock = ManualClock()
        let journal = try openJournal(folder, clock: clock)
        #expect(try await journal.append(manyFaults(1)) == 2...2)
        let name = try #require(journal.status.setAsideFile)
        #expect(name == "journal.sqlite.damaged-20270115T080000Z")
        #expect(try folder.names.contains(name))
        let first = try await journal.records(after: 0).first
        #expect(
            first?.content
                == .retention(RetentionRecord(reason: .setAside, dropped: nil, setAsideFile: name, time: clock.now)))
        await journal.close()
        #expect(try openJournal(folder).status.setAsideFile == nil)
    }

    @Test func `migrations run once`() async throws {
        try await prepare(50)
        let journal = try openJournal(folder)
        let applied = try await journal.pool.read { try JournalSchema.migrator.appliedIdentifiers($0) }
        #expect(
            applied == [
                "1 records, cursors, alarms", "2 lines of logs that were received",
                "3 what a receiver is known to have read",
            ])
        try JournalSchema.migrator.migrate(journal.pool)
        #expect(try await journal.records(after: 0, limit: 100).count == 50)
        #expect(journal.cursorNames == ["a"])
    }

    @Test func `the columns stand in the order in which they are written`() async throws {
        let journal = try openJournal(folder)
        let columns = try await journal.pool.read { try $0.columns(in: "record").map(\.name) }
        #expect(columns == JournalSchema.recordColumns)
    }

    @Test func `a file of a newer version is left alone`() async throws {
        let journal = try openJournal(folder)
        try await journal.pool.write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 from the future')")
        }
        await journal.close()
        #expect { try openJournal(folder) } throws: { code($0) == .newerVersion }
        #expect(try !folder.names.contains { $0.contains("damaged") })
    }

    @Test func `a file that is no database is set aside and a fresh one begun`() async throws {
        try Data("this is not a journal, it is a letter of some length\n".utf8).write(
            to: URL(fileURLWithPath: folder.journal))
        try await expectFresh()
    }

    @Test func `a file with a damaged head is set aside`() async throws {
        try await prepare(1000)
        try overwrite(at: 0, [UInt8](repeating: 0xa5, count: 64))
        try await expectFresh()
    }

    @Test func `a small file with damage inside is found at opening`() async throws {
        try await prepare(1000)
        try overwrite(at: 20 * 4096, [UInt8](repeating: 0xa5, count: 8 * 4096))
        try await expectFresh()
    }

    @Test func `damage in a large file is noted when it is met and found at the next opening`() async throws {
        try await prepare(1000)
        try overwrite(at: 20 * 4096, [UInt8](repeating: 0xa5, count: 8 * 4096))
        let journal = try openJournal(folder, JournalSettings(checkedBytes: 0))
        #expect(journal.lastNumber == 1000)
        await #expect { try await journal.records(after: 0, limit: 1000) } throws: { code($0) == .damaged }
        await journal.close()
        let again = try openJournal(folder, JournalSettings(checkedBytes: 0))
        #expect(again.status.setAsideFile != nil)
        try await again.append(manyFaults(1))
        await again.close()
        #expect(try openJournal(folder, JournalSettings(checkedBytes: 0)).status.setAsideFile == nil)
    }

    @Test func `two damaged files at the same second keep names of their own`() async throws {
        for _ in 0..<2 {
            try Data(repeating: 0x41, count: 5000).write(to: URL(fileURLWithPath: folder.journal))
            try await openJournal(folder).close()
        }
        let names = try folder.names.filter { $0.contains("damaged") && !$0.hasSuffix("-wal") }
        #expect(names == ["journal.sqlite.damaged-20270115T080000Z", "journal.sqlite.damaged-20270115T080000Z-2"])
    }

    @Test func `a folder that is missing is an error that says so`() throws {
        #expect {
            try Journal(
                path: folder.path + "/none/journal.sqlite", logger: .init(label: "test"), now: { Timestamp(seconds: 0) }
            )
        } throws: { "\($0)".contains("No such file") && code($0) == .failed }
    }

    @Test func `a kind that this version does not know is passed on`() async throws {
        let journal = try openJournal(folder)
        try await journal.pool.write { db in
            try db.execute(sql: "INSERT INTO record (number, time, kind, text) VALUES (1, 5, 42, 'new')")
            try db.execute(sql: "INSERT INTO record (number, time, kind, severity, text) VALUES (2, 6, 1, 250, 'odd')")
            try db.execute(sql: "INSERT INTO record (number, time, kind) VALUES (3, -7, 3)")
        }
        await journal.close()
        let found = try await openJournal(folder).records(after: 0).map(\.content)
        #expect(
            found == [
                .unknown(kind: 42, time: Timestamp(milliseconds: 5), text: "new"),
                .unknown(kind: 1, time: Timestamp(milliseconds: 6), text: "odd"),
                .unknown(kind: 3, time: Timestamp(milliseconds: -7), text: ""),
            ])
    }
}
