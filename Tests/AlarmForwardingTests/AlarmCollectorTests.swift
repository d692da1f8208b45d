import Faults
import Foundation
import IPDECTCore
import NetworkValues
import Settings
import Snapshot
import Synchronization
import Testing

@testable import AlarmForwarding

struct AlarmCollectorTests {
    /// A collector over a snapshot without radios; what it submits is kept.
    private final class Bench: Sendable {
        let collector: AlarmCollector
        let store: SnapshotStore
        let time: Mutex<Timestamp>
        private let kept: Mutex<[SiteEffect]>

        init(_ options: String = "/enable") throws {
            let document = SettingsDocument(
                ConfigText("config change ALARM0-COLLECT \(options)\n"),
                schema: SettingsSchema([AlarmCollectSettings.self]))
            let clock = Clock()
            let log = Log()
            store = SnapshotStore(
                Snapshot(
                    time: Clock.start, agent: AgentStatus(version: "1", startedAt: Clock.start)))
            collector = AlarmCollector(
                try document.module(as: AlarmCollectSettings.self), snapshots: store,
                submit: { effects in
                    log.kept.withLock { $0 += effects }
                    return log.isDurable.withLock(\.self)
                }, now: { clock.time.withLock { $0 } })
            time = Mutex(Clock.start)
            kept = Mutex([])
            self.clock = clock
            self.log = log
        }

        private let clock: Clock
        private let log: Log

        var effects: [SiteEffect] { log.kept.withLock { $0 } }

        func set(isDurable: Bool) { log.isDurable.withLock { $0 = isDurable } }

        func advance(minutes: Int64) { clock.time.withLock { $0 = $0.adding(seconds: minutes * 60) } }

        func send(_ text: String, isJSON: Bool = false, from source: IPAddress = .v4(0x0a00_0007)) async throws {
            try await collector.receive(Array(text.utf8), isJSON: isJSON, from: source)
        }

        final class Clock: Sendable {
            static let start = Timestamp(seconds: 1_795_435_200)
            let time = Mutex(Clock.start)
        }

        final class Log: Sendable {
            let kept = Mutex<[SiteEffect]>([])
            let isDurable = Mutex(true)
        }
    }

    private static let alarm =
        "event=alarm&type=alarm&severity=2&code=0x00030204&time=1795435200&from=ipbs3&serial=00013e1d008d&source=DECT+MASTER&text=Radio%20down"

    @Test func `an alarm is raised on the device that sent it, and cleared by its own clear`() async throws {
        let bench = try Bench()
        try await bench.send(Self.alarm)
        try await bench.send(Self.alarm.replacing("type=alarm", with: "type=clear"))
        let subject = FaultSubject(
            device: DeviceID(rawValue: 0x0001_3e1d_008d), deviceName: "ipbs3", address: .v4(0x0a00_0007))
        let code = FaultCode(rawValue: 0x0003_0204)
        #expect(
            bench.effects == [
                .raise(code, on: subject, source: "DECT MASTER", text: "Radio down"),
                .clear(AlarmKey(device: subject.device, source: "DECT MASTER", code: code)),
            ])
        #expect(bench.collector.counts == (2, 0))
    }

    @Test func `the twin in JSON is read, and a device without a number is known by its address`() async throws {
        let bench = try Bench()
        try await bench.send(
            #"{"mt":"AddAlarm","type":"alarm","severity":1,"code":"0x00010002","date":"1795435200","host":"IP0011-42-04-a7","source":"RELAY/RECH","text":"grün & gut"}"#,
            isJSON: true)
        try await bench.send(#"{"type":"error","code":65538,"source":"X"}"#, isJSON: true)
        guard case .raise(let code, let subject, let source, let text)? = bench.effects.first else {
            Issue.record("no alarm was raised: \(bench.effects)")
            return
        }
        #expect(code == FaultCode(rawValue: 0x0001_0002) && source == "RELAY/RECH" && text == "grün & gut")
        #expect(subject.deviceName == "IP0011-42-04-a7" && subject.device == DeviceID(rawValue: 0x021f_0a00_0007))
        guard case .event(_, let other, _, _)? = bench.effects.last else {
            Issue.record("no event: \(bench.effects)")
            return
        }
        #expect(other.device == subject.device && other.deviceName == "10.0.0.7")
    }

    @Test func `what is no alarm, comes from elsewhere or too fast is refused and counted`() async throws {
        let bench = try Bench("/enable /allow 10.0.0.0/8 /rate 3")
        await #expect(throws: AlarmCollector.Refusal.notAllowed) {
            try await bench.send(Self.alarm, from: .v4(0x0b00_0001))
        }
        await #expect(throws: AlarmCollector.Refusal.self) { try await bench.send("type=rumour") }
        await #expect(throws: AlarmCollector.Refusal.self) { try await bench.send("[1,2]", isJSON: true) }
        try await bench.send(Self.alarm)
        await #expect(throws: AlarmCollector.Refusal.tooFast) { try await bench.send(Self.alarm) }
        #expect(bench.effects.count == 1 && bench.collector.counts == (1, 4))
        let off = try Bench("/allow 10.0.0.0/8")
        await #expect(throws: AlarmCollector.Refusal.notAllowed) { try await off.send(Self.alarm) }
    }

    @Test func `an alarm that is not on the disk is not taken, and is when it comes again`() async throws {
        let bench = try Bench()
        bench.set(isDurable: false)
        await #expect(throws: AlarmCollector.Refusal.notSafe) { try await bench.send(Self.alarm) }
        #expect(bench.collector.counts == (taken: 0, refused: 1))
        bench.set(isDurable: true)
        try await bench.send(Self.alarm)
        #expect(bench.collector.counts == (taken: 1, refused: 1))
    }

    @Test func `nobody raises or clears an alarm of the agent itself`() async throws {
        let bench = try Bench()
        for serial in ["000000000000", "00:00:00:00:00:00", "00-00-00-00-00-00"] {
            for kind in ["alarm", "clear", "error"] {
                let text = Self.alarm.replacing("00013e1d008d", with: serial).replacing(
                    "type=alarm", with: "type=\(kind)")
                await #expect(
                    throws: AlarmCollector.Refusal.malformed(
                        "expected the hardware address of a device in serial, got \(serial)")
                ) { try await bench.send(text) }
            }
        }
        let object = #"{"type":"clear","code":"0x000c0130","source":"rejected","serial":"000000000000"}"#
        await #expect(throws: AlarmCollector.Refusal.self) { try await bench.send(object, isJSON: true) }
        #expect(bench.effects.isEmpty && bench.collector.counts == (0, 10))
    }

    @Test func `a device that falls silent is gone, and back with its next word`() async throws {
        let bench = try Bench()
        try await bench.send(Self.alarm)
        let device = DeviceID(rawValue: 0x0001_3e1d_008d)
        var snapshot = bench.store.current
        _ = snapshot.alarms.raise(
            FaultCode(rawValue: 0x0003_0204), on: FaultSubject(device: device, deviceName: "ipbs3", address: nil),
            source: "DECT MASTER", text: "", at: snapshot.time)
        bench.store.publish(snapshot)
        bench.advance(minutes: 34)
        await bench.collector.look()
        #expect(bench.effects.count == 1)
        bench.advance(minutes: 2)
        await bench.collector.look()
        await bench.collector.look()
        #expect(bench.effects.dropFirst() == [.objectGone(device)])
        try await bench.send(Self.alarm)
        #expect(bench.effects.dropFirst(2).first == .objectReturned(device) && bench.effects.count == 4)
    }

    @Test func `anything at all is taken or refused, never more`() async throws {
        let bench = try Bench("/enable /rate 0")
        let inputs = ProcessInfo.processInfo.environment["IPDECT_FUZZ_INPUTS"].flatMap { Int($0) } ?? 3000
        let seeds = [Self.alarm, #"{"type":"alarm","code":"0x1","severity":{"a":[1]},"text":null}"#].map {
            Array($0.utf8)
        }
        var random = SystemRandomNumberGenerator()
        for index in 0..<inputs {
            var octets = seeds[index % 2]
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                octets[Int.random(in: 0..<octets.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            try? await bench.collector.receive(octets, isJSON: index % 2 == 1, from: .v4(UInt32(index)))
        }
        let counts = bench.collector.counts
        #expect(counts.taken + counts.refused == UInt64(inputs))
    }
}
