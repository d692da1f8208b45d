import Faults
import NetworkValues
import Synchronization
import Testing

@testable import SNMPAgent

/// A name service that answers once, and then never again.
private final class FadingNames: Sendable {
    private let asked = Mutex(0)

    var count: Int { asked.withLock { $0 } }

    func addresses() async -> [IPAddress] {
        let count = asked.withLock { asked in
            asked += 1
            return asked
        }
        if count > 1 { try? await Task.sleep(for: .seconds(3600)) }
        return count > 1 ? [] : [.loopback]
    }
}

/// Receivers by name, while the name service hangs.
@Suite(.serialized, .timeLimit(.minutes(2))) struct NameServiceTests {
    private func target(_ port: UInt16, _ kind: NotificationTarget.Kind = .trap) -> NotificationTarget {
        var target = NotificationTarget(
            index: 1, host: "nms.example.org", port: port, version: .v2c(community: "public"), set: .own,
            minimumSeriousness: .information)
        target.kind = kind
        return target
    }

    @Test func `traps go on to the address that was found before`() async throws {
        let receiver = try #require(Receiver())
        let (names, ahead) = (FadingNames(), ManualClock(Timestamp(milliseconds: 0)))
        let bench = try NotificationBench(
            targets: [target(receiver.port)],
            resolve: { _ in await names.addresses() },
            now: { NotificationBench.time().adding(milliseconds: ahead.now.milliseconds) })
        try await bench.running {
            try await bench.append([TestRecords.alarm(1)])
            #expect(await receiver.message()?.name == NotificationContent.Generic.coldStart.name)
            #expect(await receiver.message()?.number(.alarm) == 1)
            ahead.advance(milliseconds: TargetPump.resolveSeconds * 1000)
            for number in 2...4 {
                try await bench.append([TestRecords.alarm(UInt32(number))])
                #expect(await receiver.message()?.number(.alarm) == UInt64(number))
            }
            #expect(await bench.until { names.count == 2 })
            #expect(bench.service.statuses.first?.failed == 0)
        }
    }

    @Test func `informs go on to the address that was found before`() async throws {
        let receiver = try #require(InformReceiver())
        defer { receiver.stop() }
        let (names, ahead) = (FadingNames(), ManualClock(Timestamp(milliseconds: 0)))
        let bench = try NotificationBench(
            targets: [target(receiver.port, .inform)],
            resolve: { _ in await names.addresses() },
            now: { NotificationBench.time().adding(milliseconds: ahead.now.milliseconds) })
        try await bench.running {
            try await bench.append([TestRecords.alarm(1)])
            #expect(await bench.until { bench.position == 1 })
            ahead.advance(milliseconds: TargetPump.resolveSeconds * 1000)
            for number in 2...4 {
                try await bench.append([TestRecords.alarm(UInt32(number))])
                #expect(await bench.until { bench.position == UInt64(number) })
            }
            #expect(await bench.until { names.count == 2 })
            #expect(receiver.alarms == [1, 2, 3, 4] && bench.service.statuses.first?.failed == 0)
        }
    }

    @Test func `the service ends while the first lookup hangs, and calls that no failure`() async throws {
        let names = FadingNames()
        _ = await names.addresses()
        let bench = try NotificationBench(targets: [target(9)]) { _ in await names.addresses() }
        try await bench.running {
            #expect(await bench.until { names.count == 2 })
        }
        #expect(bench.service.statuses.first?.failed == 0)
    }

    @Test func `what a lookup finds is taken once, and what was given up is not`() async throws {
        let refresh = AddressRefresh()
        #expect(refresh.take() == nil)
        refresh.begin { [.loopback] }
        while true {
            if let found = refresh.take() {
                #expect(found == [.loopback])
                break
            }
            await Task.yield()
        }
        #expect(refresh.take() == nil)
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        refresh.begin {
            try? await Task.sleep(for: .seconds(3600))
            end.finish()
            return [.loopback]
        }
        refresh.begin { [.v4(1)] }
        refresh.stop()
        for await _ in ended {}
        refresh.begin { [.v4(2)] }
        while true {
            if let found = refresh.take() {
                #expect(found == [.v4(2)])
                break
            }
            await Task.yield()
        }
    }
}
