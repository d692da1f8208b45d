import Journal
import Logging
import NetworkValues
import Synchronization
import Waking

/// Moves the receivers' cursors behind what is delivered, without anybody waiting for the disk. Moves are gathered, those of
/// all receivers in one transaction: after a crash, what was delivered in the last moment may be sent again.
final class CursorKeeper: Sendable {
    /// Milliseconds between two moves.
    static let pauseMilliseconds = 50

    private let journal: Journal
    private let logger: Logger
    private let sleep: @Sendable (Duration) async throws -> Void
    private let wanted = Mutex<[String: UInt64]>([:])
    private let bell = Doorbell()

    init(_ journal: Journal, _ logger: Logger, sleep: @escaping @Sendable (Duration) async throws -> Void) {
        self.journal = journal
        self.logger = logger
        self.sleep = sleep
    }

    /// All records up to `number` are delivered to the receiver with this cursor.
    func move(_ name: String, to number: UInt64) {
        let isNews = wanted.withLock { wanted in
            guard number > wanted[name] ?? 0 else { return false }
            wanted[name] = number
            return true
        }
        if isNews { bell.ring() }
    }

    /// Writes moves until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            await bell.wait()
            let isWritten = await flush()
            try? await sleep(isWritten ? .milliseconds(Self.pauseMilliseconds) : .seconds(1))
            if !isWritten { bell.ring() }
        }
    }

    /// Writes the moves that wait. Returns whether the cursors are where they are wanted. Until they are, a restart would send
    /// some notifications twice.
    @discardableResult
    func flush() async -> Bool {
        do {
            try await journal.advance(wanted.withLock { $0 })
            return true
        } catch {
            logger.debug("cursors did not move", metadata: ["reason": "\(error)"])
            return false
        }
    }
}
