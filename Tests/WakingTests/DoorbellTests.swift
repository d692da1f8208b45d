import Testing
import Waking

@Suite(.timeLimit(.minutes(5)))
struct DoorbellTests {
    @Test func `a ring is kept until somebody waits, and several count once`() async {
        let bell = Doorbell()
        bell.ring()
        bell.ring()
        await bell.wait()
        let second = Task { await bell.wait() }
        await Task.yield()
        #expect(!second.isCancelled)
        bell.ring()
        await second.value
    }

    @Test func `who is cancelled waits no longer, and leaves no ring behind`() async {
        let bell = Doorbell()
        let waiter = Task { await bell.wait() }
        waiter.cancel()
        await waiter.value
        // Were a ring left, this would return at once, and nobody would need the time that is over.
        let isOver = await overheard { sleep in await bell.wait(atMost: sleep) }
        #expect(isOver)
    }

    @Test func `a ring that is forgotten wakes nobody`() async {
        let bell = Doorbell()
        bell.ring()
        bell.clear()
        #expect(await overheard { sleep in await bell.wait(atMost: sleep) })
    }

    @Test func `each of many rings is heard by one who waits again and again`() async {
        let bell = Doorbell()
        let heard = Doorbell()
        let waiter = Task {
            for _ in 0..<1000 {
                await bell.wait()
                heard.ring()
            }
        }
        for _ in 0..<1000 {
            bell.ring()
            await heard.wait()
        }
        await waiter.value
    }

    @Test func `a second one who waits is an error of the program`() async {
        await #expect(processExitsWith: .failure) {
            let bell = Doorbell()
            async let one: Void = bell.wait()
            async let other: Void = bell.wait()
            _ = await (one, other)
        }
    }

    /// Whether `body` ended because the time was over that it was given.
    private func overheard(_ body: (@escaping @Sendable () async throws -> Void) async -> Void) async -> Bool {
        let ended = Broadcast<Void>()
        var end = ended.stream().makeAsyncIterator()
        await body { ended.tell() }
        ended.end()
        return await end.next() != nil
    }
}
