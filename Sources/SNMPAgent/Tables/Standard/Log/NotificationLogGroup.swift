import Faults
import NetworkValues
import SNMPProtocol
import Snapshot
import Synchronization

/// NOTIFICATION-LOG-MIB (RFC 3014): what was notified lately, under the numbers of the records in the journal, with the
/// variables of each notification. The log survives a restart because the journal does.
///
/// There is one log, whose name is empty. It has the faults and notices of the journal, none filtered out, and can only be
/// read. What is not in the journal, such as a heartbeat, is not in it.
final class NotificationLogGroup: MIBGroup {
    enum ConfigurationColumn: UInt32, CaseIterable {
        case filter = 2
        case limit, adminStatus, operStatus, storage, status
    }

    enum Column: UInt32, CaseIterable {
        case time = 2
        case dateAndTime, engine, address, domain, contextEngine, context, notification
    }

    enum VariableColumn: UInt32, CaseIterable {
        case id = 2
        case type
        case unsigned = 5
        case ticks, integer, octets
        case name = 10
    }

    let name = "NOTIFICATION-LOG-MIB"
    let prefix = LogTree.root

    private struct State: Sendable {
        /// What the tables have: the records' numbers, and how many variables each has.
        var numbers: [UInt64] = []
        var variableCounts: [Int] = []
        var log: EncodedTable?
        var variables: EncodedTable?
        var key: Key?
        var segments: [MIBSegment] = []
    }

    private struct Key: Sendable, Equatable {
        var last: UInt64
        var added: UInt64
        var count: Int
    }

    private let notifications: OwnNotifications
    private let scalars = TableLayout(entry: LogTree.configuration, columns: [1, 2])
    private let configuration = TableLayout(table: LogTree.configuration + [3], ConfigurationColumn.self)
    private let statistics = TableLayout(entry: LogTree.statistics, columns: [1, 2])
    private let logStatistics = TableLayout(entry: LogTree.statistics + [3, 1], columns: [1, 2])
    private let log = TableLayout(table: LogTree.log + [1], Column.self)
    private let variables = TableLayout(table: LogTree.log + [2], VariableColumn.self)
    private let state = Mutex(State())

    init(root: ModuleRoot) {
        notifications = OwnNotifications(root)
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        let log = source.snapshot.log
        let key = Key(last: log.lastNumber, added: log.added, count: log.entries.count)
        return state.withLock { state in
            if state.key != key {
                state.segments = configurationSegments(log) + statisticsSegments(log)
                state.segments += logSegments(log, ticks: source.ticks, &state)
                state.key = key
            }
            return state.segments
        }
    }

    private func configurationSegments(_ log: EventLog) -> [MIBSegment] {
        let limit = log.capacity
        var table = TableBuilder(configuration)
        table.row(LogTree.name, revision: 0) { row in
            row.text(ConfigurationColumn.filter, SubtreeFilter.everything.name)
            row.gauge(ConfigurationColumn.limit, limit)
            // enabled(1), operational(2); StorageType readOnly(5); RowStatus active(1).
            row.number(ConfigurationColumn.adminStatus, 1)
            row.number(ConfigurationColumn.operStatus, 2)
            row.number(ConfigurationColumn.storage, 5)
            row.number(ConfigurationColumn.status, 1)
        }
        // Nothing leaves the log for its age.
        let global = ScalarGroup(scalars, revision: 0) { row in
            row.gauge32(1, limit)
            row.gauge32(2, 0)
        }
        return [.scalars(global), .table(table.table())]
    }

    private func statisticsSegments(_ log: EventLog) -> [MIBSegment] {
        func write(_ row: inout RowWriter) {
            row.counter32(1, log.added)
            row.counter32(2, log.dropped)
        }
        var table = TableBuilder(logStatistics)
        table.row(LogTree.name, revision: 0) { write(&$0) }
        return [.scalars(ScalarGroup(statistics, revision: 0) { write(&$0) }), .table(table.table())]
    }

    /// The log and its variables. What stood in them before is kept as it is; only what is new is encoded.
    private func logSegments(
        _ log: EventLog, ticks: (Timestamp) -> UInt32, _ state: inout State
    ) -> [MIBSegment] {
        let entries = log.entries
        let old = Self.kept(state.numbers, entries)
        let firstVariable = state.variableCounts[..<old.lowerBound].reduce(0, +)
        let oldVariables = firstVariable..<firstVariable + state.variableCounts[old].reduce(0, +)
        var table = TableBuilder(self.log, previous: state.log)
        var variableTable = TableBuilder(variables, previous: state.variables)
        table.keep(old)
        variableTable.keep(oldVariables)
        state.numbers = Array(state.numbers[old])
        state.variableCounts = Array(state.variableCounts[old])
        for entry in entries.dropFirst(old.count) {
            let content = content(of: entry)
            let index = LogTree.name + [LogTree.number(entry.number)]
            table.row(index, revision: 0) { Self.write(entry.time, content, ticks(entry.time), to: &$0) }
            for (place, variable) in content.variables.enumerated() {
                variableTable.row(index + [UInt32(place + 1)], revision: 0) { Self.write(variable, to: &$0) }
            }
            state.numbers.append(entry.number)
            state.variableCounts.append(content.variables.count)
        }
        let (made, madeVariables) = (table.table(), variableTable.table())
        (state.log, state.variables) = (made, madeVariables)
        return [.table(made), .table(madeVariables)]
    }

    /// Which of the numbers before are those at the beginning of `entries`; none when the two do not fit together.
    private static func kept(_ numbers: [UInt64], _ entries: ArraySlice<EventLog.Entry>) -> Range<Int> {
        guard let first = entries.first, let start = numbers.firstIndex(of: first.number) else { return 0..<0 }
        let count = numbers.count - start
        guard count <= entries.count, zip(numbers[start...], entries).allSatisfy({ $0 == $1.number }) else {
            return 0..<0
        }
        return start..<numbers.count
    }

    /// What was told of an entry. A notice that only a newer version knows has no name and no variables.
    private func content(of entry: EventLog.Entry) -> NotificationContent {
        switch entry.content {
        case .fault(let record): notifications.content(record, number: entry.number)
        case .notice(let text, let time):
            Notice(text: text).map { notifications.content($0, at: time, number: entry.number) }
                ?? NotificationContent(name: [0, 0], variables: [])
        }
    }

    private static func write(
        _ time: Timestamp, _ content: NotificationContent, _ ticks: UInt32, to row: inout RowWriter
    ) {
        row.ticks(Column.time, ticks)
        row.time(Column.dateAndTime, time)
        // The log has notifications of this engine alone; they came from no address.
        row.octetString(Column.engine.rawValue, EmptyCollection())
        row.octetString(Column.address.rawValue, repeatElement(0, count: 6))
        // snmpUDPDomain.
        row.oid(Column.domain.rawValue, [1, 3, 6, 1, 6, 1, 1])
        row.octetString(Column.contextEngine.rawValue, EmptyCollection())
        row.text(Column.context, "")
        row.oid(Column.notification.rawValue, content.name)
    }

    private static func write(_ variable: NotificationVariable, to row: inout RowWriter) {
        row.oid(VariableColumn.id.rawValue, variable.name)
        // unsigned32(2), timeTicks(3), integer32(4), octetString(6), objectId(7).
        switch variable.value {
        case .unsigned(let value):
            row.number(VariableColumn.type, 2)
            row.gauge(VariableColumn.unsigned, value)
        case .ticks(let value):
            row.number(VariableColumn.type, 3)
            row.ticks(VariableColumn.ticks, value)
        case .integer(let value):
            row.number(VariableColumn.type, 4)
            row.number(VariableColumn.integer, value)
        case .octets(let value):
            row.number(VariableColumn.type, 6)
            row.octetString(VariableColumn.octets.rawValue, value)
        case .name(let value):
            row.number(VariableColumn.type, 7)
            row.oid(VariableColumn.name.rawValue, value)
        }
    }
}
