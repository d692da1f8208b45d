import Foundation
import Logging
import NetworkValues
import Testing

@testable import History

/// A history in a folder of its own.
final class HistoryBench {
    let path = NSTemporaryDirectory() + "history-\(UUID().uuidString)"
    /// Midnight of a day, so that spans of all tiers begin where one can see it.
    static let start: Int64 = 1_790_208_000_000

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func open(limitBytes: Int64 = 512 << 20) throws -> History {
        try History(
            folder: path, settings: HistorySettings(limitBytes: limitBytes),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    func names() -> [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }

    func content(_ name: String) -> Data { FileManager.default.contents(atPath: path + "/" + name) ?? Data() }

    func write(_ data: Data, to name: String) throws { try data.write(to: URL(fileURLWithPath: path + "/" + name)) }
}

extension Timestamp {
    /// So many seconds behind the start of a bench.
    static func at(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: HistoryBench.start + seconds * 1000) }
}

/// Random numbers that are the same each time.
struct Generator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

/// What a history should say, kept the plain way.
struct Model {
    let description: SeriesDescription
    var samples: [(time: Int64, value: Double)] = []

    /// The points of a tier from `from` until before `to`.
    func window(_ tier: HistoryTier, _ from: Int64, _ to: Int64) -> [HistoryPoint] {
        var steps: [Int64: [Double]] = [:]
        for (place, sample) in samples.enumerated() {
            var value = sample.value
            if description.kind == .counter {
                guard place > 0, samples[place - 1].value <= value else { continue }
                let seconds = Double(sample.time - samples[place - 1].time) / 1000
                guard seconds <= 60 else { continue }
                value = ((value - samples[place - 1].value) / seconds * 1000).rounded() / 1000
            }
            steps[sample.time - sample.time % tier.stepMilliseconds, default: []].append(value)
        }
        return steps.filter { $0.key >= from && $0.key < to }.sorted { $0.key < $1.key }.map { time, values in
            HistoryPoint(
                time: Timestamp(milliseconds: time), minimum: values.min() ?? 0, maximum: values.max() ?? 0,
                mean: values.reduce(0, +) / Double(values.count), count: values.count)
        }
    }
}

/// Whether two windows say the same, but for how a thousandth was rounded.
func isSame(_ left: [HistoryPoint], _ right: [HistoryPoint]) -> Bool {
    left.count == right.count
        && zip(left, right).allSatisfy { left, right in
            left.time == right.time && left.count == right.count && abs(left.minimum - right.minimum) < 0.0011
                && abs(left.maximum - right.maximum) < 0.0011 && abs(left.mean - right.mean) < 0.0011
        }
}
