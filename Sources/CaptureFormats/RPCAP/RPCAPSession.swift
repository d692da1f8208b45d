public import NetworkValues

/// The server's side of an rpcap control connection as a value: events go in, actions come out. It does no I/O, and any
/// clock that does not jump will do.
///
/// The rules are those of the reference server. It differs where that one is wrong: statistics are kept after the end of a
/// capture, sampling works, a second capture is refused while one runs, and authentication has a limit in all and not for
/// each attempt.
public struct RPCAPSession: Sendable {
    /// What is allowed.
    public let rules: RPCAPRules
    /// The user whose password was right; `nil` for a client without one, and before authentication.
    public internal(set) var user: String?
    /// Whether the client may ask for anything.
    public internal(set) var isAuthenticated = false
    /// Attempts to authenticate that failed.
    public internal(set) var failedAttempts = 0
    /// Whether a capture runs.
    public internal(set) var isCapturing = false
    /// Whether the session has ended: no event does anything any more.
    public internal(set) var isOver = false

    /// The interface that was opened last.
    var interface: String?
    var sampling = PacketSampling.all
    /// What was counted by the last capture; `nil` before there was one.
    var lastStatistics: RPCAPStatistics?
    /// The action that is not answered yet.
    var pending: Pending?
    /// Until when a client with a wrong password waits.
    var heldUntil: Timestamp?
    let began: Timestamp
    var heardLast: Timestamp

    enum Pending: Hashable, Sendable {
        case password(user: String)
        case interfaces
        case open(String)
        case start
        case filter
        case statistics
        case stop
    }

    /// What a server without TLS answers to the beginning of a handshake: a fatal alert, handshake_failure.
    public static let handshakeFailure: [UInt8] = [0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x28]

    /// Makes the session of a client that connects now.
    public init(rules: RPCAPRules, now: Timestamp) {
        self.rules = rules
        began = now
        heardLast = now
    }

    /// Whether the client's next message may be given. Until then its octets wait where they are.
    public var wantsInput: Bool { !isOver && pending == nil && heldUntil == nil }

    /// When `timer` is due; `nil` for never.
    public var deadline: Timestamp? {
        guard !isOver else { return nil }
        if !isAuthenticated {
            let limit = began.adding(seconds: rules.initLimitSeconds)
            return heldUntil.map { min($0, limit) } ?? limit
        }
        guard pending == nil, !isCapturing else { return nil }
        return heardLast.adding(seconds: rules.idleLimitSeconds)
    }

    /// Takes an event; returns what is to be done.
    public mutating func handle(_ event: RPCAPEvent, now: Timestamp) -> [RPCAPAction] {
        guard !isOver else { return [] }
        switch event {
        case .connected(let hostIsAllowed):
            guard !hostIsAllowed else { return [] }
            return end(.hostNotAllowed, .hostNotAllowed, "This host may not connect: it is not on the list of hosts.")
        case .clearText:
            return end(.tlsMismatch, .tlsRequired, "TLS is required by this server")
        case .input(let input):
            heardLast = now
            guard wantsInput else {
                return end(.wrongMessage(0), .wrongMessage, "A request came before the last one was answered.")
            }
            return take(input, now)
        case .timer:
            return checkTime(now)
        case .disconnected:
            return finish(.client)
        default:
            heardLast = now
            return answer(event, now)
        }
    }

    private mutating func take(_ input: RPCAPInput, _ now: Timestamp) -> [RPCAPAction] {
        switch input {
        case .tlsHandshake:
            return [.send(Self.handshakeFailure)] + finish(.tlsMismatch)
        case .wrongVersion(let header):
            let text = "Only version \(RPCAPHeader.version) is spoken here, not \(header.version)."
            let reply = RPCAPAction.reply(.error(.wrongVersion, text), version: header.version)
            return [reply] + finish(.wrongVersion(header.version))
        case .unknown(let header):
            return misplaced(header.rawType)
        case .malformed(let header, let error):
            return malformed(header, error)
        case .message(let message):
            return isAuthenticated ? request(message) : authenticate(message, now)
        }
    }

    /// What cannot be read is answered as what it was meant to be; the client may go on.
    private mutating func malformed(_ header: RPCAPHeader, _ error: CaptureFormatError) -> [RPCAPAction] {
        switch header.type {
        case .close:
            return finish(.client)
        case .error:
            return []
        case let type where (type == .authenticationRequest) == isAuthenticated:
            return misplaced(header.rawType)
        case let type:
            return [Self.failure(type?.errorCode ?? .wrongMessage, Self.text(error))]
        }
    }

    private mutating func checkTime(_ now: Timestamp) -> [RPCAPAction] {
        guard isAuthenticated else {
            if now >= began.adding(seconds: rules.initLimitSeconds) {
                return end(
                    .authenticationTimeout, .initTimeout,
                    "Authentication took longer than \(rules.initLimitSeconds) seconds.")
            }
            if let until = heldUntil, now >= until { heldUntil = nil }
            return []
        }
        guard let deadline, now >= deadline else { return [] }
        return end(.idle, .initTimeout, "Nothing was asked for \(rules.idleLimitSeconds) seconds.")
    }

    // MARK: Endings

    /// A message that has no place: before authentication the client may go on, after it the session ends.
    mutating func misplaced(_ type: UInt8) -> [RPCAPAction] {
        guard isAuthenticated else {
            return [Self.failure(.wrongMessage, "Expected an authentication, found a message of type \(type).")]
        }
        return end(.wrongMessage(type), .wrongMessage, "A message of type \(type) has no place here.")
    }

    mutating func end(_ reason: RPCAPAction.Reason, _ code: RPCAPErrorCode, _ text: String) -> [RPCAPAction] {
        [Self.failure(code, text)] + finish(reason)
    }

    /// Ends the session; a capture that runs or is about to is stopped before.
    mutating func finish(_ reason: RPCAPAction.Reason) -> [RPCAPAction] {
        let stops = pending != .stop && (isCapturing || pending == .start)
        isOver = true
        isCapturing = false
        pending = nil
        heldUntil = nil
        return stops ? [.stopCapture, .close(reason)] : [.close(reason)]
    }

    static func failure(_ code: RPCAPErrorCode, _ text: String) -> RPCAPAction {
        .reply(.error(code, text))
    }

    /// What a client is told of a payload that cannot be read; the reference server's words where it has some.
    private static func text(_ error: CaptureFormatError) -> String {
        if case .tooShort(.rpcapPayload, _, _) = error { return "Message payload is too short" }
        return error.description
    }
}
