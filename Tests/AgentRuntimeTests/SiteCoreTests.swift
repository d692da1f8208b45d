import DeviceFeeds
import Faults
import IPDECTCore
import Journal
import NetworkValues
import Snapshot
import Testing

@testable import AgentRuntime

struct SiteCoreTests {
    @Test func `a fault is durable and in the snapshot when its submission returns`() async throws {
        let fixture = try await CoreFixture()
        try await fixture.running {
            await fixture.core.submit([.raise(.ipInterfaceDown)])
            #expect(fixture.journal.lastNumber == 1)
            #expect(fixture.store.current.alarms.alarms.map(\.key.code) == [.ipInterfaceDown])
            #expect(fixture.store.current.agent.journalLastNumber == 1)
            let records = try await fixture.faults()
            #expect(records.map(\.activity) == [.alarm])
            #expect(records.first?.alarmNumber == 1)
            #expect(records.first?.isSimulated == false)
        }
    }

    @Test func `a repeated raise counts and is no new record`() async throws {
        let fixture = try await CoreFixture()
        try await fixture.running {
            for _ in 0..<3 { await fixture.core.submit([.raise(.ipInterfaceDown)]) }
            #expect(fixture.journal.lastNumber == 1)
            let kept = try await fixture.journal.restoreAlarms()
            #expect(kept.alarms.map(\.count) == [3])
        }
    }

    @Test func `a cleared alarm leaves two records and no state`() async throws {
        let fixture = try await CoreFixture()
        try await fixture.running {
            await fixture.core.submit([.raise(.ipInterfaceDown), .clear(.ipInterfaceDown)])
            let records = try await fixture.faults()
            #expect(records.map(\.activity) == [.alarm, .alarmCleared])
            #expect(records.map(\.alarmNumber) == [1, 1])
            let kept = try await fixture.journal.restoreAlarms()
            #expect(kept.alarms.isEmpty)
            #expect(kept.lastNumber == 1)
        }
    }

    @Test func `what was submitted before the end is still done`() async throws {
        let fixture = try await CoreFixture()
        try await fixture.running {
            await withDiscardingTaskGroup { group in
                for number in 0..<50 {
                    group.addTask { await fixture.core.submit([.raise(.ipInterfaceDown, source: "IP\(number)")]) }
                }
            }
        }
        #expect(fixture.journal.lastNumber == 50)
        #expect(fixture.store.current.alarms.alarms.count == 50)
    }

    @Test func `an input that is refused says why and changes nothing`() async throws {
        let fixture = try await CoreFixture()
        let mac = try #require(MACAddress("00:01:3e:00:00:09"))
        try await fixture.running {
            let refusals = await fixture.core.submit([.radioDeleted(mac)]).refusals
            #expect(refusals == [.unknownRadio(mac)])
            #expect(fixture.journal.lastNumber == 0)
        }
    }

    @Test func `alarms of the last run keep their numbers, the agent's own are over`() async throws {
        let folder = try TemporaryFolder()
        let first = try await CoreFixture(in: folder)
        let agent = FaultSubject(device: .agent, deviceName: "host", address: nil)
        try await first.running {
            await first.core.submit([.raise(.ipInterfaceDown), .raise(.boxMemoryLow, on: agent, source: "BOX")])
        }
        await first.journal.close()

        let second = try await CoreFixture(in: folder)
        try await second.running {
            await second.core.welcomeRestoredAlarms()
            let alarms = second.store.current.alarms.alarms
            #expect(alarms.map(\.number) == [1])
            #expect(alarms.first?.objectGoneSince == second.clock.now())
            await second.core.submit([.raise(.ipInterfaceDown, source: "IP2")])
            #expect(second.store.current.alarms.alarms.map(\.number) == [1, 3])
        }
    }

    @Test func `an alarm of an object that is gone times out after 30 minutes`() async throws {
        let fixture = try await CoreFixture()
        try await fixture.running {
            await fixture.core.submit([.raise(.ipInterfaceDown), .fault(.objectGone(pump.device))])
            fixture.clock.advance(milliseconds: 30 * 60_000 - 1)
            let other = FaultSubject(device: DeviceID(rawValue: 2), deviceName: "other", address: nil)
            await fixture.core.submit([.raise(.ipTcpBindError, on: other)])
            #expect(fixture.store.current.alarms.alarms.count == 2)
            var changes = fixture.store.changes().makeAsyncIterator()
            _ = await changes.next()
            fixture.clock.advance(milliseconds: 1)
            while fixture.store.current.alarms.alarms.contains(where: { $0.key.code == .ipInterfaceDown }) {
                _ = await changes.next()
            }
            let records = try await fixture.faults()
            #expect(records.last?.activity == .alarmTimeout)
            #expect(records.last?.alarmNumber == 1)
        }
    }

    @Test func `another severity changes what is sent and not what is kept`() async throws {
        let fixture = try await CoreFixture()
        try await fixture.running {
            _ = await fixture.core.perform(
                .desk { desk in
                    desk.severities.set(.disabled, for: .ipInterfaceDown)
                    return []
                })
            await fixture.core.submit([.raise(.ipInterfaceDown)])
            let record = try #require(try await fixture.faults().first)
            #expect(record.seriousness == .disabled)
            #expect(record.severity == FaultCatalogue.definition(of: .ipInterfaceDown)?.severity)
            #expect(fixture.store.current.alarms.alarms.count == 1)
        }
    }

    @Test func `the log has what is durable by its number in the journal, also behind a restart`() async throws {
        let folder = try TemporaryFolder()
        let first = try await CoreFixture(in: folder)
        let before = try await first.running {
            _ = try await first.journal.append([.fault(Self.strange), .log(Self.notice)])
            await first.core.submit([.raise(.ipInterfaceDown)])
            await first.core.submit([.clear(.ipInterfaceDown)])
            _ = try await first.journal.append([.log(Self.notice)])
            await first.core.submit([.raise(.ipInterfaceDown)])
            return first.store.current.log
        }
        #expect(before.entries.map(\.number) == [2, 3, 4, 5, 6])
        #expect(before.entries.map(\.record?.activity) == [nil, .alarm, .alarmCleared, nil, .alarm])
        #expect(before.entries.first?.content == .notice("coldStart", at: Self.notice.time))
        #expect(before.added == 5)
        let restored = await EventLog.restored(from: first.journal)
        #expect(restored.entries.map(\.number) == [1, 2, 3, 4, 5, 6])
        #expect(restored.entries.dropFirst().map(\.content) == before.entries.map(\.content))
        #expect(restored.entries.first?.record == Self.strange)
        #expect(restored.added == 0 && restored.lastNumber == 6)
    }

    private static let notice = LogRecord(
        topic: .agent, severity: 5, device: .agent, time: Timestamp(seconds: 1_800_000_000), text: "coldStart",
        module: LogRecord.noticeModule)

    /// A record that somebody else than the core wrote.
    private static let strange = FaultRecord(
        activity: .error, alarmNumber: 0, code: .cmdRestart, severity: .major, seriousness: .error, subject: pump,
        source: "Cmd", text: "started anew", time: Timestamp(seconds: 1_800_000_000))
}
