import DeviceProtocols
import Faults
import NetworkValues
import Testing

@testable import DeviceFeeds

/// What several feeds say of one alarm is one alarm.
struct AlarmClaimsTests {
    private let start = Timestamp(milliseconds: 1_790_000_000_000)
    private let snmp = AlarmTeller(device: 1, feed: .snmp)
    private let http = AlarmTeller(device: 1, feed: .http)
    private let traps = AlarmTeller(device: 1, feed: .traps)
    private let logs = AlarmTeller(device: 1, feed: .logs)
    private let forwarded = AlarmTeller(device: 1, feed: .forwarded)
    private let code = FaultCode.rfpUnsynchronized

    private func alarm(_ source: String = "RFP", _ text: String = "text") -> ReportedAlarm {
        ReportedAlarm(code: code, source: source, text: text)
    }

    private func at(_ seconds: Int64) -> Timestamp { start.adding(seconds: seconds) }

    @Test func `two lists and a message make one alarm, with three tellers`() {
        var claims = AlarmClaims()
        #expect(
            claims.take(list: [alarm()], from: snmp, startedAt: at(0), at: at(1)) { _ in true } == [
                .raise(code, source: "RFP", text: "text")
            ])
        #expect(claims.take(list: [alarm()], from: http, startedAt: at(2), at: at(3)) { _ in true }.isEmpty)
        #expect(claims.take(alarm("", ""), from: traps, hasList: true, at: at(4)).isEmpty)
        #expect(claims.claims.map { Set($0.tellers.keys) } == [[snmp, http, traps]])
        // Read again and again, it is raised no second time.
        #expect(claims.take(list: [alarm()], from: snmp, startedAt: at(60), at: at(61)) { _ in true }.isEmpty)
    }

    @Test func `it is over when no list has it`() {
        var claims = AlarmClaims()
        _ = claims.take(list: [alarm()], from: snmp, startedAt: at(0), at: at(1)) { _ in true }
        _ = claims.take(list: [alarm()], from: http, startedAt: at(2), at: at(3)) { _ in true }
        #expect(claims.take(list: [], from: snmp, startedAt: at(60), at: at(61)) { _ in true }.isEmpty)
        #expect(
            claims.take(list: [], from: http, startedAt: at(62), at: at(63)) { _ in true } == [
                .clear(code, source: "RFP")
            ])
        #expect(claims.claims.isEmpty)
    }

    @Test func `a list that is no longer read does not keep it alive, and clears nothing by itself`() {
        var claims = AlarmClaims()
        _ = claims.take(list: [alarm()], from: snmp, startedAt: at(0), at: at(1)) { _ in true }
        _ = claims.take(list: [alarm()], from: http, startedAt: at(2), at: at(3)) { _ in true }
        #expect(claims.giveUpWaiting(before: at(10_000)).isEmpty && claims.claims.count == 1)
        #expect(
            claims.take(list: [], from: snmp, startedAt: at(600), at: at(601)) { $0 != http } == [
                .clear(code, source: "RFP")
            ])
    }

    @Test func `a message that came while the list was read is not undone by it`() {
        var claims = AlarmClaims()
        #expect(claims.take(alarm(), from: traps, hasList: true, at: at(5)).count == 1)
        #expect(claims.take(list: [], from: snmp, startedAt: at(4), at: at(6)) { _ in true }.isEmpty)
        #expect(claims.take(list: [], from: snmp, startedAt: at(7), at: at(8)) { _ in true }.count == 1)
    }

    @Test func `a thin message waits for the list, and gets its source and text there`() {
        var claims = AlarmClaims()
        #expect(claims.take(alarm("", ""), from: traps, hasList: true, at: at(0)).isEmpty)
        #expect(
            claims.take(list: [alarm()], from: snmp, startedAt: at(1), at: at(2)) { _ in true } == [
                .raise(code, source: "RFP", text: "text")
            ])
        #expect(claims.claims.map { Set($0.tellers.keys) } == [[snmp, traps]])
    }

    @Test func `a thin message is told as it is when no list comes`() {
        var claims = AlarmClaims()
        #expect(claims.take(alarm("", ""), from: traps, hasList: true, at: at(0)).isEmpty)
        #expect(claims.giveUpWaiting(before: at(0)).isEmpty)
        #expect(claims.giveUpWaiting(before: at(20)) == [.raise(code, source: "device", text: "")])
        // The list comes after all: the same alarm goes by its true source.
        #expect(
            claims.take(list: [alarm()], from: snmp, startedAt: at(30), at: at(31)) { _ in true } == [
                .clear(code, source: "device"), .raise(code, source: "RFP", text: "text"),
            ])
    }

    @Test func `a thin message about what was over before the list came is an event`() {
        var claims = AlarmClaims()
        _ = claims.take(alarm("", ""), from: traps, hasList: true, at: at(0))
        #expect(
            claims.take(list: [], from: snmp, startedAt: at(1), at: at(2)) { _ in true } == [
                .event(code, source: "device", text: "")
            ])
    }

    @Test func `without any list a thin message is told at once`() {
        var claims = AlarmClaims()
        #expect(
            claims.take(alarm("", ""), from: traps, hasList: false, at: at(0)) == [
                .raise(code, source: "device", text: "")
            ])
        #expect(claims.clear(code, source: nil) == [.clear(code, source: "device")])
    }

    @Test func `a clear without a source, where two stand, is left to the list`() {
        var claims = AlarmClaims()
        _ = claims.take(alarm("A"), from: logs, hasList: false, at: at(0))
        _ = claims.take(alarm("B"), from: logs, hasList: false, at: at(0))
        #expect(claims.clear(code, source: nil) == nil && claims.claims.count == 2)
        #expect(claims.clear(code, source: "A") == [.clear(code, source: "A")])
        #expect(claims.clear(code, source: "A") == [])
    }

    @Test func `what is forwarded again is counted again`() {
        var claims = AlarmClaims()
        #expect(claims.take(alarm(), from: forwarded, hasList: false, at: at(0)).count == 1)
        #expect(claims.take(alarm(), from: forwarded, hasList: false, at: at(1800)).count == 1)
        #expect(claims.take(alarm(), from: traps, hasList: false, at: at(1801)).isEmpty)
    }

    @Test func `an event that two feeds tell of is one, and one that a feed tells of twice is two`() {
        var claims = AlarmClaims()
        #expect(claims.take(event: alarm(), from: snmp, at: at(0)).count == 1)
        #expect(claims.take(event: alarm("", ""), from: traps, at: at(1)).isEmpty)
        #expect(claims.take(event: alarm(), from: snmp, at: at(2)).count == 1)
        #expect(claims.take(event: alarm(), from: forwarded, at: at(200)).count == 1)
    }

    @Test func `what a former run raised is over when the first list does not have it`() {
        var claims = AlarmClaims()
        claims.resume([
            AlarmKey(device: DeviceID(rawValue: 1), source: "RFP", code: code),
            AlarmKey(device: DeviceID(rawValue: 1), source: "OTHER", code: code),
        ])
        #expect(
            claims.take(list: [alarm()], from: snmp, startedAt: at(0), at: at(1)) { _ in true } == [
                .clear(code, source: "OTHER")
            ])
    }

    @Test func `there is a limit, and what is beyond it is counted`() {
        var claims = AlarmClaims()
        let list = (0..<300).map { alarm("S\($0)") }
        #expect(claims.take(list: list, from: snmp, startedAt: at(0), at: at(1)) { _ in true }.count == 256)
        #expect(claims.refused == 44)
    }
}
