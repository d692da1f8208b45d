/// Writes PACKET messages one behind the other into a buffer that is sent in large pieces: a send for each packet is what
/// makes the reference server slow.
///
/// The length of the payload has 32 bits, so that frames of more than 65,515 octets stay whole. A message costs two copies
/// into the buffer and nothing else; with room reserved in it nothing is allocated.
public struct RPCAPPacketWriter: Hashable, Sendable {
    /// Octets of a message without its packet.
    public static let overhead = RPCAPHeader.length + RPCAPPacket.headerLength
    /// The most octets of a packet in a datagram: 65,507 less those of the message.
    public static let datagramSnapLength: UInt32 = 65_479

    /// The most octets that are kept of a packet. A client ends when it gets more than it asked for.
    public let snapLength: UInt32
    /// The number of the packet written last; 0 before the first.
    public private(set) var number: UInt32 = 0

    /// Makes a writer. For datagrams, `snapLength` may not be above `datagramSnapLength`.
    public init(snapLength: UInt32) {
        self.snapLength = snapLength
    }

    /// Appends a packet under the next number. What is over the snap length is left out; `originalLength`, in octets, is how
    /// long the packet was on the wire, and never less than what is kept of it.
    public mutating func append(
        _ packet: Span<UInt8>, at time: PacketTime, originalLength: Int, to octets: inout [UInt8]
    ) {
        let kept = min(packet.count, Int(snapLength))
        number &+= 1
        let length = UInt32(truncatingIfNeeded: RPCAPPacket.headerLength + kept)
        let type = UInt32(RPCAPHeader.version) << 24 | UInt32(RPCAPMessageType.packet.rawValue) << 16
        let head: [7 of UInt32] = [
            type.bigEndian, length.bigEndian, time.seconds.bigEndian, time.microsecondsOfSecond.bigEndian,
            UInt32(truncatingIfNeeded: kept).bigEndian,
            UInt32(truncatingIfNeeded: max(originalLength, kept)).bigEndian, number.bigEndian,
        ]
        octets.append(memoryOf: head)
        octets.append(packet.extracting(first: kept))
    }

    /// Counts a packet that is not sent, so that the client sees the gap.
    public mutating func skip() {
        number &+= 1
    }
}
