public import DeviceProtocols

/// Rows of a table, or of some of its columns.
public struct SNMPRows: Hashable, Sendable {
    /// By the index of each row, the values in the order of the columns; `nil` where a row has none.
    public var rows: [[UInt32]: [SNMPValue?]]
    /// Whether these are all: `false` when there are more than the limit.
    public var isComplete: Bool

    /// The indexes in their order.
    public var indexes: [[UInt32]] { rows.keys.sorted { $0.lexicographicallyPrecedes($1) } }
}

/// A walk of some columns side by side (RFC 3416, 4.2.2 and 4.2.3), as a value: it says what to ask next and takes the
/// answer. Each answer brings a column on or ends it, so that a walk always ends, whatever a device answers.
struct SNMPTableWalk {
    private struct Column {
        var prefix: [UInt32]
        /// The last name that came.
        var cursor: [UInt32]
        var isDone = false
    }

    private var columns: [Column]
    private let limit: Int
    private let usesBulk: Bool
    private var found: [[UInt32]: [SNMPValue?]] = [:]
    private var isComplete = true
    /// Columns in one question, and rows in one answer.
    private var width: Int
    private var repetitions: Int
    /// The columns of the last question.
    private var asked: [Int] = []

    /// Variables in one answer: about what fits into a datagram of an Ethernet.
    static let variablesLimit = 40

    init(_ columns: [[UInt32]], limit: Int, usesBulk: Bool) {
        self.columns = columns.map { Column(prefix: $0, cursor: $0) }
        self.limit = max(limit, 1)
        self.usesBulk = usesBulk
        width = max(1, min(columns.count, SNMPGetPlan.groupLimit))
        repetitions = max(1, min(Self.variablesLimit / width, max(limit, 1) + 1))
    }

    /// What to ask next; `nil` at the end.
    mutating func question() -> SNMPQuestion? {
        asked = Array(columns.indices.filter { !columns[$0].isDone }.prefix(width))
        guard !asked.isEmpty else { return nil }
        let names = asked.map { columns[$0].cursor }
        return usesBulk
            ? SNMPQuestion(kind: .getBulk, names: names, repetitions: repetitions)
            : SNMPQuestion(kind: .getNext, names: names)
    }

    /// The rows so far.
    var result: SNMPRows { SNMPRows(rows: found, isComplete: isComplete) }

    /// Takes the answer to the last question.
    mutating func take(_ answer: SNMPAnswer) throws(SNMPTrouble) {
        switch answer.errorStatus {
        case 0: try keep(answer.variables)
        case SNMPAnswer.noSuchName: end(answer.errorIndex)
        case SNMPAnswer.tooBig: try narrow()
        default:
            let index = Int(answer.errorIndex) - 1
            let name = asked.indices.contains(index) ? columns[asked[index]].cursor : nil
            throw .errorStatus(answer.errorStatus, name: name)
        }
    }

    private mutating func keep(_ variables: [SNMPVariable]) throws(SNMPTrouble) {
        let most = asked.count * (usesBulk ? repetitions : 1)
        guard usesBulk ? (1...most).contains(variables.count) : variables.count == most else {
            throw SNMPTrouble(
                .unexpectedAnswer, "\(usesBulk ? "1 to " : "")\(most) variables were expected, \(variables.count) came")
        }
        for (position, variable) in variables.enumerated() {
            let index = asked[position % asked.count]
            if !columns[index].isDone { try keep(variable, of: index) }
        }
    }

    private mutating func keep(_ variable: SNMPVariable, of index: Int) throws(SNMPTrouble) {
        let column = columns[index]
        switch variable.value {
        case .endOfView, .noSuchObject, .noSuchInstance:
            columns[index].isDone = true
            return
        default: break
        }
        guard column.cursor.comesBefore(variable.name) else {
            throw SNMPTrouble(
                .notIncreasing,
                "a name behind \(dotted(column.cursor)) was expected, \(dotted(variable.name)) came")
        }
        guard variable.name.starts(with: column.prefix), variable.name.count > column.prefix.count else {
            columns[index].isDone = true
            return
        }
        columns[index].cursor = variable.name
        let row = Array(variable.name.dropFirst(column.prefix.count))
        if found[row] == nil {
            guard found.count < limit else {
                columns[index].isDone = true
                isComplete = false
                return
            }
            found[row] = Array(repeating: nil, count: columns.count)
        }
        found[row]?[index] = variable.value
    }

    /// Version 1 says by noSuchName that nothing comes behind.
    private mutating func end(_ errorIndex: Int32) {
        let position = asked.count == 1 ? 0 : Int(errorIndex) - 1
        guard asked.indices.contains(position) else {
            width = 1
            return
        }
        columns[asked[position]].isDone = true
    }

    /// After tooBig: fewer rows, then fewer columns.
    private mutating func narrow() throws(SNMPTrouble) {
        if usesBulk, repetitions > 1 {
            repetitions /= 2
        } else if asked.count > 1 {
            width = asked.count / 2
        } else {
            let name = asked.first.map { dotted(columns[$0].cursor) } ?? ""
            throw SNMPTrouble(.tooBig, "the device says that what comes behind \(name) alone is too big to answer")
        }
    }
}
