import Foundation

/// How many inputs each fuzz test takes: `IPDECT_FUZZ_INPUTS`.
enum FuzzInputs {
    static let count = ProcessInfo.processInfo.environment["IPDECT_FUZZ_INPUTS"].flatMap { Int($0) } ?? 20_000
}

/// A small generator with a seed (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    /// One of the seeds with up to six changes.
    mutating func mutated(_ seeds: [[UInt8]], inserting extra: String = " :.-[]0x,") -> [UInt8] {
        var bytes = seeds[below(seeds.count)]
        for _ in 0..<below(7) {
            switch below(5) {
            case 0 where !bytes.isEmpty: bytes[below(bytes.count)] = UInt8(truncatingIfNeeded: next())
            case 1 where !bytes.isEmpty: bytes.removeSubrange(below(bytes.count)...)
            case 2:
                bytes.insert(contentsOf: Array(extra.utf8).shuffled(using: &self).prefix(3), at: below(bytes.count + 1))
            case 3 where !bytes.isEmpty: bytes.remove(at: below(bytes.count))
            default: bytes += seeds[below(seeds.count)]
            }
        }
        return bytes
    }
}
