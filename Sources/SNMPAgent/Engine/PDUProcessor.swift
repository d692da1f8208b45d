import SNMPProtocol

/// Answers GET, GETNEXT, GETBULK and SET from an image, within a view: what RFC 3416 4.2 and, for SNMPv1, RFC 1157 4.1 and
/// RFC 3584 4.2.2 say about variable bindings. Messages and their security are not its business.
///
/// One processor belongs to one thread: it owns the room that requests are taken apart in, so that answering allocates
/// nothing.
struct PDUProcessor: ~Copyable {
    /// A variable binding that GETBULK repeats.
    struct Repeater {
        var cursor: ImageCursor
        /// The object whose standing to the view is known, and that.
        var known = -1
        var membership = CompiledView.Membership.all
        /// The name that goes with endOfMibView: the last one found, or the one asked for.
        var name: UnsafePointer<UInt8>
        var nameCount: Int
        var isEnded = false
    }

    /// Sub-identifiers of the name at hand.
    let name: UnsafeMutablePointer<UInt32>
    /// Room for the name of a candidate that a view may leave out.
    let candidate: UnsafeMutablePointer<UInt32>
    let repeaters: UnsafeMutablePointer<Repeater>
    let maximumBindings: Int
    let maximumRepetitions: Int
    let counters: SNMPCounters

    /// Makes a processor for requests of up to `requestCapacity` octets.
    init(requestCapacity: Int, maximumRepetitions: Int, counters: SNMPCounters) {
        // The shortest variable binding, an empty name and NULL, takes six octets.
        maximumBindings = requestCapacity / 6 + 1
        name = .allocate(capacity: NameEncoding.maximumCount)
        candidate = .allocate(capacity: NameEncoding.maximumCount)
        repeaters = .allocate(capacity: maximumBindings)
        self.maximumRepetitions = maximumRepetitions
        self.counters = counters
    }

    deinit {
        name.deallocate()
        candidate.deallocate()
        repeaters.deallocate()
    }

    /// Answers a request: writes the variable bindings of the answer to `room`, whose capacity is what a message has left
    /// for them.
    func process(
        _ request: PDUView, _ work: PDUWork, room: BERTarget
    ) throws(PDURefusal) -> PDUResult {
        switch request.type {
        case .get:
            counters.add(.inGetRequests)
            return try get(request, work, room)
        case .getNext:
            counters.add(.inGetNexts)
            return try getNext(request, work, room)
        case .getBulk where !work.isV1:
            counters.add(.inGetBulks)
            return try getBulk(request, work, room)
        case .set:
            counters.add(.inSetRequests)
            return try set(request, work, room)
        default:
            throw .unhandled
        }
    }

    /// Reads the next variable binding's name to `name`. Returns the reader of its octets and the number of its
    /// sub-identifiers.
    @inline(__always)
    func binding(
        _ list: inout BERReader, _ message: ReceivedMessage
    ) throws(PDURefusal) -> (octets: Range<Int>, count: Int) {
        do throws(BERError) {
            return try message.read { bytes throws(BERError) in
                var arcs = MutableSpan(_unsafeStart: name, count: NameEncoding.maximumCount)
                let (octets, count) = try PDUView.readName(&list, in: bytes, to: &arcs)
                return (octets.range, count)
            }
        } catch {
            throw .malformed
        }
    }

    /// The answer for an error: the variable bindings as they came (RFC 3416 4.2), or none with tooBig.
    func failure(
        _ status: ErrorStatus, _ index: Int, _ request: PDUView, _ work: PDUWork, _ room: BERTarget
    ) throws(PDURefusal) -> PDUResult {
        // The rest of the list is looked at too: an error must not hide that the message is malformed.
        var rest = request.varBinds
        while !rest.isAtEnd { _ = try binding(&rest, work.message) }
        if status == .tooBig, !work.isV1 { return PDUResult(status: .tooBig, index: 0, count: 0) }
        var target = room
        guard target.hasRoom(for: request.varBinds.count) else {
            if work.isV1 { throw .tooBig }
            return PDUResult(status: .tooBig, index: 0, count: 0)
        }
        target.put(work.message.pointer(request.varBinds.range), count: request.varBinds.count)
        return PDUResult(status: status, index: status == .tooBig ? 0 : index, count: target.count)
    }

    /// No community may write: its write view has nothing, and the view is asked first (RFC 3416 4.2.5). SNMPv1 knows only
    /// noSuchName (RFC 3584 4.4).
    private func set(_ request: PDUView, _ work: PDUWork, _ room: BERTarget) throws(PDURefusal) -> PDUResult {
        var list = request.varBinds
        guard !list.isAtEnd else { return .success(0) }
        _ = try binding(&list, work.message)
        return try failure(work.isV1 ? .noSuchName : .noAccess, 1, request, work, room)
    }
}

/// What a request is answered from.
struct PDUWork {
    let message: ReceivedMessage
    unowned(unsafe) let image: MIBImage
    unowned(unsafe) let view: CompiledView
    let isV1: Bool
}
