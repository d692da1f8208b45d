/// Revisions for sources that have none: a digest of what a row shows. It holds within one process.
enum ShownRevision {
    /// The digest of what is shown.
    static func of(_ shown: some Hashable) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(shown)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}

extension TableBuilder {
    /// Adds a row that is encoded again only when what it shows is something else.
    mutating func row<Shown: Hashable>(
        _ index: [UInt32], showing shown: Shown, write: (Shown, inout RowWriter) -> Void
    ) {
        row(index, revision: ShownRevision.of(shown)) { write(shown, &$0) }
    }
}

extension ScalarGroup {
    /// Makes a group that is encoded again only when what it shows is something else.
    init<Shown: Hashable>(
        _ layout: TableLayout, previous: MIBImage?, showing shown: Shown, write: (Shown, inout RowWriter) -> Void
    ) {
        self.init(layout, previous: previous?.table(layout), revision: ShownRevision.of(shown)) { write(shown, &$0) }
    }
}
