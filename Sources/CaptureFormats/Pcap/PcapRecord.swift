/// A packet in a capture file: when it was seen, and where its octets stand in what was read.
public struct PcapRecord: Hashable, Sendable {
    /// When the packet was seen.
    public let time: PacketTime
    /// The place of the octets that were kept.
    public let octets: Range<Int>
    /// How many octets the packet had on the wire.
    public let originalLength: Int
}
