/// Writes pcapng files into a buffer of the caller, with the lowest octet of each number first: a section, its interfaces,
/// then packets, and statistics at the end (draft-ietf-opsawg-pcapng 4).
public struct PcapNGWriter: Hashable, Sendable {
    /// How finely time is told, on all interfaces.
    public let resolution: TimeResolution
    /// The most octets of a text in an option; more are cut where a character ends.
    public static let textLimit = 65_535

    /// Makes a writer.
    public init(resolution: TimeResolution = .nanoseconds) {
        self.resolution = resolution
    }

    /// Appends a Section Header Block; the section's length is not told, as more will come.
    public func append(_ section: PcapNGSection, to octets: inout [UInt8]) {
        let start = open(PcapNGBlockType.section, &octets)
        octets.append(little: PcapNGBlockType.byteOrderMagic)
        octets.append(little: 1 as UInt16)
        octets.append(little: 0 as UInt16)
        octets.append(little: -1 as Int64)
        option(1, section.comment, &octets)
        option(2, section.hardware, &octets)
        option(3, section.system, &octets)
        option(4, section.application, &octets)
        endOptions(&octets)
        close(start, &octets)
    }

    /// Appends an Interface Description Block, with if_tsresol.
    public func append(_ interface: PcapNGInterface, to octets: inout [UInt8]) {
        let start = open(PcapNGBlockType.interface, &octets)
        octets.append(little: UInt16(truncatingIfNeeded: interface.linkType.rawValue))
        octets.append(little: 0 as UInt16)
        octets.append(little: interface.snapLength)
        option(2, interface.name, &octets)
        option(3, interface.about, &octets)
        option(9, octets: [resolution == .nanoseconds ? 9 : 6], &octets)
        if !interface.filter.isEmpty {
            option(11, octets: [0] + interface.filter.octets(limit: Self.textLimit - 1), &octets)
        }
        endOptions(&octets)
        close(start, &octets)
    }

    /// Appends an Enhanced Packet Block. `interface` is the place of the interface in the section, from 0;
    /// `originalLength`, in octets, is how long the packet was on the wire, and never less than what is given of it.
    public func append(
        _ packet: Span<UInt8>, interface: UInt32 = 0, at time: PacketTime, originalLength: Int, comment: String = "",
        to octets: inout [UInt8]
    ) {
        let padding = -packet.count & 3
        let units = units(time)
        let comment = comment.isEmpty ? [] : comment.octets(limit: Self.textLimit)
        let options = comment.isEmpty ? 0 : 8 + comment.count + (-comment.count & 3)
        let length = UInt32(truncatingIfNeeded: 32 + packet.count + padding + options)
        let head: [7 of UInt32] = [
            PcapNGBlockType.packet.littleEndian, length.littleEndian, interface.littleEndian,
            UInt32(truncatingIfNeeded: units >> 32).littleEndian, UInt32(truncatingIfNeeded: units).littleEndian,
            UInt32(truncatingIfNeeded: packet.count).littleEndian,
            UInt32(truncatingIfNeeded: max(originalLength, packet.count)).littleEndian,
        ]
        octets.append(memoryOf: head)
        octets.append(packet)
        for _ in 0..<padding { octets.append(0) }
        if !comment.isEmpty {
            option(1, octets: comment, &octets)
            endOptions(&octets)
        }
        octets.append(little: length)
    }

    /// Appends an Interface Statistics Block.
    public func append(_ statistics: PcapNGStatistics, to octets: inout [UInt8]) {
        let start = open(PcapNGBlockType.statistics, &octets)
        octets.append(little: statistics.interface)
        time(statistics.time, &octets)
        for (code, moment) in [(2, statistics.startTime), (3, statistics.endTime)] as [(UInt16, PacketTime?)] {
            guard let moment else { continue }
            octets.append(little: code)
            octets.append(little: 8 as UInt16)
            time(moment, &octets)
        }
        let counters: [(UInt16, UInt64?)] = [
            (4, statistics.received), (5, statistics.droppedByInterface), (7, statistics.droppedBySystem),
            (8, statistics.delivered),
        ]
        for (code, count) in counters {
            guard let count else { continue }
            octets.append(little: code)
            octets.append(little: 8 as UInt16)
            octets.append(little: count)
        }
        endOptions(&octets)
        close(start, &octets)
    }

    // MARK: Parts of a block

    private func open(_ type: UInt32, _ octets: inout [UInt8]) -> Int {
        octets.append(little: type)
        octets.append(zeros: 4)
        return octets.count - 8
    }

    /// Writes the length of the block that begins at `start` at both of its ends.
    private func close(_ start: Int, _ octets: inout [UInt8]) {
        let length = UInt32(truncatingIfNeeded: octets.count - start + 4)
        octets.append(little: length)
        for index in 0..<4 { octets[start + 4 + index] = UInt8(truncatingIfNeeded: length >> UInt32(8 * index)) }
    }

    private func option(_ code: UInt16, _ text: String, _ octets: inout [UInt8]) {
        if !text.isEmpty { option(code, octets: text.octets(limit: Self.textLimit), &octets) }
    }

    private func option(_ code: UInt16, octets value: [UInt8], _ octets: inout [UInt8]) {
        octets.append(little: code)
        octets.append(little: UInt16(value.count))
        octets.append(contentsOf: value)
        octets.append(zeros: -value.count & 3)
    }

    private func endOptions(_ octets: inout [UInt8]) {
        octets.append(zeros: 4)
    }

    private func units(_ time: PacketTime) -> UInt64 {
        resolution == .nanoseconds ? time.nanoseconds : time.nanoseconds / 1000
    }

    /// The upper half first, whatever the byte order.
    private func time(_ time: PacketTime, _ octets: inout [UInt8]) {
        let units = units(time)
        octets.append(little: UInt32(truncatingIfNeeded: units >> 32))
        octets.append(little: UInt32(truncatingIfNeeded: units))
    }
}
