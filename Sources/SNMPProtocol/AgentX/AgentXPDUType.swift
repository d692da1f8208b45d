/// What a PDU of AgentX is for (RFC 2741 6.1).
public enum AgentXPDUType: UInt8, Hashable, Sendable, CaseIterable {
    /// A subagent opens a session.
    case open = 1
    /// Either side ends the session.
    case close = 2
    /// A subagent registers a subtree.
    case register = 3
    /// A subagent takes a subtree back.
    case unregister = 4
    /// The master asks for instances.
    case get = 5
    /// The master asks for the next instances.
    case getNext = 6
    /// The master asks for the next instances many times.
    case getBulk = 7
    /// The master asks whether values can be set.
    case testSet = 8
    /// The master has the values set.
    case commitSet = 9
    /// The master has what was set taken back.
    case undoSet = 10
    /// The master ends a change.
    case cleanupSet = 11
    /// A subagent has the master send a notification.
    case notify = 12
    /// A subagent asks whether the master is there.
    case ping = 13
    /// A subagent asks for an index.
    case indexAllocate = 14
    /// A subagent gives an index back.
    case indexDeallocate = 15
    /// A subagent adds a row to sysORTable.
    case addAgentCaps = 16
    /// A subagent removes a row from sysORTable.
    case removeAgentCaps = 17
    /// The answer to any other PDU.
    case response = 18
}

/// The flags of a PDU's header (RFC 2741 6.1).
public struct AgentXFlags: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt8

    /// Makes flags of their bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A registration of one instance.
    public static let instanceRegistration = AgentXFlags(rawValue: 0x01)
    /// An index that nobody had yet.
    public static let newIndex = AgentXFlags(rawValue: 0x02)
    /// Any index.
    public static let anyIndex = AgentXFlags(rawValue: 0x04)
    /// A context stands before the rest.
    public static let nonDefaultContext = AgentXFlags(rawValue: 0x08)
    /// Numbers stand with their highest octet first.
    public static let networkByteOrder = AgentXFlags(rawValue: 0x10)
}

/// Why a session ends (RFC 2741 6.2.2).
public enum AgentXCloseReason: UInt8, Hashable, Sendable, CaseIterable {
    /// None of the others.
    case other = 1
    /// Too many PDUs could not be read.
    case parseError = 2
    /// Too many PDUs broke the protocol.
    case protocolError = 3
    /// Too many answers came too late.
    case timeouts = 4
    /// The sender ends.
    case shutdown = 5
    /// A manager wanted it.
    case byManager = 6
}

/// Errors of AgentX's own in a Response (RFC 2741 6.2.16); those of SNMP are numbers of `ErrorStatus`.
public enum AgentXStatus: UInt16, Hashable, Sendable, CaseIterable {
    /// The session was not opened.
    case openFailed = 256
    /// There is no such session.
    case notOpen = 257
    /// An index has another type.
    case indexWrongType = 258
    /// An index is taken.
    case indexAlreadyAllocated = 259
    /// No index is left.
    case indexNoneAvailable = 260
    /// An index was not taken.
    case indexNotAllocated = 261
    /// There is no such context.
    case unsupportedContext = 262
    /// Somebody else has registered the same subtree with the same priority.
    case duplicateRegistration = 263
    /// There is no such registration.
    case unknownRegistration = 264
    /// There is no such row in sysORTable.
    case unknownAgentCaps = 265
    /// The PDU cannot be read.
    case parseError = 266
    /// The master does not allow it.
    case requestDenied = 267
    /// The master failed.
    case processingError = 268

    /// The name of an error in a Response, of AgentX's own or of SNMP's.
    public static func title(of number: UInt16) -> String {
        if let own = AgentXStatus(rawValue: number) { return "\(own)" }
        if let status = ErrorStatus(rawValue: Int32(number)) { return "\(status)" }
        return "error \(number)"
    }
}
