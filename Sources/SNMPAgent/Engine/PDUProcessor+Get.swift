import SNMPProtocol

/// GET and GETNEXT.
extension PDUProcessor {
    func get(_ request: PDUView, _ work: PDUWork, _ room: BERTarget) throws(PDURefusal) -> PDUResult {
        try answer(request, work, room) { count, _, target in value(of: count, work, &target) }
    }

    func getNext(_ request: PDUView, _ work: PDUWork, _ room: BERTarget) throws(PDURefusal) -> PDUResult {
        try answer(request, work, room) { count, octets, target in
            var repeater = Repeater(
                cursor: work.image.cursor(after: name, count: count), name: work.message.pointer(octets),
                nameCount: octets.count)
            return next(&repeater, work, &target)
        }
    }

    /// Answers each variable binding by `write`, which is given the number of the sub-identifiers in `name` and where the
    /// name stands in the request.
    @inline(__always)
    private func answer(
        _ request: PDUView, _ work: PDUWork, _ room: BERTarget,
        write: (_ count: Int, _ octets: Range<Int>, _ target: inout BERTarget) -> Writing
    ) throws(PDURefusal) -> PDUResult {
        var list = request.varBinds
        var target = room
        var number = 0
        while !list.isAtEnd {
            let (octets, count) = try binding(&list, work.message)
            number += 1
            switch write(count, octets, &target) {
            case .found:
                continue
            case .noRoom:
                return try failure(.tooBig, 0, request, work, room)
            case .exception(let tag):
                if work.isV1 { return try failure(.noSuchName, number, request, work, room) }
                guard Self.putException(tag, work.message.pointer(octets), octets.count, to: &target) else {
                    return try failure(.tooBig, 0, request, work, room)
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
            return .exception(BERTag.noSuchObject)
        }
        switch work.image.find(name, count: count) {
        case .noSuchObject:
            return .exception(BERTag.noSuchObject)
        case .noSuchInstance:
            return .exception(BERTag.noSuchInstance)
        case .instance(let cursor):
            let written = work.image.write(cursor, to: target)
            if written < 0 { return .noRoom }
            if written == 0 || (work.isV1 && Self.isCounter64(target)) {
                return .exception(BERTag.noSuchInstance)
            }
            target.count += written
            return .found
        }
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
        return .exception(BERTag.endOfMibView)
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
        let written = ReceivedMessage(octets: octets, count: target.capacity - target.count)
        return written.read { bytes in
            var reader = BERReader(bytes)
            guard var binding = try? reader.read(BERTag.sequence, in: bytes),
                (try? binding.readElement(in: bytes)) != nil
            else { return false }
            return binding.peek(in: bytes) == BERTag.counter64
        }
    }

    /// Writes a name with one of the exceptions that stand for a value (RFC 3416 3). Returns whether there was room.
    @inline(__always)
    static func putException(
        _ tag: UInt8, _ name: UnsafePointer<UInt8>, _ count: Int, to target: inout BERTarget
    ) -> Bool {
        let body = BERSize.valueCount(count) + 2
        guard target.hasRoom(for: BERSize.valueCount(body)) else { return false }
        target.put(tag: BERTag.sequence, length: body)
        target.put(tag: BERTag.objectIdentifier, length: count)
        target.put(name, count: count)
        target.put(tag)
        target.put(0)
        return true
    }
}
