/// A random number generator that gives the same numbers for the same seed (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Makes a generator.
    public init(seed: UInt64) {
        state = seed
    }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// True with this probability.
    mutating func chance(_ probability: Double) -> Bool {
        Double.random(in: 0..<1, using: &self) < probability
    }

    /// Milliseconds until the next of events that come at random with this mean distance (an exponential distribution).
    mutating func wait(meanMilliseconds: Double) -> Int64 {
        // -ln(u) without a mathematics library: halvings of u, then a series for what is left of it, 0.5 to 1.
        var uniform = Double.random(in: 0x1p-53..<1, using: &self)
        var logarithm = 0.0
        while uniform < 0.5 {
            uniform *= 2
            logarithm += 0.693_147_180_559_945_3
        }
        let ratio = (1 - uniform) / (1 + uniform)
        let square = ratio * ratio
        logarithm += 2 * ratio * (1 + square / 3 + square * square / 5 + square * square * square / 7)
        return max(1, Int64(min(meanMilliseconds * logarithm, 86_400_000)))
    }
}
