/// Scalars whose values are made at the moment of each request, such as sysUpTime or snmpInPkts.
///
/// `write` runs on the engine's threads, between a request and its answer: it reads clocks and counters, takes no lock
/// that others hold for long, and allocates nothing.
public struct DynamicScalars: Sendable {
    /// The arc above the scalars, and their sub-identifiers below it.
    public let layout: TableLayout
    /// Writes the scalar whose sub-identifier is `column`; nothing when it is a gap.
    let write: @Sendable (_ column: UInt32, _ row: inout RowWriter) -> Void

    /// Makes scalars.
    public init(_ layout: TableLayout, write: @escaping @Sendable (_ column: UInt32, _ row: inout RowWriter) -> Void) {
        self.layout = layout
        self.write = write
    }

    /// Encodes the scalar at `position` of the layout to `target`. Returns the octets of its variable binding: 0 for a gap,
    /// -1 when there is not enough room.
    func encode(_ position: Int, to target: BERTarget) -> Int {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) { index in
            index.initialize(repeating: 0)
            var writer = RowWriter(layout: layout, index: UnsafeBufferPointer(index), target: target, starts: nil)
            write(layout.columns[position], &writer)
            return writer.isFull ? -1 : writer.count - target.count
        }
    }
}
