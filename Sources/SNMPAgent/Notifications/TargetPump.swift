import Faults
import Journal
import Logging
import NetworkValues
import Synchronization

/// Delivers to one receiver: reads the journal behind its cursor, and sends what the receiver wants to hear of.
final class TargetPump: Sendable {
    /// What all pumps share.
    struct Surroundings: Sendable {
        var journal: Journal
        var agent: NotificationAgent
        var numbers = RequestNumbers()
        var now: @Sendable () -> Timestamp
        var sleep: @Sendable (Duration) async throws -> Void
        var logger: Logger
    }

    /// Records that are read at a time.
    static let batchSize = 256
    /// Seconds after which a host name is looked up again.
    static let resolveSeconds: Int64 = 300

    let target: NotificationTarget
    let surroundings: Surroundings
    let bell = Doorbell()
    /// Until when everything is held.
    private let heldUntil: @Sendable () -> Timestamp
    private let shared: Mutex<Shared>
    private let own: OwnNotifications

    private struct Shared {
        var status: NotificationTargetStatus
        var notices = NoticeQueue()
    }

    /// What one run keeps.
    struct Run {
        var delivery: DeliveryState
        var filter: NotificationFilter
        /// The filter as it was at the last settled record, for sending again from there.
        var settledFilter: NotificationFilter
        var socket: TrapSocket?
        var resolvedAt: Timestamp?
    }

    init(
        _ target: NotificationTarget, _ surroundings: Surroundings, heldUntil: @escaping @Sendable () -> Timestamp
    ) {
        self.target = target
        self.heldUntil = heldUntil
        self.surroundings = surroundings
        own = OwnNotifications(surroundings.agent.root)
        shared = Mutex(Shared(status: NotificationTargetStatus(target)))
    }

    /// How the receiver does.
    var status: NotificationTargetStatus {
        shared.withLock { shared in
            var status = shared.status
            status.dropped += shared.notices.dropped
            return status
        }
    }

    /// Puts a notice before the next records.
    func report(_ notice: Notice) {
        shared.withLock { $0.notices.append(notice) }
        bell.ring()
    }

    /// Delivers until the task is cancelled.
    func run() async {
        guard let cursor = await openCursor() else { return }
        let filter = NotificationFilter(target)
        var run = Run(
            delivery: DeliveryState(position: cursor.position, heldUntil: heldUntil()), filter: filter,
            settledFilter: filter)
        while !Task.isCancelled {
            if let refusal = run.socket?.takeRefusal() { fail(refusal.text, &run) }
            run.delivery.hold(until: heldUntil())
            run.delivery.settle(at: surroundings.now())
            await settle(cursor, &run)
            if !run.delivery.isHeld(at: surroundings.now()), !run.delivery.isPaused(at: surroundings.now()) {
                await sendNotices(&run)
            }
            note(run)
            switch run.delivery.step(last: surroundings.journal.lastNumber, at: surroundings.now()) {
            case .send(let number):
                await deliver(after: number, &run)
            case .wait(let deadline):
                await wait(until: deadline)
            }
        }
        await settle(cursor, &run)
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

    private func wait(until deadline: Timestamp?) async {
        guard let deadline else { return await bell.wait() }
        let milliseconds = max(1, deadline.milliseconds(since: surroundings.now()))
        let sleep = surroundings.sleep
        await bell.wait { try await sleep(.milliseconds(milliseconds)) }
    }

    /// Moves the cursor to what is settled.
    private func settle(_ cursor: JournalCursor, _ run: inout Run) async {
        guard run.delivery.settled > cursor.position else { return }
        if run.delivery.settled == run.delivery.sent { run.settledFilter = run.filter }
        do {
            try await cursor.advance(to: run.delivery.settled)
        } catch {
            // Tried again with the next record; until then a restart would send some notifications twice.
            surroundings.logger.debug("a cursor did not move", metadata: ["reason": "\(error)"])
        }
    }

    // MARK: Sending

    private func deliver(after number: UInt64, _ run: inout Run) async {
        let records: [JournalRecord]
        do {
            records = try await surroundings.journal.records(
                after: number, limit: run.delivery.isFailing ? 1 : Self.batchSize)
        } catch {
            fail("the journal cannot be read: \(error)", &run)
            return
        }
        let first = records.first?.number ?? surroundings.journal.firstNumber
        if first > number + 1 {
            shared.withLock { $0.status.dropped += first - number - 1 }
            run.delivery.skip(to: first - 1)
        } else if records.isEmpty {
            // Retention took them between the two questions.
            _ = try? await surroundings.sleep(.milliseconds(20))
        }
        guard !records.isEmpty, await connect(&run) else { return }
        var didSend = false
        for record in records {
            guard case .fault(let fault) = record.content else { continue }
            let passed = run.filter
            guard run.filter.passes(fault) else {
                shared.withLock { $0.status.filtered += 1 }
                continue
            }
            for content in contents(fault, number: record.number) {
                guard await send(content, &run) else {
                    run.filter = passed
                    return
                }
            }
            didSend = true
        }
        if let last = records.last { run.delivery.hasPassed(last.number, didSend: didSend, at: surroundings.now()) }
    }

    private func contents(_ fault: FaultRecord, number: UInt64) -> [NotificationContent] {
        (target.set.includesOwn ? [own.content(fault, number: number)] : [])
            + (target.set.includesVendor ? [VendorNotifications.content(fault)] : [])
    }

    private func sendNotices(_ run: inout Run) async {
        while let notice = shared.withLock({ $0.notices.first }) {
            guard await connect(&run), await send(notice.content, &run) else { return }
            shared.withLock { $0.notices.removeFirst() }
        }
    }

    /// Sends one notification. Returns whether to go on; one that can never be sent is given up.
    private func send(_ content: NotificationContent, _ run: inout Run) async -> Bool {
        guard let socket = run.socket else { return false }
        let message: [UInt8]
        do {
            message = try surroundings.agent.message(
                content, to: target, from: socket.localIPv4, requestID: surroundings.numbers.take())
        } catch {
            fail(error.description, &run)
            return false
        }
        do {
            try await Self.send(message, over: socket, sleep: surroundings.sleep)
        } catch  where error.isTemporary {
            fail(error.text, &run)
            return false
        } catch {
            shared.withLock { shared in
                shared.status.dropped += 1
                shared.status.lastError = error.text
            }
            return true
        }
        surroundings.agent.counters.add(.outPkts)
        surroundings.agent.counters.add(.outTraps)
        let now = surroundings.now()
        shared.withLock { shared in
            shared.status.sent += 1
            shared.status.lastSent = now
        }
        return true
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

    /// Opens a socket when there is none, or when the host's name is to be looked up again.
    private func connect(_ run: inout Run) async -> Bool {
        let now = surroundings.now()
        if run.socket != nil, let resolved = run.resolvedAt,
            now.milliseconds(since: resolved) < Self.resolveSeconds * 1000
        {
            return true
        }
        guard let address = await HostResolver.address(of: target.host) else {
            // While the name cannot be looked up, the address found before may do.
            if run.socket != nil {
                run.resolvedAt = now
                return true
            }
            fail("the name \(target.host) has no address", &run)
            return false
        }
        run.resolvedAt = now
        if run.socket != nil, status.address == address { return true }
        do {
            run.socket = try TrapSocket(to: address, port: target.port)
        } catch {
            fail(error.text, &run)
            return false
        }
        shared.withLock { $0.status.address = address }
        return true
    }

    // MARK: Status

    private func fail(_ reason: String, _ run: inout Run) {
        let isFirst = !run.delivery.isFailing
        run.delivery.hasFailed(at: surroundings.now())
        run.filter = run.settledFilter
        run.socket = nil
        shared.withLock { shared in
            shared.status.failed += 1
            shared.status.lastError = reason
        }
        if isFirst {
            surroundings.logger.warning(
                "notifications do not get through", metadata: ["target": "\(target.title)", "reason": "\(reason)"])
        }
    }

    private func note(_ run: Run) {
        let last = surroundings.journal.lastNumber
        let isHeld = run.delivery.isHeld(at: surroundings.now())
        shared.withLock { shared in
            shared.status.pending = last - min(last, run.delivery.sent)
            shared.status.state = isHeld ? .held : run.delivery.isFailing ? .failing : .sending
        }
    }
}
