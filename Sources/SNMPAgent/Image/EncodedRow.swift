/// One row of a table: the complete variable bindings of all its columns, encoded once, never changed, shared between
/// images.
///
/// The blob begins with one 16-bit offset for each column and one for the end, counted from behind the offsets; where two
/// follow each other with the same value, the row has no cell in that column. The variable bindings
/// (`SEQUENCE { OID, value }`, RFC 3416 3) follow.
final class EncodedRow: Sendable {
    /// The most octets that the variable bindings of a row can have.
    static let maximumCount = Int(UInt16.max)

    /// The revision of what the row was made from.
    let revision: UInt64
    /// The blob. It stands as long as the row; nobody writes to it.
    nonisolated(unsafe) let blob: UnsafeRawPointer
    /// The blob's length in octets.
    let count: Int

    /// Copies `content`, whose cells begin at `starts` (one for each column and one for the end).
    init(revision: UInt64, starts: UnsafeBufferPointer<UInt16>, content: UnsafeRawBufferPointer) {
        self.revision = revision
        let header = starts.count * MemoryLayout<UInt16>.stride
        count = header + content.count
        let blob = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: MemoryLayout<UInt16>.alignment)
        if let base = starts.baseAddress { blob.copyMemory(from: base, byteCount: header) }
        if let base = content.baseAddress, content.count > 0 {
            (blob + header).copyMemory(from: base, byteCount: content.count)
        }
        self.blob = UnsafeRawPointer(blob)
    }

    deinit {
        blob.deallocate()
    }
}

/// A cell in a row's blob: the octets of one variable binding.
struct EncodedCell {
    /// The first octet.
    let base: UnsafeRawPointer
    /// The number of octets; 0 for a gap.
    let count: Int

    /// The cell at `position` of a row with `columnCount` columns.
    @inline(__always)
    init(_ blob: UnsafeRawPointer, position: Int, columnCount: Int) {
        let offsets = blob.assumingMemoryBound(to: UInt16.self)
        let start = Int(offsets[position])
        base = blob + (columnCount + 1) * MemoryLayout<UInt16>.stride + start
        count = Int(offsets[position + 1]) - start
    }
}
