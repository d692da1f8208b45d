/// What an MSTP BPDU says before its list of instances (IEEE 802.1Q-2022, 14.4).
public struct MSTConfiguration: Hashable, Sendable {
    /// The region's name, at most 32 octets.
    public let name: String
    /// The region's revision.
    public let revision: UInt16
    /// The digest of the region's table of VLANs, 16 octets.
    public let digest: [UInt8]
    /// The cost of the way to the region's root.
    public let internalRootPathCost: UInt32
    /// The sender. The bridge in front of it in the BPDU is the region's root.
    public let bridge: BridgeID
    /// How many bridges it may still pass.
    public let remainingHops: UInt8
    /// How many instances it tells of.
    public let instances: Int
}
