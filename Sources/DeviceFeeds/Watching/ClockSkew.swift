public import DeviceProtocols
public import NetworkValues

/// How a device's clock stands against the agent's.
public struct ClockSkew: Hashable, Sendable {
    /// By how much the device's clock is ahead, in milliseconds; negative when it is behind.
    public var milliseconds: Int64
    /// What the device's times are ahead of UTC by the look of them, in minutes; `nil` when the device told UTC.
    public var zoneMinutes: Int?
    /// When it was measured.
    public var measuredAt: Timestamp

    /// Minutes between two zones.
    private static let zoneStep: Int64 = 15
    /// The zones that there are: 12 hours behind UTC to 14 hours ahead.
    private static let zones: ClosedRange<Int64> = -12 * 60...14 * 60

    /// Measures: the device's clock showed `shown` at `now` by the agent's. A time without a zone is taken to be off by whole
    /// quarters of an hour because of its zone, as far as there is such a zone, and by the rest because the clock is wrong.
    /// `nil` when the clock was never set.
    public init?(_ shown: DeviceTime, at now: Timestamp) {
        // A device whose clock was never set counts from 1970.
        guard shown.time.seconds >= 365 * 86_400 else { return nil }
        let difference = shown.time.milliseconds(since: now)
        measuredAt = now
        guard !shown.isUTC else {
            milliseconds = difference
            return
        }
        let step = Self.zoneStep * 60_000
        let half = difference >= 0 ? step / 2 : -step / 2
        let minutes = (difference + half) / step * Self.zoneStep
        let zone = Self.zones.contains(minutes) ? minutes : 0
        zoneMinutes = Int(zone)
        milliseconds = difference - zone * 60_000
    }

    /// The time in UTC by the agent's clock at which the device's clock showed `shown`.
    public func corrected(_ shown: DeviceTime) -> Timestamp {
        let zone = shown.isUTC ? 0 : Int64(zoneMinutes ?? 0) * 60_000
        return shown.time.adding(milliseconds: -zone - milliseconds)
    }
}
