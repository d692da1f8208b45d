import IPDECTCore
import NetworkValues
import Snapshot
import Testing

@Suite struct `The snapshot store` {
    static let time = Timestamp(seconds: 1_795_440_000)

    @Test func `numbers what is published and wakes who listens`() async {
        let first = Snapshot(time: Self.time, agent: AgentStatus(version: "0", startedAt: Self.time))
        let store = SnapshotStore(first)
        var changes = store.changes().makeAsyncIterator()
        #expect(await changes.next() == 0)
        var second = first
        second.site.registeredUsers = 7
        #expect(store.publish(second) == 1)
        #expect(store.publish(second) == 2)
        #expect(await changes.next() == 2, "a slow listener sees only the newest")
        #expect(store.current.site.registeredUsers == 7)
        #expect(store.current.number == 2)
    }

    @Test func `keeps what a reader holds`() {
        let first = Snapshot(time: Self.time, agent: AgentStatus(version: "0", startedAt: Self.time))
        let store = SnapshotStore(first)
        let held = store.current
        var second = first
        second.site.totalUsers = 9
        store.publish(second)
        #expect(held.site.totalUsers == 0)
        #expect(store.current.site.totalUsers == 9)
    }
}
