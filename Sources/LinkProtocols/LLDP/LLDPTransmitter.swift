public import NetworkValues

/// When LLDP sends: the transmit state machine and the transmit timer's (IEEE 802.1AB-2016, 9.2.8 and 9.2.10) as one value.
///
/// It sends when it starts, when something changed here, when a neighbour is new, and in between at its interval. The first
/// three begin a run of fast ones. A credit bounds how many go out at once. `now` is of any clock that does not go back.
public struct LLDPTransmitter: Hashable, Sendable {
    /// What happens to it.
    public enum Event: Hashable, Sendable {
        /// LLDP is switched on.
        case enable
        /// LLDP is switched off, or the program stops.
        case disable
        /// The link came up.
        case linkUp
        /// The link went down.
        case linkDown
        /// Something that the LLDPDU tells is another than before.
        case localChange
        /// A neighbour was heard that was not known before.
        case newNeighbour
        /// Time passed.
        case timer
    }

    /// What must be done.
    public enum Action: Hashable, Sendable {
        /// Send an LLDPDU.
        case send
        /// Send one that says that this is the last.
        case sendShutdown
    }

    /// The timers.
    public let timers: LLDPTimers
    /// Whether LLDP is switched on.
    public private(set) var isEnabled = false
    /// Whether the link is up.
    public private(set) var hasLink = false
    /// Whether it sends.
    public private(set) var isRunning = false
    /// How many it may send at once now.
    public private(set) var credit: Int
    /// How many of a fast run are left.
    public private(set) var fastLeft = 0

    private var creditedAt = Timestamp(milliseconds: 0)
    private var nextAt = Timestamp(milliseconds: 0)
    private var notBefore: Timestamp?

    /// Makes a transmitter that is switched off and has no link.
    public init(timers: LLDPTimers = LLDPTimers()) {
        self.timers = timers
        credit = timers.creditLimit
    }

    /// When `.timer` must be handled at the latest; `nil` while nothing is waited for.
    public var deadline: Timestamp? {
        guard isEnabled, hasLink else { return nil }
        guard isRunning else { return notBefore }
        return credit > 0 ? nextAt : max(nextAt, creditedAt.adding(milliseconds: 1000))
    }

    /// Takes an event. Returns what must be done, at most one thing.
    public mutating func handle(_ event: Event, now: Timestamp) -> Action? {
        refill(now)
        switch event {
        case .enable: isEnabled = true
        case .disable: return disable(now)
        case .linkUp: hasLink = true
        case .linkDown:
            hasLink = false
            isRunning = false
        case .localChange, .newNeighbour:
            guard isRunning else { break }
            fastLeft = max(fastLeft, timers.fastCount)
            nextAt = now
        case .timer: break
        }
        return due(now)
    }

    private mutating func disable(_ now: Timestamp) -> Action? {
        guard isEnabled else { return nil }
        isEnabled = false
        guard isRunning else { return nil }
        isRunning = false
        notBefore = now.adding(seconds: Int64(timers.reinitializationDelaySeconds))
        return .sendShutdown
    }

    private mutating func due(_ now: Timestamp) -> Action? {
        guard isEnabled, hasLink else { return nil }
        if !isRunning {
            if let notBefore, now < notBefore { return nil }
            notBefore = nil
            isRunning = true
            fastLeft = timers.fastCount
            nextAt = now
        }
        guard nextAt <= now, credit > 0 else { return nil }
        if credit == timers.creditLimit { creditedAt = now }
        credit -= 1
        fastLeft = max(0, fastLeft - 1)
        nextAt = now.adding(seconds: Int64(fastLeft > 0 ? timers.fastIntervalSeconds : timers.intervalSeconds))
        return .send
    }

    private mutating func refill(_ now: Timestamp) {
        let seconds = now.milliseconds(since: creditedAt) / 1000
        guard credit < timers.creditLimit, seconds > 0 else { return }
        credit = Int(min(Int64(timers.creditLimit), Int64(credit) + seconds))
        creditedAt = creditedAt.adding(seconds: seconds)
    }
}
