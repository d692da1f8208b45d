/// A block of a pcapng file.
public enum PcapNGBlock: Hashable, Sendable {
    /// A section begins; interfaces are counted from 0 again.
    case section(PcapNGSection)
    /// An interface.
    case interface(PcapNGInterface)
    /// A packet.
    case packet(PcapNGPacket)
    /// What was counted.
    case statistics(PcapNGStatistics)
    /// A block of a kind that is passed over.
    case other(type: UInt32)
}
