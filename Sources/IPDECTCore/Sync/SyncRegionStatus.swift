public import NetworkValues

/// A sync region and its statistics (manual 4.12.1).
public struct SyncRegionStatus: Hashable, Sendable {
    /// The region, 0 to 249.
    public var region: UInt8
    /// The name the operator gave it.
    public var name: String
    /// The active sync master, by its `Radio.index`; `nil` when the region has none.
    public var activeMasterIndex: UInt32?
    /// The region it takes its reference from; `nil` without one.
    public var referenceRegion: UInt8?
    /// Whether the reference is heard. Without it there is no handover between the two regions.
    public var hasReferenceSync: Bool
    /// Radios in the region, and those of them that are green, yellow and red.
    public var radioCount: UInt32
    /// Radios synchronized with a good signal.
    public var greenCount: UInt32
    /// Radios synchronized with a poor signal.
    public var yellowCount: UInt32
    /// Radios not synchronized.
    public var redCount: UInt32
    /// Times the tree was computed.
    public var calculations: UInt64
    /// Times a radio got a new sync instruction.
    public var configurations: UInt64
    /// Times a radio of the region lost its synchronization.
    public var syncLost: UInt64
    /// When the three counters were cleared; `nil` if they never were.
    public var clearedAt: Timestamp?
    /// Counts the changes of this region.
    public var revision: UInt64

    /// Makes an empty region.
    public init(region: UInt8) {
        self.region = region
        name = ""
        hasReferenceSync = false
        radioCount = 0
        greenCount = 0
        yellowCount = 0
        redCount = 0
        calculations = 0
        configurations = 0
        syncLost = 0
        revision = 1
    }
}
