/// Scalars below one arc, such as `system`: a table with one row whose index is 0.
public struct ScalarGroup: Sendable {
    /// The group as a table.
    let table: EncodedTable

    /// Makes a group. `write` writes the scalars as the columns of one row; it is called only when the previous group, if
    /// there is one, was made from another revision.
    public init(
        _ layout: TableLayout, previous: EncodedTable? = nil, revision: UInt64, write: (inout RowWriter) -> Void
    ) {
        var builder = TableBuilder(layout, previous: previous)
        builder.row(0, revision: revision, write: write)
        table = builder.table()
    }
}
