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
    /// The objects' names and places, shared between images of the same layouts.
    private let order: ObjectOrder

    /// An image of nothing.
    public static let empty = MIBImage(unchecked: [])

    /// Makes an image. Throws when two segments define the same object, or one object below another. What the segments
    /// of `previous` were put in order by is used again when theirs have the same layouts.
    public init(_ segments: [MIBSegment], previous: MIBImage? = nil) throws(MIBImageError) {
        self.segments = segments
        let isNew: Bool
        if let known = previous?.order, known.fits(segments) {
            (order, isNew) = (known, false)
        } else {
            (order, isNew) = (ObjectOrder(segments), true)
        }
        (objects, objectCount) = Self.lay(out: segments, order)
        guard isNew else { return }
        for position in 1..<max(objectCount, 1) {
            let left = objects[position - 1].nameBuffer
            let right = objects[position].nameBuffer
            if right.starts(with: left) { throw .overlap(Array(left), Array(right)) }
        }
    }

    private init(unchecked segments: [MIBSegment]) {
        self.segments = segments
        order = ObjectOrder(segments)
        (objects, objectCount) = Self.lay(out: segments, order)
    }

    deinit {
        objects.deallocate()
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

    /// Puts the objects of all segments into their order.
    private static func lay(
        out segments: [MIBSegment], _ order: ObjectOrder
    ) -> (UnsafePointer<ImageObject>, Int) {
        let objects = UnsafeMutablePointer<ImageObject>.allocate(capacity: max(order.places.count, 1))
        let tables = segments.map { segment in
            (keys: segment.table?.keys.view, blobs: segment.table?.blobs, columns: segment.layout.columns.count)
        }
        var name = order.names
        for (number, place) in order.places.enumerated() {
            let table = tables[place.segment]
            (objects + number).initialize(
                to: ImageObject(
                    name: name, nameCount: place.nameCount, keys: table.keys ?? RowKeys.scalar.view, blobs: table.blobs,
                    position: place.position, columnCount: table.columns, segment: place.segment))
            name += place.nameCount
        }
        return (UnsafePointer(objects), order.places.count)
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
