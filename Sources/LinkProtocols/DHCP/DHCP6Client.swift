public import NetworkValues

/// A DHCPv6 client as a value (RFC 8415 18.2): with addresses, or for options alone (manual 4.2.4).
///
/// Messages, time and random numbers come in; messages, all for ff02::1:2 port 547, and what must be done come out. `now` is
/// of any clock that does not go back.
public struct DHCP6Client: Sendable {
    /// The states.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// It does nothing, or waits for the link.
        case stopped
        /// It waits a moment, so that not all clients begin at once.
        case initializing
        /// It looks for servers.
        case soliciting
        /// It asked for offered addresses.
        case requesting
        /// It has addresses.
        case bound
        /// It asked its server to extend them.
        case renewing
        /// It asked any server to extend them.
        case rebinding
        /// It asked for options.
        case informing
        /// It has options.
        case informed
    }

    /// What happens to it, messages apart.
    public enum Event: Hashable, Sendable {
        /// It may begin.
        case start
        /// It must end.
        case stop(isReleasing: Bool)
        /// The link came up.
        case linkUp
        /// The link went down.
        case linkDown
        /// Time passed.
        case timer
    }

    /// What must be done, or is told.
    public enum Action: Hashable, Sendable {
        /// Send this message to all servers.
        case send(DHCP6Message)
        /// Use these addresses and options.
        case configure(DHCP6Lease)
        /// Use these options.
        case options(DHCP6Lease)
        /// Stop using the addresses.
        case unconfigure
        /// A server refused.
        case refused(DHCP6Status)
        /// Another server's addresses are taken, because the selected one did not answer in time.
        case selectedServerSilent
    }

    /// The settings.
    public let settings: DHCP6ClientSettings
    /// The state.
    public internal(set) var state = State.stopped
    /// The lease in use; `nil` for none.
    public internal(set) var lease: DHCP6Lease?
    /// When `.timer` must be handled at the latest; `nil` while nothing is waited for.
    public internal(set) var deadline: Timestamp?

    var isStarted = false
    var hasLink = false
    var transactionID: UInt32 = 0
    var beganAt = Timestamp(milliseconds: 0)
    var retransmission = DHCP6Retransmission.solicit
    /// The best offer so far, and how much its server wants to be chosen.
    var offered: (message: DHCP6Message, association: DHCP6Association)?
    var actions: [Action] = []

    /// Makes a client that has not begun, without a link.
    public init(settings: DHCP6ClientSettings) {
        self.settings = settings
    }

    /// Takes an event. Returns what must be done, in this order.
    public mutating func handle(
        _ event: Event, now: Timestamp, using random: inout some RandomNumberGenerator
    ) -> [Action] {
        switch event {
        case .start:
            isStarted = true
            begin(now, &random)
        case .stop(let isReleasing): stop(isReleasing, now, &random)
        case .linkUp:
            guard !hasLink else { break }
            hasLink = true
            begin(now, &random)
        case .linkDown:
            hasLink = false
            state = .stopped
            deadline = nil
        case .timer:
            if let deadline, deadline <= now { timer(now, &random) }
        }
        defer { actions = [] }
        return actions
    }

    /// Takes a message from a datagram that came to the client's port. Returns what must be done, in this order; nothing
    /// for a message that is not for it.
    public mutating func receive(
        _ message: DHCP6Message, now: Timestamp, using random: inout some RandomNumberGenerator
    ) -> [Action] {
        guard message.transactionID == transactionID, message.serverIdentifier != nil,
            message.clientIdentifier == identifier || message.clientIdentifier == nil && settings.mode == .inform
        else { return [] }
        switch (message.type, state) {
        case (.advertise, .soliciting): advertise(message, now, &random)
        case (.reply, .requesting), (.reply, .renewing), (.reply, .rebinding): reply(message, now, &random)
        case (.reply, .informing): informed(message, now)
        default: break
        }
        defer { actions = [] }
        return actions
    }

    var identifier: [UInt8] { DHCP6Message.identifier(of: settings.hardwareAddress) }

    private mutating func begin(_ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        guard isStarted, hasLink else { return }
        if settings.mode == .client, lease != nil {
            // Another link, perhaps: any server there can say whether the addresses still fit (RFC 8415 18.2.12).
            enter(.rebinding, .extend, now, &random)
            send(now, &random)
        } else {
            state = .initializing
            deadline = now.adding(milliseconds: Int64.random(in: 0...1000, using: &random))
        }
    }

    private mutating func stop(
        _ isReleasing: Bool, _ now: Timestamp, _ random: inout some RandomNumberGenerator
    ) {
        if isReleasing, hasLink, settings.mode == .client, let lease {
            enter(.stopped, .request, now, &random)
            actions.append(.send(message(.release, lease.addresses, lease.server, now)))
        }
        if lease != nil, settings.mode == .client { actions.append(.unconfigure) }
        lease = nil
        isStarted = false
        state = .stopped
        deadline = nil
    }

    /// Begins a new exchange.
    mutating func enter(
        _ next: State, _ pauses: DHCP6Retransmission, _ now: Timestamp, _ random: inout some RandomNumberGenerator
    ) {
        state = next
        retransmission = pauses
        transactionID = UInt32.random(in: 1...0xff_ffff, using: &random)
        beganAt = now
    }
}
