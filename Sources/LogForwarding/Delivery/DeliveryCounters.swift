import Journal
import NetworkValues
import Synchronization

/// What one chain of log servers has done, for the status.
final class DeliveryCounters: Sendable {
    /// The figures.
    struct Figures: Sendable {
        var sent: UInt64 = 0
        var sentOctets: UInt64 = 0
        var settled: UInt64 = 0
        var repeated: UInt64 = 0
        var filtered: UInt64 = 0
        var cut: UInt64 = 0
        var setAside: UInt64 = 0
        var connections: UInt64 = 0
        var failures: UInt64 = 0
        var state = LogServerStatus.State.waiting
        var server = 0
        /// The last record that a server is known to have.
        var position: UInt64 = 0
        /// The last record that was sent or passed over, over any connection.
        var highest: UInt64 = 0
        /// Records that the journal dropped on the way, still to be left out of `settled`.
        var gap: UInt64 = 0
        /// The record at which web servers fail.
        var poison = PoisonWatch()
        var lastError = ""
        var lastErrorAt: Timestamp?
        var connectedAt: Timestamp?
        var lastSettledAt: Timestamp?
        var stalledMilliseconds: Int64 = 0
        var refusals: [LogServerStatus.Refusal] = []
    }

    private let state = Mutex(Figures())

    var figures: Figures { state.withLock { $0 } }

    @discardableResult
    func update<Result>(_ body: (inout Figures) -> Result) -> Result { state.withLock { body(&$0) } }
}
