import Foundation
import Journal
import NIOCore
import Snapshot
import Waking

/// The lines of the log from a record on, for ever: JSON, a line for each, and an empty line when there was none for some
/// time. A reader who is slow is waited for; it holds up nobody else.
struct LogFollower: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    /// Records that are read at once.
    static let batch = 1000

    let journal: Journal
    let store: SnapshotStore
    let search: LogSearch
    let after: UInt64
    let beat: Duration
    let showsAlarms: @Sendable () -> Bool

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }

    /// Rings when the journal grows, as long as somebody listens.
    private final class Wake: Sendable {
        let bell = Doorbell()
        private let task: Task<Void, Never>

        init(_ journal: Journal) {
            task = Task { [bell] in
                for await _ in journal.growth() { bell.ring() }
            }
        }

        deinit { task.cancel() }
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        private let lines: LogFollower
        private let wake: Wake
        private let encoder = JSONEncoder()
        private let clock = ContinuousClock()
        private var position: UInt64
        /// When something was sent last; `nil` at the start: an empty line says that it has begun.
        private var sentAt: ContinuousClock.Instant?

        init(_ lines: LogFollower) {
            self.lines = lines
            position = lines.after
            wake = Wake(lines.journal)
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        }

        mutating func next() async throws -> ByteBuffer? {
            while !Task.isCancelled {
                let records = try await lines.journal.records(after: position, limit: LogFollower.batch)
                position = records.last?.number ?? position
                let buffer = try encoded(records)
                let isBeat = sentAt.map { clock.now - $0 >= lines.beat } ?? true
                if buffer.readableBytes > 0 || isBeat {
                    sentAt = clock.now
                    return buffer.readableBytes > 0 ? buffer : ByteBuffer(string: "\n")
                }
                if records.isEmpty {
                    let beat = lines.beat
                    await wake.bell.wait { try await Task.sleep(for: beat) }
                }
            }
            return nil
        }

        private func encoded(_ records: [JournalRecord]) throws -> ByteBuffer {
            var buffer = ByteBuffer()
            let showsAlarms = lines.showsAlarms()
            let wanted = records.filter { lines.search.matches($0.content, showsAlarms: showsAlarms) }
            guard !wanted.isEmpty else { return buffer }
            let names = DeviceNames(lines.store.current)
            for record in wanted {
                guard let view = LogView(record, name: names.name) else { continue }
                buffer.writeBytes(try encoder.encode(view))
                buffer.writeInteger(UInt8(ascii: "\n"))
            }
            return buffer
        }
    }
}
