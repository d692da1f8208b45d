public import NetworkValues

/// The counters of LLDP on one port (IEEE 802.1AB-2016, 9.2.6.2; lldpStats of LLDP-MIB).
public struct LLDPStatistics: Hashable, Sendable {
    /// LLDPDUs sent (lldpStatsTxPortFramesTotal).
    public internal(set) var framesOut: UInt64 = 0
    /// LLDP frames received (lldpStatsRxPortFramesTotal).
    public internal(set) var framesIn: UInt64 = 0
    /// Frames with an error (lldpStatsRxPortFramesErrors).
    public internal(set) var framesInErrors: UInt64 = 0
    /// Frames not used, for an error or for want of room (lldpStatsRxPortFramesDiscardedTotal).
    public internal(set) var framesDiscarded: UInt64 = 0
    /// TLVs refused (lldpStatsRxPortTLVsDiscardedTotal).
    public internal(set) var tlvsDiscarded: UInt64 = 0
    /// TLVs not known here (lldpStatsRxPortTLVsUnrecognizedTotal).
    public internal(set) var tlvsUnrecognized: UInt64 = 0
    /// Neighbours forgotten because they were not heard (lldpStatsRxPortAgeoutsTotal).
    public internal(set) var ageouts: UInt64 = 0
    /// Neighbours that were new (lldpStatsRemTablesInserts).
    public internal(set) var inserts: UInt64 = 0
    /// Neighbours forgotten for any reason (lldpStatsRemTablesDeletes).
    public internal(set) var deletes: UInt64 = 0
    /// Neighbours for which there was no room (lldpStatsRemTablesDrops).
    public internal(set) var drops: UInt64 = 0
    /// When a neighbour last came, changed or went (lldpStatsRemTablesLastChangeTime).
    public internal(set) var lastChange: Timestamp?
    /// Refused frames and TLVs by their reason.
    public internal(set) var refusals: [LLDPReason: UInt64] = [:]

    /// Makes counters that are zero.
    public init() {}

    mutating func refuse(_ error: LLDPError) {
        refusals[error.reason, default: 0] += 1
        guard error.reason.isWholeUnit else {
            tlvsDiscarded += 1
            return
        }
        framesInErrors += 1
        framesDiscarded += 1
    }
}
