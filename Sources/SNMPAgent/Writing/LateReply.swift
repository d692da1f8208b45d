import SNMPProtocol

/// The way on which replies go back that are made later than the engine's thread returns: those to SET, whose changes must
/// be on the disk first. A transport has one for each socket or connection.
protocol LateReplyPath: AnyObject, Sendable {
    /// The way back for the message at `position` of those at hand. What it returns is called at most once, from any
    /// thread, with the whole message; it never blocks. Returns `nil` when there is no way back.
    func wayBack(for position: Int) -> (@Sendable ([UInt8]) -> Void)?
}

/// What is needed to make the reply to a message after its buffer is gone.
struct LateReply: Sendable {
    /// The message in the clear; all positions are in it.
    let message: [UInt8]
    let header: SecurityHeader
    let userName: Range<Int>
    let contextName: Range<Int>?
    let varBinds: Range<Int>
    /// The user's place in the policy with which it was authenticated; -1 for who came over TLS.
    let user: Int
    let policy: AccessPolicy
    let level: SecurityLevel
    let requestID: Int32
    /// Tells this message from all others, for as long as the process runs; `nil` when it cannot come again by itself.
    let fingerprint: Int?
    let source: MessageSource
    /// The bounds of the way that it came.
    let limits: ResponderLimits
    let send: @Sendable ([UInt8]) -> Void
}
