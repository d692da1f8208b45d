import NetworkValues

/// Bounds the requests that each source may send, before any of the work that they ask for.
///
/// An IPv4 source is an address, an IPv6 source a network of 64 bits. The table has room for so many sources and never
/// grows; when a place is needed, the source that was silent longest of those that share it gives way.
struct RateLimiter {
    private struct Place {
        var key: UInt64
        var isUsed: Bool
        var bucket: TokenBucket
    }

    /// Requests a second and source; 0 for no limit.
    let rate: UInt64
    private let burst: UInt64
    private var places: [Place] = []
    private static let placeCount = 4096
    private static let probes = 8

    /// Makes a limiter that lets each source send `rate` requests a second, and twice as many at once.
    init(rate: UInt64) {
        self.rate = rate
        burst = max(rate * 2, 1)
        if rate > 0 {
            places = Array(
                repeating: Place(key: 0, isUsed: false, bucket: TokenBucket(burst: burst, at: 0)),
                count: Self.placeCount)
        }
    }

    /// Whether a request from `address` may go on.
    mutating func allows(_ address: IPAddress, at now: UInt64) -> Bool {
        if rate == 0 { return true }
        let place = place(for: Self.key(address), at: now)
        return places[place].bucket.take(1, rate: rate, burst: burst, at: now) == 1
    }

    private static func key(_ address: IPAddress) -> UInt64 {
        switch address {
        case .v4(let value): UInt64(value) | 1 << 63
        case .v6(let high, _, _): high
        }
    }

    /// The place of a source, made for it if need be.
    private mutating func place(for key: UInt64, at now: UInt64) -> Int {
        let start = Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 40)
        var oldest = start & (Self.placeCount - 1)
        for step in 0..<Self.probes {
            let place = (start + step) & (Self.placeCount - 1)
            if !places[place].isUsed {
                oldest = place
                break
            }
            if places[place].key == key { return place }
            if places[place].bucket.filledAt < places[oldest].bucket.filledAt { oldest = place }
        }
        places[oldest] = Place(key: key, isUsed: true, bucket: TokenBucket(burst: burst, at: now))
        return oldest
    }
}
