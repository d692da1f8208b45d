/// A part of the tree in which a request looks for a name (RFC 2741 5.2).
public struct AgentXSearchRange: Hashable, Sendable {
    /// Where it begins.
    public var start: [UInt32]
    /// Whether `start` itself may be the answer.
    public var isIncluded: Bool
    /// The first name that is no longer in it; empty for none.
    public var end: [UInt32]

    /// Makes a range.
    public init(_ start: [UInt32], isIncluded: Bool = false, end: [UInt32] = []) {
        self.start = start
        self.isIncluded = isIncluded
        self.end = end
    }
}

/// A subtree that is registered or taken back (RFC 2741 6.2.3, 6.2.4).
public struct AgentXRegistration: Hashable, Sendable {
    /// The subtree.
    public var subtree: [UInt32]
    /// Which registration wins: the lowest.
    public var priority: UInt8
    /// Seconds that the master waits for answers; 0 for the session's.
    public var timeoutSeconds: UInt8
    /// The place, counted from 1, of the sub-identifier that is a range; 0 for none.
    public var rangeSubID: UInt8
    /// The range's end.
    public var upperBound: UInt32

    /// Makes a registration.
    public init(
        _ subtree: [UInt32], priority: UInt8 = 127, timeoutSeconds: UInt8 = 0, rangeSubID: UInt8 = 0,
        upperBound: UInt32 = 0
    ) {
        self.subtree = subtree
        self.priority = priority
        self.timeoutSeconds = timeoutSeconds
        self.rangeSubID = rangeSubID
        self.upperBound = upperBound
    }
}

/// The answer to a PDU (RFC 2741 6.2.16).
public struct AgentXResponse: Hashable, Sendable {
    /// The master's sysUpTime in hundredths of a second; 0 from a subagent.
    public var upTime: UInt32
    /// 0, or a number of `ErrorStatus` or `AgentXStatus`.
    public var error: UInt16
    /// The variable binding that the error is about, counted from 1; 0 for none.
    public var index: UInt16
    /// The variable bindings.
    public var bindings: [AgentXVarBind]

    /// Makes an answer.
    public init(upTime: UInt32 = 0, error: UInt16 = 0, index: UInt16 = 0, bindings: [AgentXVarBind] = []) {
        self.upTime = upTime
        self.error = error
        self.index = index
        self.bindings = bindings
    }
}

/// A PDU of AgentX (RFC 2741 6.2).
public struct AgentXPDU: Hashable, Sendable {
    /// What stands behind the header and the context.
    public enum Body: Hashable, Sendable {
        /// Open, with the seconds that the master waits for answers, and who the subagent is.
        case open(timeoutSeconds: UInt8, id: [UInt32], description: [UInt8])
        /// Close, with a number of `AgentXCloseReason`.
        case close(reason: UInt8)
        /// Register.
        case register(AgentXRegistration)
        /// Unregister.
        case unregister(AgentXRegistration)
        /// Get.
        case get([AgentXSearchRange])
        /// GetNext.
        case getNext([AgentXSearchRange])
        /// GetBulk.
        case getBulk(nonRepeaters: UInt16, maxRepetitions: UInt16, [AgentXSearchRange])
        /// TestSet.
        case testSet([AgentXVarBind])
        /// CommitSet.
        case commitSet
        /// UndoSet.
        case undoSet
        /// CleanupSet.
        case cleanupSet
        /// Notify.
        case notify([AgentXVarBind])
        /// Ping.
        case ping
        /// IndexAllocate.
        case indexAllocate([AgentXVarBind])
        /// IndexDeallocate.
        case indexDeallocate([AgentXVarBind])
        /// AddAgentCaps.
        case addAgentCaps(id: [UInt32], description: [UInt8])
        /// RemoveAgentCaps.
        case removeAgentCaps(id: [UInt32])
        /// Response.
        case response(AgentXResponse)
    }

    /// The header.
    public var header: AgentXHeader
    /// The context; empty for the default one.
    public var context: [UInt8]
    /// What it says.
    public var body: Body

    /// Makes a PDU. The header's type must be that of the body.
    public init(_ header: AgentXHeader, context: [UInt8] = [], _ body: Body) {
        self.header = header
        self.context = context
        self.body = body
    }
}

extension AgentXPDU {
    /// Reads a whole PDU, which has as many octets as its header says.
    public init(_ bytes: Span<UInt8>) throws(AgentXError) {
        header = try AgentXHeader(bytes)
        guard bytes.count >= header.pduCount else {
            throw AgentXError(.truncated(needed: header.pduCount, left: bytes.count), at: AgentXHeader.octetCount)
        }
        var reader = AgentXReader(
            AgentXHeader.octetCount..<header.pduCount, isNetworkOrder: header.flags.contains(.networkByteOrder))
        let hasContext = header.flags.contains(.nonDefaultContext) && header.type.mayHaveContext
        context = hasContext ? try reader.octets(in: bytes) : []
        body = try Self.body(header.type, &reader, in: bytes)
        try reader.expectEnd()
    }

    private static func body(
        _ type: AgentXPDUType, _ reader: inout AgentXReader, in bytes: Span<UInt8>
    ) throws(AgentXError) -> Body {
        switch type {
        case .open:
            let seconds = try reader.octet(in: bytes)
            try reader.skip(3)
            let id = try reader.name(in: bytes).arcs
            return .open(timeoutSeconds: seconds, id: id, description: try reader.octets(in: bytes))
        case .close:
            let reason = try reader.octet(in: bytes)
            try reader.skip(3)
            return .close(reason: reason)
        case .register: return .register(try registration(&reader, in: bytes))
        case .unregister: return .unregister(try registration(&reader, in: bytes))
        case .get: return .get(try ranges(&reader, in: bytes))
        case .getNext: return .getNext(try ranges(&reader, in: bytes))
        case .getBulk:
            let nonRepeaters = try reader.short(in: bytes)
            let repetitions = try reader.short(in: bytes)
            return .getBulk(
                nonRepeaters: nonRepeaters, maxRepetitions: repetitions, try ranges(&reader, in: bytes))
        case .testSet: return .testSet(try bindings(&reader, in: bytes))
        case .commitSet: return .commitSet
        case .undoSet: return .undoSet
        case .cleanupSet: return .cleanupSet
        case .notify: return .notify(try bindings(&reader, in: bytes))
        case .ping: return .ping
        case .indexAllocate: return .indexAllocate(try bindings(&reader, in: bytes))
        case .indexDeallocate: return .indexDeallocate(try bindings(&reader, in: bytes))
        case .addAgentCaps:
            let id = try reader.name(in: bytes).arcs
            return .addAgentCaps(id: id, description: try reader.octets(in: bytes))
        case .removeAgentCaps: return .removeAgentCaps(id: try reader.name(in: bytes).arcs)
        case .response:
            let upTime = try reader.word(in: bytes)
            let error = try reader.short(in: bytes)
            let index = try reader.short(in: bytes)
            return .response(
                AgentXResponse(
                    upTime: upTime, error: error, index: index, bindings: try bindings(&reader, in: bytes)))
        }
    }

    private static func registration(
        _ reader: inout AgentXReader, in bytes: Span<UInt8>
    ) throws(AgentXError) -> AgentXRegistration {
        let seconds = try reader.octet(in: bytes)
        let priority = try reader.octet(in: bytes)
        let rangeSubID = try reader.octet(in: bytes)
        try reader.skip(1)
        let subtree = try reader.name(in: bytes).arcs
        return AgentXRegistration(
            subtree, priority: priority, timeoutSeconds: seconds, rangeSubID: rangeSubID,
            upperBound: rangeSubID == 0 ? 0 : try reader.word(in: bytes))
    }

    private static func ranges(
        _ reader: inout AgentXReader, in bytes: Span<UInt8>
    ) throws(AgentXError) -> [AgentXSearchRange] {
        var ranges: [AgentXSearchRange] = []
        while !reader.isAtEnd {
            let (start, isIncluded) = try reader.name(in: bytes)
            ranges.append(AgentXSearchRange(start, isIncluded: isIncluded, end: try reader.name(in: bytes).arcs))
        }
        return ranges
    }

    private static func bindings(
        _ reader: inout AgentXReader, in bytes: Span<UInt8>
    ) throws(AgentXError) -> [AgentXVarBind] {
        var bindings: [AgentXVarBind] = []
        while !reader.isAtEnd { bindings.append(try reader.varBind(in: bytes)) }
        return bindings
    }
}

extension AgentXPDU {
    /// Puts the PDU behind what `writer` has.
    public func write(to writer: inout AgentXWriter) {
        writer.begin(header, context: context)
        switch body {
        case .open(let seconds, let id, let description):
            writer.put(word: UInt32(seconds) << 24)
            writer.put(name: id)
            writer.put(octets: description)
        case .close(let reason):
            writer.put(word: UInt32(reason) << 24)
        case .register(let registration):
            Self.put(registration, seconds: registration.timeoutSeconds, to: &writer)
        case .unregister(let registration):
            Self.put(registration, seconds: 0, to: &writer)
        case .get(let ranges), .getNext(let ranges):
            Self.put(ranges, to: &writer)
        case .getBulk(let nonRepeaters, let repetitions, let ranges):
            writer.put(short: nonRepeaters)
            writer.put(short: repetitions)
            Self.put(ranges, to: &writer)
        case .testSet(let bindings), .notify(let bindings), .indexAllocate(let bindings),
            .indexDeallocate(let bindings):
            for binding in bindings { writer.put(binding) }
        case .commitSet, .undoSet, .cleanupSet, .ping:
            break
        case .addAgentCaps(let id, let description):
            writer.put(name: id)
            writer.put(octets: description)
        case .removeAgentCaps(let id):
            writer.put(name: id)
        case .response(let response):
            writer.put(word: response.upTime)
            writer.put(short: response.error)
            writer.put(short: response.index)
            for binding in response.bindings { writer.put(binding) }
        }
        writer.end()
    }

    /// The PDU's octets.
    public var octets: [UInt8] {
        var writer = AgentXWriter()
        write(to: &writer)
        return writer.take()
    }

    private static func put(_ registration: AgentXRegistration, seconds: UInt8, to writer: inout AgentXWriter) {
        writer.put(seconds)
        writer.put(registration.priority)
        writer.put(registration.rangeSubID)
        writer.put(0)
        writer.put(name: registration.subtree)
        if registration.rangeSubID != 0 { writer.put(word: registration.upperBound) }
    }

    private static func put(_ ranges: [AgentXSearchRange], to writer: inout AgentXWriter) {
        for range in ranges {
            writer.put(name: range.start, isIncluded: range.isIncluded)
            writer.put(name: range.end)
        }
    }
}

extension AgentXPDUType {
    /// Whether a context may stand in such a PDU (RFC 2741 6.1.1).
    var mayHaveContext: Bool {
        switch self {
        case .open, .close, .commitSet, .undoSet, .cleanupSet, .response: false
        default: true
        }
    }
}
