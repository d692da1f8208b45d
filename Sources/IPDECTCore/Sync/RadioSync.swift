/// The sync mode configured on a radio (manual 4.6.36).
public enum SyncMode: UInt8, Hashable, Sendable, CaseIterable {
    /// Follows another radio and may be followed.
    case slave = 1
    /// Follows another radio and is never followed.
    case restrictedSlave = 2
    /// Candidate for the region's active sync master.
    case master = 3
}

/// The state of a radio's air synchronization, as the device overview words it (manual 4.11.1, 4.12.3).
public enum SyncState: UInt8, Hashable, Sendable, CaseIterable {
    /// Not synchronized; carries no radio traffic.
    case unsynchronized = 1
    /// An active sync master that searches its region for 30 s before it takes up its state.
    case searching = 2
    /// The region's active sync master ("Master OK").
    case masterOK = 3
    /// A synchronized slave ("Slave OK").
    case slaveOK = 4
    /// A master candidate that follows the active one ("Standby OK").
    case standbyOK = 5
    /// Nobody tells: the radio belongs to a system that is watched.
    case unknown = 6
}

/// The coloured dot of the sync tree (manual 4.12.1).
public enum SyncColor: UInt8, Hashable, Sendable, CaseIterable {
    /// Synchronized.
    case green = 1
    /// Synchronized with a poor signal: RSSI below -83 dBm, or FER above 15.
    case yellow = 2
    /// Not synchronized.
    case red = 3
    /// Nobody tells.
    case grey = 4
}

/// Why a radio counted a lost synchronization (manual 4.11.5).
public enum SyncLossCause: UInt8, Hashable, Sendable, CaseIterable {
    /// No synchronization source was found within 9 minutes.
    case sourceNotFound = 1
    /// The primary scan carrier number changed.
    case pscnChanged = 2
    /// The frame number changed.
    case frameNumberChanged = 3
    /// The multiframe number changed.
    case multiframeNumberChanged = 4
    /// The number of enabled carriers changed.
    case carriersChanged = 5
}

/// One radio that another one hears.
public struct SyncCandidate: Hashable, Sendable {
    /// The broadcast identity heard.
    public var rfpi: RFPI
    /// Received signal strength in dBm, such as -71.
    public var rssi: Int16
    /// Frame error rate in percent, 0 to 100.
    public var fer: UInt8

    /// Makes a candidate.
    public init(rfpi: RFPI, rssi: Int16, fer: UInt8) {
        self.rfpi = rfpi
        self.rssi = rssi
        self.fer = fer
    }
}

/// How a radio is told to synchronize (manual 4.6.36).
public struct SyncSettings: Hashable, Sendable {
    /// The mode.
    public var mode: SyncMode
    /// The sync region, 0 to 249.
    public var region: UInt8
    /// For a slave the radio it is locked to, for a master its reference; in order of preference, at most two.
    public var lockedTo: [RFPI]

    /// Makes sync settings; by default an unlocked slave in region 0.
    public init(mode: SyncMode = .slave, region: UInt8 = 0, lockedTo: [RFPI] = []) {
        self.mode = mode
        self.region = region
        self.lockedTo = lockedTo
    }
}

/// The air synchronization of one radio.
public struct RadioSync: Hashable, Sendable {
    /// What is configured.
    public var settings = SyncSettings()
    /// The state.
    public var state = SyncState.unsynchronized
    /// The dot in the tree.
    public var color = SyncColor.red
    /// Whether it is its region's active sync master.
    public var isActiveMaster = false
    /// The radio it follows, by its `Radio.index`; `nil` for an active master and while unsynchronized.
    public var parentIndex: UInt32?
    /// Steps from the active master; 0 for the master itself; `nil` while it is in no tree.
    public var depth: UInt16?
    /// Signal strength of the active sync bearer in dBm; `nil` without one.
    public var rssi: Int16?
    /// Long-term frame error rate of the active sync bearer in percent; `nil` without one.
    public var fer: UInt8?
    /// Other radios it hears, strongest first, at most 16.
    public var candidates: [SyncCandidate] = []
    /// Times the synchronization was lost (manual 4.11.5).
    public var lostCount: UInt32 = 0
    /// Why it was lost last.
    public var lastLossCause: SyncLossCause?
    /// Carrier of the active sync bearer, 0 to 9; `nil` without one.
    public var carrier: UInt8?
    /// Slot of the active sync bearer, 0 to 23; `nil` without one.
    public var slot: UInt8?
    /// Time difference to the sync source in nanoseconds.
    public var driftNanoseconds: Int32 = 0

    /// Makes the state of a radio that was just seen.
    public init() {}
}
