import Journal
import NetworkValues
import SNMPProtocol
import Testing

@testable import SNMPAgent

/// Notices that wait in the journal, and the notify view.
@Suite(.serialized)
struct DurableNoticeTests {
    private let notices: [Notice] = [
        .coldStart, .warmStart, .linkUp(3), .linkDown(4, isAdministrativelyUp: true),
        .linkDown(5, isAdministrativelyUp: false), .authenticationFailure,
        .neighboursChanged(inserts: 1, deletes: 2, drops: 3, ageouts: .max),
    ]

    private func target(_ port: UInt16) -> NotificationTarget {
        var target = NotificationTarget(
            index: 1, host: "127.0.0.1", port: port, version: .v2c(community: "public"))
        target.kind = .inform
        target.timeoutMilliseconds = 200
        return target
    }

    @Test func `a notice is read as it was written, and nothing else is one`() {
        for notice in notices { #expect(Notice(text: notice.text) == notice) }
        for text in ["", "coldStart 1", "linkUp", "linkUp x", "lldpRemTablesChange 1 2 3", "restart"] {
            #expect(Notice(text: text) == nil)
        }
        let time = Timestamp(seconds: 1)
        #expect(notices.allSatisfy { $0.record(at: time).isNotice })
        var relayed = Notice.coldStart.record(at: time)
        relayed.origin = LogOrigin(address: .v4(1), host: "h", facility: 1, messageOffset: 0)
        #expect(!relayed.isNotice, "nobody sends one to us")
    }

    @Test func `a stranger fills no disk with authentication failures, nor a loose cable`() {
        var budget = NoticeBudget()
        let start = Timestamp(seconds: 1000)
        func count(_ notice: Notice, seconds: Int64) -> Int {
            (0..<seconds).filter { budget.admits(notice, at: start.adding(seconds: $0)) }.count
        }
        #expect(count(.authenticationFailure, seconds: 3600) == 60)
        var flapping = NoticeBudget()
        let admitted = (0..<1000).filter { flapping.admits(.linkUp(1), at: start.adding(milliseconds: $0)) }.count
        #expect(admitted == 60)
        let later = flapping.admits(.linkUp(1), at: start.adding(seconds: 10))
        let other = flapping.admits(.authenticationFailure, at: start)
        #expect(later && other, "each has its own room")
    }

    @Test func `the start and a broken link arrive in order though the agent ended before the receiver came`()
        async throws
    {
        let receiver = try #require(InformReceiver(.init(answers: false)))
        defer { receiver.stop() }
        let first = try NotificationBench(targets: [target(receiver.port)])
        try await first.running {
            try await first.append([TestRecords.alarm(1)])
            first.service.report(.linkDown(2, isAdministrativelyUp: true))
            #expect(await first.until { first.journal.lastNumber == 3 })
        }
        receiver.change { $0.answers = true }
        let second = try NotificationBench(targets: [target(receiver.port)], journal: first.journal)
        try await second.running {
            #expect(await second.until { receiver.acknowledged.count >= 4 })
            let cold = NotificationContent.Generic.coldStart.name
            let names = receiver.acknowledged.prefix(4).map(\.name)
            let alarm = OwnTree(.standard).notifications(.alarm) + [1]
            #expect(names == [cold, alarm, NotificationContent.Generic.linkDown.name, cold])
        }
    }

    @Test func `without a receiver nothing is written`() async throws {
        let bench = try NotificationBench(targets: [])
        try await bench.running {
            bench.service.report(.linkUp(1))
            let receiver = try #require(InformReceiver())
            defer { receiver.stop() }
            bench.service.apply([target(receiver.port)], settings: NotificationSettings(holdSeconds: 0))
            #expect(await bench.until { bench.journal.cursorNames.count == 1 })
            bench.service.report(.linkUp(2))
            let up = NotificationContent.Generic.linkUp.name
            #expect(await bench.until { receiver.acknowledged.contains { $0.name == up } })
            #expect(receiver.acknowledged.filter { $0.name == up }.map { $0.variables[2].content } == [[2]])
        }
    }

    @Test func `what a notify view does not have is not sent, and counted`() async throws {
        let receiver = try #require(InformReceiver())
        defer { receiver.stop() }
        let alarms = MIBView(
            name: "alarms",
            families: [
                MIBView.Family(OwnTree(.standard).notifications(.alarm)),
                MIBView.Family(OwnTree(.standard).objects(.alarm)),
            ])
        let policy = AccessPolicy(
            views: [alarms], communities: [SNMPCommunity(name: "public".utf8, securityName: "nms")], users: [],
            groups: [
                SNMPGroup(name: "managers", communities: ["nms"], level: .noAuthNoPriv, notifyView: "alarms")
            ])
        let bench = try NotificationBench(targets: [target(receiver.port)], policy: policy)
        try await bench.running {
            try await bench.append([TestRecords.alarm(1)])
            bench.service.report(.linkUp(1))
            #expect(await bench.until { bench.journal.lastNumber == 3 })
            try await bench.append([TestRecords.alarm(2)])
            #expect(await bench.until { receiver.alarms == [1, 2] })
            #expect(receiver.acknowledged.count == 2)
            #expect(bench.service.statuses.first?.filtered == 2, "coldStart and linkUp")
        }
    }

    @Test func `one object that is not in the view keeps the notification back`() {
        let content = OwnNotifications(.standard).content(TestRecords.alarm(1), number: 1)
        let name = MIBView.Family(content.name)
        #expect(!CompiledView(MIBView(name: "v", families: [name])).shows(content))
        let objects = content.variables.map { MIBView.Family($0.name) }
        #expect(CompiledView(MIBView(name: "v", families: [name] + objects)).shows(content))
        #expect(!CompiledView(MIBView(name: "v", families: [name] + objects.dropLast())).shows(content))
        #expect(!CompiledView(MIBView(name: "v", families: objects)).shows(content))
        #expect(CompiledView(.all).shows(content) && CompiledView(.restricted).shows(content))
    }

    @Test func `who is in no group is sent everything, and a group without a row for the level nothing`() {
        var user = SNMPUser(name: "op", authentication: nil, privacy: nil)
        user.view = "none"
        let users = [LocalizedUser(user, engineID: [1, 2, 3, 4, 5], hashing: LibraryHashing())]
        let own = AccessPolicy(
            views: [], communities: [SNMPCommunity(name: "c".utf8, view: "none")], users: users)
        func target(_ version: NotificationTarget.Version) -> NotificationTarget {
            NotificationTarget(index: 1, host: "h", version: version)
        }
        #expect(own.notifyView(of: target(.v2c(community: "c")))?.isEverything == true)
        #expect(own.notifyView(of: target(.v3(user: "op")))?.isEverything == true)
        #expect(own.notifyView(of: target(.v2c(community: "unknown"))) == nil)
        let strict = AccessPolicy(
            views: [], communities: [], users: users,
            groups: [SNMPGroup(name: "g", users: ["op"], level: .authPriv)])
        let view = strict.notifyView(of: target(.v3(user: "op")))
        #expect(view?.shows(.generic(.coldStart)) == false)
    }
}
