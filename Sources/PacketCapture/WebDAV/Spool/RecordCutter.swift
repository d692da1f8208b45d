import CaptureFormats

/// Finds where packets end in octets that begin with one: the records of a pcap file as our own writer makes them, with the
/// lowest octet of each number first.
enum RecordCutter {
    /// A part with whole packets.
    struct Cut: Hashable {
        /// Behind its last packet.
        var end: Int
        /// Its packets.
        var packets: UInt64 = 0
    }

    /// The longest part from `start` with whole packets and at most `room` octets.
    static func cut(_ octets: Span<UInt8>, from start: Int, room: Int) -> Cut {
        var cut = Cut(end: start)
        let limit = start + min(max(0, room), octets.count - start)
        while cut.end + PcapWriter.recordHeaderLength <= limit {
            let end = cut.end + PcapWriter.recordHeaderLength + length(octets, cut.end + 8)
            guard end <= limit else { break }
            cut.end = end
            cut.packets += 1
        }
        return cut
    }

    private static func length(_ octets: Span<UInt8>, _ place: Int) -> Int {
        Int(octets[place]) | Int(octets[place + 1]) << 8 | Int(octets[place + 2]) << 16 | Int(octets[place + 3]) << 24
    }
}
