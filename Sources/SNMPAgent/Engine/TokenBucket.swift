/// A bucket that fills at a steady rate and is emptied by requests: it lets bursts through and bounds the rate.
struct TokenBucket {
    /// Thousandths of a token.
    private var level: UInt64
    /// When the bucket was filled last, in milliseconds of the engine's clock.
    private(set) var filledAt: UInt64

    /// Makes a full bucket of `burst` tokens.
    init(burst: UInt64, at now: UInt64) {
        level = burst * 1000
        filledAt = now
    }

    /// Takes up to `count` tokens from a bucket that gains `rate` tokens a second and holds `burst`. Returns how many.
    @inline(__always)
    mutating func take(_ count: UInt64, rate: UInt64, burst: UInt64, at now: UInt64) -> UInt64 {
        if now > filledAt {
            // A thousandth of a token for each millisecond and token a second.
            let (gain, overflow) = (now - filledAt).multipliedReportingOverflow(by: rate)
            level = overflow || gain > burst * 1000 ? burst * 1000 : min(burst * 1000, level + gain)
            filledAt = now
        }
        let taken = min(count, level / 1000)
        level -= taken * 1000
        return taken
    }
}
