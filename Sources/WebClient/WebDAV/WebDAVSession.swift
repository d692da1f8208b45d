import NetworkValues

/// The way of an uploader with its server: first whether the directory is there, then files. A plain value: outcomes go in,
/// and what to do next comes out.
public struct WebDAVSession: Sendable {
    /// How the connection stands.
    public enum State: Hashable, Sendable {
        /// Nothing is known of the server yet.
        case connecting
        /// The server is there and takes files.
        case connected
        /// The server is not there, or does not take files.
        case failed
    }

    /// What to do.
    public enum Step: Hashable, Sendable {
        /// Ask whether the directory is there.
        case check
        /// Make it.
        case makeDirectory
        /// Send the next file.
        case put
        /// Wait.
        case pause(milliseconds: Int64)
    }

    /// Milliseconds after which what was refused is tried again.
    public static let refusedMilliseconds: Int64 = 300_000

    private let makesDirectory: Bool
    /// What to do next.
    public private(set) var step = Step.check
    /// How the connection stands.
    public private(set) var state = State.connecting
    /// Why there is none; empty while all is well.
    public private(set) var reason = ""
    /// Whether the server has said that the directory is there.
    public private(set) var isDirectoryKnown = false
    private var following = Step.check
    private var backoff = Backoff(shortestMilliseconds: 1000, longestMilliseconds: 300_000)
    private var hasMade = false
    /// Files fail: that the directory is there does not mean that all is well.
    private var isPutFailing = false

    /// Makes a session. With `makesDirectory` a directory that is missing is made.
    public init(makesDirectory: Bool) { self.makesDirectory = makesDirectory }

    /// The pause is over.
    public mutating func paused() {
        if case .pause = step { step = following }
    }

    /// Takes what came of the step.
    public mutating func take(_ outcome: WebDAVOutcome, using random: inout some RandomNumberGenerator) {
        switch (step, outcome) {
        case (.pause, _): return
        case (.check, .done):
            isDirectoryKnown = true
            step = .put
            if !isPutFailing { isConnected() }
        case (.check, .unsupported): step = makesDirectory && !hasMade ? .makeDirectory : .put
        case (.makeDirectory, .done), (.makeDirectory, .unsupported):
            hasMade = true
            step = .put
        case (.put, .done), (.put, .unsupported):
            (isPutFailing, hasMade) = (false, false)
            backoff.succeed()
            isConnected()
        case (.check, .missing), (.put, .missing):
            if makesDirectory, !hasMade { step = .makeDirectory } else { fail(outcome, using: &random) }
        case (.put, .tooLarge(let why)):
            // Others may be smaller; this one waits by itself.
            (state, reason) = (.failed, why)
        default: fail(outcome, using: &random)
        }
    }

    private mutating func isConnected() { (state, reason) = (.connected, "") }

    private mutating func fail(_ outcome: WebDAVOutcome, using random: inout some RandomNumberGenerator) {
        isPutFailing = isPutFailing || step == .put
        state = .failed
        switch outcome {
        case .failed(let why, let afterSeconds):
            following = step
            reason = why
            let wanted = min(max(0, afterSeconds ?? 0) * 1000, Self.refusedMilliseconds)
            step = .pause(milliseconds: max(wanted, backoff.fail(using: &random)))
        case .missing(let why), .refused(let why), .tooLarge(let why):
            following = .check
            hasMade = false
            reason = why
            step = .pause(milliseconds: Self.refusedMilliseconds)
        case .done, .unsupported: break
        }
    }
}
