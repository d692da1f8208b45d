import LinkProtocols
import Snapshot

/// LLDP-EXT-DOT3-MIB (IEEE 802.1AB-2005, annex G): MAC and PHY, power, aggregation and frame size. Of these the device
/// tells the first and the last itself.
struct LLDPDot3Tables: LLDPTables {
    enum ConfigurationColumn: UInt32, CaseIterable {
        case elements = 1
    }

    enum PortColumn: UInt32, CaseIterable {
        case isSupported = 1
        case isEnabled, advertised, type
    }

    enum PowerColumn: UInt32, CaseIterable {
        case portClass = 1
        case isSupported, isEnabled, hasPairControl, pairs, powerClass
    }

    enum AggregationColumn: UInt32, CaseIterable {
        case status = 1
        case port
    }

    enum SizeColumn: UInt32, CaseIterable {
        case size = 1
    }

    private let configuration = TableLayout(table: LLDPTree.dot3 + [1, 1, 1], ConfigurationColumn.self)
    private let localPorts = TableLayout(table: LLDPTree.dot3 + [1, 2, 1], PortColumn.self)
    private let localSizes = TableLayout(table: LLDPTree.dot3 + [1, 2, 4], SizeColumn.self)
    private let ports = TableLayout(table: LLDPTree.dot3 + [1, 3, 1], PortColumn.self)
    private let powers = TableLayout(table: LLDPTree.dot3 + [1, 3, 2], PowerColumn.self)
    private let aggregations = TableLayout(table: LLDPTree.dot3 + [1, 3, 3], AggregationColumn.self)
    private let sizes = TableLayout(table: LLDPTree.dot3 + [1, 3, 4], SizeColumn.self)

    func segments(_ source: LLDPSource, previous: MIBImage?) -> [MIBSegment] {
        [
            source.portTable(
                configuration, previous: previous, shown: { $0.name },
                // macPhyConfigStatus(0) and maxFrameSize(3).
                write: { $1.bits(ConfigurationColumn.elements.rawValue, [0, 3]) }),
            source.portTable(
                localPorts, previous: previous, shown: { $0.lldp.endpoint?.macPHY }, write: Self.write),
            source.portTable(
                localSizes, previous: previous, shown: { $0.lldp.endpoint?.maximumFrameSize },
                write: { $1.number(SizeColumn.size, $0) }),
            source.neighbourTable(ports, previous: previous, item: \.dot3.macPHY, write: Self.write),
            source.neighbourTable(powers, previous: previous, item: \.dot3.power, write: Self.write),
            source.neighbourTable(
                aggregations, previous: previous, item: \.dot3.linkAggregation,
                write: { aggregation, row in
                    // aggCapable(0), aggEnabled(1).
                    row.bits(AggregationColumn.status.rawValue, (0...1).filter { aggregation.status & 1 << $0 != 0 })
                    row.number(AggregationColumn.port, aggregation.portID)
                }),
            source.neighbourTable(
                sizes, previous: previous, item: \.dot3.maximumFrameSize, write: { $1.number(SizeColumn.size, $0) }),
        ]
    }

    private static func write(_ port: Dot3TLVs.MACPHY, to row: inout RowWriter) {
        row.truth(PortColumn.isSupported, port.autoNegotiation & 1 != 0)
        row.truth(PortColumn.isEnabled, port.autoNegotiation & 2 != 0)
        row.octetString(
            PortColumn.advertised.rawValue,
            [UInt8(truncatingIfNeeded: port.advertised >> 8), UInt8(truncatingIfNeeded: port.advertised)])
        row.number(PortColumn.type, port.mauType)
    }

    private static func write(_ power: Dot3TLVs.MDIPower, to row: inout RowWriter) {
        // pClassPSE(1), pClassPD(2).
        row.number(PowerColumn.portClass, power.support & 1 != 0 ? 1 : 2)
        row.truth(PowerColumn.isSupported, power.support & 2 != 0)
        row.truth(PowerColumn.isEnabled, power.support & 4 != 0)
        row.truth(PowerColumn.hasPairControl, power.support & 8 != 0)
        row.number(PowerColumn.pairs, power.pairs)
        row.number(PowerColumn.powerClass, power.powerClass)
    }
}
