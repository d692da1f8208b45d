/// A request PDU, read in place: valid as long as the octets that it was read from.
struct PDURequest {
    /// One of `PDUTag`.
    let tag: UInt8
    /// The request-id.
    let requestID: Int32
    /// error-status, or GETBULK's non-repeaters.
    let first: Int32
    /// error-index, or GETBULK's max-repetitions.
    let second: Int32
    /// The content of the list of variable bindings.
    let bindings: PacketReader

    /// Reads a PDU of this shape, all that is left in `reader`; `nil` when it is malformed.
    @inline(__always)
    init?(_ reader: PacketReader) {
        var reader = reader
        tag = reader.tag
        guard var pdu = reader.element(tag), reader.isAtEnd, let requestID = pdu.integer(), let first = pdu.integer(),
            let second = pdu.integer(), let bindings = pdu.element(ValueTag.sequence), pdu.isAtEnd
        else { return nil }
        self.requestID = requestID
        self.first = first
        self.second = second
        self.bindings = bindings
    }
}

/// What became of a request: the variable bindings stand in the room for them, this is what goes around them.
struct PDUResult {
    var status: ErrorStatus
    /// The number of the variable binding at fault, from 1; 0 for none.
    var index: Int
    /// Octets of the variable bindings.
    var count: Int

    static func success(_ count: Int) -> PDUResult { PDUResult(status: .noError, index: 0, count: count) }
}

/// Why there is no result.
enum PDURefusal: Error {
    /// A variable binding is malformed.
    case malformed
    /// The agent has nobody who takes such a PDU.
    case unhandled
    /// Not even the error fits into a message.
    case tooBig
}
