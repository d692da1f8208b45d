import SNMPProtocol

/// GETBULK (RFC 3416 4.2.3).
extension PDUProcessor {
    func getBulk(_ request: PDUView, _ work: PDUWork, _ room: BERTarget) throws(PDURefusal) -> PDUResult {
        let asked = Int(max(request.maxRepetitions, 0))
        let repetitions = min(asked, maximumRepetitions)
        var left = Int(max(request.nonRepeaters, 0))
        var list = request.varBinds
        var target = room
        var count = 0
        var found: UInt64 = 0
        var isFull = false
        while !list.isAtEnd {
            let (octets, nameCount) = try binding(&list, work.message)
            var repeater = Repeater(
                cursor: work.image.cursor(after: name, count: nameCount), name: work.message.pointer(octets),
                nameCount: octets.count)
            guard left == 0 else {
                left -= 1
                if !isFull { isFull = !step(&repeater, work, &target, &found) }
                continue
            }
            guard count < maximumBindings else { throw .malformed }
            (repeaters + count).initialize(to: repeater)
            count += 1
        }
        if !isFull, count > 0 { isFull = !repeatAll(count, repetitions, work, &target, &found) }
        counters.add(.inTotalReqVars, found)
        if isFull || repetitions < asked { counters.add(.bulksCut) }
        // An answer without anything would make a manager ask the same again.
        if isFull, target.count == 0 { return try failure(.tooBig, 0, request, work, room) }
        return .success(target.count)
    }

    /// Goes through the first `count` repeaters `repetitions` times, or until all are at the end of the view. Returns
    /// `false` when there was no room for more.
    private func repeatAll(
        _ count: Int, _ repetitions: Int, _ work: PDUWork, _ target: inout BERTarget, _ found: inout UInt64
    ) -> Bool {
        for _ in 0..<repetitions {
            var ended = 0
            for number in 0..<count {
                guard step(&repeaters[number], work, &target, &found) else { return false }
                if repeaters[number].isEnded { ended += 1 }
            }
            if ended == count { return true }
        }
        return true
    }

    /// Writes the next variable binding of a repeater, which is endOfMibView at the end. Returns whether there was room.
    @inline(__always)
    private func step(
        _ repeater: inout Repeater, _ work: PDUWork, _ target: inout BERTarget, _ found: inout UInt64
    ) -> Bool {
        let start = target.count
        switch next(&repeater, work, &target) {
        case .found:
            repeater.noteName(at: UnsafePointer((target.base + start).assumingMemoryBound(to: UInt8.self)))
            found += 1
            return true
        case .noRoom:
            return false
        case .exception(let tag):
            repeater.isEnded = true
            return Self.putException(tag, repeater.name, repeater.nameCount, to: &target)
        }
    }
}

extension PDUProcessor.Repeater {
    /// Remembers the name of the variable binding at `octets`, which the agent has encoded itself.
    @inline(__always)
    mutating func noteName(at octets: UnsafePointer<UInt8>) {
        // Two lengths, each of one octet or with a count of octets in front.
        var start = octets + 1
        start += start.pointee < 0x80 ? 1 : 1 + Int(start.pointee & 0x7f)
        start += 1
        var length = Int(start.pointee)
        start += 1
        if length >= 0x80 {
            let octets = length & 0x7f
            length = 0
            for offset in 0..<octets { length = length << 8 | Int(start[offset]) }
            start += octets
        }
        name = start
        nameCount = length
    }
}
