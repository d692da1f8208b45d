import SNMPProtocol

/// Answers a master's Get, GetNext and GetBulk from an image (RFC 2741 7.2.3). Every PDU is answered from one image.
///
/// One responder belongs to one thread: it owns the room that names and values are taken apart in.
final class AgentXResponder {
    /// Where GetNext and GetBulk are within a range.
    private struct Place {
        var range: AgentXSearchRange
        var cursor: ImageCursor
        /// What was found last.
        var last: ImageCursor?
        var isEnded = false
    }

    /// How writing a value went.
    private enum Writing {
        case found
        /// There is none.
        case gap
        /// It cannot be encoded, or is too long.
        case failed
    }

    /// Octets of an answer to GetBulk from which on it is ended with the repetition at hand.
    static let bulkLimit = 60_000
    /// Octets that no answer exceeds.
    static let answerLimit = 1 << 20
    /// Octets of the longest variable binding.
    private static let cellLimit = 1 << 16

    private let regions: [[UInt32]]
    private let name: UnsafeMutablePointer<UInt32>
    private let arcs: UnsafeMutablePointer<UInt32>
    private let cell: UnsafeMutableRawPointer

    /// Makes a responder that answers only within `regions`, given by ascending identifiers.
    init(regions: [[UInt32]]) {
        self.regions = regions
        name = .allocate(capacity: NameEncoding.maximumCount)
        arcs = .allocate(capacity: NameEncoding.maximumCount)
        name.initialize(repeating: 0, count: NameEncoding.maximumCount)
        arcs.initialize(repeating: 0, count: NameEncoding.maximumCount)
        cell = .allocate(byteCount: Self.cellLimit, alignment: 8)
    }

    deinit {
        name.deallocate()
        arcs.deallocate()
        cell.deallocate()
    }

    /// Puts the answer to a Get, GetNext or GetBulk to `writer`. Returns the number of values in it.
    func answer(_ pdu: AgentXPDU, from image: MIBImage, to writer: inout AgentXWriter) -> Int {
        Self.begin(pdu.header, &writer)
        var found = 0
        let failed: Int?
        switch pdu.body {
        case .get(let ranges): failed = get(ranges, image, &writer, &found)
        case .getNext(let ranges): failed = getNext(ranges, image, &writer, &found)
        case .getBulk(let nonRepeaters, let repetitions, let ranges):
            failed = getBulk(Int(nonRepeaters), Int(repetitions), ranges, image, &writer, &found)
        default: failed = 0
        }
        guard let failed else {
            writer.end()
            return found
        }
        writer.shorten(to: 0)
        Self.putResult(.genErr, failed, &writer)
        writer.end()
        return 0
    }

    /// Begins an answer without an error.
    private static func begin(_ request: AgentXHeader, _ writer: inout AgentXWriter) {
        writer.begin(request.answer)
        putResult(.noError, 0, &writer)
    }

    private static func putResult(_ status: ErrorStatus, _ index: Int, _ writer: inout AgentXWriter) {
        writer.put(word: 0)
        writer.put(short: UInt16(truncatingIfNeeded: status.rawValue))
        writer.put(short: UInt16(clamping: index))
    }

    // MARK: The requests

    /// Answers each range; returns the number of the one that failed.
    private func get(
        _ ranges: [AgentXSearchRange], _ image: MIBImage, _ writer: inout AgentXWriter, _ found: inout Int
    ) -> Int? {
        for (number, range) in ranges.enumerated() {
            switch find(range.start, image) {
            case .noSuchObject: writer.put(exception: BERTag.noSuchObject, name: range.start.span)
            case .noSuchInstance: writer.put(exception: BERTag.noSuchInstance, name: range.start.span)
            case .instance(let cursor):
                switch put(cursor, image, &writer) {
                case .found: found += 1
                case .gap: writer.put(exception: BERTag.noSuchInstance, name: range.start.span)
                case .failed: return number + 1
                }
            }
            guard writer.payloadCount <= Self.answerLimit else { return number + 1 }
        }
        return nil
    }

    private func getNext(
        _ ranges: [AgentXSearchRange], _ image: MIBImage, _ writer: inout AgentXWriter, _ found: inout Int
    ) -> Int? {
        for (number, range) in ranges.enumerated() {
            var place = place(of: range, image)
            guard step(&place, image, &writer, &found), writer.payloadCount <= Self.answerLimit else {
                return number + 1
            }
        }
        return nil
    }

    private func getBulk(
        _ nonRepeaters: Int, _ repetitions: Int, _ ranges: [AgentXSearchRange], _ image: MIBImage,
        _ writer: inout AgentXWriter, _ found: inout Int
    ) -> Int? {
        let once = ranges.prefix(nonRepeaters)
        if let failed = getNext(Array(once), image, &writer, &found) { return failed }
        var places = ranges.dropFirst(nonRepeaters).map { place(of: $0, image) }
        guard !places.isEmpty else { return nil }
        for _ in 0..<repetitions {
            for number in places.indices {
                guard step(&places[number], image, &writer, &found), writer.payloadCount <= Self.answerLimit else {
                    return once.count + number + 1
                }
            }
            if writer.payloadCount > Self.bulkLimit || places.allSatisfy(\.isEnded) { return nil }
        }
        return nil
    }

    // MARK: One variable binding

    private func find(_ wanted: [UInt32], _ image: MIBImage) -> ImageFinding {
        guard regions.contains(where: { wanted.starts(with: $0) }) else { return .noSuchObject }
        return wanted.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return .noSuchObject }
            return image.find(base, count: buffer.count)
        }
    }

    /// The first place at or behind the start of a range, whatever its end.
    private func place(of range: AgentXSearchRange, _ image: MIBImage) -> Place {
        Place(range: range, cursor: cursor(range.start, isIncluded: range.isIncluded, image))
    }

    private func cursor(_ start: [UInt32], isIncluded: Bool, _ image: MIBImage) -> ImageCursor {
        start.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return image.normalized(ImageCursor(object: 0, row: 0)) }
            if isIncluded, case .instance(let cursor) = image.find(base, count: buffer.count) { return cursor }
            return image.cursor(after: base, count: buffer.count)
        }
    }

    /// Puts the next variable binding of a place, or endOfMibView. Returns whether that worked.
    private func step(
        _ place: inout Place, _ image: MIBImage, _ writer: inout AgentXWriter, _ found: inout Int
    ) -> Bool {
        while !place.isEnded, !image.isEnd(place.cursor) {
            let count = image.writeName(of: place.cursor, to: name)
            guard !isBehind(count, place.range.end) else { break }
            let region = region(of: count)
            guard region.isInside else {
                guard let next = region.next else { break }
                place.cursor = cursor(next, isIncluded: true, image)
                continue
            }
            let here = place.cursor
            place.cursor = image.advanced(here)
            switch put(here, image, &writer) {
            case .found:
                place.last = here
                found += 1
                return true
            case .gap: continue
            case .failed: return false
            }
        }
        place.isEnded = true
        guard let last = place.last else {
            writer.put(exception: BERTag.endOfMibView, name: place.range.start.span)
            return true
        }
        let count = image.writeName(of: last, to: name)
        writer.put(exception: BERTag.endOfMibView, name: Span(_unsafeStart: name, count: count))
        return true
    }

    /// Whether the name at hand, of `count` sub-identifiers, stands at or behind the end of a range.
    private func isBehind(_ count: Int, _ end: [UInt32]) -> Bool {
        end.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, buffer.count > 0 else { return false }
            return compareNames(name, count, base, buffer.count) >= 0
        }
    }

    /// Whether the name at hand lies in what is registered; if not, the next region behind it.
    private func region(of count: Int) -> (isInside: Bool, next: [UInt32]?) {
        for region in regions {
            let order = region.withUnsafeBufferPointer { buffer -> Int in
                guard let base = buffer.baseAddress else { return 0 }
                return compareNames(name, min(count, buffer.count), base, buffer.count)
            }
            if order == 0 { return (true, nil) }
            if order < 0 { return (false, region) }
        }
        return (false, nil)
    }

    private func put(_ cursor: ImageCursor, _ image: MIBImage, _ writer: inout AgentXWriter) -> Writing {
        let count = image.write(cursor, to: BERTarget(base: cell, capacity: Self.cellLimit))
        guard count > 0 else { return count == 0 ? .gap : .failed }
        let octets = UnsafePointer(cell.assumingMemoryBound(to: UInt8.self))
        var room = MutableSpan(_unsafeStart: arcs, count: NameEncoding.maximumCount)
        do throws(BERError) {
            try writer.put(encoded: Span(_unsafeStart: octets, count: count), arcs: &room)
            return .found
        } catch {
            return .failed
        }
    }
}

extension AgentXHeader {
    /// The header of the answer to a PDU with this one (RFC 2741 7.2.2).
    var answer: AgentXHeader {
        AgentXHeader(.response, sessionID: sessionID, transactionID: transactionID, packetID: packetID)
    }
}
