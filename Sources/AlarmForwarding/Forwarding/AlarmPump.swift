import Faults
import IPDECTCore
import Journal
import Logging
import NetworkValues
import Snapshot
import Synchronization
import Waking
import WebClient

/// Delivers to one server: every fault behind the server's cursor in order, one request each, and the alarms that stand
/// again from time to time.
final class AlarmPump: Sendable {
    /// Records that are read at a time.
    static let batchSize = 128
    /// Refusals that are kept for the status.
    static let refusalLimit = 20

    let server: AlarmServer
    let bell = Doorbell()
    private let surroundings: AlarmSurroundings
    private let shared: Mutex<AlarmServerStatus>
    private let isReconnecting = Mutex(false)

    init(_ server: AlarmServer, _ surroundings: AlarmSurroundings) {
        self.server = server
        self.surroundings = surroundings
        shared = Mutex(AlarmServerStatus(server))
    }

    /// The journal knows best what was dropped: it moves the cursor then.
    var status: AlarmServerStatus {
        var status = shared.withLock { $0 }
        if let cursor = surroundings.journal.knownCursor(named: server.cursorName) {
            status.position = cursor.position
            status.lost = cursor.lost
        }
        return status
    }

    /// Opens the connections again before the next request.
    func reconnect() { isReconnecting.withLock { $0 = true } }

    /// What one run keeps.
    private struct Run {
        var position: UInt64
        /// The last record of a fault that was handed over.
        var lastFault: UInt64 = 0
        var resendAt: Timestamp?
        var backoff = Backoff()
        /// The record at which the server fails.
        var poison = PoisonWatch()
        /// A record that was delivered before its turn.
        var ahead: UInt64?
        var client: WebClient?
    }

    /// What became of a request.
    private enum Outcome {
        /// The server has it.
        case taken
        /// What was said is at fault.
        case refused(String)
        /// The server answered that it could not take it.
        case failed(String)
        /// There was no answer.
        case notReached(String)
    }

    /// Delivers until the task is cancelled.
    func run() async {
        guard let cursor = await openCursor() else { return }
        var run = Run(position: cursor.position)
        planResend(&run)
        while !Task.isCancelled {
            var hasFailed = false
            // What the journal dropped is gone, and counted by the cursor.
            run.position = max(run.position, cursor.position)
            if run.position < surroundings.journal.lastNumber {
                hasFailed = await !deliver(&run)
                if run.position > cursor.position { try? await cursor.advance(to: run.position) }
            } else if let due = run.resendAt, due <= surroundings.now() {
                hasFailed = await !resend(&run)
                planResend(&run)
            } else {
                await wait(until: run.resendAt)
            }
            guard hasFailed else { continue }
            var random = SystemRandomNumberGenerator()
            let pause = run.backoff.fail(using: &random)
            guard (try? await surroundings.sleep(.milliseconds(pause))) != nil else { break }
        }
        await run.client?.shutdown()
    }

    private func openCursor() async -> JournalCursor? {
        while !Task.isCancelled {
            do {
                return try await surroundings.journal.cursor(named: server.cursorName)
            } catch {
                surroundings.logger.warning("no cursor for an alarm server", metadata: ["reason": "\(error)"])
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

    private func planResend(_ run: inout Run) {
        guard server.resendMinutes > 0 else { return }
        // Not all servers, and not all agents, at the same moment.
        let seconds = Int64(server.resendMinutes) * 60
        run.resendAt = surroundings.now().adding(seconds: seconds + Int64.random(in: 0...max(1, seconds / 20)))
    }

    // MARK: Delivering

    /// Sends the next faults; returns whether to go on at once.
    private func deliver(_ run: inout Run) async -> Bool {
        let records: [JournalRecord]
        do {
            records = try await surroundings.journal.records(after: run.position, limit: Self.batchSize)
        } catch {
            note("the journal cannot be read: \(error)")
            return false
        }
        for (index, record) in records.enumerated() {
            if let message = message(record) {
                if record.number != run.ahead {
                    guard await hand(message, record.number, before: records[(index + 1)...], &run) else {
                        return false
                    }
                }
                run.lastFault = record.number
            }
            run.position = record.number
        }
        return true
    }

    /// What a record says to the server; `nil` when it says nothing.
    private func message(_ record: JournalRecord) -> AlarmMessage? {
        guard case .fault(let fault) = record.content, server.wants(fault) else { return nil }
        return AlarmMessage(fault, number: record.number)
    }

    /// Hands over one record; returns whether it is settled, by delivery or by setting it aside.
    private func hand(
        _ message: AlarmMessage, _ number: UInt64, before rest: ArraySlice<JournalRecord>, _ run: inout Run
    ) async -> Bool {
        switch await send(message, &run) {
        case .taken:
            run.backoff.succeed()
            return true
        case .refused(let reason):
            setAside(number, reason)
            return true
        case .notReached(let reason):
            note(reason)
            return false
        case .failed(let reason):
            note(reason)
            // A record at which the server fails for ever, while it takes others, must not keep those from the operator.
            guard run.poison.hasFailed(at: number), await takesAnother(than: message, of: rest, &run) else {
                return false
            }
            // The server may have recovered just then: what it takes now is not at fault.
            if case .taken = await send(message, &run) {} else { setAside(number, reason) }
            return true
        }
    }

    /// Whether the server is well enough to deal with the next record of another alarm: what becomes of this one must not overtake it.
    private func takesAnother(
        than message: AlarmMessage, of rest: ArraySlice<JournalRecord>, _ run: inout Run
    ) async -> Bool {
        for record in rest where record.number != run.ahead {
            guard let other = self.message(record), !other.isOfSameAlarm(as: message) else { continue }
            switch await send(other, &run) {
            case .taken: break
            case .refused(let reason): setAside(record.number, reason)
            case .failed, .notReached: return false
            }
            run.ahead = record.number
            return true
        }
        return false
    }

    private func send(_ message: AlarmMessage, _ run: inout Run) async -> Outcome {
        let response: WebResponse
        do {
            let client = try await client(&run)
            let request = try message.request(for: server, agent: surroundings.agentID, at: surroundings.now())
            var url = try WebURL(server.url)
            url.target = request.target
            response = try await client.perform(request, at: url)
        } catch {
            return .notReached("\(server.address): \(error)")
        }
        let now = surroundings.now()
        let reason = "\(server.address) answered with status \(response.status)"
        switch response.verdict {
        case .taken:
            shared.withLock { status in
                status.sent += 1
                status.repeated += message.isRepeat ? 1 : 0
                status.lastSent = now
                status.lastError = ""
            }
            return .taken
        case .refused: return .refused(reason)
        case .failed: return .failed(reason)
        }
    }

    private func client(_ run: inout Run) async throws -> WebClient {
        let isReconnecting = isReconnecting.withLock { isReconnecting in
            defer { isReconnecting = false }
            return isReconnecting
        }
        if isReconnecting {
            await run.client?.shutdown()
            run.client = nil
        }
        if let client = run.client { return client }
        let client = try surroundings.web(server)
        run.client = client
        return client
    }

    /// Sends the alarms that stand once more; returns whether that went well. One that was cleared meanwhile is left out,
    /// and as soon as there is news they go first: nothing overtakes the clear of an alarm.
    private func resend(_ run: inout Run) async -> Bool {
        for number in surroundings.snapshots.current.alarms.alarms.map(\.number) {
            guard run.position >= surroundings.journal.lastNumber else { return true }
            let snapshot = surroundings.snapshots.current
            guard snapshot.agent.journalLastNumber >= run.lastFault, let alarm = snapshot.alarms.alarm(number: number)
            else { continue }
            let message = AlarmMessage(
                alarm, severities: snapshot.severities,
                isSimulated: snapshot.site.isSimulated(alarm.key.device),
                at: surroundings.now())
            guard server.wants(message.fault) else { continue }
            switch await send(message, &run) {
            case .taken, .refused: break
            case .failed(let reason), .notReached(let reason):
                note(reason)
                return false
            }
        }
        return true
    }

    private func setAside(_ number: UInt64, _ reason: String) {
        let now = surroundings.now()
        let isTold = shared.withLock { status in
            let last = status.refusals.last?.time
            status.setAside += 1
            status.refusals.append(AlarmServerStatus.Refusal(number: number, reason: reason, time: now))
            if status.refusals.count > Self.refusalLimit { status.refusals.removeFirst() }
            return last.map { now.milliseconds(since: $0) >= 60_000 } ?? true
        }
        guard isTold else { return }
        surroundings.logger.warning(
            "an alarm server refuses a record, which is set aside",
            metadata: ["server": "\(server.address)", "record": "\(number)", "reason": "\(reason)"])
    }

    private func note(_ reason: String) {
        let now = surroundings.now()
        let isNew = shared.withLock { status in
            defer {
                status.failures += 1
                status.lastError = reason
                status.lastErrorAt = now
            }
            return status.lastError != reason
        }
        guard isNew else { return }
        surroundings.logger.warning(
            "an alarm server does not get its alarms", metadata: ["server": "\(server.address)", "reason": "\(reason)"])
    }
}
