/// GET and GETNEXT.
extension PDUProcessor {
    func get(_ request: PDURequest, _ work: PDUWork, _ room: BERTarget) throws(PDURefusal) -> PDUResult {
        var list = request.bindings
        var target = room
        var number = 0
        while !list.isAtEnd {
            let (octets, count) = try binding(&list)
            number += 1
            let missing = value(of: count, work, &target)
            switch missing {
            case .found:
                continue
            case .noRoom:
                return try failure(.tooBig, 0, request, work.isV1, room)
            case .exception(let tag):
                if work.isV1 { return try failure(.noSuchName, number, request, true, room) }
                guard Self.putException(tag, octets.position, octets.count, to: &target) else {
                    return try failure(.tooBig, 0, request, false, room)
                }
            }
        }
        counters.add(.inTotalReqVars, UInt64(number))
        return .success(target.count)
    }

    /// How writing a value went.
    enum Writing {
        case found
        case noRoom
        case exception(UInt8)
    }

    /// Writes the variable binding of the instance called `name`.
    @inline(__always)
    private func value(of count: Int, _ work: PDUWork, _ target: inout BERTarget) -> Writing {
        guard work.view.isEverything || work.view.contains(name, count: count) else {
            return .exception(ValueTag.noSuchObject)
        }
        switch work.image.find(name, count: count) {
        case .noSuchObject:
            return .exception(ValueTag.noSuchObject)
        case .noSuchInstance:
            return .exception(ValueTag.noSuchInstance)
        case .instance(let cursor):
            let written = work.image.write(cursor, to: target)
            if written < 0 { return .noRoom }
            if written == 0 || (work.isV1 && Self.isCounter64(target)) {
                return .exception(ValueTag.noSuchInstance)
            }
            target.count += written
            return .found
        }
    }

    func getNext(_ request: PDURequest, _ work: PDUWork, _ room: BERTarget) throws(PDURefusal) -> PDUResult {
        var list = request.bindings
        var target = room
        var number = 0
        while !list.isAtEnd {
            let (octets, count) = try binding(&list)
            number += 1
            var repeater = Repeater(
                cursor: work.image.cursor(after: name, count: count), name: octets.position, nameCount: octets.count)
            switch next(&repeater, work, &target) {
            case .found:
                continue
            case .noRoom:
                return try failure(.tooBig, 0, request, work.isV1, room)
            case .exception(let tag):
                if work.isV1 { return try failure(.noSuchName, number, request, true, room) }
                guard Self.putException(tag, octets.position, octets.count, to: &target) else {
                    return try failure(.tooBig, 0, request, false, room)
                }
            }
        }
        counters.add(.inTotalReqVars, UInt64(number))
        return .success(target.count)
    }

    /// Writes the first variable binding at or behind the repeater's place that the view has, and moves the repeater
    /// behind it.
    @inline(__always)
    func next(_ repeater: inout Repeater, _ work: PDUWork, _ target: inout BERTarget) -> Writing {
        while !work.image.isEnd(repeater.cursor) {
            if !work.view.isEverything, !isVisible(&repeater, work) { continue }
            let written = work.image.write(repeater.cursor, to: target)
            if written < 0 { return .noRoom }
            repeater.cursor = work.image.advanced(repeater.cursor)
            if written == 0 || (work.isV1 && Self.isCounter64(target)) { continue }
            target.count += written
            return .found
        }
        return .exception(ValueTag.endOfMibView)
    }

    /// Whether the view has what is at the repeater's place. If not, the repeater is moved on, by a whole object when the
    /// view has nothing of it.
    private func isVisible(_ repeater: inout Repeater, _ work: PDUWork) -> Bool {
        let object = work.image.objects[repeater.cursor.object]
        if repeater.known != repeater.cursor.object {
            repeater.known = repeater.cursor.object
            repeater.membership = work.view.membership(below: object.name, count: object.nameCount)
        }
        switch repeater.membership {
        case .all:
            return true
        case .none:
            repeater.cursor = work.image.normalized(ImageCursor(object: repeater.cursor.object + 1, row: 0))
            return false
        case .some:
            let count = work.image.writeName(of: repeater.cursor, to: candidate)
            if work.view.contains(candidate, count: count) { return true }
            repeater.cursor = work.image.advanced(repeater.cursor)
            return false
        }
    }

    /// Whether the variable binding just behind what `target` counts has a Counter64.
    private static func isCounter64(_ target: BERTarget) -> Bool {
        let octets = (target.base + target.count).assumingMemoryBound(to: UInt8.self)
        var reader = PacketReader(octets, count: target.capacity - target.count)
        guard var binding = reader.element(ValueTag.sequence), binding.skip() else { return false }
        return binding.tag == ValueTag.counter64
    }

    /// Writes a name with one of the exceptions that stand for a value (RFC 3416 3). Returns whether there was room.
    @inline(__always)
    static func putException(
        _ tag: UInt8, _ name: UnsafePointer<UInt8>, _ count: Int, to target: inout BERTarget
    ) -> Bool {
        let body = BERTarget.valueCount(count) + 2
        guard target.hasRoom(for: BERTarget.valueCount(body)) else { return false }
        target.put(tag: ValueTag.sequence, length: body)
        target.put(tag: ValueTag.objectIdentifier, length: count)
        target.put(name, count: count)
        target.put(tag)
        target.put(0)
        return true
    }
}
