import NetworkValues
import Synchronization
import Testing

@testable import History

struct SizeTests {
    /// 3,968 radios and 300 other series on a working day: calls that come and go, means of ten looks.
    @Test func `a large site takes less than two octets a value`() throws {
        let bench = HistoryBench()
        let history = try bench.open()
        var random = Generator(3)
        let radios = try (0..<3968).map {
            try history.series(
                SeriesDescription(name: "ipdect_radio_calls{radio=\"R\($0)\"}", kind: .gauge, unitsPerOne: 10))
        }
        let counters = try (0..<300).map {
            try history.series(SeriesDescription(name: "c\($0)_total", kind: .counter, unitsPerOne: 1))
        }
        var calls = Array(repeating: 0, count: radios.count)
        var counts = Array(repeating: 0.0, count: counters.count)
        for step in 0..<361 as Range<Int64> {
            var samples: [HistorySample] = []
            samples.reserveCapacity(radios.count + counters.count)
            for (place, id) in radios.enumerated() {
                var value = Double(calls[place])
                if Int.random(in: 0..<18, using: &random) == 0 {
                    // A call begins or ends within the ten seconds.
                    let change = calls[place] > 0 && Bool.random(using: &random) ? -1 : calls[place] < 8 ? 1 : 0
                    value += Double(change * Int.random(in: 0...10, using: &random)) / 10
                    calls[place] += change
                }
                samples.append(HistorySample(series: id, value: value))
            }
            for (place, id) in counters.enumerated() {
                counts[place] += Double(Int.random(in: 0...(place * 20), using: &random))
                samples.append(HistorySample(series: id, value: counts[place]))
            }
            try history.record(samples, at: .at(step * 10))
        }
        let status = history.status
        let memory = history.state.withLock { state in
            state.series.reduce(0) { $0 + $1.values.size + $1.minutes.size + $1.hours.size }
        }
        #expect(status.samples == 4268 * 360)
        let octets = try #require(status.bytesPerSample)
        #expect(octets < 2)
        print("history: \(octets) octets a value, \(memory) octets of open columns")
    }

    @Test func `the files never take more than they may`() throws {
        let bench = HistoryBench()
        let history = try bench.open(limitBytes: 16 << 20)
        var random = Generator(5)
        let ids = try (0..<400).map {
            try history.series(SeriesDescription(name: "s\($0)", kind: .gauge, unitsPerOne: 1))
        }
        // Noise that nothing compresses: more than a megabyte an hour.
        for step in 0..<(20 * 360) as Range<Int64> {
            let samples = ids.map {
                HistorySample(series: $0, value: Double(Int64.random(in: 0...(1 << 50), using: &random)))
            }
            try history.record(samples, at: .at(step * 10))
            if step % 360 == 1 { #expect(history.status.bytes <= 16 << 20) }
        }
        let status = history.status
        #expect(status.droppedSegments > 0 && status.bytes <= 16 << 20)
        let id = ids[17]
        let last = try #require(history.lastRow)
        #expect(try history.window(id, from: last.adding(seconds: -3600), to: last).points.count == 360)
    }
}
