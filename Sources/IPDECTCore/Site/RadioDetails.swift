import NetworkValues

/// What the state keeps of a radio beside what readers see.
struct RadioDetails: Sendable {
    /// The position of its RFPI, or of the first of them, in the pool; `nil` while uninitialized.
    var rfpiPosition: Int?
    /// The radio that the PARI Master told it to follow, by its index.
    var source: UInt32?
    /// How it hears that one.
    var sourceQuality: SyncQuality?
    /// The price of the way from the active master (`SyncQuality.cost`).
    var pathCost = UInt32.max
    /// The radios that were told to follow it, by their indexes.
    var followers: [UInt32] = []
    /// Calls that go through it.
    var calls: [CallID] = []
    /// Calls that are being handed over to it.
    var inbound: [CallID] = []
    /// When its search for a source or, as a new active master, for its region is over.
    var searchEndsAt: Timestamp?
    /// When it reports its unexpected restart.
    var reportsRestartAt: Timestamp?

    /// Channels in use or reserved.
    var load: UInt32 { UInt32(calls.count + inbound.count) }
}

/// What the state keeps of a sync region beside what readers see.
struct RegionDetails: Sendable {
    /// The radios of the region that are added, by ascending index.
    var members: [UInt32] = []
    /// When its tree is computed; `nil` when nothing calls for it.
    var calculationAt: Timestamp?
    /// The gateways among the members.
    var gatewayCount = 0
    /// Whether its reference was heard once and is heard no longer.
    var isReferenceLost = false
    /// Whether the last resynchronization to the reference failed.
    var hasResynchronizationFailed = false
    /// Whether its master resynchronizes to the reference because the operator said so.
    var isResynchronizing = false
}
