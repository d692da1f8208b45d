/// A packet in a pcapng file (Enhanced Packet Block, pcapng 4.3), and where its octets stand in what was read.
public struct PcapNGPacket: Hashable, Sendable {
    /// The interface: its place among those of the section, from 0.
    public let interface: UInt32
    /// When the packet was seen.
    public let time: PacketTime
    /// The place of the octets that were kept.
    public let octets: Range<Int>
    /// How many octets the packet had on the wire.
    public let originalLength: Int
    /// A remark (opt_comment); empty when there is none.
    public let comment: String
}
