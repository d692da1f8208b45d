/// The objects of an image in the order of their names. It depends on the segments' layouts alone, so that images which
/// follow each other share it.
final class ObjectOrder: Sendable {
    /// Where an object is.
    struct Place: Sendable {
        /// Sub-identifiers of its name.
        var nameCount: Int
        /// The number of its segment.
        var segment: Int
        /// Its place among the columns of the segment.
        var position: Int
    }

    /// The objects by ascending name.
    let places: [Place]
    /// Their names, one behind the other.
    nonisolated(unsafe) let names: UnsafePointer<UInt32>

    private let layouts: [TableLayout]

    init(_ segments: [MIBSegment]) {
        layouts = segments.map(\.layout)
        var found: [(name: [UInt32], segment: Int, position: Int)] = []
        for (number, layout) in layouts.enumerated() {
            for (position, column) in layout.columns.enumerated() {
                found.append((layout.entry + [column], number, position))
            }
        }
        found.sort { $0.name.lexicographicallyPrecedes($1.name) }
        let arcs = found.reduce(0) { $0 + $1.name.count }
        let names = UnsafeMutablePointer<UInt32>.allocate(capacity: max(arcs, 1))
        var name = names
        for place in found {
            name.initialize(from: place.name, count: place.name.count)
            name += place.name.count
        }
        self.names = UnsafePointer(names)
        places = found.map { Place(nameCount: $0.name.count, segment: $0.segment, position: $0.position) }
    }

    deinit {
        names.deallocate()
    }

    /// Whether segments have the very layouts that the order was made from.
    func fits(_ segments: [MIBSegment]) -> Bool {
        segments.count == layouts.count && zip(segments, layouts).allSatisfy { $0.layout === $1 }
    }
}
