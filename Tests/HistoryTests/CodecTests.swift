import Foundation
import Testing

@testable import History

struct CodecTests {
    /// Values as series have them: constant, noisy, growing, with gaps.
    private static func values(_ seed: UInt64) -> [Int64?] {
        var random = Generator(seed)
        var value = Int64.random(in: -1000...1000, using: &random)
        return (0..<360).flatMap { _ -> [Int64?] in
            switch Int.random(in: 0..<8, using: &random) {
            case 0: return Array(repeating: nil, count: Int.random(in: 1...40, using: &random))
            case 1: return Array(repeating: value, count: Int.random(in: 1...60, using: &random))
            case 2: value = Int64.random(in: -(1 << 53)...(1 << 53), using: &random)
            case 3:
                return (0..<Int.random(in: 1...30, using: &random)).map { _ in
                    value &+= 17
                    return value
                }
            default: value &+= Int64.random(in: -40...40, using: &random)
            }
            return [value]
        }.prefix(360).map(\.self)
    }

    @Test(arguments: [false, true]) func `a column of values comes back as it was`(isCounter: Bool) throws {
        for seed in 1..<200 as Range<UInt64> {
            let values = Self.values(seed)
            var column = ValueColumn(isCounter: isCounter)
            for (step, value) in values.enumerated() {
                if value == nil, seed % 2 == 0 { continue }
                column.skip(to: step)
                column.append(value)
                if step == 100 { _ = column.encoded }
            }
            var read: [Int64?] = Array(repeating: nil, count: values.count)
            try ValueColumn.read(column.encoded[...], isCounter: isCounter, limit: 360) { read[$0] = $1 }
            #expect(read == values)
            #expect(column.valueCount == values.count { $0 != nil })
        }
    }

    @Test func `a column of aggregates comes back as it was`() throws {
        for seed in 1..<200 as Range<UInt64> {
            var random = Generator(seed)
            var column = AggregateColumn()
            var wanted: [Int: Aggregate] = [:]
            var last: Aggregate?
            for step in 0..<240 where Int.random(in: 0..<5, using: &random) > 0 {
                var value = Aggregate(Int64.random(in: -5000...5000, using: &random))
                for _ in 0..<Int.random(in: 0...5, using: &random) {
                    value.add(Aggregate(Int64.random(in: -(1 << 50)...(1 << 50), using: &random)))
                }
                if let last, Bool.random(using: &random) { value = last }
                last = value
                column.skip(to: step)
                column.append(value)
                wanted[step] = value
            }
            var read: [Int: Aggregate] = [:]
            try AggregateColumn.read(column.encoded[...], limit: 240) { read[$0] = $1 }
            #expect(read == wanted)
        }
    }

    @Test func `what stays the same takes next to nothing`() {
        var gauge = ValueColumn(isCounter: false)
        var counter = ValueColumn(isCounter: true)
        for step in 0..<360 {
            gauge.append(800)
            counter.append(Int64(step) * 1460)
        }
        #expect(gauge.encoded.count < 8 && counter.encoded.count < 8)
    }

    /// Damaged octets are an error or other values, never a trap, and never a step beyond the limit.
    @Test func `damaged columns and heads do not trap`() {
        let inputs = ProcessInfo.processInfo.environment["IPDECT_FUZZ_INPUTS"].flatMap { Int($0) } ?? 20_000
        var random = Generator(42)
        var seeds: [[UInt8]] = [[]]
        for seed in 1..<20 as Range<UInt64> {
            var column = ValueColumn(isCounter: seed % 2 == 0)
            for value in Self.values(seed) { column.append(value) }
            seeds.append(column.encoded)
            seeds.append(
                SegmentHeader.file(.minute, start: 0, [(SeriesID(rawValue: 7), column.valueCount, column.encoded)]))
        }
        for _ in 0..<inputs {
            var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                switch Int.random(in: 0..<3, using: &random) {
                case 0 where !bytes.isEmpty:
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                case 1 where !bytes.isEmpty: bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
                default: bytes.append(UInt8.random(in: 0...255, using: &random))
                }
            }
            var isWithin = true
            try? ValueColumn.read(bytes[...], isCounter: bytes.count % 2 == 0, limit: 360) { step, _ in
                if step >= 360 { isWithin = false }
            }
            try? AggregateColumn.read(bytes[...], limit: 240) { step, _ in if step >= 240 { isWithin = false } }
            _ = try? SegmentHeader(bytes[...])
            _ = try? Registration.read(bytes[...])
            var replay = RowReplay(HistoryState())
            _ = try? replay.take(bytes[...])
            #expect(isWithin)
        }
    }
}
