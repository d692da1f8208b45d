import Logging
import NetworkValues
public import ServiceLifecycle
import Synchronization
import Waking
import WebClient

/// Makes reports by the schedule and sends them to a WebDAV directory. A report that was due while the agent was not there
/// is made when it is there again, and one that the server has not taken is sent until it has.
public final class ServiceReportService: Service {
    /// Milliseconds between two looks at the clock: it may be set meanwhile.
    static let lookMilliseconds: Int64 = 30_000
    /// Milliseconds after which a report that could not be made is tried again.
    static let retryMilliseconds: Int64 = 600_000

    private struct State {
        var configuration: ServiceReportConfiguration
        var record = ScheduleRecord()
        var status = ServiceReportStatus()
        var retryAt: Timestamp?
        /// Whether the way to the server is to be made anew.
        var isReconnecting = false
    }

    private let surroundings: ServiceReportSurroundings
    private let state: Mutex<State>
    private let bell = Doorbell()

    /// Makes the service.
    public init(_ configuration: ServiceReportConfiguration, _ surroundings: ServiceReportSurroundings) {
        self.surroundings = surroundings
        state = Mutex(State(configuration: configuration))
        surroundings.library.apply(configuration.limits)
    }

    /// Takes other settings.
    public func apply(_ configuration: ServiceReportConfiguration) {
        state.withLock { $0.configuration = configuration }
        surroundings.library.apply(configuration.limits)
        bell.ring()
    }

    /// Connects anew and tries at once, such as after certificates or passwords changed.
    public func reconnect() {
        state.withLock { $0.isReconnecting = true }
        bell.ring()
    }

    /// How it stands.
    public var status: ServiceReportStatus {
        let now = surroundings.now()
        return state.withLock { state in
            var status = state.status
            status.schedule = state.configuration.schedule.map { "\($0)" } ?? "off"
            status.nextDue = state.configuration.schedule.map { schedule in
                state.record.due(schedule, at: now) ?? schedule.next(after: now)
            }
            status.url = state.configuration.url.map { "\($0)" } ?? ""
            status.waiting = state.record.waiting
            status.lastMade = state.record.lastMade.map { Timestamp(milliseconds: $0) }
            status.lastUploaded = state.record.lastUploaded.map { Timestamp(milliseconds: $0) }
            return status
        }
    }

    /// Runs until the task is cancelled or the agent shuts down.
    public func run() async {
        await cancelWhenGracefulShutdown { await self.keep() }
        await surroundings.library.close()
    }

    private func keep() async {
        let record = ScheduleRecord.read(from: surroundings.library.folder)
        state.withLock { $0.record = record }
        var sender = Sender()
        while !Task.isCancelled {
            surroundings.library.prune()
            await makeWhatIsDue()
            let pause = await sender.send(self)
            let milliseconds = max(1, min(pause ?? Self.lookMilliseconds, Self.lookMilliseconds))
            await bell.wait { [sleep = surroundings.sleep] in try await sleep(.milliseconds(milliseconds)) }
        }
        await sender.close()
    }

    // MARK: Making

    private func makeWhatIsDue() async {
        let now = surroundings.now()
        let (configuration, due) = state.withLock { state -> (ServiceReportConfiguration, Timestamp?) in
            guard let schedule = state.configuration.schedule else {
                state.record.schedule = ""
                return (state.configuration, nil)
            }
            let before = state.record
            state.record.take(schedule, at: now)
            if state.record != before { keep(&state) }
            if let retryAt = state.retryAt, retryAt > now { return (state.configuration, nil) }
            return (state.configuration, state.record.due(schedule, at: now))
        }
        guard let due else { return }
        let library = surroundings.library
        do throws(ReportError) {
            let request = ReportRequest(redaction: configuration.redaction, author: ReportRequest.scheduled)
            let begun = try library.start(request)
            guard let made = await library.wait(for: begun.id), made.state == .finished else {
                let reason = library.report(begun.id)?.error ?? ""
                throw ReportError(.source, reason.isEmpty ? "the report was cancelled" : reason)
            }
            state.withLock { state in
                state.record.served = due.milliseconds
                state.record.lastMade = made.startedAt.milliseconds
                if configuration.url != nil { state.record.waiting.append(made.id) }
                state.retryAt = nil
                state.status.lastError = ""
                keep(&state)
            }
        } catch {
            if Task.isCancelled { return }
            note(error.message)
            // Somebody else's report is soon over.
            let pause = error.code == .busy ? Self.lookMilliseconds : Self.retryMilliseconds
            state.withLock { $0.retryAt = now.adding(milliseconds: pause) }
        }
    }

    /// Keeps what must survive. What cannot be kept now is kept with the next change.
    private func keep(_ state: inout State) {
        do throws(ReportError) {
            try state.record.write(to: surroundings.library.folder)
        } catch {
            state.status.lastError = error.message
            state.status.lastErrorAt = surroundings.now()
        }
    }

    private func note(_ error: String) {
        let now = surroundings.now()
        let isNew = state.withLock { state in
            defer { (state.status.lastError, state.status.lastErrorAt) = (error, now) }
            state.status.failures += 1
            return state.status.lastError != error
        }
        if isNew { surroundings.logger.warning("no scheduled service report", metadata: ["reason": "\(error)"]) }
    }

    // MARK: Sending

    /// The way to the server, as long as it stays the same one.
    private struct Sender {
        private var configuration: ServiceReportConfiguration?
        private var client: WebClient?
        private var session = WebDAVSession(makesDirectory: false)
        private var retryAt: Timestamp?

        /// Sends what waits. Returns milliseconds after which to try again; `nil` when nothing waits.
        mutating func send(_ service: ServiceReportService) async -> Int64? {
            let (wanted, waiting, isReconnecting) = service.state.withLock { state in
                defer { state.isReconnecting = false }
                return (state.configuration, state.record.waiting, state.isReconnecting)
            }
            if isReconnecting { await close() }
            guard let url = wanted.url, !waiting.isEmpty else { return nil }
            let surroundings = service.surroundings
            if configuration?.url != url || configuration?.makesDirectory != wanted.makesDirectory { await close() }
            configuration = wanted
            let now = surroundings.now()
            if let retryAt, retryAt > now { return retryAt.milliseconds(since: now) }
            session.paused()
            do {
                let client = try client ?? surroundings.web(url)
                self.client = client
                let upload = ReportUpload(
                    requests: WebDAVRequests(client, url), makesDirectory: wanted.makesDirectory)
                if retryAt == nil, session.step == .check {
                    session = WebDAVSession(makesDirectory: wanted.makesDirectory)
                }
                for id in waiting {
                    let answer = await service.send(id, upload, &session)
                    if let pause = answer {
                        retryAt = surroundings.now().adding(milliseconds: pause)
                        return pause
                    }
                }
                retryAt = nil
                return nil
            } catch {
                service.note("\(error)")
                retryAt = now.adding(milliseconds: ServiceReportService.lookMilliseconds)
                return ServiceReportService.lookMilliseconds
            }
        }

        /// Ends the connections.
        mutating func close() async {
            await client?.shutdown()
            (client, configuration, retryAt) = (nil, nil, nil)
            session = WebDAVSession(makesDirectory: false)
        }
    }

    /// Sends one report. Returns milliseconds after which to try again; `nil` when it is done with.
    private func send(_ id: Int, _ upload: ReportUpload, _ session: inout WebDAVSession) async -> Int64? {
        let answer: ReportUpload.Answer =
            if let report = surroundings.library.report(id) {
                await upload.send(report, from: surroundings.library, &session)
            } else {
                .gone
            }
        let now = surroundings.now()
        switch answer {
        case .later(let reason, let milliseconds):
            if !Task.isCancelled { note(reason) }
            return max(1000, milliseconds)
        case .done, .gone:
            state.withLock { state in
                state.record.waiting.removeAll { $0 == id }
                if case .done = answer {
                    state.record.lastUploaded = now.milliseconds
                    state.status.lastError = ""
                } else {
                    state.status.lastError = "report \(id) was removed before the server had it"
                    state.status.lastErrorAt = now
                }
                keep(&state)
            }
            return nil
        }
    }
}
