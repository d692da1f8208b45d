import Testing
import Waking

@Suite(.timeLimit(.minutes(5)))
struct FirstAnswerTests {
    private struct Refused: Error {}

    @Test func `the first of several answers counts`() async throws {
        let answer = FirstAnswer<Int>()
        #expect(answer.answer(.success(1)))
        #expect(!answer.answer(.success(2)))
        #expect(try await answer.value() == 1)
        #expect(!answer.answer(.failure(Refused())))
    }

    @Test func `who is cancelled waits no longer, and the answer comes too late`() async {
        let answer = FirstAnswer<Int>()
        let waiter = Task { try await answer.value() }
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
        #expect(!answer.answer(.success(1)))
    }
}
