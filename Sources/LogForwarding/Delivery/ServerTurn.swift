import NetworkValues

/// Which server of a chain is tried next, and after which pause.
///
/// A server whose connection does not come about, breaks soon, or stands still gives way to the next one at once. Behind
/// the last one, and behind a connection that had been steady, the first is tried again after a pause.
struct ServerTurn {
    /// How long a connection must stand to count as steady, and how long it may stand still.
    static let steadyMilliseconds: Int64 = 10_000

    private let count: Int
    /// The server whose turn it is, by its place in the chain.
    private(set) var rank = 0
    private var backoff = Backoff()

    /// Begins with the first of `count` servers.
    init(count: Int) {
        self.count = count
    }

    /// A server took something new: the next pause is the shortest again.
    mutating func hasDelivered() {
        backoff.succeed()
    }

    /// Goes on to the next server. Returns the pause before it is tried, in milliseconds.
    mutating func next(afterSteady isSteady: Bool, using random: inout some RandomNumberGenerator) -> Int64 {
        if !isSteady, rank + 1 < count {
            rank += 1
            return 0
        }
        rank = 0
        return backoff.fail(using: &random)
    }
}
