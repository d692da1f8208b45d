import SNMPProtocol

/// The room in which rows are encoded before they are copied to their own blobs.
struct RowScratch: ~Copyable {
    private let layout: TableLayout
    private let room: UnsafeMutableRawPointer
    private let starts: UnsafeMutablePointer<UInt16>
    private var index: [UInt8] = []

    init(_ layout: TableLayout) {
        self.layout = layout
        room = .allocate(byteCount: EncodedRow.maximumCount, alignment: 1)
        starts = .allocate(capacity: layout.columns.count + 1)
    }

    deinit {
        room.deallocate()
        starts.deallocate()
    }

    /// Encodes one row.
    mutating func encode(
        _ arcs: UnsafeBufferPointer<UInt32>, revision: UInt64, write: (inout RowWriter) -> Void
    ) -> EncodedRow {
        index.removeAll(keepingCapacity: true)
        for arc in arcs { NameEncoding.append(UInt64(arc), to: &index) }
        return index.withUnsafeBufferPointer { index in
            var writer = RowWriter(
                layout: layout, index: index, target: BERTarget(base: room, capacity: EncodedRow.maximumCount),
                starts: starts)
            write(&writer)
            let count = writer.finish()
            return EncodedRow(
                revision: revision, starts: UnsafeBufferPointer(start: starts, count: layout.columns.count + 1),
                content: UnsafeRawBufferPointer(start: room, count: count))
        }
    }
}
