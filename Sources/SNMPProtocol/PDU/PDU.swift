/// A protocol data unit of any type but SNMPv1's trap (RFC 3416 3).
public struct PDU: Hashable, Sendable {
    /// What it is for; never `trapV1`.
    public var type: PDUType
    /// Ties an answer to its request.
    public var requestID: Int32
    /// How the request ended; `noError` in requests. In GETBULK the same place has `nonRepeaters`.
    public var errorStatus: ErrorStatus
    /// The number of the variable binding at fault, from 1; 0 for none. In GETBULK the same place has `maxRepetitions`.
    public var errorIndex: Int32
    /// The variable bindings.
    public var varBinds: [VarBind]

    /// Makes a PDU.
    public init(
        _ type: PDUType, requestID: Int32, errorStatus: ErrorStatus = .noError, errorIndex: Int32 = 0,
        varBinds: [VarBind]
    ) {
        precondition(type != .trapV1, "a trap of SNMPv1 is a TrapV1PDU")
        self.type = type
        self.requestID = requestID
        self.errorStatus = errorStatus
        self.errorIndex = errorIndex
        self.varBinds = varBinds
    }

    /// Makes a GETBULK request: the first `nonRepeaters` names once, the others up to `maxRepetitions` times.
    public static func getBulk(
        requestID: Int32, nonRepeaters: Int32 = 0, maxRepetitions: Int32, varBinds: [VarBind]
    ) -> PDU {
        PDU(
            .getBulk, requestID: requestID, errorStatus: ErrorStatus(rawValue: nonRepeaters),
            errorIndex: maxRepetitions, varBinds: varBinds)
    }

    /// GETBULK: how many of the names are asked for once.
    public var nonRepeaters: Int32 { errorStatus.rawValue }
    /// GETBULK: how often the other names are asked for.
    public var maxRepetitions: Int32 { errorIndex }

    /// Reads a PDU.
    public init(_ reader: inout BERReader, in bytes: Span<UInt8>) throws(BERError) {
        let view = try PDUView(&reader, in: bytes)
        try self.init(view, in: bytes)
    }

    /// Makes a value of a PDU that was read in place.
    public init(_ view: PDUView, in bytes: Span<UInt8>) throws(BERError) {
        type = view.type
        requestID = view.requestID
        errorStatus = ErrorStatus(rawValue: view.errorStatus)
        errorIndex = view.errorIndex
        varBinds = try [VarBind](view.varBinds, in: bytes)
    }
}

extension [VarBind] {
    /// Reads the content of a list of variable bindings.
    init(_ list: BERReader, in bytes: Span<UInt8>) throws(BERError) {
        self = []
        var reader = list
        while !reader.isAtEnd { append(try VarBind(&reader, in: bytes)) }
    }

    /// The octets that a message needs for them, at most.
    var sizeLimit: Int { reduce(8) { $0 + $1.sizeLimit } }
}

extension BERWriter {
    /// Puts a list of variable bindings in front.
    public mutating func put(_ varBinds: [VarBind], to bytes: inout MutableSpan<UInt8>) {
        let end = start
        for binding in varBinds.reversed() { put(binding, to: &bytes) }
        wrap(.sequence, to: end, in: &bytes)
    }

    /// Puts a PDU in front.
    public mutating func put(_ pdu: PDU, to bytes: inout MutableSpan<UInt8>) {
        let end = start
        put(pdu.varBinds, to: &bytes)
        putPDUHeader(
            pdu.type, requestID: pdu.requestID, errorStatus: pdu.errorStatus, errorIndex: pdu.errorIndex, to: end,
            in: &bytes)
    }

    /// Puts everything of a PDU in front that precedes the list of variable bindings, which reaches to `end`.
    public mutating func putPDUHeader(
        _ type: PDUType, requestID: Int32, errorStatus: ErrorStatus, errorIndex: Int32, to end: Int,
        in bytes: inout MutableSpan<UInt8>
    ) {
        put(integer: errorIndex, to: &bytes)
        put(integer: errorStatus.rawValue, to: &bytes)
        put(integer: requestID, to: &bytes)
        wrap(BERTag(type), to: end, in: &bytes)
    }
}
