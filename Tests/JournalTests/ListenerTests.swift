import Testing
import Waking

@testable import Journal

/// Who waits for the journal to grow.
@Suite(.timeLimit(.minutes(5)))
struct ListenerTests {
    @Test func `a listener that ends while the journal grows holds up neither itself nor the journal`() async throws {
        let folder = try TemporaryFolder()
        let journal = try openJournal(folder)
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { for _ in 0..<200 { try await journal.append(manyFaults(1)) } }
            while journal.lastNumber < 200 {
                let listeners = (0..<16).map { _ in Task { for await _ in journal.growth() {} } }
                await Task.yield()
                for listener in listeners { listener.cancel() }
                for listener in listeners { await listener.value }
            }
        }
        #expect(journal.lastNumber == 200)
        #expect(journal.listeners.count == 0)
    }
}
