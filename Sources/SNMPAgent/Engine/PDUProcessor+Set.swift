import SNMPProtocol

/// What the first phase of a SET found.
enum SetTest {
    /// The answer is there already: an error, or success without any change.
    case answered(PDUResult)
    /// All variable bindings can be set, as far as the engine knows.
    case accepted(RequestedChanges)
}

/// The first phase of SET (RFC 3416 4.2.5): each variable binding is tested, in the order that the RFC gives.
extension PDUProcessor {
    /// Tests a request whose sender may write the view of `work`. Throws when it is malformed.
    ///
    /// An object that stands in the list twice must be given the same value: with another, which of them would hold is not
    /// said, and the second is inconsistent. Whether snmpSetSerialNo has the value that is asked for is not looked at here,
    /// but when the request is carried out: until then others may move it, and a request that comes again must find its
    /// first copy and not a number that this has moved.
    func test(
        _ request: PDUView, _ work: PDUWork, _ writable: WritableObjects, _ room: BERTarget
    ) throws(PDURefusal) -> SetTest {
        guard room.hasRoom(for: request.varBinds.count) else {
            return .answered(try failure(.tooBig, 0, request, work, room))
        }
        var list = request.varBinds
        var changes = RequestedChanges()
        var known: [[UInt32]: RequestedChange] = [:]
        var number = 0
        while !list.isAtEnd {
            let (count, tag, content) = try valueBinding(&list, work.message)
            number += 1
            do throws(WriteRefusal) {
                let change = try change(count, tag, content, work, writable)
                let name = Array(UnsafeBufferPointer(start: self.name, count: count))
                if let other = known.updateValue(change, forKey: name) {
                    guard other == change else { throw .inconsistentValue }
                } else {
                    changes.append(change, at: number)
                }
            } catch {
                return .answered(try failure(error.status, number, request, work, room))
            }
        }
        guard changes.count > 0 else { return .answered(.success(0)) }
        return .accepted(changes)
    }

    /// The change that one variable binding asks for.
    private func change(
        _ count: Int, _ tag: UInt8, _ content: BERReader, _ work: PDUWork, _ writable: WritableObjects
    ) throws(WriteRefusal) -> RequestedChange {
        guard work.view.contains(name, count: count) else { throw .noAccess }
        guard let (object, index) = writable.object(UnsafeBufferPointer(start: name, count: count)) else {
            throw .notWritable
        }
        let value = try work.message.read { bytes throws(WriteRefusal) in try object.value(tag, content, in: bytes) }
        var isThere = false
        if case .instance = work.image.find(name, count: count) { isThere = true }
        return try object.change(index, value, isThere: isThere)
    }

    /// Reads the next variable binding's name to `name`. Returns the number of its sub-identifiers, and its value.
    private func valueBinding(
        _ list: inout BERReader, _ message: ReceivedMessage
    ) throws(PDURefusal) -> (count: Int, tag: UInt8, content: BERReader) {
        do throws(BERError) {
            return try message.read { bytes throws(BERError) in
                var arcs = MutableSpan(_unsafeStart: name, count: NameEncoding.maximumCount)
                var binding = try list.read(BERTag.sequence, in: bytes)
                let count = try binding.readName(in: bytes, to: &arcs)
                let (tag, content) = try binding.readElement(in: bytes)
                try binding.expectEnd()
                return (count, tag, content)
            }
        } catch {
            throw .malformed
        }
    }
}
