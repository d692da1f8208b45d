import Faults

/// alarmModelTable: each fault of the catalogue, clear and standing. It never changes.
enum AlarmModelTable {
    enum Column: UInt32, CaseIterable {
        case notification = 3
        case variable, value, description, specific, subtree, resource, status
    }

    /// The variable of the notifications that tells the fault: its code, behind sysUpTime and snmpTrapOID.
    private static let codeVariable = 2 + Int(OwnNotifications.Object.code.rawValue)

    static func table(_ names: AlarmNames) -> EncodedTable {
        let layout = TableLayout(table: AlarmTree.model + [2], Column.self)
        var table = TableBuilder(layout)
        for fault in FaultCatalogue.all {
            for severity in [nil, fault.severity] {
                let state = severity.map(AlarmTree.state) ?? AlarmTree.clearState
                table.row(AlarmTree.modelIndex(fault.code, state), revision: 0) { row in
                    row.oid(Column.notification.rawValue, severity == nil ? names.cleared : names.raised)
                    row.gauge(Column.variable, codeVariable)
                    row.number(Column.value, Int32(truncatingIfNeeded: fault.code.rawValue))
                    row.text(Column.description, severity == nil ? "Clear: \(fault.title)" : fault.title, limit: 255)
                    row.oid(
                        Column.specific.rawValue,
                        AlarmTree.ituModel + [1, 1, 2] + AlarmTree.ituIndex(fault.code, severity))
                    row.oid(Column.subtree.rawValue, [0, 0])
                    row.oid(Column.resource.rawValue, [0, 0])
                    // RowStatus: active(1).
                    row.number(Column.status, 1)
                }
            }
        }
        return table.table()
    }
}
