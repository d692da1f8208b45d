/// A row of a table with one index.
struct TableRow: Hashable, Sendable {
    /// The index.
    let index: UInt32
    /// The values by column.
    var values: [UInt32: SNMPValue] = [:]

    subscript(column: UInt32) -> SNMPValue? { values[column] }
}

/// The variables of a walk put together to rows. The order of the variables does not matter; of one that comes twice, the
/// last counts.
struct TableRows: Sendable {
    /// The rows by ascending index.
    private(set) var rows: [TableRow] = []
    /// Rows that were passed over because there are too many.
    private(set) var left = 0
    /// Whether a variable came twice with two values: the list moved during the walk.
    private(set) var hasContradiction = false

    /// Takes the instances of `columns` below `entry` whose index is one number, at most `limit` rows.
    init(_ variables: [SNMPVariable], entry: [UInt32], columns: [UInt32], limit: Int) {
        var places: [UInt32: Int] = [:]
        var refused: Set<UInt32> = []
        for variable in variables {
            let name = variable.name
            guard name.count == entry.count + 2, variable.value.isThere, columns.contains(name[entry.count]),
                name.starts(with: entry)
            else { continue }
            let index = name[entry.count + 1]
            let place = places[index] ?? rows.count
            if place == rows.count {
                guard rows.count < limit else {
                    if refused.count < limit { refused.insert(index) }
                    continue
                }
                places[index] = place
                rows.append(TableRow(index: index))
            }
            if let old = rows[place].values.updateValue(variable.value, forKey: name[entry.count]) {
                hasContradiction = hasContradiction || old != variable.value
            }
        }
        left = refused.count
        rows.sort { $0.index < $1.index }
    }
}
