import Synchronization
import Testing
import Waking

@Suite(.timeLimit(.minutes(5)))
struct TurnsTests {
    private struct Trouble: Error {}

    /// What happened in turns.
    private final class Record: Sendable {
        private let state = Mutex((inside: 0, most: 0, order: [Int]()))

        var most: Int { state.withLock { $0.most } }
        var order: [Int] { state.withLock { $0.order } }

        func enter(_ number: Int) {
            state.withLock { state in
                state.inside += 1
                state.most = max(state.most, state.inside)
                state.order.append(number)
            }
        }

        func leave() {
            state.withLock { $0.inside -= 1 }
        }
    }

    /// A task that has the turn until `end` is rung.
    private func holder(of turns: Turns, until end: Doorbell) async -> Task<Void, Never> {
        let begun = Doorbell()
        let task = Task {
            await turns.take {
                begun.ring()
                await end.wait()
            }
        }
        await begun.wait()
        return task
    }

    @Test func `what is done in turns is never done at once`() async {
        let turns = Turns()
        let record = Record()
        await withTaskGroup { group in
            for number in 0..<200 {
                group.addTask {
                    await turns.take {
                        record.enter(number)
                        for _ in 0..<3 { await Task.yield() }
                        record.leave()
                    }
                }
            }
        }
        #expect(record.most == 1)
        #expect(record.order.sorted() == Array(0..<200))
    }

    @Test func `turns are given in the order in which they were asked for`() async {
        let turns = Turns()
        let record = Record()
        let go = Doorbell()
        let first = await holder(of: turns, until: go)
        var later: [Task<Void, Never>] = []
        for number in 0..<20 {
            // Each runs to its waiting at once, before the next one begins.
            later.append(Task.immediate { await turns.take { record.enter(number) } })
        }
        #expect(record.order.isEmpty)
        go.ring()
        await first.value
        for task in later { await task.value }
        #expect(record.order == Array(0..<20))
    }

    @Test func `a failure is passed on, and the turn is given on`() async {
        let turns = Turns()
        await #expect(throws: Trouble.self) {
            try await turns.take { () throws(Trouble) in throw Trouble() }
        }
        #expect(await turns.take { 7 } == 7)
    }

    @Test func `who is cancelled while it waits still has its turn`() async {
        let turns = Turns()
        let go = Doorbell()
        let first = await holder(of: turns, until: go)
        let second = Task { await turns.take { Task.isCancelled } }
        second.cancel()
        go.ring()
        await first.value
        #expect(await second.value)
    }
}
