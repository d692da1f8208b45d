/// The role of the port that sent a BPDU (IEEE 802.1D-2004, 9.2.9), with the numbers that are sent.
public enum BPDUPortRole: UInt8, Hashable, Sendable, CaseIterable {
    /// Not told: an old bridge, which has only designated ports when it sends.
    case unknown = 0
    /// The second way to the root, or the second port to a LAN.
    case alternateOrBackup = 1
    /// The way to the root.
    case root = 2
    /// The port that connects a LAN to the root.
    case designated = 3
}
