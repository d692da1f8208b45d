import Faults
import Journal
import NetworkValues
import SNMPProtocol
import Synchronization
import Waking

/// Informs: each is acknowledged before the next is sent, or before the window's first is forgotten.
extension TargetPump {
    /// What one run keeps.
    private struct Run {
        var delivery: InformDelivery
        var channel: InformChannel
        var selection: NotificationSelection
        var heartbeats: HeartbeatClock
        /// Records that were read and not looked at yet.
        var records: ArraySlice<JournalRecord> = []
        /// Up to here there are no others than `records`.
        var through: UInt64 = 0
        /// The last record that was read.
        var read: UInt64
        /// The request-id of the heartbeat that was not acknowledged yet.
        var heartbeat: Int32?
        var host = ReceiverHost()
        var socket: InformSocket?
        /// Where the socket leads.
        var address: IPAddress?
        var nextLook: Timestamp?
        /// Whether something was delivered since the cursor moved last, and where it stands.
        var hasNews = false
        var cursor: UInt64
    }

    /// Delivers until the task is cancelled.
    func sendInforms(from position: UInt64) async {
        var run = Run(
            delivery: InformDelivery(
                position: position, timeoutMilliseconds: target.timeoutMilliseconds, retries: target.retries,
                window: target.window),
            channel: InformChannel(target, surroundings.agent, surroundings.numbers),
            selection: NotificationSelection(target, surroundings.stock),
            heartbeats: HeartbeatClock(every: target.heartbeatSeconds, from: surroundings.now()),
            read: position, cursor: position)
        while !Task.isCancelled {
            takeAnswers(&run)
            run.selection.view = surroundings.agent.notifyView(target)
            let held = heldUntil()
            wantsGrowth.store(true, ordering: .sequentiallyConsistent)
            let isHeld = surroundings.now() < held
            if !isHeld {
                await fill(&run)
                await sendDue(&run)
            }
            settle(&run)
            note(done: run.delivery.settled, isHeld: isHeld, isFailing: run.delivery.isFailing, run.selection)
            wantsGrowth.store(!isHeld && run.delivery.hasRoom, ordering: .sequentiallyConsistent)
            await wait(until: isHeld ? held : nextTime(run))
        }
        run.host.refresh.stop()
        takeAnswers(&run)
        run.hasNews = true
        settle(&run)
    }

    /// Moves the cursor to what is acknowledged, but not behind what was held back and not summed up. Records of no
    /// interest move it now and then only.
    private func settle(_ run: inout Run) {
        let settled = min(run.delivery.settled, run.selection.firstHeld.map { $0 - 1 } ?? UInt64.max)
        guard settled > run.cursor, run.hasNews || settled - run.cursor >= DeliveryState.lagLimit else { return }
        move(to: settled)
        run.cursor = settled
        run.hasNews = false
    }

    /// When there is something to do again, unless the bell rings before.
    private func nextTime(_ run: Run) -> Timestamp? {
        let now = surroundings.now()
        // While it waits for an answer that tells of the receiver's engine, nothing behind the first is sent.
        let next =
            run.channel.isReady || run.delivery.items.isEmpty
            ? run.delivery.nextDue(at: now) : run.delivery.items[0].due ?? now
        let more = run.delivery.hasRoom ? [run.nextLook, run.selection.summaryDue] : []
        return ([next, run.heartbeats.due] + more).compactMap { $0 }.min()
    }

    // MARK: What to send

    /// Adds notifications while there is room: notices first, then the heartbeat, then what is in the journal.
    private func fill(_ run: inout Run) async {
        while run.delivery.hasRoom, let notice = shared.withLock({ $0.notices.first }) {
            add(notice.content, record: nil, &run)
            shared.withLock { $0.notices.removeFirst() }
        }
        let now = surroundings.now()
        if run.heartbeats.isDue(at: now), run.heartbeat.map({ run.delivery.place(of: $0) == nil }) ?? true {
            run.heartbeat = add(heartbeat(), record: nil, &run)
        }
        while run.delivery.hasRoom {
            if let summary = run.selection.takeSummary(at: run.records.first?.time ?? now) {
                add(content(summary), record: summary.firstRecord, &run)
            } else if let record = run.records.popFirst() {
                look(at: record, &run)
            } else if await !read(&run) {
                return
            }
        }
    }

    /// Adds what a record means for the receiver.
    private func look(at record: JournalRecord, _ run: inout Run) {
        defer { run.delivery.pass(run.records.isEmpty ? max(run.through, record.number) : record.number) }
        for content in run.selection.contents(of: record) {
            run.delivery.add(content, record: record.number, requestID: surroundings.numbers.take())
        }
    }

    @discardableResult
    private func add(_ content: NotificationContent, record: UInt64?, _ run: inout Run) -> Int32? {
        guard run.selection.admits(content) else { return nil }
        let requestID = surroundings.numbers.take()
        run.delivery.add(content, record: record, requestID: requestID)
        return requestID
    }

    /// Reads more records. Returns whether there were any.
    private func read(_ run: inout Run) async -> Bool {
        guard run.read < surroundings.journal.lastNumber else { return false }
        guard let news = await news(after: run.read, limit: Self.batchSize) else {
            run.nextLook = surroundings.now().adding(seconds: 1)
            return false
        }
        run.nextLook = nil
        if news.lost > 0 { run.delivery.pass(run.read + news.lost) }
        run.records = news.records[...]
        run.read = news.through
        if news.records.isEmpty { run.delivery.pass(news.through) } else { run.through = news.through }
        return true
    }

    // MARK: Sending

    private func sendDue(_ run: inout Run) async {
        var place = 0
        while !Task.isCancelled, let next = run.delivery.due(at: surroundings.now()).first(where: { $0 >= place }) {
            guard next == 0 || run.channel.isReady else { return }
            if run.delivery.isUnanswered(next, at: surroundings.now()) { timeOut(next, &run) }
            let count = run.delivery.items.count
            guard await connect(&run, for: next), await send(next, &run) else { return }
            // One that was given up made place for the one behind it.
            place = run.delivery.items.count < count ? next : next + 1
        }
    }

    /// An inform stayed unanswered: its receiver may have moved.
    private func timeOut(_ place: Int, _ run: inout Run) {
        let reason = "the receiver does not answer"
        noteFailure(reason)
        run.host.resolvedAt = nil
        if run.delivery.hasTimedOut(place) { warn(reason) }
        if run.delivery.isFailing { run.host.place.turnOver() }
    }

    /// Sends one notification. Returns whether to go on.
    private func send(_ place: Int, _ run: inout Run) async -> Bool {
        guard let socket = run.socket else { return false }
        let item = run.delivery.items[place]
        let message: [UInt8]
        do throws(NotificationSealError) {
            message = try run.channel.message(item.content, requestID: item.requestID, at: surroundings.now())
        } catch {
            fail(error.description, place, &run)
            return false
        }
        do throws(TrapSocket.Failure) {
            try await Self.send(message, over: socket.socket, sleep: surroundings.sleep)
        } catch {
            guard !error.isTemporary else {
                fail(error.text, place, &run)
                return false
            }
            noteGivenUp(error.text)
            run.delivery.giveUp(place)
            // There is room for another.
            bell.ring()
            return true
        }
        surroundings.agent.counters.add(.outPkts)
        if item.tries == 0, item.rejections == 0 { noteSent() } else { shared.withLock { $0.status.retried += 1 } }
        run.delivery.hasSent(place, at: surroundings.now())
        return true
    }

    /// Sends an inform again as part of the same try, now that more is known of the receiver's engine.
    private func goOn(_ requestID: Int32, _ run: inout Run) {
        guard let place = run.delivery.place(of: requestID), run.delivery.mayGoOn(place), let socket = run.socket,
            let message = try? run.channel.message(
                run.delivery.items[place].content, requestID: requestID, at: surroundings.now())
        else { return }
        // What cannot be sent now is sent when the try's time is over.
        guard (try? socket.socket.send(message)) != nil else { return }
        surroundings.agent.counters.add(.outPkts)
    }

    // MARK: Answers

    private func takeAnswers(_ run: inout Run) {
        guard let (answers, refusal) = run.socket?.take() else { return }
        for answer in answers { take(answer, &run) }
        if let refusal { fail(refusal.text, 0, &run) }
    }

    private func take(_ answer: [UInt8], _ run: inout Run) {
        switch run.channel.take(answer, at: surroundings.now()) {
        case .acknowledged(let requestID):
            guard run.delivery.hasAcknowledged(requestID) else { return noteUnexpected() }
            let now = surroundings.now()
            run.hasNews = true
            shared.withLock { shared in
                shared.status.acknowledged += 1
                shared.status.lastAcknowledged = now
            }
        case .refused(let requestID, let reason):
            guard let place = run.delivery.place(of: requestID) else { return noteUnexpected() }
            noteFailure(reason)
            if run.delivery.hasFailed(place, at: surroundings.now()) { warn(reason) }
        case .rejected(let requestID, let status):
            reject(requestID, status, &run)
        case .learned(let requestID):
            goOn(requestID, &run)
        case .unexpected:
            noteUnexpected()
        }
    }

    /// The receiver answered with an error.
    private func reject(_ requestID: Int32, _ status: Int32, _ run: inout Run) {
        guard let place = run.delivery.place(of: requestID) else { return noteUnexpected() }
        let reason = InformChannel.reason(status)
        noteFailure(reason)
        let isTooBig = status == ErrorStatus.tooBig.rawValue
        if isTooBig, run.delivery.shorten(place, requestID: surroundings.numbers.take()) { return }
        let isFirst = !run.delivery.isRejecting
        guard run.delivery.hasRejected(place, isFinal: isTooBig, at: surroundings.now()) else { return }
        noteGivenUp("\(reason); the notification was given up")
        run.hasNews = true
        if isFirst { warn("\(reason); what it does not take is given up") }
    }

    private func noteUnexpected() {
        shared.withLock { $0.status.unexpected += 1 }
    }

    // MARK: Connection

    /// Opens a socket when there is none, or when another of the host's addresses is to be used. While there is a socket, the
    /// name is looked up beside the sending.
    private func connect(_ run: inout Run, for place: Int) async -> Bool {
        guard await locate(&run.host, isInUse: run.socket != nil) else { return false }
        guard let address = run.host.place.current else {
            fail("the name \(target.host) has no address", place, &run)
            return false
        }
        if run.socket != nil, run.address == address { return true }
        do throws(TrapSocket.Failure) {
            run.socket = try InformSocket(
                try TrapSocket(to: address, port: target.port), bell: bell, window: target.window)
        } catch {
            fail(error.text, place, &run)
            return false
        }
        run.address = address
        shared.withLock { $0.status.address = address }
        return true
    }

    /// An attempt failed: the socket is made anew, at the host's next address if it has more than one.
    private func fail(_ reason: String, _ place: Int, _ run: inout Run) {
        noteFailure(reason)
        run.socket = nil
        run.host.place.turnOver()
        if run.delivery.hasFailed(place, at: surroundings.now()) { warn(reason) }
    }
}
