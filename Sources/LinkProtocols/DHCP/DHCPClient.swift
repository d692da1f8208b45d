public import NetworkValues

/// A DHCPv4 client as a value (RFC 2131 4.4), with the rules of the manual (I.6): an offer that names another VLAN is not
/// taken, and the search begins anew there; a lease from before a restart is asked for again, and used when nobody answers
/// for 30 s.
///
/// Messages, time and random numbers come in; messages and what must be done come out. `now` is of any clock that does not
/// go back.
public struct DHCPClient: Sendable {
    /// What happens to it, messages apart.
    public enum Event: Hashable, Sendable {
        /// It may begin, or begin anew.
        case start
        /// It must end. A released lease can be given to somebody else.
        case stop(isReleasing: Bool)
        /// The link came up.
        case linkUp
        /// The link went down.
        case linkDown
        /// Somebody else uses the address.
        case conflict
        /// The device is in this VLAN now. While LLDP says so, VLANs of leases are passed over (manual 4.2.9).
        case vlan(UInt16, isFixed: Bool)
        /// Time passed.
        case timer
    }

    /// What must be done, or is told.
    public enum Action: Hashable, Sendable {
        /// Send this message to a server, or to everybody when `to` is `nil`.
        case send(DHCPMessage, to: IPAddress?)
        /// Go to this VLAN; 0 for none. What follows is sent there.
        case setVLAN(UInt16)
        /// Use this lease. Provisional: no server confirmed it.
        case configure(DHCPLease, isProvisional: Bool)
        /// Use these options with the address that is there.
        case options(DHCPLease)
        /// Stop using the lease.
        case unconfigure
        /// Keep this lease for the next start; `nil` for none.
        case save(DHCPLease?)
        /// Tell people.
        case note(DHCPNote)
    }

    /// The settings.
    public let settings: DHCPClientSettings
    /// The state.
    public internal(set) var state = DHCPClientState.stopped
    /// The lease in use; `nil` for none.
    public internal(set) var lease: DHCPLease?
    /// The VLAN that it works in.
    public internal(set) var vlan: UInt16
    /// How many times it went to another VLAN since it began.
    public internal(set) var vlanRestarts = 0
    /// When `.timer` must be handled at the latest; `nil` while nothing is waited for.
    public internal(set) var deadline: Timestamp?

    var isStarted = false
    var hasLink = false
    var isVLANFixed = false
    /// Set when it was sent around: VLANs of leases are passed over until it begins anew.
    var ignoresVLAN = false
    var transactionID: UInt32 = 0
    var beganAt = Timestamp(milliseconds: 0)
    var attempts = 0
    /// The lease that is asked for: from before a restart, or from an offer.
    var wanted: DHCPLease?
    /// The first offer of a server that is not the selected one.
    var fallback: DHCPLease?
    /// When the saved lease is used although nobody answered; `nil` when that was done.
    var provisionalAt: Timestamp?
    var actions: [Action] = []

    /// Makes a client that has not begun, without a link.
    public init(settings: DHCPClientSettings) {
        self.settings = settings
        vlan = settings.configuredVLAN
    }

    /// Takes an event. Returns what must be done, in this order.
    public mutating func handle(
        _ event: Event, now: Timestamp, using random: inout some RandomNumberGenerator
    ) -> [Action] {
        switch event {
        case .start:
            isStarted = true
            begin(now, &random)
        case .stop(let isReleasing): stop(isReleasing, now)
        case .linkUp:
            guard !hasLink else { break }
            hasLink = true
            begin(now, &random)
        case .linkDown:
            hasLink = false
            state = .stopped
            deadline = nil
        case .conflict: conflict(now, &random)
        case .vlan(let number, let isFixed): moved(to: number, isFixed, now, &random)
        case .timer: timer(now, &random)
        }
        defer { actions = [] }
        return actions
    }

    /// Takes a message from a datagram that came to the client's port. Returns what must be done, in this order; nothing
    /// for a message that is not for it.
    public mutating func receive(
        _ message: DHCPMessage, now: Timestamp, using random: inout some RandomNumberGenerator
    ) -> [Action] {
        guard message.isReply, message.transactionID == transactionID,
            message.hardwareAddress == settings.hardwareAddress
        else { return [] }
        switch (message.type, state) {
        case (.offer, .selecting): offer(message, now, &random)
        case (.ack, .requesting), (.ack, .rebooting), (.ack, .renewing), (.ack, .rebinding): ack(message, now, &random)
        case (.nak, .requesting), (.nak, .rebooting), (.nak, .renewing), (.nak, .rebinding): nak(message, now, &random)
        case (.ack, .informing): informed(message, now)
        default: break
        }
        defer { actions = [] }
        return actions
    }

    private mutating func begin(_ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        guard isStarted, hasLink else { return }
        vlanRestarts = 0
        ignoresVLAN = false
        if case .inform = settings.mode {
            state = .informing
            begin(transaction: now, &random)
            sendInform(now, &random)
        } else if let known = lease ?? settings.savedLease {
            reboot(known, now, &random)
        } else {
            discover(now, &random)
        }
    }

    private mutating func stop(_ isReleasing: Bool, _ now: Timestamp) {
        if isReleasing, let lease, hasLink, state == .bound || state == .renewing || state == .rebinding {
            sendRelease(lease, now)
        }
        if lease != nil { actions.append(.unconfigure) }
        if isReleasing { actions.append(.save(nil)) }
        lease = nil
        isStarted = false
        state = .stopped
        deadline = nil
    }

    private mutating func conflict(_ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        guard let lost = lease else { return }
        actions.append(.note(.conflict(lost.address)))
        sendDecline(lost, now)
        dropLease()
        // RFC 2131 3.1.5: at least ten seconds.
        pause(seconds: 10, now)
    }

    private mutating func moved(
        to number: UInt16, _ isFixed: Bool, _ now: Timestamp, _ random: inout some RandomNumberGenerator
    ) {
        isVLANFixed = isFixed
        guard number != vlan else { return }
        vlan = number
        guard isStarted, hasLink, settings.mode == .client else { return }
        if lease != nil { actions.append(.unconfigure) }
        lease = nil
        discover(now, &random)
    }

    /// Forgets the lease, here and for the next start.
    mutating func dropLease() {
        if lease != nil { actions.append(.unconfigure) }
        if settings.keepsLease { actions.append(.save(nil)) }
        lease = nil
        wanted = nil
    }

    /// Begins to search after a while.
    mutating func pause(seconds: Int64, _ now: Timestamp) {
        state = .initializing
        deadline = now.adding(seconds: seconds)
    }

    mutating func go(toVLAN number: UInt16) {
        guard number != vlan else { return }
        vlan = number
        actions.append(.setVLAN(number))
    }
}
