import Journal
import Logging
import NetworkValues
import Synchronization

/// Moves a cursor behind what is delivered, without anybody waiting for the disk. Moves are gathered: after a crash, what was
/// delivered in the last moment may be sent again.
final class CursorKeeper: Sendable {
    /// Milliseconds between two moves.
    static let pauseMilliseconds = 50

    private let cursor: JournalCursor
    private let wanted: Mutex<UInt64>
    private let bell = Doorbell()

    init(_ cursor: JournalCursor) {
        self.cursor = cursor
        wanted = Mutex(cursor.position)
    }

    /// Where the cursor stands on the disk.
    var position: UInt64 { cursor.position }

    /// All records up to `number` are delivered.
    func move(to number: UInt64) {
        let isNews = wanted.withLock { wanted in
            guard number > wanted else { return false }
            wanted = number
            return true
        }
        if isNews { bell.ring() }
    }

    /// Writes moves until the task is cancelled, and the last one then.
    func run(_ surroundings: TargetPump.Surroundings) async {
        while !Task.isCancelled {
            await bell.wait()
            let isWritten = await write(surroundings)
            try? await surroundings.sleep(isWritten ? .milliseconds(Self.pauseMilliseconds) : .seconds(1))
            if !isWritten { bell.ring() }
        }
        _ = await write(surroundings)
    }

    /// Returns whether the cursor is where it is wanted. Until it is, a restart would send some notifications twice.
    private func write(_ surroundings: TargetPump.Surroundings) async -> Bool {
        let number = wanted.withLock { $0 }
        guard number > cursor.position else { return true }
        do {
            try await cursor.advance(to: number)
            return true
        } catch {
            surroundings.logger.debug("a cursor did not move", metadata: ["reason": "\(error)"])
            return false
        }
    }
}
