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
            #expect(receiver.acknowledged.prefix(4).map { $0.number(.record) } == [1, 2, 3, 4])
            let lines = try await first.journal.records(after: 0).map(\.time.dateAndTime)
            #expect(receiver.acknowledged[2].notice(.time) == lines[2], "when the link broke, not when it is told")
        }
    }

    /// What a receiver is told of a notice of the journal.
    private func told(
        _ notice: Notice, to target: NotificationTarget, view: CompiledView? = nil
    ) -> [NotificationContent] {
        var selection = NotificationSelection(target, NotificationStock(.standard))
        selection.view = view
        let line = notice.record(at: TableFixture.start)
        return selection.contents(of: JournalRecord(number: 77, content: .log(line)))
    }

    @Test func `a notice of the journal has its number and time behind what the standard asks for, in every version`()
        throws
    {
        let encoder = TrapEncoder(objectID: TableSettings().objectID)
        let time = TableFixture.start.dateAndTime
        for notice in notices {
            let content = try #require(told(notice, to: target(9)).first)
            #expect(content.variables.dropLast(2) == notice.content.variables[...])
            let new = try #require(TrapMessage(encoder.v2c(content, community: "c", requestID: 1, upTime: 1)))
            let old = try #require(TrapMessage(encoder.v1(content, community: "c", address: 0, upTime: 1)))
            for message in [new, old] {
                #expect(message.number(.record) == 77 && message.notice(.time) == time)
                #expect(message.variables.suffix(2).map(\.name.last) == [0, 0])
            }
            #expect(new.variables.count == old.variables.count + 2)
        }
    }

    @Test func `the devices' set has notices as the devices send them, and from memory none has a number`() {
        var vendor = target(9)
        vendor.set = .vendor
        for notice in notices { #expect(told(notice, to: vendor) == [notice.content]) }
        vendor.set = .both
        #expect(told(.coldStart, to: vendor).map(\.variables.count) == [2])
        #expect(Notice.coldStart.content.variables.isEmpty)
    }

    @Test func `number and time keep no notice back, neither by a filter nor by a view`() {
        let record = OwnTree(.standard).objects(.alarm) + [6, OwnNotifications.Object.record.rawValue]
        var filtered = target(9)
        filtered.filter = SubtreeFilter(
            name: "f", families: [MIBView.Family([1, 3]), MIBView.Family(record, isIncluded: false)])
        #expect(told(.coldStart, to: filtered) == [Notice.coldStart.content])
        let view = CompiledView(
            MIBView(name: "v", families: [MIBView.Family([1, 3, 6, 1, 6, 3]), MIBView.Family([1, 3, 6, 1, 2, 1])]))
        #expect(told(.linkUp(3), to: target(9), view: view) == [Notice.linkUp(3).content])
        #expect(told(.linkUp(3), to: target(9), view: CompiledView(.all)).map(\.variables.count) == [5])
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
