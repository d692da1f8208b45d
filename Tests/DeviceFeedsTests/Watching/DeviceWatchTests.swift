import DeviceProtocols
import Faults
import IPDECTCore
import NetworkValues
import Testing

@testable import DeviceFeeds

/// One device and its feeds.
struct DeviceWatchTests {
    private let start = Timestamp(milliseconds: 1_790_000_000_000)
    private let mac = MACAddress(rawValue: 0x0090_33aa_0001)
    private let address = IPAddress.v4(0xc000_0207)

    private func at(_ seconds: Int64) -> Timestamp { start.adding(seconds: seconds) }

    private var identity: DeviceIdentity {
        var identity = DeviceIdentity()
        identity.model = .ipbs2
        identity.version = "10.3.9"
        identity.mac = mac
        identity.name = "ward"
        return identity
    }

    private func watch(_ feeds: Set<FeedKind> = Set(FeedKind.allCases)) -> DeviceWatch {
        DeviceWatch(WatchedDevice(number: 1, address: address, feeds: feeds), limits: WatchLimits())
    }

    private func found(_ outcomes: [WatchOutcome]) -> Bool {
        outcomes.contains { if case .site(.deviceFound(mac, name: "ward", _)) = $0 { true } else { false } }
    }

    /// Without the core's hearing once more of a device that is there.
    private func news(_ outcomes: [WatchOutcome]) -> [WatchOutcome] {
        outcomes.filter { if case .site(.deviceFound) = $0 { false } else { true } }
    }

    @Test func `the first answer makes the device known, and each one is heard`() {
        var watch = watch()
        #expect(found(watch.take([.identity(identity)], from: .snmp, startedAt: at(0), at: at(0))))
        let again = watch.take([.identity(identity)], from: .snmp, startedAt: at(60), at: at(60))
        #expect(again.count == 1 && found(again))
        #expect(watch.freshness(at: at(61)) == .fresh)
    }

    @Test func `silence of all that is polled, three times, is told once; an answer ends it`() {
        var watch = watch([.snmp, .http, .logs])
        _ = watch.take([.identity(identity)], from: .snmp, startedAt: at(0), at: at(0))
        for round in 1...3 {
            #expect(watch.fail(.snmp, .silence, "no answer", at: at(Int64(round) * 60)).isEmpty)
            let outcomes = watch.fail(.http, .silence, "no answer", at: at(Int64(round) * 60 + 1))
            #expect(outcomes == (round == 3 ? [.site(.radioSilent(mac))] : []))
        }
        #expect(watch.fail(.snmp, .silence, "no answer", at: at(240)).isEmpty)
        #expect(watch.intervals(of: .snmp) == 3)
        #expect(found(watch.take([.upTime(100)], from: .http, startedAt: at(300), at: at(300))))
        #expect(!watch.isSilent)
    }

    @Test func `a device that still sends lines, or refuses, is not silent`() {
        var watch = watch([.snmp, .logs])
        _ = watch.take([.identity(identity)], from: .snmp, startedAt: at(0), at: at(0))
        _ = watch.take([], from: .logs, startedAt: at(100), at: at(100))
        for round in 1...3 { #expect(watch.fail(.snmp, .silence, "", at: at(Int64(round) * 60)).isEmpty) }
        #expect(watch.fail(.snmp, .refusal, "wrong password", at: at(240)).isEmpty)
        #expect(watch.feeds[.snmp]?.silencesInARow == 0 && watch.feeds[.snmp]?.failuresInARow == 4)
        #expect(watch.feeds[.snmp]?.lastError == "wrong password")
    }

    @Test func `one that never answered is expected when it is known, and an alarm without a place when not`() {
        var known = DeviceWatch(
            WatchedDevice(number: 1, address: address), limits: WatchLimits(), remembered: identity)
        var unknown = watch([.snmp])
        var outcomes: [WatchOutcome] = []
        for _ in 1...3 {
            outcomes = known.fail(.snmp, .silence, "", at: at(0)) + known.fail(.http, .silence, "", at: at(0))
        }
        #expect(outcomes.contains { if case .site(.deviceExpected(mac, name: "ward", _)) = $0 { true } else { false } })
        for _ in 1...3 { outcomes = unknown.fail(.snmp, .silence, "", at: at(0)) }
        #expect(
            outcomes.contains {
                if case .fault(.raise(.masterRadioRegistrationDown, let subject, _, _)) = $0 {
                    subject.device.isStandIn
                } else {
                    false
                }
            })
        outcomes = unknown.take([.identity(identity)], from: .snmp, startedAt: at(1), at: at(1))
        #expect(outcomes.contains { if case .fault(.clear) = $0 { true } else { false } } && found(outcomes))
    }

    @Test func `facts grow old where everybody sees it, and nothing is cleared`() {
        var watch = watch([.snmp])
        _ = watch.take(
            [.identity(identity), .standingAlarms([ReportedAlarm(code: .rfpUnsynchronized, source: "RFP")])],
            from: .snmp, startedAt: at(0), at: at(0))
        #expect(watch.freshness(at: at(179)) == .fresh)
        #expect(watch.freshness(at: at(180)) == .stale)
        #expect(watch.freshness(at: at(1800)) == .unknown)
        #expect(watch.tick(at: at(100_000)).isEmpty && watch.alarms.count == 1)
    }

    @Test func `a restart that three feeds tell of is one`() {
        var watch = watch()
        _ = watch.take([.identity(identity), .upTime(500_000)], from: .snmp, startedAt: at(0), at: at(0))
        #expect(
            news(watch.take([.started(isCold: true)], from: .traps, startedAt: at(30), at: at(30))) == [
                .site(.radioRestarted(mac, unexpected: false))
            ])
        #expect(news(watch.take([.upTime(1000)], from: .snmp, startedAt: at(40), at: at(40))).isEmpty)
        #expect(news(watch.take([.started(isCold: nil)], from: .logs, startedAt: at(50), at: at(50))).isEmpty)
        #expect(watch.restarts == 1 && watch.startedAt == at(30))
    }

    @Test func `the time in a message, which may have waited, is no sign of a restart`() {
        var watch = watch()
        _ = watch.take([.identity(identity), .upTime(6000)], from: .snmp, startedAt: at(0), at: at(0))
        #expect(news(watch.take([.upTime(1000)], from: .traps, startedAt: at(30), at: at(30))).isEmpty)
        #expect(news(watch.take([.upTime(9000)], from: .snmp, startedAt: at(30), at: at(30))).isEmpty)
    }

    @Test func `a restart does not undo what is told with it`() {
        var watch = watch()
        _ = watch.take([.identity(identity), .upTime(500_000)], from: .snmp, startedAt: at(0), at: at(0))
        let outcomes = news(
            watch.take(
                [.standingAlarms([ReportedAlarm(code: .rfpUnsynchronized, source: "RFP")]), .upTime(1000)], from: .snmp,
                startedAt: at(60), at: at(60)))
        #expect(
            outcomes == [
                .site(.radioRestarted(mac, unexpected: false)),
                .site(.faultRaised(mac, .rfpUnsynchronized, source: "RFP", text: "")),
            ])
    }

    @Test func `a time of running that went once around is no restart`() {
        var watch = watch()
        _ = watch.take([.identity(identity), .upTime(.max - 1000)], from: .snmp, startedAt: at(0), at: at(0))
        #expect(news(watch.take([.upTime(5000)], from: .snmp, startedAt: at(60), at: at(60))).isEmpty)
        #expect(news(watch.take([.upTime(4000)], from: .snmp, startedAt: at(120), at: at(120))).count == 1)
    }

    @Test func `what stood for a device gives way to its true address`() {
        var watch = watch()
        let alarm = ReportedAlarm(code: .rfpUnsynchronized, source: "RFP", text: "t")
        let first = watch.take([.alarm(alarm)], from: .forwarded, startedAt: at(0), at: at(0))
        let standIn = DeviceID.standIn(for: address)
        #expect(first.first == .fault(.objectReturned(.standIn(for: address))))
        guard case .fault(.raise(_, let subject, _, _)) = first.last else {
            Issue.record("\(first)")
            return
        }
        #expect(subject.device == standIn)
        let then = watch.take([.identity(identity)], from: .snmp, startedAt: at(1), at: at(1))
        #expect(then.first == .fault(.clear(AlarmKey(device: standIn, source: "RFP", code: .rfpUnsynchronized))))
        #expect(found(then) && then.last == .site(.faultRaised(mac, .rfpUnsynchronized, source: "RFP", text: "t")))
    }

    @Test func `a clock is measured, with a zone and without`() throws {
        let exact = try #require(ClockSkew(DeviceTime(at(5), isUTC: true), at: start))
        #expect(exact.milliseconds == 5000 && exact.zoneMinutes == nil)
        let zoned = try #require(ClockSkew(DeviceTime(at(2 * 3600 - 7), isUTC: false), at: start))
        #expect(zoned.milliseconds == -7000 && zoned.zoneMinutes == 120)
        #expect(zoned.corrected(DeviceTime(at(2 * 3600 - 7), isUTC: false)) == start)
        let wrong = try #require(ClockSkew(DeviceTime(at(-40 * 86_400), isUTC: false), at: start))
        #expect(wrong.zoneMinutes == 0 && wrong.milliseconds == -40 * 86_400_000)
        #expect(ClockSkew(DeviceTime(Timestamp(seconds: 60), isUTC: true), at: start) == nil)
    }

    @Test func `the core's own alarms are not taken for those of the device`() {
        var watch = watch()
        watch.resume([
            AlarmKey(device: DeviceID(mac), source: "DECT MASTER", code: .masterRadioRegistrationDown),
            AlarmKey(device: DeviceID(mac), source: "RFPINIT", code: .rfpUnsynchronized),
            AlarmKey(device: DeviceID(mac), source: "IP", code: .rfpUnsynchronized),
        ])
        #expect(watch.alarms.map(\.source) == ["IP"])
    }

    @Test func `the environment reaches the core of a gateway only`() {
        var gateway = DeviceWatch(
            WatchedDevice(number: 2, address: address, model: .ipbl, mac: mac), limits: WatchLimits())
        let environment = Environment(
            temperatureCelsius: 40, powerMilliwatts: 1, supplyMillivolts: 48_000, isFanRunning: true)
        let outcomes = gateway.take([.environment(environment)], from: .http, startedAt: at(0), at: at(0))
        #expect(outcomes.last == .site(.environment(mac, environment)))
        var radio = watch()
        _ = radio.take([.identity(identity)], from: .snmp, startedAt: at(0), at: at(0))
        #expect(news(radio.take([.environment(environment)], from: .http, startedAt: at(0), at: at(0))).isEmpty)
    }
}
