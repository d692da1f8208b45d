import Faults
import IPDECTCore
import NetworkValues
import Testing

@Suite struct `Master roles` {
    private let first = TestSite.mac(1000)
    private let second = TestSite.mac(1001)

    private func active(_ site: TestSite, _ role: MasterRole) -> [MACAddress] {
        site.state.snapshot.masters.filter { $0.role == role && $0.isActive }.map(\.mac)
    }

    @Test func `a standby serves while the active one is gone`() throws {
        var site = try TestSite.cell()
        site.send(.masterConfigured(first, .master, .active))
        site.send(.masterConfigured(second, .master, .standby))
        #expect(active(site, .master) == [first])
        site.call(1, at: 2)
        site.send(.masterReachable(first, .master, false))
        #expect(active(site, .master) == [second])
        #expect(site.raised(.masterStandbyActive).map(\.device) == [DeviceID(second)])
        // The calls went with the master that held them.
        #expect(site.state.snapshot.calls.isEmpty)
        #expect(site.state.snapshot.traffic.abnormalReleases == 1)
        #expect(site.radio(2).callCount == 0)
        site.send(.masterReachable(first, .master, true))
        #expect(active(site, .master) == [first])
        #expect(site.cleared(.masterStandbyActive).map(\.device) == [DeviceID(second)])
    }

    @Test func `a mirror that is switched loses all calls, and both report it`() throws {
        var site = try TestSite.cell()
        site.send(.masterConfigured(first, .master, .mirror))
        site.send(.mirrorSwitched(.master))
        #expect(site.refusals == [.noMirror(.master)])
        site.send(.masterConfigured(second, .master, .mirror))
        #expect(active(site, .master) == [first])
        site.call(1, at: 2)
        site.wait(seconds: 10)
        site.send(.mirrorSwitched(.master))
        #expect(active(site, .master) == [second])
        #expect(site.events(.masterActive) == 1)
        #expect(site.events(.masterInactive) == 1)
        #expect(site.state.snapshot.calls.isEmpty)
        #expect(site.state.snapshot.masters.allSatisfy { $0.changedAt == site.time })
        #expect(site.radio(2).registration == .registered)
    }

    @Test func `a mirror takes over from one that is gone, and keeps the part`() throws {
        var site = try TestSite()
        site.send(.masterConfigured(first, .master, .mirror))
        site.send(.masterConfigured(second, .master, .mirror))
        site.send(.masterReachable(first, .master, false))
        #expect(active(site, .master) == [second])
        #expect(site.events(.masterActive) == 1)
        #expect(site.events(.masterInactive) == 0)
        site.send(.masterReachable(first, .master, true))
        #expect(active(site, .master) == [second])
        site.send(.masterReachable(first, .pariMaster, true))
        #expect(site.refusals == [.noMirror(.pariMaster)])
    }

    @Test func `without a master there are no calls`() throws {
        var site = try TestSite.cell()
        site.send(.masterConfigured(first, .master, .active))
        site.send(.masterReachable(first, .master, false))
        site.call(1, at: 2)
        #expect(site.refusals == [.noMirror(.master)])
        site.send(.masterConfigured(first, .master, .off))
        site.call(1, at: 2)
        #expect(site.refusals.isEmpty)
    }

    @Test func `one of several masters that is gone takes no calls along`() throws {
        var site = try TestSite.cell()
        site.send(.masterConfigured(first, .master, .active))
        site.send(.masterConfigured(second, .master, .active))
        site.call(1, at: 2)
        site.send(.masterReachable(first, .master, false))
        #expect(site.state.snapshot.calls.count == 1)
    }

    @Test func `without a PARI Master no radio is added, and no tree computed`() throws {
        var site = try TestSite.cell()
        site.send(.masterConfigured(first, .pariMaster, .active))
        site.send(.masterReachable(first, .pariMaster, false))
        site.send(.radioAnnounced(TestSite.mac(7), TestSite.report()))
        site.send(.radioAdded(TestSite.mac(7), name: "", SyncSettings()))
        #expect(site.refusals == [.noMirror(.pariMaster)])
        let calculations = try site.region(0).calculations
        site.send(.syncLost(TestSite.mac(2), .pscnChanged))
        site.send(.radioSilent(TestSite.mac(1)))
        site.wait(seconds: 10)
        #expect(try site.region(0).calculations == calculations)
        // Radios keep their calls and their timing meanwhile.
        #expect(site.radio(3).sync.state == .slaveOK)
        site.send(.masterReachable(first, .pariMaster, true))
        site.wait(seconds: 2)
        #expect(try site.region(0).calculations > calculations)
        #expect(try site.region(0).activeMasterIndex == nil)
    }

    @Test func `radios connect anew to another PARI Master`() throws {
        var site = try TestSite.cell()
        site.send(.masterConfigured(first, .pariMaster, .mirror))
        site.send(.masterConfigured(second, .pariMaster, .mirror))
        site.call(1, at: 2)
        let rfpi = site.radio(2).rfpi
        site.wait(seconds: 100)
        site.send(.mirrorSwitched(.pariMaster))
        #expect(site.radio(2).connectedSince == site.time)
        #expect(site.radio(2).rfpi == rfpi)
        #expect(site.radio(2).sync.state == .slaveOK)
        #expect(site.radio(2).callCount == 1)
    }

    @Test func `masters report connections that are lost`() throws {
        var site = try TestSite()
        let mobility = [TestSite.mac(2000), TestSite.mac(2001)]
        let crypto = TestSite.mac(3000)
        site.send(.masterConfigured(first, .master, .active))
        for mac in mobility { site.send(.masterConfigured(mac, .mobilityMaster, .active)) }
        site.send(.masterConfigured(crypto, .cryptoMaster, .active))
        site.send(.masterReachable(mobility[0], .mobilityMaster, false))
        #expect(site.raised(.mobmInboundMobmRegistrationDown).map(\.device) == [DeviceID(mobility[1])])
        #expect(site.raised(.mobmOutboundMobmRegistrationDown).map(\.device) == [DeviceID(mobility[1])])
        #expect(site.raised(.cmInboundMobmRegistrationDown).map(\.device) == [DeviceID(crypto)])
        site.send(.masterReachable(first, .master, false))
        #expect(site.raised(.mobmMasterRegistrationDown).map(\.device) == [DeviceID(mobility[1])])
        site.send(.masterReachable(mobility[0], .mobilityMaster, true))
        #expect(site.cleared(.mobmInboundMobmRegistrationDown).count == 1)
        #expect(site.cleared(.mobmOutboundMobmRegistrationDown).count == 1)
        #expect(site.cleared(.cmInboundMobmRegistrationDown).count == 1)
        // It finds the master gone, too.
        #expect(site.raised(.mobmMasterRegistrationDown).map(\.device) == [DeviceID(mobility[0])])
        site.send(.masterReachable(first, .master, true))
        #expect(site.cleared(.mobmMasterRegistrationDown).count == 2)
    }

    @Test func `a standby Mobility Master that serves is an alarm of its own`() throws {
        var site = try TestSite()
        site.send(.masterConfigured(first, .mobilityMaster, .active))
        site.send(.masterConfigured(second, .mobilityMaster, .standby))
        site.send(.masterReachable(first, .mobilityMaster, false))
        #expect(site.raised(.mobmStandbyActive).map(\.device) == [DeviceID(second)])
    }

    @Test func `a master that only is deployed does not serve`() throws {
        var site = try TestSite.cell()
        site.send(.masterConfigured(first, .master, .deployment))
        #expect(active(site, .master).isEmpty)
    }
}
