import Faults
import NetworkValues
import Testing

@testable import SNMPAgent

struct NotificationContentTests {
    let encoder = TrapEncoder(objectID: TableSettings().objectID)
    let own = OwnNotifications(.standard)

    @Test(arguments: [(FaultActivity.alarm, UInt32(1)), (.alarmCleared, 2), (.alarmTimeout, 3), (.error, 4)])
    func `our notifications carry the objects that the module says, in its order`(activity: FaultActivity, last: UInt32)
        throws
    {
        let mib = MIBObjectTests.mib
        let content = own.content(TestRecords.alarm(7, activity), number: 9)
        let defined = try #require(mib.notifications.values.first { $0.oid == content.name })
        #expect(content.name.last == last)
        #expect(content.variables.map(\.name) == defined.objects.compactMap { mib.objects[$0].map { $0.oid + [0] } })
        for (variable, name) in zip(content.variables, defined.objects) {
            let tag = mib.objects[name].flatMap { MIBObjectTests.tags[mib.base(of: $0.syntax)] }
            let expected: UInt8 =
                switch variable.value {
                case .integer: 0x02
                case .unsigned: 0x42
                case .octets: 0x04
                case .name: 0x06
                case .ticks: 0x43
                }
            #expect(tag == expected, "\(name)")
        }
    }

    @Test func `the test notification is the module's`() throws {
        let content = own.test(from: "host", text: "hello", at: TableFixture.now)
        let defined = try #require(MIBObjectTests.mib.notifications["ipdectTestNotification"])
        #expect(content.name == defined.oid)
        #expect(content.variables.count == defined.objects.count)
    }

    @Test func `summaries and heartbeats carry the objects that the module says, in its order`() throws {
        let own = OwnNotifications(.standard)
        let summary = StormControl.Summary(
            count: 5, bySeriousness: [.error: 3, .warning: 2], from: TableFixture.start, until: TableFixture.now,
            firstRecord: 8, lastRecord: 12)
        let figures = HeartbeatFigures(
            name: "host", active: 3, critical: 1, major: 2, indeterminate: 0, lastRecord: 12, time: TableFixture.now)
        let contents = [
            "ipdectHeldBackNotification": own.heldBack(summary, events: 2...6),
            "ipdectHeartbeatNotification": own.heartbeat(figures, every: 60),
        ]
        for (name, content) in contents {
            let defined = try #require(MIBObjectTests.mib.notifications[name])
            #expect(content.name == defined.oid)
            let names = defined.objects.map { (MIBObjectTests.mib.objects[$0]?.oid ?? []) + [0] }
            #expect(content.variables.map(\.name) == names)
        }
    }

    @Test func `the vendor's notification follows from seriousness, and there is one clear`() {
        let numbers = [Seriousness.critical, .error, .warning, .information].map {
            VendorNotifications.content(TestRecords.alarm(1, seriousness: $0)).name.last
        }
        #expect(numbers == [11, 12, 14, 14])
        let events = [Seriousness.critical, .error, .warning, .information].map {
            VendorNotifications.content(TestRecords.event($0)).name.last
        }
        #expect(events == [16, 17, 19, 19])
        #expect(VendorNotifications.content(TestRecords.alarm(1, .alarmCleared)).name.last == 15)
        #expect(VendorNotifications.content(TestRecords.alarm(1, .alarmTimeout)).name.last == 15)
        let content = VendorNotifications.content(TestRecords.event())
        #expect(content.variables.map(\.name) == [[1, 3, 6, 1, 4, 1, 27614, 1, 1, 1, 1, 3, 0]])
        #expect(content.variables.first?.value == .integer(0x0003_0210))
    }

    @Test func `version 1 names the enterprise, and the number behind a zero as specific`() throws {
        let octets = encoder.v1(
            own.content(TestRecords.alarm(7), number: 9), community: "public", address: 0x7f00_0001, upTime: 4711)
        let message = try #require(TrapMessage(octets))
        #expect(message.version == 0 && message.community == "public")
        #expect(message.head.map(\.tag) == [0x06, 0x40, 0x02, 0x02, 0x43])
        #expect(CellReader.arcs(message.head[0].content[...]) == OwnTree(.standard).identity(.alarm))
        #expect(message.head[1].content == [127, 0, 0, 1])
        #expect(message.head[2].content == [6] && message.head[3].content == [1])
        #expect(message.head[4].content == [0x12, 0x67])
        #expect(message.variables.count == 15)
        #expect(message.notice(.text) == Array("Radio does not answer".utf8))
    }

    @Test(arguments: [
        (Notice.coldStart, UInt8(0)), (.warmStart, 1), (.linkDown(2, isAdministrativelyUp: true), 2), (.linkUp(2), 3),
        (.authenticationFailure, 4),
    ])
    func `generic traps of version 1 carry the agent's sysObjectID, in version 2c their own name`(
        notice: Notice, generic: UInt8
    ) throws {
        let first = try #require(
            TrapMessage(encoder.v1(notice.content, community: "c", address: 0, upTime: 1)))
        #expect(CellReader.arcs(first.head[0].content[...]) == TableSettings().objectID)
        #expect(first.head[2].content == [generic] && first.head[3].content == [0])
        let second = try #require(
            TrapMessage(encoder.v2c(notice.content, community: "c", requestID: 1, upTime: 1)))
        #expect(second.name == [1, 3, 6, 1, 6, 3, 1, 1, 5, UInt32(generic) + 1])
        #expect(second.variables.first?.name == [1, 3, 6, 1, 2, 1, 1, 3, 0])
    }

    @Test func `a link notification tells index and states`() {
        let variables = Notice.linkDown(7, isAdministrativelyUp: true).content.variables
        #expect(variables.map(\.value) == [.integer(7), .integer(1), .integer(2)])
        #expect(variables.allSatisfy { $0.name.last == 7 })
    }

    @Test func `no message is longer than 1,200 octets, and texts end with a whole character`() throws {
        var record = TestRecords.alarm(7, text: String(repeating: "語", count: 1000))
        record.subject.deviceName = String(repeating: "ü", count: 200)
        record.source = String(repeating: "x", count: 200)
        record.subject.address = .v6(high: 0xfe80_0000_0000_0000, low: 1, zone: 3)
        let longRoot = try ModuleRoot([1, 3, 6, 1, 4, 1] + Array(repeating: UInt32.max, count: 4))
        for root in [ModuleRoot.standard, longRoot] {
            let content = OwnNotifications(root).content(record, number: .max)
            let messages = [
                encoder.v1(content, community: "public", address: 1, upTime: .max),
                encoder.v2c(content, community: "public", requestID: .max, upTime: .max),
                encoder.scopedPDU(
                    content, engineID: Array(repeating: 1, count: 32), requestID: 1, upTime: 1, overhead: 180),
            ]
            #expect(messages[0].count <= 1200, "below \(root)")
            #expect(messages[1].count <= 1200, "below \(root)")
            #expect(messages[2].count <= 1020, "below \(root)")
            let text = try #require(
                TrapMessage(messages[1])?.variables.first { $0.name.suffix(2) == [11, 0] }?.content)
            #expect(String(validating: text, as: UTF8.self) != nil)
        }
        let usual = encoder.v2c(own.content(record, number: 1), community: "public", requestID: 1, upTime: 1)
        #expect(TrapMessage(usual)?.notice(.text)?.count == 255)
    }
}
