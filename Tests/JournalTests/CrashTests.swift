import Faults
import NetworkValues
import Testing

@testable import Journal

/// The journal under kill -9. A life of the victim ends after a number of lines that a seeded generator picks, wherever
/// the victim's four tasks and the writer are at that moment.
@Suite(.serialized) struct CrashTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// What a life said before it ended.
    private struct Said {
        var acknowledged: [ClosedRange<UInt64>] = []
        var raised: Set<UInt32> = []
        var cleared: Set<UInt32> = []
        var cursor: UInt64 = 0

        mutating func hear(_ line: String) {
            let words = line.split(separator: " ")
            let numbers = words.dropFirst().compactMap { UInt64($0) }
            switch (words.first, numbers.count) {
            case ("append", 2): acknowledged.append(numbers[0]...numbers[1])
            case ("raise", 1): raised.insert(UInt32(numbers[0]))
            case ("clear", 1): cleared.insert(UInt32(numbers[0]))
            case ("cursor", 1): cursor = max(cursor, numbers[0])
            default: break
            }
        }
    }

    private func live(seed: UInt64, lines: Int, bytes: Int64 = 0) async throws -> Said {
        var said = Said()
        var count = 0
        try await Crasher.run(["--append", folder.journal, "\(seed)", "\(bytes)"]) { line in
            guard let line else { return lines == 0 }
            said.hear(line)
            count += 1
            return count >= lines
        }
        return said
    }

    /// Everything in the file that is behind `number`, in pages.
    private func records(of journal: Journal, after number: UInt64) async throws -> [JournalRecord] {
        var records: [JournalRecord] = []
        while true {
            let page = try await journal.records(after: records.last?.number ?? number, limit: 10_000)
            guard !page.isEmpty else { return records }
            records += page
        }
    }

    @Test func `two hundred kills lose no record that was acknowledged and double no number`() async throws {
        var generator = UInt64(2)
        var last: UInt64 = 0
        var cursor: UInt64 = 0
        var standing: Set<UInt32> = []
        for life in 0..<200 {
            generator = generator &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let said = try await live(seed: UInt64(life), lines: Int((generator >> 33) % 60))
            let journal = try openJournal(folder)
            #expect(journal.status.setAsideFile == nil)
            let found = try await records(of: journal, after: last)

            // No gap, nothing doubled, nothing that stood before is gone.
            try #require(found.map(\.number) == Array((last + 1)..<(last + 1 + UInt64(found.count))), "life \(life)")
            try #require(journal.firstNumber == 1)
            // Whatever was acknowledged is there; no two acknowledgements share a number.
            let numbers = said.acknowledged.flatMap { Array($0) }
            #expect(Set(numbers).count == numbers.count, "life \(life)")
            #expect(numbers.allSatisfy { $0 > last && $0 <= journal.lastNumber }, "life \(life)")

            // The state of alarms is what the records tell, to the letter.
            for case .fault(let fault) in found.map(\.content) {
                if fault.activity == .alarm { standing.insert(fault.alarmNumber) }
                if fault.activity == .alarmCleared { standing.remove(fault.alarmNumber) }
            }
            let (alarms, lastAlarm) = try await journal.restoreAlarms()
            #expect(Set(alarms.map(\.number)) == standing, "life \(life)")
            #expect(
                said.raised.allSatisfy { $0 <= lastAlarm } && said.cleared.isDisjoint(with: standing), "life \(life)")

            // The cursor is where it was acknowledged to be, or further.
            let position = journal.cursorState("outlet")?.position ?? 0
            #expect(position >= max(cursor, said.cursor) && position <= journal.lastNumber, "life \(life)")
            cursor = position
            last = journal.lastNumber
            await journal.close()
        }
        #expect(last > 1000)
        #expect(cursor > 0)
        #expect(standing.count > 10)
    }

    @Test func `kills while old records are dropped keep the account right`() async throws {
        var last: UInt64 = 0
        for life in 0..<20 {
            let said = try await live(seed: UInt64(life), lines: 1200, bytes: 1 << 20)
            let journal = try openJournal(folder)
            let found = try await records(of: journal, after: 0)
            try #require(found.map(\.number) == Array(journal.firstNumber...journal.lastNumber), "life \(life)")
            #expect(said.acknowledged.allSatisfy { $0.upperBound <= journal.lastNumber }, "life \(life)")
            // All that is dropped is told of: the newest record of retention ends where the journal now begins.
            let told = found.compactMap { record -> ClosedRange<UInt64>? in
                if case .retention(let retention) = record.content { retention.dropped } else { nil }
            }
            #expect(told.last.map { $0.upperBound + 1 } ?? 1 == journal.firstNumber, "life \(life)")
            for (earlier, later) in zip(told, told.dropFirst()) { #expect(earlier.upperBound + 1 == later.lowerBound) }
            #expect(journal.lastNumber >= last)
            last = journal.lastNumber
            await journal.close()
        }
        #expect(try openJournal(folder).firstNumber > 1)
    }
}
