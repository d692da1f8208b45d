import NetworkValues
import Snapshot
import Testing

@testable import LinkProtocols
@testable import SNMPAgent

/// lldpRemTablesChange: when it is due, and what it says.
struct NeighbourWatchTests {
    var receiver = LANFixture.receiver()

    @Test mutating func `changes are told at most once in five seconds, and none is lost`() {
        var watch = NeighbourWatch()
        func lan(_ receiver: LLDPReceiver) -> LANStatus {
            var lan = LANFixture.lan()
            lan.ports[0].lldp = LANFixture.lldp(receiver, nil)
            return lan
        }
        let now = TableFixture.now
        #expect(watch.notice(lan(receiver), now: now) == nil, "what is there at first is no change")
        #expect(watch.notice(lan(receiver), now: now.adding(seconds: 1)) == nil)
        _ = receiver.expire(now: now)
        #expect(
            watch.notice(lan(receiver), now: now.adding(seconds: 2))
                == .neighboursChanged(inserts: 3, deletes: 22, drops: 18, ageouts: 20))
        _ = receiver.receive(LANFixture.telephone(), from: LANFixture.chassis, now: now.adding(seconds: 3))
        #expect(watch.notice(lan(receiver), now: now.adding(seconds: 3)) == nil)
        #expect(watch.notice(lan(receiver), now: now.adding(seconds: 6)) == nil)
        #expect(
            watch.notice(lan(receiver), now: now.adding(seconds: 7))
                == .neighboursChanged(inserts: 4, deletes: 22, drops: 18, ageouts: 20))
        #expect(watch.notice(lan(receiver), now: now.adding(seconds: 60)) == nil)
    }

    @Test func `the notification has the name and the objects of the module`() {
        let content = Notice.neighboursChanged(inserts: 1, deletes: 2, drops: 3, ageouts: 4).content
        #expect(content.name == [1, 0, 8802, 1, 1, 2, 0, 0, 1])
        #expect(content.enterpriseAndSpecific.enterprise == [1, 0, 8802, 1, 1, 2, 0])
        #expect(content.enterpriseAndSpecific.specific == 1)
        #expect(
            content.variables
                == (2...5).map { column in
                    NotificationVariable(
                        name: [1, 0, 8802, 1, 1, 2, 1, 2, column, 0], value: .unsigned(column - 1))
                })
    }
}
