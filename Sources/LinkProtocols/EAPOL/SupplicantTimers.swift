/// Times and counts of a supplicant (IEEE 802.1X-2004, 8.2.12.1.2 and 8.2.13.1.2), with the standard's defaults.
public struct SupplicantTimers: Hashable, Sendable {
    /// Seconds of silence after a failure (heldPeriod).
    public var heldPeriodSeconds: Int64
    /// Seconds between Starts (startPeriod).
    public var startPeriodSeconds: Int64
    /// How many Starts are sent when nobody answers (maxStart).
    public var maximumStarts: Int
    /// Seconds that the authenticator may take for the next request (authPeriod).
    public var authenticationPeriodSeconds: Int64

    /// Makes times; at least one second and one Start.
    public init(
        heldPeriodSeconds: Int64 = 60, startPeriodSeconds: Int64 = 30, maximumStarts: Int = 3,
        authenticationPeriodSeconds: Int64 = 30
    ) {
        self.heldPeriodSeconds = max(1, heldPeriodSeconds)
        self.startPeriodSeconds = max(1, startPeriodSeconds)
        self.maximumStarts = max(1, maximumStarts)
        self.authenticationPeriodSeconds = max(1, authenticationPeriodSeconds)
    }
}
