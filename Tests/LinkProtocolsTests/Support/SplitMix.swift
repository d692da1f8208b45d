import Foundation

/// A small generator with a seed (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}

/// Octets for decoders that must take anything.
enum Mutation {
    /// How many inputs each decoder gets; `IPDECT_FUZZ_INPUTS` says otherwise.
    static let inputs = ProcessInfo.processInfo.environment["IPDECT_FUZZ_INPUTS"].flatMap { Int($0) } ?? 30_000

    /// One of the seeds with octets changed, cut off, put in, doubled, or set to the ends of their range.
    static func mutated(_ seeds: [[UInt8]], _ random: inout SplitMix) -> [UInt8] {
        var octets = seeds[Int.random(in: 0..<seeds.count, using: &random)]
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let place = octets.isEmpty ? 0 : Int.random(in: 0..<octets.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0 where !octets.isEmpty: octets[place] = UInt8.random(in: 0...255, using: &random)
            case 1 where !octets.isEmpty: octets.removeSubrange(place...)
            case 2: octets.insert(contentsOf: (0..<3).map { _ in UInt8.random(in: 0...255, using: &random) }, at: place)
            case 3 where !octets.isEmpty: octets[place] = [0, 1, 127, 128, 254, 255][place % 6]
            case 4 where !octets.isEmpty: octets.remove(at: place)
            default: octets += seeds[Int.random(in: 0..<seeds.count, using: &random)]
            }
            if octets.count > 4096 { octets.removeSubrange(4096...) }
        }
        return octets
    }
}
