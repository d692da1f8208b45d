/// What became of the packets of one reader. Received is delivered, waiting and both kinds of dropped together.
public struct CaptureCounts: Hashable, Sendable {
    /// Packets that passed the reader's filter and sampling, and were taken from the kernel.
    public var taken: UInt64 = 0
    /// Packets that the reader has got.
    public var delivered: UInt64 = 0
    /// Octets that the reader has got, with the headers of its format.
    public var deliveredOctets: UInt64 = 0
    /// Packets for which the reader's buffer had no room: it was too slow.
    public var dropped: UInt64 = 0
    /// Packets for which the kernel's buffer had no room while the reader listened. What the kernel drops it does not look
    /// at: with several readers, some of them might not have passed this one's filter.
    public var droppedByKernel: UInt64 = 0
    /// Packets that the interface itself dropped while the reader listened.
    public var droppedByInterface: UInt64 = 0
    /// Records of the log that were put in beside the packets.
    public var traceRecords: UInt64 = 0
    /// Packets that were left out because they carry captures away.
    public var ownTraffic: UInt64 = 0

    /// Packets that wait in the reader's buffer.
    public var waiting: UInt64 { taken &- delivered &- dropped }
    /// Packets that should have reached the reader.
    public var received: UInt64 { taken + droppedByKernel }

    /// Nothing yet.
    public init() {}
}
