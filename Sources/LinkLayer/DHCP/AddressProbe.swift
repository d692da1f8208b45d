import NetworkValues

/// Asks whether somebody else uses an address before it is used, says that it is ours then, and looks out for others
/// (RFC 5227), as a value.
struct AddressProbe: Sendable {
    /// Its times in milliseconds, and how many packets it sends (RFC 5227 1.1).
    struct Times: Hashable, Sendable {
        /// The longest wait before the first probe.
        var waitMilliseconds: Int64 = 1000
        var probes = 3
        var probeMilliseconds: ClosedRange<Int64> = 1000...2000
        /// From the last probe to the use of the address.
        var settleMilliseconds: Int64 = 2000
        var announcements = 2
        var announceMilliseconds: Int64 = 2000
        /// How long an address is not defended again.
        var defendMilliseconds: Int64 = 10_000
    }

    /// What must be done.
    enum Action: Hashable, Sendable {
        /// Send this to everybody.
        case send(ARPPacket)
        /// The address may be used.
        case isFree(IPAddress)
        /// Somebody else uses it; it must not be used any more.
        case isTaken(IPAddress, by: MACAddress)
    }

    private enum Phase: Hashable, Sendable {
        case idle
        case probing(sent: Int)
        case announcing(sent: Int)
        case watching
    }

    /// When `timer` must be called at the latest; `nil` for never.
    private(set) var deadline: Timestamp?
    private let hardware: MACAddress
    private let times: Times
    private var address = IPAddress.v4(0)
    private var phase = Phase.idle
    private var defendedAt: Timestamp?

    init(hardware: MACAddress, times: Times = Times()) {
        self.hardware = hardware
        self.times = times
    }

    /// The address that is asked about; `nil` for none.
    var probed: IPAddress? { if case .probing = phase { address } else { nil } }

    mutating func begin(_ address: IPAddress, now: Timestamp, using random: inout some RandomNumberGenerator) {
        self.address = address
        phase = .probing(sent: 0)
        defendedAt = nil
        deadline = now.adding(milliseconds: Int64.random(in: 0...max(0, times.waitMilliseconds), using: &random))
    }

    /// Forgets the address.
    mutating func cancel() {
        phase = .idle
        deadline = nil
    }

    mutating func timer(now: Timestamp, using random: inout some RandomNumberGenerator) -> [Action] {
        guard let deadline, deadline <= now else { return [] }
        switch phase {
        case .idle, .watching:
            self.deadline = nil
            return []
        case .probing(let sent) where sent < times.probes:
            phase = .probing(sent: sent + 1)
            let pause =
                sent + 1 == times.probes
                ? times.settleMilliseconds : Int64.random(in: times.probeMilliseconds, using: &random)
            self.deadline = now.adding(milliseconds: pause)
            return [.send(.probe(for: address, from: hardware))]
        case .probing:
            return [.isFree(address)] + announce(0, now)
        case .announcing(let sent):
            return announce(sent, now)
        }
    }

    private mutating func announce(_ sent: Int, _ now: Timestamp) -> [Action] {
        let isLast = sent + 1 >= times.announcements
        phase = isLast ? .watching : .announcing(sent: sent + 1)
        deadline = isLast ? nil : now.adding(milliseconds: times.announceMilliseconds)
        return [.send(.announcement(of: address, from: hardware))]
    }

    mutating func receive(_ packet: ARPPacket, now: Timestamp) -> [Action] {
        guard packet.senderHardware != hardware else { return [] }
        switch phase {
        case .idle: return []
        case .probing:
            // Another's probe for the same address is a conflict, too (RFC 5227 2.1.1).
            let isProbe = !packet.isReply && packet.sender == .v4(0) && packet.target == address
            guard packet.sender == address || isProbe else { return [] }
        case .announcing, .watching:
            guard packet.sender == address else { return [] }
            let isQuiet = defendedAt.map { now.milliseconds(since: $0) >= times.defendMilliseconds } ?? true
            if isQuiet {
                // The first time it is defended (RFC 5227 2.4).
                defendedAt = now
                return [.send(.announcement(of: address, from: hardware))]
            }
        }
        cancel()
        return [.isTaken(address, by: packet.senderHardware)]
    }
}
