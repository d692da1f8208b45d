public import SNMPProtocol

/// Takes changes that a master hands on in phases (RFC 2741 7.2.4). It is called on the subagent's thread and answers at once.
public protocol AgentXChanges: Sendable {
    /// Looks whether all values can be set. Returns how that went, and the first binding that cannot, counted from 1.
    func test(_ bindings: [AgentXVarBind], transaction: UInt32) -> (status: ErrorStatus, index: Int)
    /// Sets what was tested.
    func commit(transaction: UInt32) -> ErrorStatus
    /// Takes back what was set.
    func undo(transaction: UInt32) -> ErrorStatus
    /// Forgets what was tested.
    func cleanup(transaction: UInt32)
}

/// Nothing can be set.
struct NoAgentXChanges: AgentXChanges {
    func test(_ bindings: [AgentXVarBind], transaction: UInt32) -> (status: ErrorStatus, index: Int) {
        bindings.isEmpty ? (.noError, 0) : (.notWritable, 1)
    }

    func commit(transaction: UInt32) -> ErrorStatus { .commitFailed }

    func undo(transaction: UInt32) -> ErrorStatus { .undoFailed }

    func cleanup(transaction: UInt32) {}
}
