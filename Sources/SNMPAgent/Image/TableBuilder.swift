/// Builds an `EncodedTable`: rows are given with their index and the revision of their source, and only those whose
/// revision differs from the previous table's are encoded again.
///
///     var builder = TableBuilder(layout, previous: previous?.table(layout))
///     for radio in site.radios {
///         builder.row(radio.index, revision: radio.revision) { row in
///             row.octetString(2, radio.name)
///             row.integer(3, radio.state.rawValue)
///         }
///     }
///     return .table(builder.table())
///
/// Rows in ascending order of their index are built fastest; others are sorted at the end. Of rows with the same index the
/// first is kept.
public struct TableBuilder: ~Copyable {
    private let layout: TableLayout
    private let previous: EncodedTable?
    private let previousKeys: RowKeysView?
    private var nextPrevious = 0
    private var rows: ContiguousArray<EncodedRow> = []
    private var arcs: [UInt32] = []
    private var starts: [UInt32] = [0]
    private var isAscending = true
    /// Rows with the index that the previous table has at the same place.
    private var inPlace = 0
    private var encoded = 0
    private var scratch: RowScratch

    /// Begins a table; `previous` is the same table of the previous image, if there is one.
    public init(_ layout: TableLayout, previous: EncodedTable? = nil) {
        self.layout = layout
        self.previous = previous.flatMap { $0.layout.isSame(as: layout) ? $0 : nil }
        previousKeys = self.previous?.keys.view
        scratch = RowScratch(layout)
        let expected = (self.previous?.rowCount ?? 0) + 16
        rows.reserveCapacity(expected)
        arcs.reserveCapacity(expected)
        starts.reserveCapacity(expected + 1)
    }

    /// Adds a row with an index of one sub-identifier. `write` is called only when the row has to be encoded; it writes
    /// the columns in ascending order, and leaves out those that the row does not have.
    public mutating func row(_ index: UInt32, revision: UInt64, write: (inout RowWriter) -> Void) {
        withUnsafePointer(to: index) {
            add(UnsafeBufferPointer(start: $0, count: 1), revision: revision, write: write)
        }
    }

    /// Adds a row with an index of any sub-identifiers, 1 to 100.
    public mutating func row(_ index: [UInt32], revision: UInt64, write: (inout RowWriter) -> Void) {
        index.withUnsafeBufferPointer { add($0, revision: revision, write: write) }
    }

    /// Adds rows of the previous table as they are, by their places in it: for tables that only grow at one end and
    /// shrink at the other.
    mutating func keep(_ places: Range<Int>) {
        guard let previous, let previousKeys, !places.isEmpty, places.upperBound <= previous.rowCount,
            let base = previousKeys[places.lowerBound].baseAddress
        else { return }
        noteOrder(base, previousKeys[places.lowerBound].count)
        if rows.count == places.lowerBound { inPlace += places.count }
        rows.append(contentsOf: previous.rows[places])
        if previousKeys.stride > 0 {
            let all = UnsafeBufferPointer(start: base, count: places.count * previousKeys.stride)
            let first = arcs.count
            arcs.append(contentsOf: all)
            for place in 1...places.count { starts.append(UInt32(first + place * previousKeys.stride)) }
        } else {
            for place in places {
                arcs.append(contentsOf: previousKeys[place])
                starts.append(UInt32(arcs.count))
            }
        }
        nextPrevious = places.upperBound
    }

    private mutating func add(
        _ index: UnsafeBufferPointer<UInt32>, revision: UInt64, write: (inout RowWriter) -> Void
    ) {
        guard let base = index.baseAddress, !index.isEmpty, layout.entry.count + 1 + index.count <= 128 else {
            assertionFailure("an index has 1 to 100 sub-identifiers")
            return
        }
        noteOrder(base, index.count)
        arcs.append(contentsOf: index)
        starts.append(UInt32(arcs.count))
        if let row = reusable(base, index.count, revision: revision) {
            rows.append(row)
        } else {
            encoded += 1
            rows.append(scratch.encode(index, revision: revision, write: write))
        }
    }

    /// Notes whether the row about to come stands behind the last one.
    private mutating func noteOrder(_ base: UnsafePointer<UInt32>, _ count: Int) {
        guard isAscending, starts.count > 1 else { return }
        let start = Int(starts[starts.count - 2])
        let last = arcs.count - start
        let order = arcs.withUnsafeBufferPointer { all in
            all.baseAddress.map { compareNames($0 + start, last, base, count) } ?? -1
        }
        if order >= 0 { isAscending = false }
    }

    /// The previous table's row with this index, when it was made from the same revision.
    private mutating func reusable(_ base: UnsafePointer<UInt32>, _ count: Int, revision: UInt64) -> EncodedRow? {
        guard let previous, let previousKeys else { return nil }
        var position = nextPrevious
        if position >= previousKeys.count || !isEqual(previousKeys[position], base, count) {
            position = previousKeys.row(at: base, count: count)
            guard position >= 0 else { return nil }
        }
        if position == rows.count { inPlace += 1 }
        nextPrevious = position + 1
        let row = previous.rows[position]
        return row.revision == revision ? row : nil
    }

    private func isEqual(_ key: UnsafeBufferPointer<UInt32>, _ base: UnsafePointer<UInt32>, _ count: Int) -> Bool {
        guard key.count == count, let keyBase = key.baseAddress else { return false }
        return compareNames(keyBase, count, base, count) == 0
    }

    /// Ends the table. When nothing changed it is the previous one.
    public consuming func table() -> EncodedTable {
        if let previous, isAscending, inPlace == rows.count, rows.count == previous.rowCount {
            // The same indexes: the keys are shared, and when no row was encoded again, the whole table is.
            if encoded == 0 { return previous }
            return EncodedTable(layout: layout, rows: rows, keys: previous.keys, duplicates: 0)
        }
        guard isAscending else { return sorted() }
        return EncodedTable(
            layout: layout, rows: rows, keys: RowKeys(arcs: arcs, starts: starts), duplicates: 0)
    }

    /// The table of rows that did not come in order.
    private func sorted() -> EncodedTable {
        let keys = (0..<rows.count).map { arcs[Int(starts[$0])..<Int(starts[$0 + 1])] }
        let order = (0..<rows.count).sorted { left, right in
            if keys[left] == keys[right] { return left < right }
            return keys[left].lexicographicallyPrecedes(keys[right])
        }
        var sortedRows: ContiguousArray<EncodedRow> = []
        var sortedArcs: [UInt32] = []
        var sortedStarts: [UInt32] = [0]
        var last: ArraySlice<UInt32>?
        for position in order where last.map({ !$0.elementsEqual(keys[position]) }) ?? true {
            last = keys[position]
            sortedRows.append(rows[position])
            sortedArcs += keys[position]
            sortedStarts.append(UInt32(sortedArcs.count))
        }
        return EncodedTable(
            layout: layout, rows: sortedRows, keys: RowKeys(arcs: sortedArcs, starts: sortedStarts),
            duplicates: rows.count - sortedRows.count)
    }
}
