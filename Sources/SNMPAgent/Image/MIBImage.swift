/// Everything that can be read over SNMP at one moment: immutable, sorted by name, every value encoded.
///
/// The image is a list of objects, columns and scalars alike, sorted by their names; no object's name begins with
/// another's. A scalar is a column with one row, whose index is 0. Finding a name takes one binary search over the objects
/// and one over the rows; going on from there takes a step. Only the default context "" exists (RFC 3411 3.3.1).
public final class MIBImage: Sendable {
    /// The parts that the image was made from, in no special order.
    public let segments: [MIBSegment]

    /// The objects by ascending name.
    nonisolated(unsafe) let objects: UnsafePointer<ImageObject>
    /// The number of objects.
    let objectCount: Int
    /// The objects' names, one behind the other.
    nonisolated(unsafe) private let names: UnsafePointer<UInt32>

    /// An image of nothing.
    public static let empty = MIBImage(unchecked: [])

    /// Makes an image. Throws when two segments define the same object, or one object below another.
    public init(_ segments: [MIBSegment]) throws(MIBImageError) {
        self.segments = segments
        (objects, objectCount, names) = Self.lay(out: segments)
        for position in 1..<max(objectCount, 1) {
            let left = objects[position - 1].nameBuffer
            let right = objects[position].nameBuffer
            if right.starts(with: left) { throw .overlap(Array(left), Array(right)) }
        }
    }

    private init(unchecked segments: [MIBSegment]) {
        self.segments = segments
        (objects, objectCount, names) = Self.lay(out: segments)
    }

    deinit {
        objects.deallocate()
        names.deallocate()
    }

    /// The table or group of scalars with this layout, to share rows with.
    public func table(_ layout: TableLayout) -> EncodedTable? {
        for segment in segments {
            if let table = segment.table, table.layout.isSame(as: layout) { return table }
        }
        return nil
    }

    /// The octets that all encoded rows take.
    public var byteCount: Int {
        segments.reduce(0) { $0 + ($1.table?.byteCount ?? 0) }
    }

    /// The instances of all objects; gaps in rows count too.
    public var instanceCount: Int {
        (0..<objectCount).reduce(0) { $0 + objects[$1].keys.count }
    }

    /// Sorts the objects of all segments and puts their names into one place.
    private static func lay(
        out segments: [MIBSegment]
    ) -> (UnsafePointer<ImageObject>, Int, UnsafePointer<UInt32>) {
        var places: [(name: [UInt32], segment: Int, position: Int)] = []
        for (number, segment) in segments.enumerated() {
            for (position, column) in segment.layout.columns.enumerated() {
                places.append((segment.layout.entry + [column], number, position))
            }
        }
        places.sort { $0.name.lexicographicallyPrecedes($1.name) }

        let arcs = places.reduce(0) { $0 + $1.name.count }
        let names = UnsafeMutablePointer<UInt32>.allocate(capacity: max(arcs, 1))
        let objects = UnsafeMutablePointer<ImageObject>.allocate(capacity: max(places.count, 1))
        var name = names
        for (number, place) in places.enumerated() {
            name.initialize(from: place.name, count: place.name.count)
            let table = segments[place.segment].table
            (objects + number).initialize(
                to: ImageObject(
                    name: UnsafePointer(name), nameCount: place.name.count,
                    keys: table?.keys.view ?? RowKeys.scalar.view, blobs: table?.blobs, position: place.position,
                    columnCount: segments[place.segment].layout.columns.count, segment: place.segment))
            name += place.name.count
        }
        return (UnsafePointer(objects), places.count, UnsafePointer(names))
    }
}

/// One object of an image: a column or a scalar. Valid as long as the image; counts no references.
struct ImageObject {
    /// The name, without an index.
    let name: UnsafePointer<UInt32>
    let nameCount: Int
    /// The indexes of its instances.
    let keys: RowKeysView
    /// The blobs of its rows; `nil` for one that is encoded at the request.
    let blobs: UnsafePointer<UnsafeRawPointer>?
    /// Its place among the columns of its segment.
    let position: Int
    let columnCount: Int
    /// The number of its segment in the image.
    let segment: Int

    var nameBuffer: UnsafeBufferPointer<UInt32> {
        UnsafeBufferPointer(start: name, count: nameCount)
    }
}
