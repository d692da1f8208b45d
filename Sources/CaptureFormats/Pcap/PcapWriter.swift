/// Writes pcap files, with the lowest octet of each number first, into a buffer of the caller: the header once, then a
/// record for each packet (draft-ietf-opsawg-pcap 4 and 5).
///
/// A record costs two copies into the buffer and nothing else; with room reserved in it nothing is allocated.
public struct PcapWriter: Hashable, Sendable {
    /// Octets before a packet.
    public static let recordHeaderLength = 16

    /// What stands at the beginning of the file.
    public let header: PcapHeader

    /// Makes a writer. The header's byte order does not count.
    public init(_ header: PcapHeader) {
        self.header = header
    }

    /// Appends the file's header: 24 octets.
    public func appendHeader(to octets: inout [UInt8]) {
        header.append(to: &octets)
    }

    /// Appends a packet. What is over the snap length is left out; `originalLength`, in octets, is how long the packet was
    /// on the wire, and never less than what is kept of it.
    public func append(
        _ packet: Span<UInt8>, at time: PacketTime, originalLength: Int, to octets: inout [UInt8]
    ) {
        let kept = header.snapLength == 0 ? packet.count : min(packet.count, Int(header.snapLength))
        let fraction = header.resolution == .microseconds ? time.microsecondsOfSecond : time.nanosecondsOfSecond
        let head: [4 of UInt32] = [
            time.seconds.littleEndian, fraction.littleEndian, UInt32(truncatingIfNeeded: kept).littleEndian,
            UInt32(truncatingIfNeeded: max(originalLength, kept)).littleEndian,
        ]
        octets.append(memoryOf: head)
        octets.append(packet.extracting(first: kept))
    }

    /// The octets that a packet of `length` octets takes in the file.
    public func recordLength(of length: Int) -> Int {
        Self.recordHeaderLength + (header.snapLength == 0 ? length : min(length, Int(header.snapLength)))
    }
}
