/// A part of the image: a table, a group of scalars, or scalars that live.
public enum MIBSegment: Sendable {
    /// A table.
    case table(EncodedTable)
    /// Scalars encoded with the image.
    case scalars(ScalarGroup)
    /// Scalars encoded at each request.
    case dynamic(DynamicScalars)

    /// The layout.
    public var layout: TableLayout {
        switch self {
        case .table(let table): table.layout
        case .scalars(let group): group.table.layout
        case .dynamic(let scalars): scalars.layout
        }
    }

    /// The encoded rows, unless the scalars live.
    var table: EncodedTable? {
        switch self {
        case .table(let table): table
        case .scalars(let group): group.table
        case .dynamic: nil
        }
    }
}
