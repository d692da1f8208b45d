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
        var lost: UInt64 = 0
        var connections: UInt64 = 0
        var failures: UInt64 = 0
        var state = LogServerStatus.State.waiting
        var server = 0
        var position: UInt64 = 0
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
