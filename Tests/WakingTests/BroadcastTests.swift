import Synchronization
import Testing
import Waking

@Suite(.timeLimit(.minutes(5)))
struct BroadcastTests {
    @Test func `who listens hears the newest, beginning with what was given`() async {
        let broadcast = Broadcast<Int>()
        var early = broadcast.stream().makeAsyncIterator()
        var late = broadcast.stream(beginningWith: 7).makeAsyncIterator()
        #expect(await late.next() == 7)
        for news in 8...10 { broadcast.tell(news) }
        #expect(await early.next() == 10)
        #expect(await late.next() == 10)
        #expect(broadcast.count == 2)
    }

    @Test func `its end ends every stream, and those that are asked for later`() async {
        let broadcast = Broadcast<Int>()
        var open = broadcast.stream(beginningWith: 1).makeAsyncIterator()
        broadcast.end()
        broadcast.tell(2)
        #expect(await open.next() == 1, "what was told before is still heard")
        #expect(await open.next() == nil)
        var late = broadcast.stream().makeAsyncIterator()
        #expect(await late.next() == nil)
        #expect(broadcast.count == 0)
    }

    @Test func `a broadcast that is gone ends its streams`() async {
        var broadcast: Broadcast<Int>? = Broadcast()
        var stream = broadcast?.stream().makeAsyncIterator()
        broadcast = nil
        #expect(await stream?.next() == nil)
    }

    @Test func `a stream that nobody reads any more is forgotten`() async {
        let broadcast = Broadcast<Void>()
        do {
            var stream = broadcast.stream().makeAsyncIterator()
            broadcast.tell()
            #expect(await stream.next() != nil)
            #expect(broadcast.count == 1)
        }
        #expect(broadcast.count == 0)
    }

    @Test func `listeners may end while somebody tells under a lock of the teller`() async {
        let teller = Teller()
        await withDiscardingTaskGroup { group in
            group.addTask { while teller.tell() < 1000 { await Task.yield() } }
            while teller.told < 1000 {
                let listeners = (0..<16).map { _ in Task { for await _ in teller.broadcast.stream() {} } }
                await Task.yield()
                for listener in listeners { listener.cancel() }
                for listener in listeners { await listener.value }
            }
        }
        #expect(teller.broadcast.count == 0)
    }

    /// Tells in the order of its numbers.
    private final class Teller: Sendable {
        let broadcast = Broadcast<Int>()
        private let number = Mutex(0)

        var told: Int { number.withLock { $0 } }

        func tell() -> Int {
            number.withLock { number in
                number += 1
                broadcast.tell(number)
                return number
            }
        }
    }
}
