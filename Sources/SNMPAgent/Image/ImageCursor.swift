import SNMPProtocol

/// A place in an image: an instance of an object, or the end. Stepping on is O(1) within a column.
struct ImageCursor {
    /// The object's number in the image; the number of objects at the end.
    var object: Int
    /// The row.
    var row: Int
}

/// What GET finds under a name (RFC 3416 4.2.1).
enum ImageFinding {
    /// The instance here.
    case instance(ImageCursor)
    /// The object exists, but not this instance.
    case noSuchInstance
    /// No object has a name with which this one begins.
    case noSuchObject
}

/// Finding names. All of this counts no references and allocates nothing.
extension MIBImage {
    /// The last object whose name does not stand behind `name`, or -1.
    private func object(notBehind name: UnsafePointer<UInt32>, _ count: Int) -> Int {
        var low = 0
        var high = objectCount
        while low < high {
            let middle = (low + high) / 2
            let candidate = objects[middle]
            if compareNames(candidate.name, candidate.nameCount, name, count) <= 0 {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low - 1
    }

    /// Whether `name` begins with the name of `object`.
    @inline(__always)
    private func isBelow(_ name: UnsafePointer<UInt32>, _ count: Int, _ object: ImageObject) -> Bool {
        count >= object.nameCount
            && compareNames(object.name, object.nameCount, name, object.nameCount) == 0
    }

    /// The instance called `name`. Gaps in rows are found too: `cell(at:)` tells.
    func find(_ name: UnsafePointer<UInt32>, count: Int) -> ImageFinding {
        let number = object(notBehind: name, count)
        guard number >= 0, isBelow(name, count, objects[number]) else { return .noSuchObject }
        let object = objects[number]
        let row = object.keys.row(at: name + object.nameCount, count: count - object.nameCount)
        return row < 0 ? .noSuchInstance : .instance(ImageCursor(object: number, row: row))
    }

    /// The place of the first instance behind `name`, or the end. Gaps count as instances here.
    func cursor(after name: UnsafePointer<UInt32>, count: Int) -> ImageCursor {
        let number = object(notBehind: name, count)
        guard number >= 0 else { return normalized(ImageCursor(object: 0, row: 0)) }
        let object = objects[number]
        guard isBelow(name, count, object) else { return normalized(ImageCursor(object: number + 1, row: 0)) }
        let row = object.keys.row(after: name + object.nameCount, count: count - object.nameCount)
        return normalized(ImageCursor(object: number, row: row))
    }

    /// The place behind `cursor`.
    @inline(__always)
    func advanced(_ cursor: ImageCursor) -> ImageCursor {
        normalized(ImageCursor(object: cursor.object, row: cursor.row + 1))
    }

    /// The first place at or behind `cursor` that has a row.
    @inline(__always)
    func normalized(_ cursor: ImageCursor) -> ImageCursor {
        var cursor = cursor
        while cursor.object < objectCount, cursor.row >= objects[cursor.object].keys.count {
            cursor.object += 1
            cursor.row = 0
        }
        return cursor
    }

    /// Whether `cursor` is the end.
    @inline(__always)
    func isEnd(_ cursor: ImageCursor) -> Bool {
        cursor.object >= objectCount
    }

    /// Copies the variable binding at `cursor` to `target`. Returns its octets: 0 for a gap, -1 when there is not enough
    /// room.
    @inline(__always)
    func write(_ cursor: ImageCursor, to target: BERTarget) -> Int {
        let object = objects[cursor.object]
        guard let blobs = object.blobs else { return writeDynamic(object, to: target) }
        let cell = EncodedCell(blobs[cursor.row], position: object.position, columnCount: object.columnCount)
        guard target.hasRoom(for: cell.count) else { return -1 }
        (target.base + target.count).copyMemory(from: cell.base, byteCount: cell.count)
        return cell.count
    }

    /// Encodes the value of a scalar that lives.
    private func writeDynamic(_ object: ImageObject, to target: BERTarget) -> Int {
        guard case .dynamic(let scalars) = segments[object.segment] else { return 0 }
        return scalars.encode(object.position, to: target)
    }

    /// Writes the name of the instance at `cursor` to `room`, which has room for 128 sub-identifiers. Returns their number.
    func writeName(of cursor: ImageCursor, to room: UnsafeMutablePointer<UInt32>) -> Int {
        let object = objects[cursor.object]
        let key = object.keys[cursor.row]
        let keyCount = min(key.count, NameEncoding.maximumCount - object.nameCount)
        room.update(from: object.name, count: object.nameCount)
        if let base = key.baseAddress, keyCount > 0 { (room + object.nameCount).update(from: base, count: keyCount) }
        return object.nameCount + keyCount
    }
}
