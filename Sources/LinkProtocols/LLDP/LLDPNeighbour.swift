public import NetworkValues

/// A neighbour that was heard: a row of lldpRemTable (IEEE 802.1AB-2016, 9.2.6).
public struct LLDPNeighbour: Hashable, Sendable {
    /// Its number here (lldpRemIndex); never used again.
    public let index: UInt32
    /// What it said last.
    public internal(set) var unit: LLDPDU
    /// The address from which it sent.
    public internal(set) var source: MACAddress
    /// The tag with which it sent, if any.
    public internal(set) var tag: VLANTag?
    /// When it was heard first.
    public let since: Timestamp
    /// When what it says changed last (lldpRemTimeMark).
    public internal(set) var changedAt: Timestamp
    /// When it was heard last.
    public internal(set) var heardAt: Timestamp
    /// When it is forgotten unless it is heard again.
    public internal(set) var expiresAt: Timestamp
    /// How many LLDPDUs it sent.
    public internal(set) var units: UInt64 = 1

    /// Its identity.
    public var msap: MSAP { unit.msap }
}
