import NetworkValues
import Testing

@testable import History

struct TierTests {
    private static let descriptions = [
        SeriesDescription(name: "gauge", kind: .gauge, unitsPerOne: 10),
        SeriesDescription(name: "ratio", kind: .gauge, unitsPerOne: 10_000),
        SeriesDescription(name: "counter_total", kind: .counter, unitsPerOne: 1),
        SeriesDescription(name: "seconds_total", kind: .counter, unitsPerOne: 1000),
    ]

    /// Five days with gaps, restarts of the counters and of the agent, beside a plain model.
    @Test func `every tier says what a plain model says`() throws {
        let bench = HistoryBench()
        var history = try bench.open()
        var models = Self.descriptions.map { Model(description: $0) }
        var random = Generator(7)
        var values: [Double] = [3, 0.5, 1000, 20]
        var time: Int64 = 0
        let end: Int64 = 5 * 86_400
        while time < end {
            time += Int.random(in: 0..<400, using: &random) == 0 ? Int64.random(in: 2...900, using: &random) * 10 : 10
            values[0] = (values[0] * 10 + Double(Int.random(in: -3...3, using: &random))).rounded() / 10
            values[1] = Double(Int.random(in: 0...10_000, using: &random)) / 10_000
            values[2] = Int.random(in: 0..<3000, using: &random) == 0 ? 0 : values[2] + Double(time % 70)
            values[3] += Double(Int.random(in: 0...900, using: &random)) / 100
            var samples: [HistorySample] = []
            for place in models.indices where Int.random(in: 0..<50, using: &random) > 0 {
                let id = try history.series(models[place].description)
                samples.append(HistorySample(series: id, value: values[place]))
                models[place].samples.append((HistoryBench.start + time * 1000, values[place]))
            }
            try history.record(samples, at: .at(time).adding(milliseconds: 1234))
            if Int.random(in: 0..<5000, using: &random) == 0 {
                history.close()
                history = try bench.open()
            }
        }
        for model in models {
            let id = try #require(history.id(of: model.description.name))
            for tier in HistoryTier.allCases {
                // The finest tier has two days, the others all.
                let from: Int64 = tier == .tenSeconds ? 3 * 86_400 + 3600 : 0
                let window = try history.window(id, from: .at(from), to: .at(end + 10_000), tier: tier)
                let wanted = model.window(
                    tier, HistoryBench.start + from * 1000, HistoryBench.start + (end + 10_000) * 1000)
                #expect(isSame(window.points, wanted), "\(model.description.name) \(tier)")
                let part = try history.window(id, from: .at(4 * 86_400), to: .at(4 * 86_400 + 7200), tier: tier)
                #expect(
                    isSame(
                        part.points,
                        model.window(
                            tier, HistoryBench.start + 4 * 86_400_000, HistoryBench.start + (4 * 86_400 + 7200) * 1000)),
                    "\(model.description.name) \(tier)")
            }
        }
    }

    @Test func `a window takes the finest tier that has its start`() throws {
        let bench = HistoryBench()
        let history = try bench.open()
        let id = try history.series(Self.descriptions[0])
        for step in 0..<(3 * 24 * 6) as Range<Int64> {
            try history.record([HistorySample(series: id, value: Double(step))], at: .at(step * 600))
        }
        let last = try #require(history.lastRow)
        #expect(try history.window(id, from: last.adding(seconds: -86_400), to: last).tier == .tenSeconds)
        #expect(try history.window(id, from: last.adding(seconds: -3 * 86_400), to: last).tier == .minute)
        #expect(try history.window(id, from: last.adding(seconds: -60 * 86_400), to: last).tier == .hour)
        #expect(history.firstRow.map { last.milliseconds(since: $0) <= 50 * 3_600_000 } == true)
    }

    @Test func `rows come back as they were recorded`() throws {
        let bench = HistoryBench()
        let history = try bench.open()
        let ids = try Self.descriptions.map { try history.series($0) }
        for step in 0..<800 as Range<Int64> {
            let samples = ids.enumerated().map { HistorySample(series: $1, value: Double(step * Int64($0 + 1))) }
            try history.record(step % 100 == 50 ? [] : samples, at: .at(step * 10))
        }
        let rows = try history.rows(after: .at(3500), through: .at(7000), of: ids)
        #expect(rows.map(\.id) == ids)
        #expect(rows[0].times.first == .at(3510) && rows[0].times.last == .at(7000))
        #expect(rows[2].times.count == 347 && rows[2].values.first == 351 * 3)
    }
}
