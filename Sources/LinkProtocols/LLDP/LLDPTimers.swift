/// How often LLDP sends (IEEE 802.1AB-2016, 9.2.5), with the standard's defaults.
public struct LLDPTimers: Hashable, Sendable {
    /// Seconds between two LLDPDUs (msgTxInterval), 1 to 3600.
    public var intervalSeconds: UInt16
    /// How many intervals an LLDPDU is true (msgTxHold), 1 to 100.
    public var hold: UInt16
    /// Seconds between two LLDPDUs while it sends fast (msgFastTx), 1 to 3600.
    public var fastIntervalSeconds: UInt16
    /// How many it sends fast (txFastInit; medFastStartRepeatCount of ANSI/TIA-1057, 11.2.1), 1 to 10.
    public var fastCount: Int
    /// The most that it may send at once (txCreditMax); each second gives one more. 1 to 10.
    public var creditLimit: Int
    /// Seconds between the last LLDPDU and the first of a new start (reinitDelay), 0 to 10.
    public var reinitializationDelaySeconds: UInt16

    /// Makes timers; values outside of their range become the nearest one inside.
    public init(
        intervalSeconds: UInt16 = 30, hold: UInt16 = 4, fastIntervalSeconds: UInt16 = 1, fastCount: Int = 4,
        creditLimit: Int = 5, reinitializationDelaySeconds: UInt16 = 2
    ) {
        self.intervalSeconds = min(max(intervalSeconds, 1), 3600)
        self.hold = min(max(hold, 1), 100)
        self.fastIntervalSeconds = min(max(fastIntervalSeconds, 1), 3600)
        self.fastCount = min(max(fastCount, 1), 10)
        self.creditLimit = min(max(creditLimit, 1), 10)
        self.reinitializationDelaySeconds = min(reinitializationDelaySeconds, 10)
    }

    /// How long an LLDPDU is true, in seconds: one more than the intervals, so that the last one may come a little late
    /// (txTTL, IEEE 802.1AB-2016, 9.2.5.22).
    public var timeToLiveSeconds: UInt16 {
        UInt16(min(Int(intervalSeconds) * Int(hold) + 1, 65_535))
    }
}
