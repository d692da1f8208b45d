import CaptureFormats

/// Writes packets in the format of a reader.
protocol PacketEncoder: Sendable {
    /// The most octets that a packet takes beside its own.
    var overhead: Int { get }
    /// Appends what stands before the first packet.
    mutating func begin(linkType: LinkType, into buffer: inout [UInt8])
    /// Appends a packet, of which the first `captured` octets are kept.
    mutating func append(_ packet: CapturedPacket, captured: Int, into buffer: inout [UInt8])
    /// Appends what stands behind the last packet.
    mutating func end(_ counts: CaptureCounts, at time: PacketTime, into buffer: inout [UInt8])
}

extension CaptureRequest {
    /// What writes its packets.
    func encoder() -> any PacketEncoder {
        let snapLength = UInt32(clamping: self.snapLength)
        switch format {
        case .pcap(let hasNanoseconds):
            return PcapEncoder(snapLength: snapLength, resolution: hasNanoseconds ? .nanoseconds : .microseconds)
        case .pcapng: return PcapNGEncoder(self)
        case .rpcap: return RPCAPEncoder(snapLength: snapLength)
        }
    }
}

/// Packets as a file of pcap.
struct PcapEncoder: PacketEncoder {
    private var writer: PcapWriter

    init(snapLength: UInt32, resolution: TimeResolution) {
        writer = PcapWriter(PcapHeader(linkType: .ethernet, snapLength: snapLength, resolution: resolution))
    }

    var overhead: Int { PcapWriter.recordHeaderLength }

    mutating func begin(linkType: LinkType, into buffer: inout [UInt8]) {
        writer = PcapWriter(
            PcapHeader(
                linkType: linkType, snapLength: writer.header.snapLength, resolution: writer.header.resolution))
        writer.appendHeader(to: &buffer)
    }

    mutating func append(_ packet: CapturedPacket, captured: Int, into buffer: inout [UInt8]) {
        writer.append(
            packet.octets.span.extracting(first: captured), at: packet.time, originalLength: Int(packet.length),
            to: &buffer)
    }

    mutating func end(_ counts: CaptureCounts, at time: PacketTime, into buffer: inout [UInt8]) {}
}

/// Packets as a file of pcapng, with what was dropped at its end.
struct PcapNGEncoder: PacketEncoder {
    private let writer = PcapNGWriter()
    private let name: String
    private let filter: String
    private let snapLength: UInt32
    private var began: PacketTime?

    init(_ request: CaptureRequest) {
        name = request.interface ?? "trace"
        if case .text(let text) = request.filter { filter = text } else { filter = "" }
        snapLength = UInt32(clamping: request.snapLength)
    }

    var overhead: Int { 40 }

    mutating func begin(linkType: LinkType, into buffer: inout [UInt8]) {
        var section = PcapNGSection()
        section.application = "ipdect-agent"
        writer.append(section, to: &buffer)
        writer.append(
            PcapNGInterface(linkType: linkType, snapLength: snapLength, name: name, filter: filter), to: &buffer)
        began = CaptureClock.now
    }

    mutating func append(_ packet: CapturedPacket, captured: Int, into buffer: inout [UInt8]) {
        writer.append(
            packet.octets.span.extracting(first: captured), at: packet.time, originalLength: Int(packet.length),
            to: &buffer)
    }

    mutating func end(_ counts: CaptureCounts, at time: PacketTime, into buffer: inout [UInt8]) {
        var statistics = PcapNGStatistics(interface: 0, time: time)
        statistics.startTime = began
        statistics.endTime = time
        statistics.received = counts.received
        statistics.droppedByInterface = counts.droppedByInterface
        statistics.droppedBySystem = counts.droppedByKernel + counts.dropped
        statistics.delivered = counts.taken - counts.dropped
        writer.append(statistics, to: &buffer)
    }
}

/// Packets as messages of Remote PCAP, without anything before or behind them.
struct RPCAPEncoder: PacketEncoder {
    private var writer: RPCAPPacketWriter

    init(snapLength: UInt32) { writer = RPCAPPacketWriter(snapLength: snapLength) }

    var overhead: Int { RPCAPPacketWriter.overhead }

    mutating func begin(linkType: LinkType, into buffer: inout [UInt8]) {}

    mutating func append(_ packet: CapturedPacket, captured: Int, into buffer: inout [UInt8]) {
        writer.append(
            packet.octets.span.extracting(first: captured), at: packet.time, originalLength: Int(packet.length),
            to: &buffer)
    }

    mutating func end(_ counts: CaptureCounts, at time: PacketTime, into buffer: inout [UInt8]) {}
}
