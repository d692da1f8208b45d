import NetworkValues

/// SNMP-TARGET-MIB (RFC 3413 4.1): the receivers of notifications and how they are spoken to, read-only from the settings.
/// Its counters are in `CounterGroup`.
struct TargetTables: MIBGroup {
    enum Address: UInt32, CaseIterable {
        case domain = 2
        case address, timeout, retryCount, tagList, parameters, storageType, rowStatus
    }

    enum Parameters: UInt32, CaseIterable {
        case messageModel = 2
        case securityModel, securityName, securityLevel, storageType, rowStatus
    }

    let name = "SNMP-TARGET-MIB"
    let prefix: [UInt32] = [1, 3, 6, 1, 6, 3, 12, 1]

    /// StorageType readOnly: the rows are those of the settings (RFC 2579).
    static let readOnly = 5
    /// RowStatus active.
    static let active = 1

    private let addresses: TableLayout
    private let parameters: TableLayout

    init() {
        addresses = TableLayout(entry: prefix + [2, 1], columns: Address.allCases.map(\.rawValue))
        parameters = TableLayout(entry: prefix + [3, 1], columns: Parameters.allCases.map(\.rawValue))
    }

    /// The name of a receiver's rows; as the last part of an index its length does not stand before it (RFC 2578 7.7).
    static func name(_ target: NotificationTargetStatus) -> String { "target\(target.index)" }

    /// The same as part of an index.
    static func index(_ target: NotificationTargetStatus) -> [UInt32] { name(target).utf8.map(UInt32.init) }

    /// The tag that ties a receiver to its row of snmpNotifyTable, which has the same name.
    static func tag(_ kind: NotificationTarget.Kind) -> String { "\(kind)" }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        [
            .table(addressTable(source.targets, previous?.table(addresses))),
            .table(parameterTable(source.targets, previous?.table(parameters))),
        ]
    }

    private func addressTable(_ targets: [NotificationTargetStatus], _ previous: EncodedTable?) -> EncodedTable {
        var builder = TableBuilder(addresses, previous: previous)
        for target in targets {
            let place = TransportAddress(target)
            let shown = [
                "\(place)", Self.tag(target.kind), "\(target.timeoutMilliseconds)", "\(target.retries)",
            ]
            builder.row(Self.index(target), showing: shown) { _, row in
                row.oid(Address.domain.rawValue, place.domain)
                row.octetString(Address.address.rawValue, place.octets)
                // TimeInterval: hundredths of a second.
                row.integer(Address.timeout.rawValue, target.timeoutMilliseconds / 10)
                row.integer(Address.retryCount.rawValue, target.retries)
                row.octetString(Address.tagList.rawValue, Self.tag(target.kind))
                row.octetString(Address.parameters.rawValue, Self.name(target))
                row.integer(Address.storageType.rawValue, Self.readOnly)
                row.integer(Address.rowStatus.rawValue, Self.active)
            }
        }
        return builder.table()
    }

    private func parameterTable(_ targets: [NotificationTargetStatus], _ previous: EncodedTable?) -> EncodedTable {
        var builder = TableBuilder(parameters, previous: previous)
        for target in targets {
            let shown = ["\(target.version)", target.user ?? "", "\(target.securityLevel)"]
            builder.row(Self.index(target), showing: shown) { _, row in
                // SnmpMessageProcessingModel and SnmpSecurityModel (RFC 3411 5).
                let (message, security) =
                    switch target.version {
                    case .v1: (0, 1)
                    case .v2c: (1, 2)
                    case .v3: (3, 3)
                    }
                row.integer(Parameters.messageModel.rawValue, message)
                row.integer(Parameters.securityModel.rawValue, security)
                // A community is a secret; its row is known by the receiver's name instead.
                row.octetString(Parameters.securityName.rawValue, target.user ?? Self.name(target))
                row.integer(Parameters.securityLevel.rawValue, target.securityLevel.rawValue)
                row.integer(Parameters.storageType.rawValue, Self.readOnly)
                row.integer(Parameters.rowStatus.rawValue, Self.active)
            }
        }
        return builder.table()
    }
}

/// A receiver's place as a transport domain and address (RFC 3419): UDP over IPv4 as SNMPv2-TM has it, over IPv6, or with
/// a host name that was not resolved yet.
private struct TransportAddress: CustomStringConvertible {
    let domain: [UInt32]
    let octets: [UInt8]

    init(_ target: NotificationTargetStatus) {
        let port = [UInt8(target.port >> 8), UInt8(target.port & 0xff)]
        switch (target.address ?? IPAddress(target.host))?.unmapped {
        case .v4(let value)?:
            domain = [1, 3, 6, 1, 6, 1, 1]
            octets = (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } + port
        case .v6(_, _, let zone)?:
            let address = target.address ?? IPAddress(target.host)
            domain = [1, 3, 6, 1, 2, 1, 100, 1, zone == 0 ? 2 : 4]
            octets = (address?.inetAddress ?? []) + port
        case nil:
            domain = [1, 3, 6, 1, 2, 1, 100, 1, 14]
            octets = Array("\(target.host):\(target.port)".utf8.prefix(255))
        }
    }

    var description: String { "\(domain) \(octets)" }
}
