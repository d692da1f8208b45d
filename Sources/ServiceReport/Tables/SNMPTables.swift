import NetworkValues
import Snapshot
import SNMPAgent

/// The tables of SNMP.
enum SNMPTables {
    static func agent(_ matter: ReportMatter) -> ReportTable {
        var rows: [(String, ReportCell)] = []
        if let status = matter.snmp {
            rows = [
                ("On", .flag(status.isEnabled)), ("Boots", .init(status.engineBoots)),
                ("System name", .init(matter.snapshot.agent.systemName)),
            ]
            rows += status.listening.map { ("Listens at", .init($0)) }
            rows += status.counters.sorted { $0.key < $1.key }.map { ($0.key, .init($0.value)) }
        }
        return ReportTable(
            "snmp", "SNMP agent", [ReportColumn("what", "What"), ReportColumn("value", "Value", .text)], of: rows
        ) { [.init($0.0), $0.1] }
    }

    /// The engine's identity stands alone: it may be made of a hardware address.
    static func engine(_ matter: ReportMatter) -> ReportTable {
        let identities = matter.snmp.map { ["0x" + $0.engineID.map { hexadecimal(UInt64($0), digits: 2) }.joined()] }
        return ReportTable(
            "snmp-engine", "SNMP engine", [ReportColumn("engineID", "Engine ID", .engine)], of: identities ?? []
        ) { [.init($0)] }
    }

    private static let targetColumns = [
        ReportColumn("index", "Number"), ReportColumn("name", "Name", .name), ReportColumn("host", "Receiver", .host),
        ReportColumn("address", "Address", .address), ReportColumn("port", "Port"), ReportColumn("version", "Version"),
        ReportColumn("state", "State"), ReportColumn("sent", "Sent"), ReportColumn("failed", "Failed"),
        ReportColumn("filtered", "Left out"), ReportColumn("dropped", "Given up"), ReportColumn("pending", "Waiting"),
        ReportColumn("lastSent", "Last sent"), ReportColumn("lastError", "Last error", .text),
        ReportColumn("kind", "Kind"), ReportColumn("acknowledged", "Acknowledged"),
        ReportColumn("retried", "Sent again"),
        ReportColumn("heldBack", "Held back"), ReportColumn("unexpected", "Unexpected answers"),
        ReportColumn("lastAcknowledged", "Last acknowledged"),
    ]

    static func targets(_ matter: ReportMatter) -> ReportTable {
        let targets: [NotificationTargetStatus] = matter.snmp?.targets ?? []
        return ReportTable("snmp-targets", "Receivers of notifications", targetColumns, of: targets) { target in
            [
                .init(target.index), .init(target.name), .init(target.host), .init(describing: target.address),
                .init(target.port), .init("\(target.version)"), .init("\(target.state)"), .init(target.sent),
                .init(target.failed), .init(target.filtered), .init(target.dropped), .init(target.pending),
                .init(target.lastSent), .init(target.lastError), .init("\(target.kind)"), .init(target.acknowledged),
                .init(target.retried), .init(target.heldBack), .init(target.unexpected),
                .init(target.lastAcknowledged),
            ]
        }
    }
}
