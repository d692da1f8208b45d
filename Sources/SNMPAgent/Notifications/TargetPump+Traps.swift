import Faults
import Journal
import NetworkValues
import Synchronization

/// Traps: sent as fast as they come, and taken for delivered when nobody refuses them.
extension TargetPump {
    /// What one run keeps.
    private struct Run {
        var delivery: DeliveryState
        var selection: NotificationSelection
        /// The selection as it was at the last settled record, for sending again from there: what was held back behind that
        /// is looked at again.
        var settledSelection: NotificationSelection
        /// The selection as it was at each mark of the delivery.
        var marked: [NotificationSelection] = []
        var heartbeats: HeartbeatClock
        /// A summary that was taken and not sent yet.
        var summary: StormControl.Summary?
        var host = ReceiverHost()
        var socket: TrapSocket?
    }

    /// Delivers until the task is cancelled.
    func sendTraps(from position: UInt64) async {
        let selection = NotificationSelection(target, surroundings.stock)
        var run = Run(
            delivery: DeliveryState(position: position, heldUntil: heldUntil()), selection: selection,
            settledSelection: selection,
            heartbeats: HeartbeatClock(every: target.heartbeatSeconds, from: surroundings.now()))
        while !Task.isCancelled {
            if let refusal = run.socket?.takeRefusal() { fail(refusal.text, &run) }
            run.delivery.hold(until: heldUntil())
            run.selection.view = surroundings.agent.notifyView(target)
            settle(&run)
            let mayStart = !run.delivery.isHeld(at: surroundings.now())
            if mayStart, !run.delivery.isPaused(at: surroundings.now()) { await sendExtras(&run) }
            note(run)
            wantsGrowth.store(true, ordering: .sequentiallyConsistent)
            switch run.delivery.step(last: surroundings.journal.lastNumber, at: surroundings.now()) {
            case .send(let number):
                await deliver(after: number, &run)
            case .wait(let deadline):
                // What is due while nothing may be sent waits for the end of the pause.
                let isPaused = !mayStart || run.delivery.isPaused(at: surroundings.now())
                wantsGrowth.store(!isPaused, ordering: .sequentiallyConsistent)
                let extras = isPaused ? [] : [run.heartbeats.due, run.selection.summaryDue]
                await wait(until: ([deadline] + extras).compactMap { $0 }.min())
            }
        }
        run.host.refresh.stop()
        settle(&run)
    }

    /// Moves the cursor to what is settled, but not behind what was held back and not summed up.
    private func settle(_ run: inout Run) {
        let count = run.delivery.settle(at: surroundings.now())
        if count > 0 {
            run.settledSelection = run.marked[count - 1]
            run.marked.removeFirst(count)
        }
        if run.delivery.settled == run.delivery.sent { run.settledSelection = run.selection }
        let held = run.summary?.firstRecord ?? run.selection.firstHeld
        move(to: min(run.delivery.settled, held.map { $0 - 1 } ?? run.delivery.settled))
    }

    // MARK: Sending

    private func deliver(after number: UInt64, _ run: inout Run) async {
        guard let news = await news(after: number, limit: run.delivery.isFailing ? 1 : Self.batchSize) else {
            return fail(status.lastError, &run)
        }
        if news.lost > 0 { run.delivery.skip(to: number + news.lost) }
        if !news.records.isEmpty {
            guard await connect(&run) else { return }
        }
        var didSend = false
        for record in news.records {
            guard await sendSummary(&run, by: record.time) else { return }
            for content in run.selection.contents(of: record) {
                guard await send(content, &run) else { return }
                didSend = true
            }
        }
        switch run.delivery.hasPassed(news.through, didSend: didSend, at: surroundings.now()) {
        case .none: break
        case .joined: run.marked[run.marked.count - 1] = run.selection
        case .opened: run.marked.append(run.selection)
        }
    }

    /// Sends what is not in the journal: notices, heartbeats, and the summary of what was held back.
    private func sendExtras(_ run: inout Run) async {
        while let notice = shared.withLock({ $0.notices.first }) {
            guard await connect(&run) else { return }
            let content = notice.content
            if run.selection.admits(content) {
                guard await send(content, &run) else { return }
            }
            shared.withLock { $0.notices.removeFirst() }
        }
        let now = surroundings.now()
        if run.heartbeats.isDue(at: now) {
            let content = heartbeat()
            if run.selection.admits(content) {
                guard await connect(&run), await send(content, &run) else { return }
            }
        }
        _ = await sendSummary(&run, by: now)
    }

    /// Sends the summary when it is due. Returns whether to go on.
    private func sendSummary(_ run: inout Run, by time: Timestamp) async -> Bool {
        if run.summary == nil { run.summary = run.selection.takeSummary(at: time) }
        guard let summary = run.summary else { return true }
        let content = content(summary)
        if run.selection.admits(content) {
            guard await connect(&run), await send(content, &run) else { return false }
        }
        run.summary = nil
        return true
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
            noteGivenUp(error.text)
            return true
        }
        surroundings.agent.counters.add(.outPkts)
        surroundings.agent.counters.add(.outTraps)
        noteSent()
        return true
    }

    /// Opens a socket when there is none, or when the host has another address. While there is a socket, the name is looked
    /// up beside the sending.
    private func connect(_ run: inout Run) async -> Bool {
        let before = run.host.place.current
        guard await locate(&run.host, isInUse: run.socket != nil) else { return false }
        // While the name cannot be looked up, the address found before may do.
        guard let address = run.host.place.current else {
            fail("the name \(target.host) has no address", &run)
            return false
        }
        if run.socket != nil, before == address { return true }
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
        run.selection = run.settledSelection
        run.marked = []
        run.socket = nil
        run.host.place.turnOver()
        noteFailure(reason)
        if isFirst { warn(reason) }
    }

    private func note(_ run: Run) {
        note(
            done: run.delivery.sent, isHeld: run.delivery.isHeld(at: surroundings.now()),
            isFailing: run.delivery.isFailing, run.selection)
    }
}
