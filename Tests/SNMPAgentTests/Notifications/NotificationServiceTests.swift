import Faults
import Journal
import NetworkValues
import Snapshot
import Testing

@testable import SNMPAgent

@Suite(.serialized)
struct NotificationServiceTests {
    private func target(
        _ receiver: Receiver, index: UInt32 = 1, set: NotificationSet = .own, minimum: Seriousness = .information
    ) -> NotificationTarget {
        NotificationTarget(
            index: index, host: "127.0.0.1", port: receiver.port, version: .v2c(community: "public"), set: set,
            minimumSeriousness: minimum)
    }

    private func append(_ bench: NotificationBench, _ records: [FaultRecord]) async throws {
        try await bench.append(records)
    }

    @Test func `receivers hear of the start, then of what happens, in order`() async throws {
        let receiver = try #require(Receiver())
        let bench = try NotificationBench(targets: [target(receiver)])
        try await bench.running {
            try await append(bench, [TestRecords.alarm(1), TestRecords.event(), TestRecords.alarm(1, .alarmCleared)])
            #expect(await receiver.message()?.name == NotificationContent.Generic.coldStart.name)
            let own = OwnTree(.standard).notifications(.alarm)
            for (record, last) in [(UInt64(2), UInt32(1)), (3, 4), (4, 2)] {
                let message = await receiver.message()
                #expect(message?.name == own + [last])
                #expect(message?.number(.record) == record)
            }
            #expect(await bench.until { bench.position == 3 })
            let status = try #require(bench.service.statuses.first)
            #expect(status.sent == 4 && status.failed == 0 && status.pending == 0 && status.state == .sending)
            #expect(bench.counters.value(.outTraps) == 4)
        }
    }

    @Test func `both sets are sent to one who wants both, and the filter is each receiver's own`() async throws {
        let both = try #require(Receiver())
        let critical = try #require(Receiver())
        let bench = try NotificationBench(targets: [
            target(both, set: .both), target(critical, index: 2, set: .vendor, minimum: .critical),
        ])
        try await bench.running {
            try await append(bench, [TestRecords.event(.warning), TestRecords.alarm(1, seriousness: .critical)])
            #expect(await both.message()?.name == NotificationContent.Generic.coldStart.name)
            #expect(await both.message()?.name == OwnTree(.standard).notifications(.alarm) + [4])
            #expect(await both.message()?.name == VendorTree.notifications + [19])
            #expect(await critical.message()?.name == NotificationContent.Generic.coldStart.name)
            #expect(await critical.message()?.name == VendorTree.notifications + [11])
            // The datagram is there before the status is.
            #expect(await bench.until { bench.service.statuses.map(\.filtered) == [0, 1] })
        }
    }

    @Test func `a receiver that was away gets what it missed, and the others did not wait`() async throws {
        let present = try #require(Receiver())
        let port = try #require(Receiver()).port  // Closed again: nobody listens there.
        let absent = NotificationTarget(index: 2, host: "127.0.0.1", port: port, version: .v2c(community: "public"))
        let bench = try NotificationBench(targets: [target(present), absent])
        try await bench.running {
            try await append(bench, [TestRecords.alarm(1), TestRecords.alarm(2), TestRecords.alarm(3)])
            _ = await present.message()
            for number in 1...3 { #expect(await present.message()?.number(.alarm) == UInt64(number)) }
            #expect(await bench.until { bench.service.statuses.last?.state == .failing })
            #expect(bench.service.statuses.last?.lastError == "the receiver does not listen")
            #expect(bench.service.statuses.first?.failed == 0)

            let back = try #require(Receiver(port: port))
            var alarms: [UInt64] = []
            while alarms.last != 3, let message = await back.message() {
                if let alarm = message.number(.alarm) { alarms.append(alarm) }
            }
            #expect(Array(Set(alarms)).sorted() == [1, 2, 3])
            #expect(await bench.until { bench.service.statuses.last?.state == .sending })
        }
    }

    @Test func `what was sent is not sent again by the next service`() async throws {
        let receiver = try #require(Receiver())
        let first = try NotificationBench(targets: [target(receiver)])
        try await first.running {
            try await append(first, [TestRecords.alarm(1)])
            #expect(await first.until { first.position == 1 })
        }
        _ = try await first.journal.append([.fault(TestRecords.alarm(2))])
        let second = try NotificationBench(targets: [target(receiver)], journal: first.journal)
        try await second.running {
            var alarms: [UInt64] = []
            while alarms.last != 2, let message = await receiver.message() {
                if let alarm = message.number(.alarm) { alarms.append(alarm) }
            }
            #expect(alarms == [1, 2])
        }
    }

    @Test func `nothing leaves before the hold ends, and then everything does`() async throws {
        let receiver = try #require(Receiver())
        let bench = try NotificationBench(
            targets: [target(receiver)], settings: NotificationSettings(holdSeconds: 1_000_000_000))
        try await bench.running {
            try await append(bench, [TestRecords.alarm(1)])
            #expect(await bench.until { bench.service.statuses.first?.pending == 2 }, "with the notice of the start")
            #expect(bench.service.statuses.first?.state == .held)
            #expect(bench.service.statuses.first?.sent == 0)
        }
    }

    @Test func `an interface that goes down is told with its states`() async throws {
        let receiver = try #require(Receiver())
        let bench = try NotificationBench(targets: [target(receiver)])
        try await bench.running {
            #expect(await receiver.message()?.name == NotificationContent.Generic.coldStart.name)
            var snapshot = bench.snapshots.current
            snapshot.host.interfaces[1].isOperationallyUp = false
            bench.snapshots.publish(snapshot)
            let message = await receiver.message()
            #expect(message?.name == NotificationContent.Generic.linkDown.name)
            #expect(message?.variables.dropFirst(2).prefix(3).map(\.content) == [[2], [1], [2]])
            #expect(message?.variables.count == 7 && message?.number(.record) == 2)
            #expect(message?.notice(.time)?.count == 11)
        }
    }

    @Test(arguments: [true, false])
    func `neighbours that come and go are told only when asked for`(isAsked: Bool) async throws {
        let receiver = try #require(Receiver())
        let bench = try NotificationBench(
            targets: [target(receiver)],
            settings: NotificationSettings(holdSeconds: 0, sendsNeighbourChanges: isAsked))
        try await bench.running {
            _ = await receiver.message()
            var snapshot = bench.snapshots.current
            snapshot.lan = LANFixture.lan()
            snapshot.host.interfaces[1].isOperationallyUp = false
            bench.snapshots.publish(snapshot)
            #expect(await receiver.message()?.name == NotificationContent.Generic.linkDown.name)
            guard isAsked else {
                try await append(bench, [TestRecords.alarm(1)])
                #expect(await receiver.message()?.number(.alarm) == 1)
                return
            }
            let message = await receiver.message()
            #expect(message?.name == LLDPTree.tablesChange)
            #expect(message?.variables.dropFirst(2).prefix(4).map(\.content) == [[3], [19], [18], [17]])
            #expect(message?.variables.count == 8 && message?.number(.record) == 3)
        }
    }

    @Test func `authentication failures are told when asked for, at most once a second`() async throws {
        let receiver = try #require(Receiver())
        let bench = try NotificationBench(
            targets: [target(receiver)],
            settings: NotificationSettings(holdSeconds: 0, sendsAuthenticationFailures: true))
        try await bench.running {
            _ = await receiver.message()
            for _ in 0..<100 { bench.service.authenticationFailed() }
            #expect(await receiver.message()?.name == NotificationContent.Generic.authenticationFailure.name)
            try await append(bench, [TestRecords.alarm(1)])
            #expect(await receiver.message()?.number(.alarm) == 1)
        }
        let quiet = try NotificationBench(targets: [target(receiver)])
        quiet.service.authenticationFailed()
        #expect(quiet.counters.value(.outTraps) == 0)
    }

    @Test func `a receiver that is added hears of what comes, one that is removed of nothing`() async throws {
        let first = try #require(Receiver())
        let second = try #require(Receiver())
        let bench = try NotificationBench(targets: [target(first)])
        try await bench.running {
            try await append(bench, [TestRecords.alarm(1)])
            _ = await first.message()
            #expect(await first.message()?.number(.alarm) == 1)
            bench.service.apply([target(second, index: 2)], settings: NotificationSettings(holdSeconds: 0))
            try await append(bench, [TestRecords.alarm(2)])
            #expect(await second.message()?.number(.alarm) == 2)
            #expect(bench.service.statuses.map(\.index) == [2])
        }
    }

    @Test func `a test goes to whom it is meant for, and tells when nobody listens`() async throws {
        let receiver = try #require(Receiver())
        let port = try #require(Receiver()).port
        var named = target(receiver, set: .both)
        named.name = "NMS"
        let absent = NotificationTarget(index: 2, host: "127.0.0.1", port: port, version: .v1(community: "c"))
        let unknown = NotificationTarget(index: 3, host: "127.0.0.1", port: port, version: .v3(user: "nobody"))
        let bench = try NotificationBench(targets: [named, absent, unknown])
        let outcomes = await bench.service.sendTest()
        #expect(outcomes.map(\.isSent) == [true, false, false])
        #expect(outcomes.map(\.target) == ["NMS", "127.0.0.1:\(port)", "127.0.0.1:\(port)"])
        #expect(outcomes[1].message == "the receiver does not listen")
        #expect(outcomes[2].message.contains("nobody"))
        let message = await receiver.message()
        #expect(message?.name == OwnTree(.standard).notifications(.alarm) + [5])
        #expect(message?.notice(.deviceName) == Array("host".utf8))
        #expect(await receiver.message()?.name == VendorTree.notifications + [19])
        #expect(await bench.service.sendTest(to: "NMS").count == 1)
        #expect(await bench.service.sendTest(to: "other").isEmpty)
    }

    @Test func `from the journal to the wire takes little time`() async throws {
        let receiver = try #require(Receiver())
        let bench = try NotificationBench(targets: [target(receiver)])
        try await bench.running {
            _ = await receiver.message()
            var times: [Duration] = []
            let clock = ContinuousClock()
            for number in 1...200 {
                _ = try await bench.journal.append([.fault(TestRecords.alarm(UInt32(number)))])
                let start = clock.now
                _ = await receiver.next()
                times.append(clock.now - start)
            }
            times.sort()
            print("durable record to received trap: median \(times[100]), p99 \(times[197])")
            #expect(times[100] < .milliseconds(50))
        }
    }
}
