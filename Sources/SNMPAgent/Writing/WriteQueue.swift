import Synchronization
import Waking

/// The SETs that passed their tests and wait to be carried out, one after the other. Bounded: whoever finds it full is told
/// so, and nobody waits.
public final class WriteQueue: Sendable {
    /// What tells whether a request is one that is there already: a manager that has no answer yet sends it again, with
    /// another msgID but with the same request-id.
    struct Key: Hashable, Sendable {
        var path: ObjectIdentifier
        var source: MessageSource
        var user: String
        var requestID: Int32
        var varBinds: [UInt8]
    }

    /// A request that waits.
    struct Pending: Sendable {
        var key: Key
        var requested: RequestedChanges
        var origin: WriteOrigin
    }

    /// What became of a request that was offered.
    enum Offer {
        case taken
        /// It is there already; it will be answered with that one.
        case repeated
        /// The very same message was carried out before, with this result.
        case done(WriteFailure?)
        case full
    }

    fileprivate struct State {
        var waiting: [Pending] = []
        /// The replies to make, by request, also for the one that is being carried out.
        var replies: [Key: [LateReply]] = [:]
        /// The messages that were carried out, oldest first.
        var done: [(fingerprint: Int, failure: WriteFailure?, time: UInt64)] = []
    }

    /// Requests that may be there at once.
    static let limit = 64
    /// Copies of one request that are answered.
    static let copyLimit = 4
    /// Messages that are remembered, and for how many milliseconds: as long as the time window takes them (RFC 3414
    /// 2.2.3). Who has caught a message and sends it once more changes nothing.
    static let memoryLimit = 1024
    static let memoryMilliseconds: UInt64 = 300_000

    /// The objects that can be written.
    let objects: WritableObjects
    private let state = Mutex(State())
    private let bell = Doorbell()

    /// Makes a queue.
    init(_ objects: WritableObjects) {
        self.objects = objects
    }

    /// Offers a request at `now`, in milliseconds of the engine's clock. Returns at once.
    func offer(_ pending: Pending, _ reply: LateReply, at now: UInt64) -> Offer {
        let offer = state.withLock { state -> Offer in
            state.forget(at: now)
            if let fingerprint = reply.fingerprint,
                let done = state.done.first(where: { $0.fingerprint == fingerprint })
            {
                return .done(done.failure)
            }
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
    func finish(_ pending: Pending, _ failure: WriteFailure?, at now: UInt64) -> [LateReply] {
        state.withLock { state in
            let replies = state.replies.removeValue(forKey: pending.key) ?? []
            state.done += replies.compactMap { reply in reply.fingerprint.map { ($0, failure, now) } }
            state.forget(at: now)
            return replies
        }
    }
}

extension WriteQueue.State {
    /// Forgets what no time window takes any more, and the oldest when there are too many.
    fileprivate mutating func forget(at now: UInt64) {
        let old = done.prefix { now > $0.time + WriteQueue.memoryMilliseconds }.count
        done.removeFirst(max(old, done.count - WriteQueue.memoryLimit, 0))
    }
}
