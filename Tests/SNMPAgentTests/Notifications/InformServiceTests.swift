import Faults
import Journal
import NetworkValues
import SNMPProtocol
import Settings
import Snapshot
import Testing

@testable import SNMPAgent

@Suite(.serialized)
struct InformServiceTests {
    private func target(
        _ port: UInt16, _ version: NotificationTarget.Version = .v2c(community: "public"), timeout: Int64 = 100,
        window: Int = 1
    ) -> NotificationTarget {
        var target = NotificationTarget(index: 1, host: "127.0.0.1", port: port, version: version)
        target.kind = .inform
        target.timeoutMilliseconds = timeout
        target.window = window
        return target
    }

    private func append(_ bench: NotificationBench, _ records: [FaultRecord]) async throws {
        try await bench.append(records)
    }

    private func position(_ bench: NotificationBench) -> UInt64? { bench.position }

    @Test func `the cursor moves with acknowledgements, in order, and the notice of the start is acknowledged too`()
        async throws
    {
        let receiver = try #require(InformReceiver())
        defer { receiver.stop() }
        let bench = try NotificationBench(targets: [target(receiver.port, timeout: 3000)])
        try await bench.running {
            try await append(bench, (1...50).map { TestRecords.alarm(UInt32($0)) })
            #expect(await bench.until { position(bench) == 50 })
            #expect(receiver.acknowledged.first?.name == NotificationContent.Generic.coldStart.name)
            #expect(receiver.alarms == (1...50).map(UInt64.init))
            let status = try #require(bench.service.statuses.first)
            #expect(status.sent == 51 && status.acknowledged == 51 && status.retried == 0 && status.failed == 0)
            #expect(status.pending == 0 && status.lastAcknowledged != nil && status.unexpected == 0)
        }
    }

    @Test func `what a silent receiver did not acknowledge is not passed, and comes when it speaks again`() async throws
    {
        let receiver = try #require(InformReceiver())
        defer { receiver.stop() }
        var silent = target(receiver.port, timeout: 200)
        silent.retries = 1
        let bench = try NotificationBench(targets: [silent])
        try await bench.running {
            try await append(bench, [TestRecords.alarm(1)])
            #expect(await bench.until { position(bench) == 1 })
            receiver.change { $0.answers = false }
            try await append(bench, (2...200).map { TestRecords.alarm(UInt32($0)) })
            #expect(await bench.until { bench.service.statuses.first?.state == .failing })
            let status = try #require(bench.service.statuses.first)
            #expect(status.lastError == "the receiver does not answer" && status.retried >= 1)
            #expect(position(bench) == 1 && status.pending == 199)
            receiver.change { $0.answers = true }
            #expect(await bench.until { position(bench) == 200 })
            #expect(receiver.alarms == (1...200).map(UInt64.init), "each once, in order")
            #expect(bench.service.statuses.first?.state == .sending)
        }
    }

    @Test func `what waits are faults and notices, whatever lines of the log are beside them`() async throws {
        let healthy = try #require(InformReceiver()), silent = try #require(InformReceiver())
        defer { for receiver in [healthy, silent] { receiver.stop() } }
        var second = target(silent.port, timeout: 200)
        second.index = 2
        let bench = try NotificationBench(targets: [target(healthy.port, timeout: 3000), second])
        let line = LogRecord(topic: .agent, severity: 6, device: .agent, time: NotificationBench.time(), text: "line")
        try await bench.running {
            #expect(await bench.until { healthy.acknowledged.count == 1 && silent.acknowledged.count == 1 })
            silent.change { $0.answers = false }
            #expect(await bench.until { bench.service.statuses.map(\.pending) == [0, 0] })
            for number in UInt32(1)...5 {
                try await bench.append([TestRecords.alarm(number)])
                try await bench.journal.append(Array(repeating: .log(line), count: 100))
            }
            #expect(await bench.until { bench.service.statuses.map(\.pending) == [0, 5] })
            #expect(bench.journal.lastNumber == 506)
            for _ in 0..<20 { try await bench.journal.append(Array(repeating: .log(line), count: 100)) }
            #expect(bench.service.statuses.map(\.pending) == [0, 5])
            silent.change { $0.answers = true }
            #expect(await bench.until { bench.service.statuses.map(\.pending) == [0, 0] })
        }
    }

    @Test func `an answer with an error is no acknowledgement`() async throws {
        let receiver = try #require(InformReceiver(.init(status: 5)))
        defer { receiver.stop() }
        let bench = try NotificationBench(targets: [target(receiver.port)])
        try await bench.running {
            try await append(bench, [TestRecords.alarm(1)])
            #expect(await bench.until { bench.service.statuses.first?.lastError == "the receiver answered genErr" })
            #expect(position(bench) == 0)
            receiver.change { $0.status = 0 }
            #expect(await bench.until { position(bench) == 1 })
        }
    }

    @Test func `what is malformed or belongs to nothing is counted and changes nothing`() async throws {
        let strange = BER.element(
            0x30,
            BER.integer(1) + BER.element(4, Array("public".utf8))
                + BER.element(0xa2, BER.integer(1) + BER.integer(0) + BER.integer(0) + BER.element(0x30, [])))
        let receiver = try #require(InformReceiver(.init(noise: [[0x30, 0x82], strange, []])))
        defer { receiver.stop() }
        let bench = try NotificationBench(targets: [target(receiver.port, timeout: 3000)])
        try await bench.running {
            try await append(bench, [TestRecords.alarm(1)])
            #expect(await bench.until { position(bench) == 1 })
            #expect((bench.service.statuses.first?.unexpected ?? 0) >= 2)
            #expect(receiver.alarms == [1])
        }
    }

    @Test func `a window sends more at once and loses nothing`() async throws {
        let receiver = try #require(InformReceiver())
        defer { receiver.stop() }
        let bench = try NotificationBench(targets: [target(receiver.port, timeout: 3000, window: 16)])
        try await bench.running {
            try await append(bench, (1...300).map { TestRecords.alarm(UInt32($0)) })
            #expect(await bench.until { position(bench) == 300 })
            #expect(receiver.alarms == (1...300).map(UInt64.init))
        }
    }

    @Test func `what was not acknowledged is sent by the next service`() async throws {
        let receiver = try #require(InformReceiver())
        defer { receiver.stop() }
        let first = try NotificationBench(targets: [target(receiver.port)])
        try await first.running {
            try await append(first, [TestRecords.alarm(1)])
            #expect(await first.until { position(first) == 1 })
            receiver.change { $0.answers = false }
            try await append(first, [TestRecords.alarm(2), TestRecords.alarm(3)])
            #expect(await first.until { (first.service.statuses.first?.sent ?? 0) >= 3 })
        }
        receiver.change { $0.answers = true }
        let second = try NotificationBench(targets: [target(receiver.port)], journal: first.journal)
        try await second.running {
            #expect(await second.until { second.journal.status.cursors.first?.position == 5 })
            #expect(receiver.alarms == [1, 2, 3])
        }
    }

    @Test func `a host name is resolved again when the receiver does not answer`() async throws {
        let receiver = try #require(InformReceiver())
        defer { receiver.stop() }
        let turns = RequestNumbers(first: 0)
        var named = target(receiver.port, timeout: 20)
        named.host = "nms.example.org"
        let bench = try NotificationBench(targets: [named]) { _ in
            turns.take() < 3 ? [] : [.v4(0x7f00_0001)]
        }
        try await bench.running {
            try await append(bench, [TestRecords.alarm(1)])
            #expect(await bench.until { position(bench) == 1 })
            #expect(bench.service.statuses.first?.lastError == "the name nms.example.org has no address")
        }
    }

    @Test func `a test is an inform that tells whether it was acknowledged`() async throws {
        let user = user(.sha256, .aes128)
        let receiver = try #require(InformReceiver(.init(user: user)))
        defer { receiver.stop() }
        let bench = try NotificationBench(
            targets: [target(receiver.port, .v3(user: "op"), timeout: 500)], users: [user])
        #expect(await bench.service.sendTest().map(\.isSent) == [true])
        #expect(receiver.acknowledged.map(\.name) == [OwnTree(.standard).notifications(.alarm) + [5]])
        receiver.change { $0.answers = false }
        #expect(await bench.service.sendTest().map(\.message) == ["the receiver does not answer"])
    }

    // MARK: Version 3

    private func user(
        _ authentication: AuthenticationProtocol? = .sha256, _ privacy: PrivacyProtocol? = nil,
        password: String = "authentication"
    ) -> SNMPUser {
        SNMPUser(
            name: "op", authentication: authentication.map { .init(algorithm: $0, password: Secret(password)) },
            privacy: privacy.map { .init(algorithm: $0, password: Secret("privacy-password")) })
    }

    @Test(arguments: [
        (AuthenticationProtocol?.none, PrivacyProtocol?.none), (.md5, nil), (.sha1, .des), (.sha256, .aes128),
        (.sha512, .aes256),
    ])
    func `version 3 finds the receiver's engine and its time`(
        authentication: AuthenticationProtocol?, privacy: PrivacyProtocol?
    ) async throws {
        let user = user(authentication, privacy)
        let receiver = try #require(InformReceiver(.init(user: user)))
        defer { receiver.stop() }
        let bench = try NotificationBench(
            targets: [target(receiver.port, .v3(user: "op"), timeout: 3000)], users: [user])
        try await bench.running {
            try await append(bench, (1...20).map { TestRecords.alarm(UInt32($0)) })
            #expect(await bench.until { position(bench) == 20 })
            #expect(receiver.alarms == (1...20).map(UInt64.init))
            #expect(bench.service.statuses.first?.failed == 0, "finding out is no failure")
            // Discovery, the time if it is authenticated, and one message for each.
            #expect(receiver.count == 21 + (authentication == nil ? 1 : 2))
        }
    }

    @Test func `a receiver that started anew is followed: more boots, fewer, and another engine`() async throws {
        let user = user(.sha256, .aes128)
        let receiver = try #require(InformReceiver(.init(user: user)))
        defer { receiver.stop() }
        let bench = try NotificationBench(
            targets: [target(receiver.port, .v3(user: "op"), timeout: 3000)], users: [user])
        try await bench.running {
            try await append(bench, [TestRecords.alarm(1)])
            #expect(await bench.until { position(bench) == 1 })
            let changes: [@Sendable (inout InformReceiver.Behaviour) -> Void] = [
                {
                    $0.boots += 1; $0.time = 1
                },
                {
                    $0.boots = 1; $0.time = 50
                },
                {
                    $0.engineID = [0x80, 0, 0x1f, 0x88, 5, 7, 7, 7]; $0.boots = 1; $0.time = 5
                },
            ]
            for (place, change) in changes.enumerated() {
                receiver.change(change)
                try await append(bench, [TestRecords.alarm(UInt32(place + 2))])
                #expect(await bench.until { position(bench) == UInt64(place + 2) })
            }
            #expect(receiver.alarms == [1, 2, 3, 4])
            #expect(bench.service.statuses.first?.failed == 0)
        }
    }

    @Test func `a receiver with another password says so, and one that does not know the user`() async throws {
        let receiver = try #require(InformReceiver(.init(user: user(password: "something-else"))))
        defer { receiver.stop() }
        let bench = try NotificationBench(
            targets: [target(receiver.port, .v3(user: "op"), timeout: 3000)], users: [user()])
        try await bench.running {
            try await append(bench, [TestRecords.alarm(1)])
            #expect(
                await bench.until {
                    bench.service.statuses.first?.lastError.contains("another authentication password") ?? false
                })
            receiver.change { $0.user?.name = "other" }
            #expect(
                await bench.until {
                    bench.service.statuses.first?.lastError == "the receiver does not know the user op; add it there"
                })
            #expect(position(bench) == 0 && receiver.alarms.isEmpty)
        }
    }

    // MARK: Storms, heartbeats and filters

    @Test func `a storm is summed up behind what was sent, and the cursor waits for the summary`() async throws {
        let receiver = try #require(InformReceiver())
        defer { receiver.stop() }
        var limited = target(receiver.port, timeout: 3000)
        limited.storm = StormLimit(perMinute: 600, burst: 10)
        let bench = try NotificationBench(targets: [limited])
        try await bench.running {
            // Time is that of the records: the summary is due when theirs is over.
            var records = (1...100).map { TestRecords.alarm(UInt32($0)) }
            records.append(TestRecords.alarm(101, seriousness: .critical))
            for place in records.indices { records[place].time = NotificationBench.time() }
            try await append(bench, records)
            #expect(await bench.until { position(bench) == 101 })
            #expect(receiver.alarms == (1...10).map(UInt64.init) + [101])
            let name = OwnTree(.standard).notifications(.alarm) + [6]
            let summary = try #require(receiver.acknowledged.last { $0.name == name })
            #expect(summary.number(.held) == 90 && summary.number(.heldErrors) == 90)
            #expect(summary.number(.firstRecord) == 12 && summary.number(.lastRecord) == 101)
            #expect(bench.service.statuses.first?.heldBack == 90)
        }
    }

    @Test func `a heartbeat tells what stands`() async throws {
        let receiver = try #require(InformReceiver())
        defer { receiver.stop() }
        var beating = target(receiver.port, timeout: 3000)
        beating.heartbeatSeconds = 1
        let bench = try NotificationBench(targets: [beating])
        try await bench.running {
            let name = OwnTree(.standard).notifications(.alarm) + [7]
            #expect(await bench.until { receiver.acknowledged.contains { $0.name == name } })
            let beat = try #require(receiver.acknowledged.first { $0.name == name })
            #expect(beat.notice(.deviceName) == Array("host".utf8))
            #expect(beat.number(.interval) == 1)
            let active = OwnTree(.standard).objects(.alarm) + [1, AlarmModule.Summary.active.rawValue, 0]
            let standing = bench.snapshots.current.alarms.alarms.count
            #expect(beat.variables.first { $0.name == active }?.content == [UInt8(standing)])
        }
    }

    @Test func `a filter keeps back what it says, and the end of an alarm carries the alarm's number`() async throws {
        let receiver = try #require(InformReceiver())
        defer { receiver.stop() }
        var filtered = target(receiver.port, timeout: 3000)
        filtered.filter = SubtreeFilter(
            name: "own",
            families: [
                MIBView.Family(OwnTree(.standard).notifications(.alarm) + [1]),
                MIBView.Family(OwnTree(.standard).notifications(.alarm) + [2]),
            ])
        let bench = try NotificationBench(targets: [filtered])
        try await bench.running {
            try await append(
                bench, [TestRecords.alarm(9), TestRecords.event(), TestRecords.alarm(9, .alarmCleared)])
            #expect(await bench.until { position(bench) == 3 })
            #expect(receiver.alarms == [9, 9])
            #expect(receiver.acknowledged.last?.name?.last == 2)
            #expect(bench.service.statuses.first?.filtered == 2, "coldStart and the event")
        }
    }
}
