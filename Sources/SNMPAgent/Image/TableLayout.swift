import SNMPProtocol

/// What a conceptual table looks like: its entry's name and its accessible columns.
///
/// Columns that are not accessible are left out: they are never encoded and never found (RFC 2578 7.3). A group of
/// scalars has the same shape with one row, whose index is 0.
public final class TableLayout: Sendable {
    /// The entry's name (`ifEntry`), or the arc above a group of scalars (`system`).
    public let entry: [UInt32]
    /// The sub-identifiers of the accessible columns, ascending.
    public let columns: [UInt32]

    /// The encoded names of all columns, one behind the other.
    let names: [UInt8]
    /// Where each column's name begins in `names`, and at last where they end.
    let nameStarts: [Int]

    /// Makes a layout. The entry must have at least two sub-identifiers; columns are put in order, repeated ones count
    /// once.
    public init(entry: [UInt32], columns: some Sequence<UInt32>) {
        precondition(entry.count >= 2 && entry[0] <= 2, "an entry's name has two or more sub-identifiers")
        self.entry = entry
        let sorted = Set(columns).sorted()
        self.columns = sorted
        let prefix = NameEncoding.content(of: entry)
        var names: [UInt8] = []
        var starts = [0]
        for column in sorted {
            names += prefix
            NameEncoding.append(UInt64(column), to: &names)
            starts.append(names.count)
        }
        self.names = names
        nameStarts = starts
    }

    /// Whether rows of the other layout can be used for this one.
    func isSame(as other: TableLayout) -> Bool {
        self === other || (entry == other.entry && columns == other.columns)
    }
}
