import Foundation
public import Logging
public import NetworkValues
import Settings
import Synchronization
import Waking

/// The reports: makes one at a time, and keeps the last ones as files. What a crash left half made is removed when the
/// library is opened.
public final class ReportLibrary: Sendable {
    /// How much is kept, and how long a report may take.
    public struct Limits: Hashable, Sendable {
        /// Finished reports that are kept; the oldest give way.
        public var count = 5
        /// Days after which a report is removed; 0 for never.
        public var days = 90
        /// Seconds after which a report that is being made is given up.
        public var seconds: Int64 = 300

        /// The defaults.
        public init() {}
    }

    /// Failed and cancelled reports that are remembered until the agent ends.
    static let failureLimit = 8
    static let unfinishedPrefix = ".making-"
    private static let recordFile = "report.json"

    struct Running {
        var summary: ReportSummary
        var task: Task<Void, Never>?
        var isTimedOut = false
        var waiters: [FirstAnswer<Void>] = []
    }

    struct State {
        var limits = Limits()
        var lastID = 0
        var finished: [ReportSummary] = []
        var failures: [ReportSummary] = []
        var running: Running?
        var isClosed = false
    }

    /// The folder of the reports.
    public let folder: String
    private let sources: ReportSources
    private let now: @Sendable () -> Timestamp
    private let sleep: @Sendable (Duration) async throws -> Void
    private let logger: Logger
    private let thread = ReportThread()
    private let state = Mutex(State())

    /// Opens the library in a folder, which is made with mode 0700 when it is not there.
    public init(
        folder: String, _ sources: ReportSources, now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }, logger: Logger
    ) throws(ReportError) {
        self.folder = folder
        self.sources = sources
        self.now = now
        self.sleep = sleep
        self.logger = logger
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw .system("cannot make the folder \(folder)") }
        guard access(folder, R_OK | W_OK | X_OK) == 0 else { throw .system("cannot write in the folder \(folder)") }
        let found = Self.found(in: folder)
        let serial = KeptText(path: folder + "/serial").read().flatMap { Int($0.filter { !$0.isWhitespace }) }
        state.withLock { state in
            state.finished = found
            state.lastID = max(serial ?? 0, found.last?.id ?? 0)
        }
    }

    /// Reads what is there, by number, and removes what a crash left.
    private static func found(in folder: String) -> [ReportSummary] {
        var found: [ReportSummary] = []
        for name in ReportFiles.names(in: folder) {
            if name.hasPrefix(unfinishedPrefix) || name.hasSuffix(".new") {
                ReportFiles.remove("\(folder)/\(name)")
                continue
            }
            guard let id = Int(name), id > 0, String(id) == name else { continue }
            let data = FileManager.default.contents(atPath: "\(folder)/\(name)/\(recordFile)")
            if let record = data.flatMap({ try? JSONDecoder().decode(ReportRecord.self, from: $0) }) {
                found.append(record.summary(id))
            } else {
                ReportFiles.remove("\(folder)/\(name)")
            }
        }
        return found.sorted { $0.id < $1.id }
    }

    // MARK: What there is

    /// All reports, the newest first.
    public var reports: [ReportSummary] {
        state.withLock { state in
            (state.finished + state.failures + [state.running?.summary].compactMap(\.self)).sorted { $0.id > $1.id }
        }
    }

    /// The report with a number.
    public func report(_ id: Int) -> ReportSummary? { reports.first { $0.id == id } }

    /// The path of a file of a finished report; `nil` when there is none.
    public func path(_ id: Int, _ part: ReportPart) -> String? {
        let isThere = state.withLock { state in state.finished.contains { $0.id == id } }
        return isThere ? "\(folder)/\(id)/\(part.rawValue)" : nil
    }

    /// Puts other limits in force.
    public func apply(_ limits: Limits) {
        state.withLock { $0.limits = limits }
        prune()
    }

    // MARK: Making

    /// Waits until a report is no longer being made, and returns what became of it; how it stands when the task is cancelled
    /// before.
    public func wait(for id: Int) async -> ReportSummary? {
        let end = FirstAnswer<Void>()
        let isMade = state.withLock { state in
            guard state.running?.summary.id == id else { return false }
            state.running?.waiters.append(end)
            return true
        }
        if isMade, (try? await end.value()) == nil {
            state.withLock { $0.running?.waiters.removeAll { $0 === end } }
        }
        return report(id)
    }

    /// Ends a report that is being made, or removes one that is there. Throws when there is none.
    public func remove(_ id: Int) throws(ReportError) {
        let found = state.withLock { state -> (isKnown: Bool, task: Task<Void, Never>?) in
            if state.running?.summary.id == id { return (true, state.running?.task) }
            let before = state.finished.count + state.failures.count
            state.finished.removeAll { $0.id == id }
            state.failures.removeAll { $0.id == id }
            return (state.finished.count + state.failures.count < before, nil)
        }
        guard found.isKnown else { throw ReportError(.unknown, "there is no report \(id)") }
        guard found.task == nil else {
            found.task?.cancel()
            return
        }
        ReportFiles.remove("\(folder)/\(id)")
    }

    /// Ends what is being made, and begins nothing any more.
    public func close() async {
        let running = state.withLock { state in
            state.isClosed = true
            return state.running
        }
        running?.task?.cancel()
        await running?.task?.value
    }

    /// Begins a report under the next number, and returns at once. When one like it is being made, that one is answered.
    /// Throws `busy` when another one is.
    @discardableResult
    public func start(_ request: ReportRequest) throws(ReportError) -> ReportSummary {
        let time = now()
        let result = state.withLock { state -> Result<ReportSummary, ReportError> in
            guard !state.isClosed else { return .failure(ReportError(.cancelled, "the agent is ending")) }
            if let running = state.running?.summary {
                guard running.request.redaction != request.redaction else { return .success(running) }
                let share = Int(running.progress.share * 100)
                return .failure(
                    ReportError(
                        .busy,
                        "report \(running.id) is being made (redaction \(running.request.redaction.rawValue), "
                            + "\(share) % done); wait for it or delete it"))
            }
            state.lastID += 1
            let summary = ReportSummary(id: state.lastID, request: request, startedAt: time)
            // In one step with the number, so that whoever ends the report meets its task.
            let task = Task(executorPreference: thread, priority: .utility) { await self.make(summary) }
            state.running = Running(summary: summary, task: task)
            return .success(summary)
        }
        return try result.get()
    }

    private func make(_ begun: ReportSummary) async {
        let limit = state.withLock { $0.limits.seconds }
        let making = Task(executorPreference: thread, priority: .utility) { try await self.files(begun) }
        let timer = Task {
            try await self.sleep(.seconds(limit))
            self.state.withLock { $0.running?.isTimedOut = true }
            making.cancel()
        }
        let outcome = await withTaskCancellationHandler {
            await making.result
        } onCancel: {
            making.cancel()
        }
        timer.cancel()
        finish(begun, outcome)
    }

    /// Makes the files in a folder of their own, which gets its name when all is on the disk.
    private func files(_ begun: ReportSummary) async throws -> ReportSummary {
        let working = "\(folder)/\(Self.unfinishedPrefix)\(begun.id)"
        try ReportFiles.keep("\(begun.id)\n", at: folder + "/serial")
        guard mkdir(working, 0o700) == 0 else { throw ReportError.system("cannot make the folder \(working)") }
        do {
            let maker = ReportMaker(sources: sources, request: begun.request, folder: working) { progress in
                self.state.withLock { $0.running?.summary.progress = progress }
            }
            let octets = try await maker.make()
            var summary = begun
            summary.pageOctets = octets.page
            summary.archiveOctets = octets.archive
            summary.finishedAt = now()
            summary.state = .finished
            summary.progress = ReportProgress(phase: .packing, share: 1)
            let record = String(decoding: try JSONEncoder().encode(ReportRecord(summary)), as: UTF8.self)
            try ReportFiles.keep(record, at: "\(working)/\(Self.recordFile)")
            ReportFiles.sync(working)
            if Task.isCancelled { throw ReportError(.cancelled, "the report was cancelled") }
            guard rename(working, "\(folder)/\(begun.id)") == 0 else {
                throw ReportError.system("cannot keep the report")
            }
            ReportFiles.sync(folder)
            return summary
        } catch {
            ReportFiles.remove(working)
            throw error
        }
    }

    private func finish(_ begun: ReportSummary, _ outcome: Result<ReportSummary, any Error>) {
        let time = now()
        let limit = state.withLock { $0.limits.seconds }
        let (summary, waiters) = state.withLock { state -> (ReportSummary, [FirstAnswer<Void>]) in
            var summary = state.running?.summary ?? begun
            switch outcome {
            case .success(let finished):
                summary = finished
                state.finished.append(finished)
            case .failure(let error):
                let isTimedOut = state.running?.isTimedOut == true
                let error = error as? ReportError ?? ReportError(.source, "\(error)")
                summary.finishedAt = time
                summary.state = error.code == .cancelled && !isTimedOut ? .cancelled : .failed
                summary.error = isTimedOut ? "the report was not finished within \(limit) seconds" : error.message
                state.failures.append(summary)
                if state.failures.count > Self.failureLimit { state.failures.removeFirst() }
            }
            defer { state.running = nil }
            return (summary, state.running?.waiters ?? [])
        }
        switch summary.state {
        case .failed: logger.error("no service report", metadata: ["reason": "\(summary.error)"])
        case .cancelled: logger.notice("the service report was cancelled", metadata: ["report": "\(summary.id)"])
        case .making, .finished:
            logger.info(
                "a service report is there",
                metadata: ["report": "\(summary.id)", "redaction": "\(summary.request.redaction.rawValue)"])
        }
        prune()
        for waiter in waiters { waiter.answer(.success(())) }
    }

    /// Removes the reports that are too many or too old.
    public func prune() {
        let time = now()
        let removed = state.withLock { state -> [Int] in
            let limits = state.limits
            let oldest = limits.days == 0 ? nil : time.adding(seconds: -Int64(limits.days) * 86_400)
            let surplus = Set(state.finished.dropLast(max(1, limits.count)).map(\.id))
            let gone = state.finished.filter { report in
                surplus.contains(report.id) || oldest.map { report.startedAt < $0 } ?? false
            }.map(\.id)
            state.finished.removeAll { gone.contains($0.id) }
            return gone
        }
        for id in removed { ReportFiles.remove("\(folder)/\(id)") }
    }
}
