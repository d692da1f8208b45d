/// Reads a pcapng file of either byte order as its octets come, and knows how much of it is whole.
///
/// The caller keeps the octets that are not done with and gives them again, with what comes behind them. After an error
/// nothing more is read. A file that a crash tore is cut back to `wholeLength`.
public struct PcapNGReader: Sendable {
    /// The most octets of a block.
    public let blockLimit: Int
    /// The most interfaces of a section.
    public let interfaceLimit: Int
    /// Octets from the beginning of the file to behind the last whole block.
    public private(set) var wholeLength: UInt64 = 0
    /// Whole blocks so far.
    public private(set) var blocks: UInt64 = 0
    private var isBigEndian = false
    private var units: [PcapNGTimeUnit] = []

    /// Makes a reader. A block may have at least 1024 octets, a section at least one interface.
    public init(blockLimit: Int = 1_048_576, interfaceLimit: Int = 1024) {
        self.blockLimit = max(1024, blockLimit)
        self.interfaceLimit = max(1, interfaceLimit)
    }

    /// The most octets that a caller must be ready to keep: a block that is not yet whole.
    public var roomNeeded: Int { blockLimit }

    /// Reads the next block at `position` and moves it behind that. Returns `nil` when more octets are needed: what stands
    /// at `position` is to be given again then.
    ///
    /// Throws on what is no block, on one that is over the limit or contradicts itself, and on a packet of an interface
    /// that was not described.
    public mutating func next(
        in bytes: Span<UInt8>, at position: inout Int
    ) throws(CaptureFormatError) -> PcapNGBlock? {
        guard bytes.count - position >= 12 else { return nil }
        let type = OctetReader.uint32(bytes, at: position, isBigEndian: isBigEndian)
        // Its type reads the same in either order, and what follows says which one it is.
        let isSection = type == PcapNGBlockType.section
        guard isSection || blocks > 0 else {
            throw .unexpected(.pcapngBlock, expected: "a section header at the beginning", found: UInt64(type))
        }
        if isSection { try readByteOrder(bytes, at: position + 8) }
        let length = try blockLength(bytes, at: position)
        guard length <= bytes.count - position else { return nil }
        let trailing = OctetReader.uint32(bytes, at: position + length - 4, isBigEndian: isBigEndian)
        guard trailing == UInt32(length) else {
            throw .unexpected(.pcapngBlock, expected: "\(length) again at its end", found: UInt64(trailing))
        }
        let block = try block(type, bytes, (position + 8)..<(position + length - 4))
        position += length
        wholeLength += UInt64(length)
        blocks += 1
        return block
    }

    private mutating func readByteOrder(_ bytes: Span<UInt8>, at start: Int) throws(CaptureFormatError) {
        let magic = OctetReader.uint32(bytes, at: start, isBigEndian: true)
        guard magic == PcapNGBlockType.byteOrderMagic || magic == PcapNGBlockType.byteOrderMagic.byteSwapped else {
            throw .unexpected(.pcapngSection, expected: "the byte-order magic", found: UInt64(magic))
        }
        isBigEndian = magic == PcapNGBlockType.byteOrderMagic
    }

    private func blockLength(_ bytes: Span<UInt8>, at position: Int) throws(CaptureFormatError) -> Int {
        let length = Int(OctetReader.uint32(bytes, at: position + 4, isBigEndian: isBigEndian))
        guard length >= 12 else { throw .tooShort(.pcapngBlock, expected: 12, found: length) }
        guard length & 3 == 0 else {
            throw .unexpected(.pcapngBlock, expected: "a length that four divides", found: UInt64(length))
        }
        guard length <= blockLimit else { throw .tooLong(.pcapngBlock, limit: blockLimit, found: length) }
        return length
    }

    // MARK: Blocks

    private mutating func block(
        _ type: UInt32, _ bytes: Span<UInt8>, _ body: Range<Int>
    ) throws(CaptureFormatError) -> PcapNGBlock {
        switch type {
        case PcapNGBlockType.section: .section(try section(bytes, body))
        case PcapNGBlockType.interface: .interface(try interface(bytes, body))
        case PcapNGBlockType.packet: .packet(try packet(bytes, body))
        case PcapNGBlockType.statistics: .statistics(try statistics(bytes, body))
        default: .other(type: type)
        }
    }

    private mutating func section(
        _ bytes: Span<UInt8>, _ body: Range<Int>
    ) throws(CaptureFormatError) -> PcapNGSection {
        var reader = OctetReader(body, .pcapngSection, isBigEndian: isBigEndian)
        try reader.skip(4)
        let major = try reader.uint16(in: bytes)
        guard major == 1 else { throw .unexpected(.pcapngSection, expected: "major version 1", found: UInt64(major)) }
        try reader.skip(10)
        units = []
        var section = PcapNGSection()
        while let option = try PcapNGOption(&reader, in: bytes) {
            switch option.code {
            case 1: section.comment = bytes.text(option.value)
            case 2: section.hardware = bytes.text(option.value)
            case 3: section.system = bytes.text(option.value)
            case 4: section.application = bytes.text(option.value)
            default: break
            }
        }
        return section
    }

    private mutating func interface(
        _ bytes: Span<UInt8>, _ body: Range<Int>
    ) throws(CaptureFormatError) -> PcapNGInterface {
        guard units.count < interfaceLimit else {
            throw .tooLong(.pcapngInterface, limit: interfaceLimit, found: units.count + 1)
        }
        var reader = OctetReader(body, .pcapngInterface, isBigEndian: isBigEndian)
        let linkType = LinkType(rawValue: UInt32(try reader.uint16(in: bytes)))
        try reader.skip(2)
        var interface = PcapNGInterface(linkType: linkType, snapLength: try reader.uint32(in: bytes))
        var unit = PcapNGTimeUnit.microseconds
        while let option = try PcapNGOption(&reader, in: bytes) {
            switch option.code {
            case 2: interface.name = bytes.text(option.value)
            case 3: interface.about = bytes.text(option.value)
            case 9:
                var value = OctetReader(option.value, .pcapngOption)
                unit = try PcapNGTimeUnit(value.uint8(in: bytes))
            case 11 where !option.value.isEmpty && bytes[option.value.lowerBound] == 0:
                interface.filter = bytes.text(option.value.dropFirst())
            default: break
            }
        }
        units.append(unit)
        return interface
    }

    private func packet(_ bytes: Span<UInt8>, _ body: Range<Int>) throws(CaptureFormatError) -> PcapNGPacket {
        var reader = OctetReader(body, .pcapngPacket, isBigEndian: isBigEndian)
        let interface = try reader.uint32(in: bytes)
        let unit = try unit(of: interface)
        let time = unit.time(try reader.halves(in: bytes))
        let length = Int(try reader.uint32(in: bytes))
        let originalLength = Int(try reader.uint32(in: bytes))
        let octets = try reader.skip(length)
        try reader.skip(min(-length & 3, reader.count))
        var comment = ""
        while let option = try PcapNGOption(&reader, in: bytes) {
            if option.code == 1 { comment = bytes.text(option.value) }
        }
        return PcapNGPacket(
            interface: interface, time: time, octets: octets, originalLength: originalLength, comment: comment)
    }

    private func statistics(
        _ bytes: Span<UInt8>, _ body: Range<Int>
    ) throws(CaptureFormatError) -> PcapNGStatistics {
        var reader = OctetReader(body, .pcapngStatistics, isBigEndian: isBigEndian)
        let interface = try reader.uint32(in: bytes)
        let unit = try unit(of: interface)
        var statistics = PcapNGStatistics(interface: interface, time: unit.time(try reader.halves(in: bytes)))
        while let option = try PcapNGOption(&reader, in: bytes) {
            guard (2...8).contains(option.code) else { continue }
            var value = OctetReader(option.value, .pcapngOption, isBigEndian: isBigEndian)
            switch option.code {
            case 2: statistics.startTime = unit.time(try value.halves(in: bytes))
            case 3: statistics.endTime = unit.time(try value.halves(in: bytes))
            case 4: statistics.received = try value.uint64(in: bytes)
            case 5: statistics.droppedByInterface = try value.uint64(in: bytes)
            case 7: statistics.droppedBySystem = try value.uint64(in: bytes)
            case 8: statistics.delivered = try value.uint64(in: bytes)
            default: break
            }
        }
        return statistics
    }

    private func unit(of interface: UInt32) throws(CaptureFormatError) -> PcapNGTimeUnit {
        guard interface < UInt32(units.count) else {
            throw .unexpected(
                .pcapngInterface, expected: "one of the \(units.count) interfaces described", found: UInt64(interface))
        }
        return units[Int(interface)]
    }
}
