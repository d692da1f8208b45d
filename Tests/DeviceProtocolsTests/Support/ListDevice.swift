import DeviceProtocols
import Faults
import NetworkValues

/// A row of one of the vendor's tables as the tests need it.
struct ListRow: Hashable {
    var date = "2026-11-28"
    var time = "11:00:00"
    var activity: Int32 = 0
    var code: Int32 = 0x0003_0204
    var severity: Int32 = 1
    var source = "Master"
    var address = IPAddress.v4(0)
    var text = "Connection to Radio lost"
}

extension ListRow {
    /// The vendor's code of an alarm by a small number, the radio that it is about by another.
    init(alarm: FaultCode, about host: UInt32 = 0, source: String = "Master", time: String = "11:00:00") {
        self.init()
        code = Int32(alarm.rawValue)
        address = .v4(host == 0 ? 0 : 0x0a00_0000 | host)
        self.source = source
        self.time = time
    }

    /// The values by column of the alarm table (`isAlarm`) or the fault log.
    func values(isAlarm: Bool) -> [SNMPValue] {
        let front: [SNMPValue] = [.octets(Array(date.utf8)), .octets(Array(time.utf8))]
        let back: [SNMPValue] = [
            .integer(code), .integer(severity), .octets(Array(source.utf8)), .address(address),
            .octets(Array(text.utf8)),
        ]
        return front + (isAlarm ? [] : [.integer(activity)]) + back
    }
}

/// A device whose list is walked while it may move.
struct ListDevice {
    var rows: [ListRow]
    var isAlarm = true
    /// The index of the first row.
    var firstIndex: UInt32 = 1

    private var entry: [UInt32] { [1, 3, 6, 1, 4, 1, 27614, 1, 1, 1, 2, isAlarm ? 2 : 1, 1] }
    private var count: UInt32 { UInt32(rows.count) }

    /// A variable of the list as it is now; `nil` behind its end.
    func variable(row: Int, column: Int) -> SNMPVariable? {
        guard rows.indices.contains(row) else { return nil }
        let value = rows[row].values(isAlarm: isAlarm)[column]
        return SNMPVariable(entry + [UInt32(column + 2), firstIndex + UInt32(row)], value)
    }

    /// A walk, row by row or column by column. Before each step `meddle` may change the list.
    mutating func walk(
        byColumn: Bool = false, isPart: Bool = false, meddle: (inout [ListRow], Int) -> Void = { _, _ in }
    )
        -> VendorWalk
    {
        let before = count
        let columns = isAlarm ? 7 : 8
        var variables: [SNMPVariable] = []
        var step = 0
        if byColumn {
            for column in 0..<columns {
                var row = 0
                while let variable = variable(row: row, column: column) {
                    variables.append(variable)
                    row += 1
                    meddle(&rows, step)
                    step += 1
                }
            }
        } else {
            var row = 0
            while row < rows.count {
                variables += (0..<columns).compactMap { variable(row: row, column: $0) }
                row += 1
                meddle(&rows, step)
                step += 1
            }
        }
        return VendorWalk(variables, entriesBefore: before, entriesAfter: count, isPart: isPart)
    }
}
