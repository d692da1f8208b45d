import CPcap
import CaptureFormats

/// A packet as it lies in the memory of a capture; good only while its batch is looked at.
struct CapturedPacket {
    /// When it came.
    let time: PacketTime
    /// The octets that it had on the wire.
    let length: UInt32
    /// Those that were kept.
    let octets: UnsafeBufferPointer<UInt8>
}

/// The packets that were taken at once.
struct PacketBatch {
    private let octets: UnsafeRawBufferPointer

    /// `octets` is what `ipd_pcap_take` left.
    init(_ octets: UnsafeRawBufferPointer) {
        self.octets = octets
    }

    /// Calls `body` with each packet, in the order in which they came.
    func forEach(_ body: (CapturedPacket) -> Void) {
        let header = MemoryLayout<ipd_pcap_packet>.size
        var position = 0
        while position + header <= octets.count {
            let packet = octets.loadUnaligned(fromByteOffset: position, as: ipd_pcap_packet.self)
            let start = position + header
            let content = UnsafeRawBufferPointer(rebasing: octets[start..<(start + Int(packet.captured))])
            body(
                CapturedPacket(
                    time: PacketTime(nanoseconds: UInt64(clamping: packet.nanoseconds)), length: packet.length,
                    octets: content.bindMemory(to: UInt8.self)))
            position = (start + Int(packet.captured) + 7) & ~7
        }
    }
}
