import NetworkValues

/// SNMP-TLS-TM-MIB (RFC 6353, RFC 9456): sessions of TLS, and which certificates get which names. Nothing of it can be
/// written, and the agent opens no sessions itself: the tables for that are empty.
struct TLSTransportGroup: MIBGroup {
    enum Column: UInt32, CaseIterable {
        case fingerprint = 2
        case mapType, data, storageType, rowStatus
    }

    /// snmpTlstmMIB.
    static let root: [UInt32] = [1, 3, 6, 1, 2, 1, 198]
    /// Ahead of a digest stands the number of its algorithm (SnmpTLSFingerprint); that of SHA-256.
    private static let sha256: UInt8 = 4
    private static let readOnly = 5
    private static let active = 1
    private static let counted: [UInt32: TransportCounter] = [
        1: .tlsOpens, 2: .tlsClientCloses, 3: .tlsOpenErrors, 4: .tlsAccepts, 5: .tlsServerCloses, 6: .tlsNoSessions,
        7: .tlsInvalidClientCertificates, 8: .tlsUnknownServerCertificates, 9: .tlsInvalidServerCertificates,
        10: .tlsInvalidCaches,
    ]

    let name = "SNMP-TLS-TM-MIB"
    let prefix = Self.root

    private let sessions: DynamicScalars
    private let scalars = TableLayout(entry: Self.root + [2, 2, 1], columns: [1, 2, 4, 5, 7, 8])
    private let layout = TableLayout(table: Self.root + [2, 2, 1, 3], Column.self)

    init(_ engine: EngineValues) {
        let counters = engine.transports
        sessions = DynamicScalars(TableLayout(entry: Self.root + [2, 1], columns: Array(Self.counted.keys))) {
            column, row in
            if let counter = Self.counted[column] { row.counter32(column, counters.value(counter)) }
        }
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        let tls = source.tls
        let group = ScalarGroup(
            scalars, previous: previous?.table(scalars), revision: UInt64(tls.changedAt) << 32 | UInt64(tls.rows.count)
        ) { row in
            row.gauge32(1, tls.rows.count)
            row.timeTicks(2, tls.changedAt)
            for (count, changed) in [(4, 5), (7, 8)] as [(UInt32, UInt32)] {
                row.gauge32(count, 0)
                row.timeTicks(changed, 0)
            }
        }
        var builder = TableBuilder(layout, previous: previous?.table(layout))
        for mapping in tls.rows {
            var hasher = Hasher()
            hasher.combine(mapping)
            builder.row(mapping.number, revision: UInt64(bitPattern: Int64(hasher.finalize()))) { row in
                row.octetString(Column.fingerprint.rawValue, [Self.sha256] + mapping.fingerprint)
                row.oid(Column.mapType.rawValue, Self.root + [1, 1, mapping.kind.rawValue])
                row.octetString(Column.data.rawValue, mapping.name)
                row.integer(Column.storageType.rawValue, Self.readOnly)
                row.integer(Column.rowStatus.rawValue, Self.active)
            }
        }
        return [.dynamic(sessions), .scalars(group), .table(builder.table())]
    }
}

/// SNMP-TSM-MIB (RFC 5591): the Transport Security Model.
struct TransportSecurityGroup: MIBGroup {
    /// snmpTsmMIB.
    static let root: [UInt32] = [1, 3, 6, 1, 2, 1, 190]
    private static let counted: [UInt32: TransportCounter] = [
        1: .tsmInvalidCaches, 2: .tsmInadequateSecurityLevels, 3: .tsmUnknownPrefixes, 4: .tsmInvalidPrefixes,
    ]

    let name = "SNMP-TSM-MIB"
    let prefix = Self.root

    private let statistics: DynamicScalars
    private let configuration = TableLayout(entry: Self.root + [1, 2], columns: [1])

    init(_ engine: EngineValues) {
        let counters = engine.transports
        statistics = DynamicScalars(TableLayout(entry: Self.root + [1, 1], columns: Array(Self.counted.keys))) {
            column, row in
            if let counter = Self.counted[column] { row.counter32(column, counters.value(counter)) }
        }
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        let usesPrefix = source.tls.usesPrefix
        let group = ScalarGroup(
            configuration, previous: previous?.table(configuration), revision: usesPrefix ? 1 : 0
        ) { row in row.truthValue(1, usesPrefix) }
        return [.dynamic(statistics), .scalars(group)]
    }
}

/// What the tables show of SNMP over TLS.
public struct TLSTableSource: Sendable {
    /// Which certificates get which names, by number.
    public var rows: [CertificateMapping] = []
    /// sysUpTime when that changed last, in hundredths of a second; 0 for since the start.
    public var changedAt: UInt32 = 0
    /// Whether names get the prefix `tls:`.
    public var usesPrefix = false

    /// Makes a source without rows.
    public init() {}
}
