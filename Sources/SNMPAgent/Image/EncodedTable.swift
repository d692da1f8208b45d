/// A table whose rows are encoded: sorted by index, each row one blob. Never changed; made by a `TableBuilder`.
public final class EncodedTable: Sendable {
    /// What the table looks like.
    public let layout: TableLayout
    /// The rows by ascending index.
    let rows: ContiguousArray<EncodedRow>
    /// The rows' indexes.
    let keys: RowKeys
    /// The rows' blobs, for readers that count no references.
    nonisolated(unsafe) let blobs: UnsafePointer<UnsafeRawPointer>

    /// Rows given to the builder whose index another row had already; they are left out.
    public let duplicates: Int

    init(layout: TableLayout, rows: ContiguousArray<EncodedRow>, keys: RowKeys, duplicates: Int) {
        self.layout = layout
        self.rows = rows
        self.keys = keys
        self.duplicates = duplicates
        let blobs = UnsafeMutablePointer<UnsafeRawPointer>.allocate(capacity: max(rows.count, 1))
        for (position, row) in rows.enumerated() { (blobs + position).initialize(to: row.blob) }
        self.blobs = UnsafePointer(blobs)
    }

    deinit {
        blobs.deallocate()
    }

    /// The number of rows.
    public var rowCount: Int { rows.count }

    /// The octets that the rows take.
    public var byteCount: Int {
        rows.reduce(0) { $0 + $1.count }
    }
}
