import DeviceFeeds
import DeviceProtocols
import Faults
import IPDECTCore
import NetworkValues
import Testing

/// All devices together: who is meant by what a feed tells.
struct DeviceSiteTests {
    private let start = Timestamp(milliseconds: 1_790_000_000_000)
    private let code = FaultCode.rfpUnsynchronized

    private func at(_ seconds: Int64) -> Timestamp { start.adding(seconds: seconds) }
    private static func address(_ number: Int) -> IPAddress { .v4(0xc000_0200 + UInt32(number)) }
    private static func mac(_ number: Int) -> MACAddress { MACAddress(rawValue: 0x0090_33aa_0000 + UInt64(number)) }

    /// A master (1) and two radios, all found.
    private func site() -> DeviceSite {
        var site = DeviceSite()
        let devices = (1...3).map {
            WatchedDevice(number: $0, address: Self.address($0), model: .ipbs2, name: "unit-\($0)", mac: Self.mac($0))
        }
        _ = site.apply(devices, limits: WatchLimits())
        for number in 1...3 {
            _ = site.take([.standingAlarms([])], of: number, from: .snmp, startedAt: start, at: start)
        }
        return site
    }

    private func alarm(_ remote: Int? = nil, _ source: String = "RFP") -> ReportedAlarm {
        ReportedAlarm(code: code, source: source, text: "t", remote: remote.map(Self.address))
    }

    private func news(_ consequence: DeviceSite.Consequence) -> [WatchOutcome] {
        consequence.outcomes.filter { if case .site(.deviceFound) = $0 { false } else { true } }
    }

    @Test func `an alarm in the master's list and in the radio's own is one, on the radio`() {
        var site = site()
        #expect(
            news(site.take([.standingAlarms([alarm(2)])], of: 1, from: .snmp, startedAt: at(1), at: at(1))) == [
                .site(.faultRaised(Self.mac(2), code, source: "RFP", text: "t"))
            ])
        #expect(
            news(site.take([.standingAlarms([alarm()])], of: 2, from: .snmp, startedAt: at(2), at: at(2))).isEmpty)
        #expect(site.watches[2]?.alarms.first?.tellers.count == 2)
        // The radio no longer has it, but its master still does; then neither.
        #expect(news(site.take([.standingAlarms([])], of: 2, from: .snmp, startedAt: at(3), at: at(3))).isEmpty)
        #expect(
            news(site.take([.standingAlarms([])], of: 1, from: .snmp, startedAt: at(4), at: at(4))) == [
                .site(.faultCleared(Self.mac(2), code, source: "RFP"))
            ])
    }

    @Test func `a master's list says nothing of what it did not tell`() {
        var site = site()
        _ = site.take([.standingAlarms([alarm(2, "A")])], of: 1, from: .snmp, startedAt: at(1), at: at(1))
        _ = site.take([.alarm(alarm(nil, "B"))], of: 2, from: .traps, startedAt: at(1), at: at(1))
        #expect(
            news(site.take([.standingAlarms([])], of: 1, from: .snmp, startedAt: at(60), at: at(60))) == [
                .site(.faultCleared(Self.mac(2), code, source: "A"))
            ])
    }

    @Test func `alarms of devices that are not watched stay with who tells of them, and are told apart`() {
        var site = site()
        let list = [alarm(7), alarm(8), alarm(1)]
        let outcomes = news(site.take([.standingAlarms(list)], of: 1, from: .snmp, startedAt: at(1), at: at(1)))
        #expect(
            outcomes == [
                .site(.faultRaised(Self.mac(1), code, source: "RFP of 192.0.2.7", text: "t")),
                .site(.faultRaised(Self.mac(1), code, source: "RFP of 192.0.2.8", text: "t")),
                .site(.faultRaised(Self.mac(1), code, source: "RFP", text: "t")),
            ])
    }

    @Test func `a message calls for a poll, but a storm of them for one in five seconds`() {
        var site = site()
        let thin = ReportedAlarm(code: code)
        let first = site.take([.alarm(thin)], of: 2, from: .traps, startedAt: at(1), at: at(1))
        #expect(first.wanted.map(\.feed) == [.snmp, .http] && first.wanted.allSatisfy { $0.device == 2 })
        for _ in 0..<100 {
            #expect(site.take([.alarm(thin)], of: 2, from: .traps, startedAt: at(2), at: at(2)).wanted.isEmpty)
        }
        #expect(site.take([.alarm(thin)], of: 2, from: .traps, startedAt: at(7), at: at(7)).wanted.count == 2)
    }

    @Test(arguments: [RadioReference.mac(mac(3)), .name("UNIT-3"), .address(address(3))])
    func `a master that lost a radio is heard on the radio, which is asked at once`(radio: RadioReference) {
        var site = site()
        let lost = site.take([.radioLost(radio)], of: 1, from: .logs, startedAt: at(1), at: at(1))
        #expect(
            news(lost).contains {
                if case .site(.faultRaised(Self.mac(3), .masterRadioRegistrationDown, _, _)) = $0 {
                    true
                } else {
                    false
                }
            })
        #expect(lost.wanted.contains { $0.device == 3 })
        let back = site.take([.radioRegistered(radio)], of: 1, from: .logs, startedAt: at(2), at: at(2))
        #expect(
            news(back).contains(
                .site(.faultCleared(Self.mac(3), .masterRadioRegistrationDown, source: "DECT MASTER"))))
    }

    @Test func `what is forwarded is taken for the device that is watched, and the rest is given back`() {
        var site = site()
        func subject(_ id: DeviceID, _ address: IPAddress?) -> FaultSubject {
            FaultSubject(device: id, deviceName: "", address: address)
        }
        let known = SiteEffect.raise(code, on: subject(.agent, Self.address(2)), source: "RFP", text: "t")
        let foreign = SiteEffect.raise(
            code, on: subject(DeviceID(rawValue: 9), Self.address(9)), source: "RFP", text: "t")
        let (consequence, rest) = site.take(
            forwarded: [known, foreign, .objectGone(DeviceID(Self.mac(2)))], at: at(1))
        #expect(news(consequence) == [.site(.faultRaised(Self.mac(2), code, source: "RFP", text: "t"))])
        #expect(rest == [foreign])
        let key = AlarmKey(device: DeviceID(Self.mac(2)), source: "RFP", code: code)
        #expect(
            news(site.take(forwarded: [.clear(key)], at: at(2)).consequence) == [
                .site(.faultCleared(Self.mac(2), code, source: "RFP"))
            ])
    }

    @Test func `other settings keep what is known; a device at another address is another one`() {
        var site = site()
        var devices = (1...3).map {
            WatchedDevice(number: $0, address: Self.address($0), model: .ipbs2, name: "new-\($0)", mac: Self.mac($0))
        }
        devices[2].address = Self.address(30)
        devices.remove(at: 1)
        let outcomes = site.apply(devices, limits: WatchLimits()).outcomes
        #expect(outcomes.contains(.site(.deviceForgotten(Self.mac(2)))))
        #expect(outcomes.contains(.site(.deviceForgotten(Self.mac(3)))))
        #expect(
            outcomes.contains { if case .site(.deviceFound(Self.mac(1), "new-1", _)) = $0 { true } else { false } })
        #expect(site.watches.count == 2 && site.number(at: Self.address(30)) == 3)
        #expect(site.number(at: Self.address(2)) == nil)
    }

    @Test func `what a former run knew is known at once, with its alarms`() {
        var site = DeviceSite()
        var known = DeviceIdentity()
        known.mac = Self.mac(1)
        known.model = .ipbs3
        _ = site.apply(
            [WatchedDevice(number: 1, address: Self.address(1))], limits: WatchLimits(),
            remembered: { [known] _ in known },
            standing: { [AlarmKey(device: $0, source: "RFP", code: .rfpUnsynchronized)] })
        let consequence = site.take([.standingAlarms([])], of: 1, from: .snmp, startedAt: at(0), at: at(0))
        #expect(news(consequence) == [.site(.faultCleared(Self.mac(1), code, source: "RFP"))])
    }
}
