public import NetworkValues

/// The counters of a link since they were last cleared (manual 4.2.11).
///
/// Clearing keeps what stood there then; nothing is ever written to the kernel, where others read the same counters. What
/// is kept survives a restart of the agent as text. It is forgotten when the counters begin anew: another link under the
/// name, another boot of the host, or a counter that went backwards, as when a driver is loaded again.
public struct LANStatistics: Hashable, Sendable {
    /// The link's name.
    public let name: String
    /// What the kernel counts, as last read; `nil` before that.
    public private(set) var latest: LinkCounters?
    /// When `latest` was read.
    public private(set) var readAt: Timestamp?
    /// When somebody cleared the counters, by whatever clock `clear` was given; `nil` for never.
    public private(set) var clearedAt: Timestamp?
    /// How often the counters began anew.
    public private(set) var restarts: UInt64 = 0

    private var baseline: LinkCounters?
    private var identity: Identity?

    /// What tells that the counters are still the same ones.
    private struct Identity: Hashable, Sendable {
        var index: UInt32
        var boot: String
    }

    /// Makes statistics that were never cleared.
    public init(name: String) {
        self.name = name
    }

    /// Takes what the kernel counts for the link of this number. `boot` tells one boot of the host from others
    /// (`/proc/sys/kernel/random/boot_id`). Returns whether what was cleared is forgotten.
    @discardableResult
    public mutating func take(_ counters: LinkCounters, index: UInt32, boot: String, now: Timestamp) -> Bool {
        let seen = Identity(index: index, boot: boot)
        let floor = latest ?? baseline
        let isOther = identity.map { $0 != seen } ?? false
        let wentBack = floor.map { floor in LinkCounter.allCases.contains { counters[$0] < floor[$0] } } ?? false
        identity = seen
        latest = counters
        readAt = now
        guard isOther || wentBack else { return false }
        restarts += 1
        defer { forget() }
        return baseline != nil
    }

    /// Clears the counters at a time by the clock of people. Returns whether there was something to clear.
    @discardableResult
    public mutating func clear(at time: Timestamp) -> Bool {
        guard let latest else { return false }
        baseline = latest
        clearedAt = time
        return true
    }

    /// Forgets that the counters were cleared.
    public mutating func forget() {
        baseline = nil
        clearedAt = nil
    }

    /// A counter since it was cleared; `nil` before it was read.
    public subscript(counter: LinkCounter) -> UInt64? {
        latest.map { $0[counter] - min($0[counter], baseline?[counter] ?? 0) }
    }
}

// As text, for a restart.
extension LANStatistics {
    /// What must be kept over a restart; `nil` when nothing was cleared.
    public var text: String? {
        guard let baseline, let clearedAt, let identity else { return nil }
        let values = LinkCounter.allCases.map { String(baseline[$0]) }.joined(separator: " ")
        return "lan-statistics 1 \(name) \(identity.index) \(identity.boot) \(clearedAt.milliseconds) \(values)"
    }

    /// Takes back what `text` said; `nil` for anything else.
    public init?(text: some StringProtocol) {
        let words = text.prefix(2048).split(whereSeparator: \.isWhitespace)
        let count = LinkCounter.allCases.count
        guard words.count == 6 + count, words[0] == "lan-statistics", words[1] == "1", let index = UInt32(words[3]),
            let time = Int64(words[5])
        else { return nil }
        self.init(name: String(words[2]))
        var counters = LinkCounters()
        for (counter, word) in zip(LinkCounter.allCases, words[6...]) {
            guard let value = UInt64(word) else { return nil }
            counters[counter] = value
        }
        identity = Identity(index: index, boot: String(words[4]))
        baseline = counters
        clearedAt = Timestamp(milliseconds: time)
    }
}
