import Faults
import IPDECTCore
import NetworkValues
import Testing

@Suite struct `Registrations` {
    @Test func `a radio is seen, added, and registers`() throws {
        var site = try TestSite()
        site.send(.radioAnnounced(TestSite.mac(0x123456), TestSite.report()))
        #expect(site.radio(0x123456).registration == .uninitialized)
        #expect(site.radio(0x123456).name == "ipbs3-12-34-56")
        #expect(site.radio(0x123456).rfpi == nil)
        site.send(.radioAdded(TestSite.mac(0x123456), name: "lobby", SyncSettings(region: 4)))
        #expect(site.radio(0x123456).registration == .staticLost)
        #expect(site.radio(0x123456).rfpi != nil)
        #expect(site.radio(0x123456).name == "lobby")
        #expect(try site.region(4).radioCount == 1)
        site.wait(seconds: 5)
        site.send(.radioRegistered(TestSite.mac(0x123456), TestSite.report()))
        #expect(site.radio(0x123456).registration == .registered)
        #expect(site.radio(0x123456).connectedSince == site.time)
        #expect(site.radio(0x123456).callLimit == 8)
    }

    @Test func `inputs that do not fit the registration are refused`() throws {
        var site = try TestSite()
        let mac = TestSite.mac(1)
        site.send(.radioAdded(mac, name: "", SyncSettings()))
        #expect(site.refusals == [.unknownRadio(mac)])
        site.send(.radioAnnounced(mac, TestSite.report()))
        for input in [
            SiteInput.radioRegistered(mac, TestSite.report()), .radioDeleted(mac),
            .radioRestarted(mac, unexpected: true),
        ] {
            site.send(input)
            #expect(site.refusals == [.wrongRegistration(mac, .uninitialized)])
        }
        site.send(.radioAdded(mac, name: "", SyncSettings()))
        site.send(.radioAdded(mac, name: "", SyncSettings()))
        #expect(site.refusals == [.wrongRegistration(mac, .staticLost)])
        site.send(.radioSilent(mac))
        #expect(site.refusals == [.wrongRegistration(mac, .staticLost)])
        site.send(.radioRegistered(mac, TestSite.report()))
        site.send(.radioDeleted(mac))
        #expect(site.refusals == [.wrongRegistration(mac, .registered)])
        site.send(.radioAnnounced(mac, TestSite.report()))
        #expect(site.refusals == [.wrongRegistration(mac, .registered)])
        #expect(site.state.snapshot.refusedInputs == 8)
    }

    @Test func `a device without a radio is no radio`() throws {
        var site = try TestSite()
        site.send(.radioAnnounced(TestSite.mac(1), TestSite.report(.ipvm)))
        #expect(site.refusals == [.outOfRange(expected: "a device with a radio", got: "ipvm")])
    }

    @Test func `a silent radio is lost, with its calls, and an alarm says so until it is back`() throws {
        var site = try TestSite.cell()
        site.call(1, at: 2)
        site.call(2, at: 2)
        let rfpi = site.radio(2).rfpi
        site.send(.radioSilent(TestSite.mac(2)))
        let key = AlarmKey(
            device: DeviceID(TestSite.mac(2)), source: "DECT MASTER", code: .masterRadioRegistrationDown)
        #expect(site.raised(.masterRadioRegistrationDown) == [key])
        #expect(site.events(.masterAbnormalCallRelease) == 2)
        let radio = site.radio(2)
        #expect(radio.registration == .staticLost)
        #expect(radio.callCount == 0)
        #expect(radio.connectedSince == nil)
        #expect(radio.sync.color == .red)
        #expect(radio.sync.lostCount == 0)
        #expect(site.state.snapshot.calls.isEmpty)
        #expect(site.state.snapshot.traffic.abnormalReleases == 2)
        // It is still a radio of the system: the alarm does not time out.
        #expect(!site.effects.contains(.objectGone(DeviceID(TestSite.mac(2)))))
        site.wait(seconds: 3600)
        site.send(.radioRegistered(TestSite.mac(2), TestSite.report()))
        #expect(site.cleared(.masterRadioRegistrationDown) == [key])
        #expect(site.radio(2).rfpi == rfpi)
    }

    @Test func `an uninitialized radio that falls silent is not listed any more`() throws {
        var site = try TestSite()
        site.send(.radioAnnounced(TestSite.mac(1), TestSite.report()))
        site.send(.radioSilent(TestSite.mac(1)))
        #expect(site.state.snapshot.radios.isEmpty)
    }

    @Test func `a deleted radio frees its RFPI, and its index is not used again`() throws {
        var site = try TestSite()
        for number in 1...3 { site.start(number) }
        let rfpi = site.radio(2).rfpi
        site.send(.radioSilent(TestSite.mac(2)))
        site.send(.radioDeleted(TestSite.mac(2)))
        #expect(site.effects.contains(.objectGone(DeviceID(TestSite.mac(2)))))
        #expect(site.state.snapshot.radios.map(\.index) == [1, 3])
        site.start(4)
        #expect(site.radio(4).rfpi == rfpi)
        #expect(site.radio(4).index == 4)
        // The deleted one is a new radio when it is seen again, without its old alarms.
        site.start(2)
        #expect(site.radio(2).index == 5)
        #expect(site.radio(2).rfpi != rfpi)
    }

    @Test func `a deleted radio that comes back starts without alarms`() throws {
        var site = try TestSite()
        site.start(1)
        site.send(.radioSilent(TestSite.mac(1)))
        site.send(.radioDeleted(TestSite.mac(1)))
        site.send(.radioAnnounced(TestSite.mac(1), TestSite.report()))
        let device = DeviceID(TestSite.mac(1))
        #expect(site.effects == [.objectReturned(device), .objectRestarted(device)])
    }

    @Test func `the RFPI of a broken radio moves to its successor`() throws {
        var site = try TestSite.cell()
        site.start(9)
        let rfpi = site.radio(2).rfpi
        let released = site.radio(9).rfpi
        let others = [1, 3].map { site.radio($0).rfpi }
        site.send(.rfpiMoved(from: TestSite.mac(2), to: TestSite.mac(9)))
        #expect(site.refusals == [.wrongRegistration(TestSite.mac(2), .registered)])
        site.send(.radioSilent(TestSite.mac(2)))
        site.send(.rfpiMoved(from: TestSite.mac(2), to: TestSite.mac(9)))
        #expect(site.refusals.isEmpty)
        #expect(!site.exists(2))
        #expect(site.radio(9).rfpi == rfpi)
        #expect([1, 3].map { site.radio($0).rfpi } == others)
        site.start(10)
        #expect(site.radio(10).rfpi == released)
    }

    @Test func `the RFPIs of a gateway do not move to a base station`() throws {
        var site = try TestSite()
        site.start(1, .ipbl)
        site.start(2)
        site.send(.radioSilent(TestSite.mac(1)))
        site.send(.rfpiMoved(from: TestSite.mac(1), to: TestSite.mac(2)))
        #expect(site.refusals.count == 1)
        #expect(site.exists(1))
    }

    @Test func `a restart is over with alarms, and an unexpected one is reported after a minute`() throws {
        var site = try TestSite.cell()
        site.call(1, at: 2)
        site.call(2, at: 2)
        site.send(.faultRaised(TestSite.mac(2), .gwInterfaceDown, source: "ETH0", text: "down"))
        site.send(.radioRestarted(TestSite.mac(2), unexpected: true))
        #expect(site.effects.contains(.objectRestarted(DeviceID(TestSite.mac(2)))))
        #expect(site.state.snapshot.traffic.abnormalReleases == 2)
        #expect(site.radio(2).registration == .registered)
        #expect(site.radio(2).traffic == RadioTraffic())
        #expect(site.radio(2).sync.state == .unsynchronized)
        #expect(site.radio(2).sync.lostCount == 0)
        site.wait(seconds: 59)
        #expect(site.events(.cmdRestart) == 0)
        site.wait(seconds: 1)
        #expect(site.events(.cmdRestart) == 1)
        site.send(.faultCleared(TestSite.mac(2), .gwInterfaceDown, source: "ETH0"))
        #expect(site.refusals.count == 1)
        site.send(.radioRestarted(TestSite.mac(2), unexpected: false))
        site.wait(seconds: 120)
        #expect(site.events(.cmdRestart) == 0)
    }

    @Test func `a restarted radio that was lost is back`() throws {
        var site = try TestSite()
        site.start(1)
        site.send(.radioSilent(TestSite.mac(1)))
        site.send(.radioRestarted(TestSite.mac(1), unexpected: false))
        #expect(site.radio(1).registration == .registered)
        site.send(.radioRegistered(TestSite.mac(1), TestSite.report()))
        #expect(site.refusals.isEmpty)
    }

    @Test func `a PARI Master takes no more radios than its system ID allows`() throws {
        var site = try TestSite(systemID: 37, pariMaster: .ipbs3)
        for number in 1...127 { site.start(number) }
        #expect(site.refusals.isEmpty)
        site.start(128)
        #expect(site.radio(128).registration == .uninitialized)
        // Gateways count for themselves.
        site.start(200, .ipbl)
        #expect(site.radio(200).registration == .registered)
        site.send(.radioSilent(TestSite.mac(5)))
        site.send(.radioDeleted(TestSite.mac(5)))
        site.send(.radioAdded(TestSite.mac(128), name: "", SyncSettings()))
        #expect(site.refusals.isEmpty)
        site.send(.radioAnnounced(TestSite.mac(129), TestSite.report()))
        site.send(.radioAdded(TestSite.mac(129), name: "", SyncSettings()))
        #expect(site.refusals == [.radioLimit(127)])
    }

    @Test func `a full list of radios is an alarm`() throws {
        var site = try TestSite(systemID: 293, pariMaster: .ipbs3)
        site.send(.masterConfigured(TestSite.mac(9000), .pariMaster, .active))
        for number in 1...2099 { site.send(.radioAnnounced(TestSite.mac(number), TestSite.report())) }
        #expect(site.raised(.masterLimitStaticRadiosReached).isEmpty)
        site.send(.radioAnnounced(TestSite.mac(2100), TestSite.report()))
        let key = AlarmKey(
            device: DeviceID(TestSite.mac(9000)), source: "DECT MASTER", code: .masterLimitStaticRadiosReached)
        #expect(site.raised(.masterLimitStaticRadiosReached) == [key])
        site.send(.radioAnnounced(TestSite.mac(2101), TestSite.report()))
        #expect(site.raised(.masterLimitStaticRadiosReached).isEmpty)
        site.send(.radioSilent(TestSite.mac(1)))
        #expect(site.cleared(.masterLimitStaticRadiosReached).isEmpty)
        site.send(.radioSilent(TestSite.mac(2)))
        #expect(site.cleared(.masterLimitStaticRadiosReached) == [key])
    }

    @Test func `names are unique`() throws {
        var site = try TestSite()
        site.send(.radioAnnounced(MACAddress(rawValue: 0x0001_3e12_3456), TestSite.report()))
        site.send(.radioAnnounced(MACAddress(rawValue: 0x0090_3312_3456), TestSite.report()))
        #expect(site.state.snapshot.radios.map(\.name) == ["ipbs3-12-34-56", "ipbs3-00-90-33-12-34-56"])
        site.send(.radioAdded(MACAddress(rawValue: 0x0090_3312_3456), name: "ipbs3-12-34-56", SyncSettings()))
        #expect(site.refusals.count == 1)
    }

    @Test func `another system ID gives every radio another RFPI at the same place`() throws {
        var site = try TestSite.cell()
        let old = try #require(site.radio(2).rfpi)
        var configuration = try #require(site.state.configuration)
        let systemID = try #require(SystemID(rawValue: 5))
        configuration.systemID = systemID
        site.send(.systemConfigured(configuration))
        let new = try #require(site.radio(2).rfpi)
        #expect(SystemID(of: new.pari) == systemID)
        #expect(new.number == old.number)
        #expect(site.radio(2).sync.state == .unsynchronized)
    }

    @Test func `a system ID that is too small for the radios is refused`() throws {
        var site = try TestSite(systemID: 293, pariMaster: .ipbs3)
        for number in 1...130 { site.start(number) }
        var configuration = try #require(site.state.configuration)
        configuration.systemID = try #require(SystemID(rawValue: 37))
        site.send(.systemConfigured(configuration))
        #expect(site.refusals == [.radioLimit(127)])
    }

    @Test func `alarms of a former run are cleared when their cause is gone`() throws {
        var site = try TestSite()
        let key = AlarmKey(
            device: DeviceID(TestSite.mac(1)), source: "DECT MASTER", code: .masterRadioRegistrationDown)
        site.state.resume([key])
        site.start(1)
        #expect(site.cleared(.masterRadioRegistrationDown) == [key])
    }
}
