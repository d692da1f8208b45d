import SNMPProtocol

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
