import Journal
import Synchronization

/// The SETs that passed their tests and wait to be carried out, one after the other. Bounded: whoever finds it full is told
/// so, and nobody waits.
public final class WriteQueue: Sendable {
    /// What tells whether a request is one that is there already: a manager that has no answer yet sends it again, with
    /// another msgID but with the same request-id.
    struct Key: Hashable, Sendable {
        var path: ObjectIdentifier
        var source: MessageSource
        var user: [UInt8]
        var requestID: Int32
        var varBinds: [UInt8]
    }

    /// A request that waits.
    struct Pending: Sendable {
        var key: Key
        var changes: [NumberedChange]
        var origin: WriteOrigin
    }

    /// What became of a request that was offered.
    enum Offer {
        case taken
        /// It is there already; it will be answered with that one.
        case repeated
        case full
    }

    private struct State {
        var waiting: [Pending] = []
        /// The replies to make, by request, also for the one that is being carried out.
        var replies: [Key: [LateReply]] = [:]
    }

    /// Requests that may be there at once.
    static let limit = 64
    /// Copies of one request that are answered.
    static let copyLimit = 4

    /// The objects that can be written.
    let objects: WritableObjects
    private let state = Mutex(State())
    private let bell = Doorbell()

    /// Makes a queue.
    init(_ objects: WritableObjects) {
        self.objects = objects
    }

    /// Offers a request. Returns at once.
    func offer(_ pending: Pending, _ reply: LateReply) -> Offer {
        let offer = state.withLock { state -> Offer in
            if let replies = state.replies[pending.key] {
                // The newest copies: a manager may look only for the answer to its last one.
                state.replies[pending.key] = (replies + [reply]).suffix(Self.copyLimit)
                return .repeated
            }
            guard state.replies.count < Self.limit else { return .full }
            state.replies[pending.key] = [reply]
            state.waiting.append(pending)
            return .taken
        }
        if case .taken = offer { bell.ring() }
        return offer
    }

    /// The request that waits longest, once there is one; `nil` when the task is cancelled.
    func next() async -> Pending? {
        while !Task.isCancelled {
            let pending = state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
            if let pending { return pending }
            await bell.wait()
        }
        return nil
    }

    /// Whether a request waits.
    var isWaiting: Bool { state.withLock { !$0.waiting.isEmpty } }

    /// Ends a request that was taken with `next`. Returns the replies to make.
    func finish(_ pending: Pending) -> [LateReply] {
        state.withLock { $0.replies.removeValue(forKey: pending.key) ?? [] }
    }
}
