/// Layouts of columns that are listed as an enumeration of their sub-identifiers.
extension TableLayout {
    /// The layout of the table with this name; its entry is the table's first and only child.
    convenience init<Column: CaseIterable & RawRepresentable<UInt32>>(table: [UInt32], _ columns: Column.Type) {
        self.init(entry: table + [1], columns: columns.allCases.map(\.rawValue))
    }

    /// The layout of scalars below an arc.
    convenience init<Scalar: CaseIterable & RawRepresentable<UInt32>>(scalars: [UInt32], _ names: Scalar.Type) {
        self.init(entry: scalars, columns: names.allCases.map(\.rawValue))
    }
}
