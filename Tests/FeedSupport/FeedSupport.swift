public import DeviceFeeds
public import IPDECTCore
public import NetworkValues
import Synchronization

/// A clock that stands until a test moves it. Nobody waits for real time: a test waits for the next sleeper.
public final class HandClock: FeedClock {
    private struct State {
        var now = Timestamp(seconds: 1_800_000_000)
        var sleeper: (deadline: Timestamp, continuation: CheckedContinuation<Void, any Error>)?
        var watcher: CheckedContinuation<Timestamp, Never>?
    }

    private let state = Mutex(State())

    /// Makes a clock.
    public init() {}

    /// The time that the test has set.
    public func now() -> Timestamp { state.withLock { $0.now } }

    /// Sleeps until the test wakes the sleeper.
    public func sleep(until deadline: Timestamp) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let watcher: CheckedContinuation<Timestamp, Never>? = state.withLock { state in
                    state.sleeper = (deadline, continuation)
                    defer { state.watcher = nil }
                    return state.watcher
                }
                watcher?.resume(returning: deadline)
                if Task.isCancelled { take()?.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            take()?.resume(throwing: CancellationError())
        }
    }

    /// Until when the one feed sleeps, as soon as it does.
    public func sleeper() async -> Timestamp {
        await withCheckedContinuation { continuation in
            let deadline: Timestamp? = state.withLock { state in
                if state.sleeper == nil { state.watcher = continuation }
                return state.sleeper?.deadline
            }
            if let deadline { continuation.resume(returning: deadline) }
        }
    }

    /// Moves the time to `time` and wakes the sleeper.
    public func wake(at time: Timestamp) {
        state.withLock { $0.now = time }
        take()?.resume()
    }

    private func take() -> CheckedContinuation<Void, any Error>? {
        state.withLock { state in
            defer { state.sleeper = nil }
            return state.sleeper?.continuation
        }
    }
}

/// A core that only remembers what it was given, and refuses all of it if it is told to.
public final class RecordingSink: SiteInputSink {
    private struct State {
        var batches: [[SiteInput]] = []
        var observations: [[HostObservation]] = []
        var isDurable = true
    }

    private let state = Mutex(State())
    private let refusesAll: Bool

    /// Makes a sink.
    public init(refusesAll: Bool = false) {
        self.refusesAll = refusesAll
    }

    /// The inputs, as they came.
    public var batches: [[SiteInput]] { state.withLock { $0.batches } }
    /// The observations, as they came.
    public var observations: [[HostObservation]] { state.withLock { $0.observations } }

    /// Whether what it is given counts as durable from now on.
    public func set(isDurable: Bool) { state.withLock { $0.isDurable = isDurable } }

    /// Remembers inputs.
    @discardableResult
    public func submit(_ inputs: [SiteInput]) async -> SubmissionOutcome {
        state.withLock { state in
            state.batches.append(inputs)
            return SubmissionOutcome(
                refusals: refusesAll ? inputs.map { _ in .unknownCall(CallID(rawValue: 0)) } : [],
                isDurable: state.isDurable)
        }
    }

    /// Remembers observations, but for an empty list, which only asks.
    @discardableResult
    public func submit(_ observations: [HostObservation]) async -> SubmissionOutcome {
        state.withLock { state in
            if !observations.isEmpty { state.observations.append(observations) }
            return SubmissionOutcome(isDurable: state.isDurable)
        }
    }
}
