import Faults
import Journal
import Logging
import NetworkValues
import Synchronization
import Waking

/// Delivers to one receiver: reads the journal behind its cursor, and sends what the receiver wants to hear of.
///
/// Traps and informs have a loop each; what they share stands here.
final class TargetPump: Sendable {
    /// What all pumps share.
    struct Surroundings: Sendable {
        var journal: Journal
        var agent: NotificationAgent
        var stock: NotificationStock
        var keeper: CursorKeeper
        var numbers = RequestNumbers()
        /// The addresses of a host; it may take its time.
        var resolve: @Sendable (String) async -> [IPAddress]
        /// What heartbeats tell.
        var figures: @Sendable () -> HeartbeatFigures
        /// The rows of ipdectEventTable that tell of what happened between two times.
        var events: @Sendable (Timestamp, Timestamp) -> ClosedRange<UInt32>?
        var now: @Sendable () -> Timestamp
        var sleep: @Sendable (Duration) async throws -> Void
        var logger: Logger
    }

    /// Records that are read at a time.
    static let batchSize = 256
    /// Seconds after which a host name is looked up again though it works.
    static let resolveSeconds: Int64 = 300

    let target: NotificationTarget
    let surroundings: Surroundings
    let bell = Doorbell()
    private let timer: WakeTimer
    let own: OwnNotifications
    /// Until when everything is held.
    let heldUntil: @Sendable () -> Timestamp
    let shared: Mutex<Shared>
    /// Whether the pump has something to do when the journal grows: not while it waits for an answer, or for its next try.
    let wantsGrowth = Atomic(true)

    /// What is known to others.
    struct Shared {
        var status: NotificationTargetStatus
        var notices = NoticeQueue()
        /// Whether it was told that a view keeps notifications back.
        var hasToldHidden = false
        /// The last record that is done with; `nil` before the first is looked at.
        var done: UInt64?
    }

    init(
        _ target: NotificationTarget, _ surroundings: Surroundings, heldUntil: @escaping @Sendable () -> Timestamp
    ) {
        self.target = target
        self.heldUntil = heldUntil
        self.surroundings = surroundings
        timer = WakeTimer(bell, now: surroundings.now, sleep: surroundings.sleep)
        own = OwnNotifications(surroundings.agent.root)
        shared = Mutex(Shared(status: NotificationTargetStatus(target)))
    }

    /// How the receiver does.
    var status: NotificationTargetStatus {
        var (status, done) = shared.withLock { shared in
            var status = shared.status
            status.dropped += shared.notices.dropped
            return (status, shared.done)
        }
        // Lines of the log are nobody's to wait for, though the pump looks at them now and then only.
        if let done { status.pending = surroundings.journal.newsCount(after: done) }
        return status
    }

    /// Puts a notice before the next records.
    func report(_ notice: Notice) {
        shared.withLock { $0.notices.append(notice) }
        bell.ring()
    }

    /// Delivers until the task is cancelled.
    func run() async {
        guard let cursor = await openCursor() else { return }
        switch target.kind {
        case .trap: await sendTraps(from: cursor.position)
        case .inform: await sendInforms(from: cursor.position)
        }
        timer.stop()
        await surroundings.keeper.flush()
    }

    private func openCursor() async -> JournalCursor? {
        while !Task.isCancelled {
            do {
                return try await surroundings.journal.cursor(named: target.cursorName)
            } catch {
                surroundings.logger.warning("no cursor for a notification target", metadata: ["reason": "\(error)"])
                if error.code == .closed { return nil }
                guard (try? await surroundings.sleep(.seconds(5))) != nil else { return nil }
            }
        }
        return nil
    }

    /// Waits until the bell rings, or the time comes.
    func wait(until deadline: Timestamp?) async {
        if let deadline { timer.set(deadline) }
        await bell.wait()
    }

    /// Looks the receiver's name up when that is due: beside the sending while its address is in use. Returns `false` when
    /// the task was cancelled meanwhile.
    func locate(_ host: inout ReceiverHost, isInUse: Bool) async -> Bool {
        let now = surroundings.now()
        guard isInUse else {
            host.refresh.stop()
            host.place.take(await surroundings.resolve(target.host))
            if Task.isCancelled { return false }
            host.resolvedAt = now
            return true
        }
        if let found = host.refresh.take() { host.place.take(found) }
        if host.resolvedAt.map({ now.milliseconds(since: $0) >= Self.resolveSeconds * 1000 }) ?? true {
            host.resolvedAt = now
            host.refresh.begin { [resolve = surroundings.resolve, name = target.host] in await resolve(name) }
        }
        return true
    }

    // MARK: What is sent

    /// What the journal has behind `number`. `nil` when it cannot be read.
    func news(after number: UInt64, limit: Int) async -> JournalNews? {
        if let recent = surroundings.journal.recentNews(after: number, limit: limit) { return recent }
        do {
            let news = try await surroundings.journal.news(after: number, limit: limit)
            if news.lost > 0 { shared.withLock { $0.status.dropped += news.lost } }
            return news
        } catch {
            note(error: "the journal cannot be read: \(error)")
            return nil
        }
    }

    /// Moves the cursor on the disk, a moment later.
    func move(to number: UInt64) { surroundings.keeper.move(target.cursorName, to: number) }

    /// The heartbeat as of now.
    func heartbeat() -> NotificationContent {
        own.heartbeat(surroundings.figures(), every: target.heartbeatSeconds ?? 0)
    }

    /// The notification that sums up what was held back.
    func content(_ summary: StormControl.Summary) -> NotificationContent {
        own.heldBack(summary, events: surroundings.events(summary.from, summary.until))
    }

    /// Sends a datagram; waits a little while the kernel has no room for it.
    static func send(
        _ message: [UInt8], over socket: TrapSocket, sleep: @Sendable (Duration) async throws -> Void
    ) async throws(TrapSocket.Failure) {
        for _ in 0..<100 {
            do {
                return try socket.send(message)
            } catch  where error.isFull {
                guard (try? await sleep(.milliseconds(2))) != nil else { throw error }
            }
        }
        try socket.send(message)
    }

    // MARK: Status

    /// A notification left.
    func noteSent() {
        let now = surroundings.now()
        shared.withLock { shared in
            shared.status.sent += 1
            shared.status.lastSent = now
        }
    }

    /// Something went wrong.
    func note(error: String) {
        shared.withLock { $0.status.lastError = error }
    }

    /// An attempt failed.
    func noteFailure(_ reason: String) {
        shared.withLock { shared in
            shared.status.failed += 1
            shared.status.lastError = reason
        }
    }

    /// A notification can never be sent.
    func noteGivenUp(_ reason: String) {
        shared.withLock { shared in
            shared.status.dropped += 1
            shared.status.lastError = reason
        }
    }

    /// The receiver counts as failing from now on.
    func warn(_ reason: String) {
        surroundings.logger.warning(
            "notifications do not get through", metadata: ["target": "\(target.title)", "reason": "\(reason)"])
    }

    /// How far the delivery is: the last record that is done with.
    func note(done: UInt64, isHeld: Bool, isFailing: Bool, _ selection: NotificationSelection) {
        var tellsHidden = false
        shared.withLock { shared in
            shared.done = done
            tellsHidden = selection.hidden > 0 && !shared.hasToldHidden
            if tellsHidden { shared.hasToldHidden = true }
            shared.status.state = isHeld ? .held : isFailing ? .failing : .sending
            shared.status.filtered = selection.filtered
            shared.status.heldBack = selection.heldBack
        }
        guard tellsHidden else { return }
        surroundings.logger.notice(
            "notifications are kept back, because the notify view of the group does not have their objects",
            metadata: ["target": "\(target.title)"])
    }
}
