/// When a DHCPv6 message is sent again: the pause doubles up to a longest one, each drawn up to a tenth longer or shorter
/// (RFC 8415 15).
struct DHCP6Retransmission: Hashable, Sendable {
    let first: Int64
    let longest: Int64
    private(set) var attempts = 0
    private var previous: Int64 = 0

    /// Pauses in milliseconds.
    init(first: Int64, longest: Int64) {
        self.first = first
        self.longest = longest
    }

    /// The next pause, in milliseconds.
    mutating func next(_ random: inout some RandomNumberGenerator) -> Int64 {
        attempts += 1
        let base = attempts == 1 ? first : min(2 * previous, longest)
        previous = base + Int64.random(in: -base / 10...base / 10, using: &random)
        return previous
    }

    static let solicit = DHCP6Retransmission(first: 1000, longest: 3_600_000)
    static let request = DHCP6Retransmission(first: 1000, longest: 30_000)
    static let extend = DHCP6Retransmission(first: 10_000, longest: 600_000)
    static let inform = DHCP6Retransmission(first: 1000, longest: 3_600_000)
}
