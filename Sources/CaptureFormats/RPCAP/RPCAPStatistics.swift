/// The payload of STATS_REPLY: four counters, sixteen octets. They begin again behind 4,294,967,295.
public struct RPCAPStatistics: Hashable, Sendable {
    /// Packets that passed the filter (ps_recv).
    public var received: UInt32
    /// Packets that the interface dropped (ps_ifdrop).
    public var droppedByInterface: UInt32
    /// Packets that were dropped for want of room (ps_drop).
    public var dropped: UInt32
    /// Packets that the server has sent.
    public var sent: UInt32

    /// Makes counters.
    public init(received: UInt32 = 0, droppedByInterface: UInt32 = 0, dropped: UInt32 = 0, sent: UInt32 = 0) {
        self.received = received
        self.droppedByInterface = droppedByInterface
        self.dropped = dropped
        self.sent = sent
    }

    /// Reads the payload.
    init(_ reader: inout OctetReader, in bytes: Span<UInt8>) throws(CaptureFormatError) {
        received = try reader.uint32(in: bytes)
        droppedByInterface = try reader.uint32(in: bytes)
        dropped = try reader.uint32(in: bytes)
        sent = try reader.uint32(in: bytes)
    }

    /// Appends the payload.
    func append(to octets: inout [UInt8]) {
        octets.append(big: received)
        octets.append(big: droppedByInterface)
        octets.append(big: dropped)
        octets.append(big: sent)
    }
}
