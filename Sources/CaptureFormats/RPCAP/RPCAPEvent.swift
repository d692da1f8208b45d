/// What happens to an `RPCAPSession`.
public enum RPCAPEvent: Hashable, Sendable {
    /// A client has connected, from a host that is on the list or not.
    case connected(hostIsAllowed: Bool)
    /// The first octet of a connection that must be encrypted begins no TLS handshake.
    case clearText
    /// The client has sent something. Only to be given while `wantsInput` says so.
    case input(RPCAPInput)
    /// The time of `deadline` has come.
    case timer
    /// The client has closed the control connection, or it broke.
    case disconnected

    /// Answers `authenticate`.
    case passwordChecked(isRight: Bool)
    /// Answers `listInterfaces`.
    case interfaces([RPCAPInterface])
    /// Answers `open`.
    case opened(LinkType)
    /// Answers `startCapture`: the filter is installed, and the data port waits.
    case captureStarted(RPCAPStartReply)
    /// Answers `updateFilter`.
    case filterUpdated
    /// Answers `readStatistics`.
    case statistics(RPCAPStatistics)
    /// Answers `stopCapture`: what was counted up to the end.
    case captureStopped(RPCAPStatistics)
    /// Answers any action that asks for an answer: it failed, and this says why.
    case failed(String)
    /// The running capture has ended without being told to. With a failure it broke off; without one the client has closed
    /// the data connection.
    case captureEnded(RPCAPStatistics, failure: String?)
}
