import Foundation
import NetworkValues
import Testing

@testable import History

/// What was recorded is there after every kind of end.
struct SurvivalTests {
    private static let gauge = SeriesDescription(name: "calls{radio=\"R1\"}", kind: .gauge, unitsPerOne: 10)

    private func record(_ history: History, _ steps: Range<Int64>) throws {
        let id = try history.series(Self.gauge)
        for step in steps {
            try history.record([HistorySample(series: id, value: Double(step % 7))], at: .at(step * 10))
        }
    }

    private func values(_ history: History) throws -> [Int64] {
        let id = try #require(history.id(of: Self.gauge.name))
        return try history.rows(after: .at(-10), through: .at(1_000_000), of: [id]).first?.times.map {
            $0.milliseconds(since: .at(0)) / 10_000
        } ?? []
    }

    @Test func `a log that is torn at any octet loses the torn row only`() throws {
        let bench = HistoryBench()
        var history = try bench.open()
        try record(history, 0..<20)
        history.close()
        let log = bench.content("rows")
        for length in stride(from: log.count, through: 0, by: -1) {
            try bench.write(log.prefix(length), to: "rows")
            history = try bench.open()
            let found = try values(history)
            #expect(found == Array(0..<Int64(found.count)))
            #expect(found.count >= (length * 20 / log.count) - 1)
            // It goes on from there.
            try record(history, 30..<32)
            history.close()
            history = try bench.open()
            #expect(try values(history) == found + [30, 31])
            history.close()
        }
    }

    /// The files as they stand after each step of closing an hour: a crash there must lose nothing.
    @Test func `a crash while an hour is closed loses nothing`() throws {
        let bench = HistoryBench()
        let history = try bench.open()
        try record(history, 0..<360)
        let before = Dictionary(
            uniqueKeysWithValues: bench.names().map { ($0, bench.content($0)) })
        try record(history, 360..<361)
        let after = Dictionary(uniqueKeysWithValues: bench.names().map { ($0, bench.content($0)) })
        history.close()
        let segment = try #require(after.keys.first { $0.hasPrefix("t0-") })
        // What is new comes in this order: the closed file, the checkpoint, the empty log.
        let written = try #require(after[segment])
        let open = try #require(after["open"])
        let orders = [
            [:], [segment: written], [segment: written, "open": open],
            [segment: written, "open": open, "rows": Data()],
        ].map { before.merging($0) { $1 } }
        for files in orders {
            for name in bench.names() { try FileManager.default.removeItem(atPath: bench.path + "/" + name) }
            for (name, content) in files { try bench.write(content, to: name) }
            let again = try bench.open()
            #expect(try values(again) == Array(0..<360))
            try record(again, 360..<370)
            #expect(try values(again) == Array(0..<370))
            let id = try #require(again.id(of: Self.gauge.name))
            let minutes = try again.window(id, from: .at(0), to: .at(3700), tier: .minute).points
            #expect(minutes.count == 62 && minutes.dropLast().allSatisfy { $0.count == 6 })
            again.close()
        }
    }

    @Test func `a damaged file is set aside and all others are read`() throws {
        let bench = HistoryBench()
        var history = try bench.open()
        try record(history, 0..<1100)
        history.close()
        let segments = bench.names().filter { $0.hasPrefix("t0-") }
        #expect(segments.count == 3)
        var damaged = bench.content(segments[1])
        damaged[damaged.count - 3] ^= 0x55
        try bench.write(damaged, to: segments[1])
        history = try bench.open()
        #expect(try values(history) == Array(0..<360) + Array(720..<1100))
        #expect(history.status.damagedFiles == 1 && bench.names().contains(segments[1] + ".damaged"))
        history.close()
        try bench.write(Data("IPDH".utf8), to: segments[0])
        try bench.write(Data(bench.content("open").dropLast()), to: "open")
        history = try bench.open()
        #expect(try values(history) == Array(720..<1100))
        #expect(history.status.damagedFiles == 1)
    }

    @Test func `cursors and series survive`() throws {
        let bench = HistoryBench()
        var history = try bench.open()
        try record(history, 0..<3)
        let id = history.id(of: Self.gauge.name)
        let cursor = try history.cursor(named: "remote-write-1")
        #expect(cursor.position == nil)
        try cursor.advance(to: .at(20))
        history.close()
        history = try bench.open()
        #expect(history.id(of: Self.gauge.name) == id)
        #expect(try history.cursor(named: "remote-write-1").position == .at(20))
        try history.forgetCursor(named: "remote-write-1")
        #expect(try history.cursor(named: "remote-write-1").position == nil)
        #expect(throws: HistoryError.self) { try history.cursor(named: "../rows") }
        #expect(throws: HistoryError.self) { try bench.open() }
        history.close()
        #expect(throws: HistoryError.self) { try history.record([], at: .at(100)) }
    }

    @Test func `a row that is not later is refused, and a full table of series too`() throws {
        let bench = HistoryBench()
        let history = try bench.open()
        try record(history, 5..<6)
        #expect(throws: HistoryError.self) { try history.record([], at: .at(59)) }
        #expect(history.status.failedRows == 1 && history.status.rows == 1)
        for number in 1..<HistoryState.seriesLimit {
            _ = try history.series(SeriesDescription(name: "s\(number)", kind: .gauge, unitsPerOne: 1))
        }
        let tooMany = SeriesDescription(name: "more", kind: .gauge, unitsPerOne: 1)
        #expect(throws: HistoryError.self) { try history.series(tooMany) }
        #expect(history.status.refusedSeries == 1)
    }
}
