/// Makes a table again from rows that come in an order of their own, and mostly are those of the last time: runs of rows
/// that did not change are taken over without a look at their indexes.
struct RowRuns<Key: Comparable & Sendable>: Sendable {
    /// A row before it is encoded: where it stands, and a number that changes with what it shows.
    struct Row: Sendable {
        var key: Key
        var stamp: UInt64
    }

    private var rows: [Row] = []
    private var table: EncodedTable?

    /// The table of `new`, by strictly ascending keys. `index` and `write` are asked for rows that are new or changed.
    mutating func table(
        _ layout: TableLayout, _ new: [Row], index: (Int) -> [UInt32], write: (Int, inout RowWriter) -> Void
    ) -> EncodedTable {
        var builder = TableBuilder(layout, previous: table)
        var old = 0
        var run = 0..<0
        for place in new.indices {
            while old < rows.count, rows[old].key < new[place].key { old += 1 }
            if old < rows.count, rows[old].key == new[place].key, rows[old].stamp == new[place].stamp {
                if run.upperBound == old, !run.isEmpty {
                    run = run.lowerBound..<old + 1
                } else {
                    builder.keep(run)
                    run = old..<old + 1
                }
            } else {
                builder.keep(run)
                run = 0..<0
                builder.row(index(place), revision: new[place].stamp) { write(place, &$0) }
            }
        }
        builder.keep(run)
        let made = builder.table()
        rows = new
        table = made
        return made
    }
}
