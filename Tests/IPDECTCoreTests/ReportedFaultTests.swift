import Faults
import IPDECTCore
import NetworkValues
import Testing

@Suite struct `Faults that devices report` {
    @Test func `a fault is raised, raised again, and cleared`() throws {
        var site = try TestSite()
        site.start(1)
        let key = AlarmKey(device: DeviceID(TestSite.mac(1)), source: "ETH0", code: .gwInterfaceDown)
        for _ in 0..<2 {
            site.send(.faultRaised(TestSite.mac(1), .gwInterfaceDown, source: "ETH0", text: "no link"))
            let subject = FaultSubject(device: key.device, deviceName: "ipbs3-00-00-01", address: .v4(0x0a00_0001))
            #expect(site.effects == [.raise(.gwInterfaceDown, on: subject, source: "ETH0", text: "no link")])
        }
        site.send(.faultCleared(TestSite.mac(1), .gwInterfaceDown, source: "ETH1"))
        #expect(site.refusals.count == 1)
        site.send(.faultCleared(TestSite.mac(1), .gwInterfaceDown, source: "ETH0"))
        #expect(site.effects == [.clear(key)])
    }

    @Test func `a master without a radio can report`() throws {
        var site = try TestSite()
        site.send(.faultEvent(TestSite.mac(9), .cmdRestart, source: "CMD", text: ""))
        #expect(site.refusals == [.unknownRadio(TestSite.mac(9))])
        site.send(.masterConfigured(TestSite.mac(9), .pariMaster, .active))
        site.send(.faultEvent(TestSite.mac(9), .cmdRestart, source: "CMD", text: "power on"))
        let subject = FaultSubject(device: DeviceID(TestSite.mac(9)), deviceName: "ipvm-00-00-09", address: nil)
        #expect(site.effects == [.event(.cmdRestart, on: subject, source: "CMD", text: "power on")])
    }

    @Test func `a code that nobody knows is refused`() throws {
        var site = try TestSite()
        site.start(1)
        site.send(.faultRaised(TestSite.mac(1), FaultCode(rawValue: 0xffff_ffff), source: "A", text: ""))
        #expect(site.refusals.count == 1)
    }

    @Test func `the alarms of one device are bounded`() throws {
        var site = try TestSite()
        site.start(1)
        for number in 0..<SiteState.alarmLimit {
            site.send(.faultRaised(TestSite.mac(1), .gwInterfaceDown, source: "ETH\(number)", text: ""))
        }
        #expect(site.refusals.isEmpty)
        site.send(.faultRaised(TestSite.mac(1), .gwInterfaceDown, source: "ETHX", text: ""))
        #expect(site.refusals.count == 1)
        site.send(.faultRaised(TestSite.mac(1), .gwInterfaceDown, source: "ETH0", text: ""))
        #expect(site.refusals.isEmpty)
    }
}
