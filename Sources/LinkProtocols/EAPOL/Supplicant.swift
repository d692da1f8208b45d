public import NetworkValues

/// A supplicant of IEEE 802.1X-2004 (8.2.12 and 8.2.13) as a value: frames, time and what TLS answers come in, frames and
/// the state of the port come out.
///
/// Without credentials it is silent and deaf: a switch that hears a supplicant without a user counts it as one that fails,
/// and keeps it from being let in by its address. With them it asks at most `maximumStarts` times whether there is an
/// authenticator, and stays silent while a conversation runs. When none answers the port counts as open, as the
/// standard has it. `now` is of any clock that does not go back.
public struct Supplicant: Sendable {
    /// What happens to it, frames apart.
    public enum Event: Hashable, Sendable {
        /// The user and what goes with it; `nil` for none.
        case configure(EAPCredentials?)
        /// The link came up.
        case linkUp
        /// The link went down.
        case linkDown
        /// The program stops, or somebody wants the device off the LAN.
        case logoff
        /// The end of a logoff.
        case logon
        /// Who decides whether the port is open.
        case portControl(SupplicantPortControl)
        /// What the TLS client answers.
        case tls(EAPTLSOutput)
        /// Time passed.
        case timer
    }

    /// What must be done, or is told.
    public enum Action: Hashable, Sendable {
        /// Send this frame, which has everything but its check sequence.
        case transmit([UInt8])
        /// The port is open or closed now.
        case port(isAuthorized: Bool)
        /// Begin a TLS handshake as client, and give its first records by `.tls`.
        case startTLS
        /// Give these records to the TLS client, and what it answers by `.tls`.
        case feedTLS([UInt8])
        /// Forget the TLS client.
        case stopTLS
        /// The server sent a message for people.
        case notification(String)
        /// The state and its reason changed.
        case state(SupplicantPAEState, SupplicantReason)
        /// A packet was passed over.
        case discarded(EAPError)
    }

    /// The interface's address.
    public let address: MACAddress
    /// Times and counts. Others take effect where one of them begins to count next.
    public var timers: SupplicantTimers
    /// The state of the port access entity.
    public internal(set) var state = SupplicantPAEState.disconnected
    /// The state of the backend.
    public internal(set) var backend = SupplicantBackendState.initialize
    /// Why.
    public internal(set) var reason = SupplicantReason.notConfigured
    /// Whether the port is open.
    public internal(set) var isAuthorized = false
    /// The counters.
    public internal(set) var statistics = SupplicantStatistics()
    /// Why the last conversation that failed did so; kept until one ends well.
    public internal(set) var lastFailure: EAPFailure?

    // Variables of the standard, under its names.
    var portControl = SupplicantPortControl.auto
    var sPortMode = SupplicantPortControl.auto
    var hasLink = false
    var userLogoff = false
    var logoffSent = false
    var startCount = 0
    var startWhen: Timestamp?
    var heldWhile: Timestamp?
    var authWhile: Timestamp?
    var eapolEap = false
    var eapSuccess = false
    var eapFail = false
    var eapResp: [UInt8]?
    var eapNoResp = false
    var suppAbort = false
    var suppStart = false
    var suppTimeout = false
    var acceptedBy = EAPType.md5Challenge

    var peer: EAPPeer?
    /// The packet that waits to be answered.
    var pending: [UInt8] = []
    /// Where actions gather during one call.
    var actions: [Action] = []
    /// The time of the call.
    var now = Timestamp(milliseconds: 0)
    private let md5: EAPPeer.Digest

    /// Makes a supplicant without credentials and link. `md5` gives the 16 octets of the digest of what it is given.
    public init(
        address: MACAddress, timers: SupplicantTimers = SupplicantTimers(), md5: @escaping EAPPeer.Digest
    ) {
        self.address = address
        self.timers = timers
        self.md5 = md5
    }

    /// Whether EAPOL may be spoken (portEnabled).
    var isPortEnabled: Bool { hasLink && peer != nil }

    /// When `.timer` must be handled at the latest; `nil` while nothing is waited for.
    public var deadline: Timestamp? {
        switch state {
        case .connecting: startWhen
        case .held: heldWhile
        case .authenticating: backend == .receive ? authWhile : nil
        default: nil
        }
    }

    /// Takes an event. Returns what must be done, in this order.
    public mutating func handle(_ event: Event, now: Timestamp) -> [Action] {
        self.now = now
        switch event {
        case .configure(let credentials): configure(credentials)
        case .linkUp: hasLink = true
        case .linkDown: hasLink = false
        case .logoff: userLogoff = true
        case .logon: userLogoff = false
        case .portControl(let control): portControl = control
        case .tls(let output):
            if backend == .request, var peer {
                let made = peer.tls(output)
                self.peer = peer
                take(made)
            }
        case .timer: break
        }
        return run()
    }

    /// Takes a received frame. Frames for others and frames of our own are passed over.
    public mutating func receive(_ bytes: Span<UInt8>, now: Timestamp) -> [Action] {
        guard isPortEnabled, !userLogoff else { return [] }
        self.now = now
        do throws(EAPOLError) {
            try accept(bytes)
        } catch {
            count(error)
        }
        return run()
    }

    private mutating func configure(_ credentials: EAPCredentials?) {
        guard credentials != peer?.credentials else { return }
        // What was said with the former credentials ends here; a switch is told when none follow.
        if isPortEnabled {
            if credentials == nil, state != .logoff { transmit(.logoff) }
            abortPeer()
            enterDisconnected()
            enter(.initialize)
        }
        peer = credentials.map { EAPPeer(credentials: $0, md5: md5) }
    }

    private mutating func run() -> [Action] {
        let before = (state, reason)
        // Each round moves one of two machines, and no path through both is longer than a few states.
        for _ in 0..<32 {
            let moved = stepPAE()
            if !stepBackend(), !moved { break }
        }
        if before.0 != state || before.1 != reason { actions.append(.state(state, reason)) }
        defer { actions = [] }
        return actions
    }

    func isOver(_ deadline: Timestamp?) -> Bool {
        deadline.map { $0 <= now } ?? true
    }

    mutating func authorize(_ isAuthorized: Bool) {
        guard self.isAuthorized != isAuthorized else { return }
        self.isAuthorized = isAuthorized
        actions.append(.port(isAuthorized: isAuthorized))
    }

    mutating func transmit(_ type: EAPOLType, _ body: [UInt8] = []) {
        statistics.framesOut += 1
        switch type {
        case .start: statistics.startsOut += 1
        case .logoff: statistics.logoffsOut += 1
        default:
            let isIdentity = body.count > 4 && body[4] == EAPType.identity.rawValue
            if isIdentity { statistics.identityResponsesOut += 1 } else { statistics.responsesOut += 1 }
        }
        actions.append(
            .transmit(
                EthernetFrame.encoded(
                    to: GroupAddress.portAccessEntity, from: address, kind: .eapol,
                    payload: EAPOLPacket.encoded(type, body: body))))
    }
}
