import Faults
import IPDECTCore
import NetworkValues
import Testing

@Suite struct `Sync masters and regions` {
    /// Masters 1 and 2, slave 3.
    private func pair() throws -> TestSite {
        var site = try TestSite()
        site.startMaster(1)
        site.start(2, mode: .master)
        site.start(3)
        site.synchronize(2, hearing: [(1, -60), (3, -60)])
        site.synchronize(3, hearing: [(1, -60), (2, -62)])
        site.wait(seconds: 2)
        return site
    }

    @Test func `a second master stands by`() throws {
        let site = try pair()
        #expect(site.radio(1).sync.state == .masterOK)
        #expect(site.radio(2).sync.state == .standbyOK)
        #expect(site.parent(2) == 1)
        #expect(try site.region(0).activeMasterIndex == site.radio(1).index)
    }

    @Test func `the standby takes over at once, and keeps the part`() throws {
        var site = try pair()
        site.call(1, at: 3)
        site.send(.radioSilent(TestSite.mac(1)))
        #expect(site.radio(2).sync.state == .masterOK)
        #expect(site.radio(2).sync.isActiveMaster)
        #expect(site.radio(3).callCount == 1)
        #expect(site.parent(3) == 2)
        site.send(.radioRegistered(TestSite.mac(1), TestSite.report()))
        site.synchronize(1, hearing: [(2, -60)])
        site.wait(seconds: 5)
        #expect(site.radio(1).sync.state == .standbyOK)
        #expect(try site.region(0).activeMasterIndex == site.radio(2).index)
    }

    @Test func `the only master can restart while its slaves keep their timing`() throws {
        var site = try TestSite.cell()
        site.call(1, at: 3)
        site.send(.radioRestarted(TestSite.mac(1), unexpected: false))
        #expect(site.radio(1).sync.state == .searching)
        #expect(site.radio(2).sync.state == .slaveOK)
        #expect(site.radio(2).sync.color == .yellow)
        site.wait(seconds: 30)
        #expect(site.radio(1).sync.state == .masterOK)
        #expect(site.parent(2) == 1)
        #expect(site.radio(2).sync.color == .green)
        #expect(site.radio(3).callCount == 1)
        #expect(site.radio(2).sync.lostCount == 0)
    }

    @Test func `a master that loses its timing gives its part to a standby`() throws {
        var site = try pair()
        site.send(.syncLost(TestSite.mac(1), .frameNumberChanged))
        #expect(try site.region(0).activeMasterIndex == site.radio(2).index)
        #expect(site.radio(1).sync.state == .unsynchronized)
        #expect(site.radio(1).sync.lostCount == 1)
    }

    @Test func `a radio that is no master any more follows`() throws {
        var site = try pair()
        site.hear(1, [(2, -60)])
        site.send(.syncConfigured(TestSite.mac(1), SyncSettings(mode: .slave)))
        #expect(try site.region(0).activeMasterIndex == site.radio(2).index)
        site.wait(seconds: 1)
        #expect(site.radio(1).sync.state == .slaveOK)
        #expect(site.parent(1) == 2)
    }

    @Test func `gateways are the masters of region 0`() throws {
        var site = try TestSite()
        site.startMaster(1)
        site.start(2, .ipbl)
        #expect(try site.region(0).activeMasterIndex == site.radio(2).index)
        #expect(site.radio(2).sync.state == .masterOK)
        #expect(site.radio(2).sync.settings == SyncSettings(mode: .master))
        #expect(site.radio(1).sync.state == .standbyOK)
        #expect(site.radio(1).sync.color == .yellow)
        site.synchronize(1, hearing: [(2, -60)])
        #expect(site.parent(1) == 2)
        site.start(3, .ipbl)
        #expect(site.radio(3).sync.depth == 0)
        #expect(!site.radio(3).sync.isActiveMaster)
        // A base station hears the wired parts: any port is the gateway.
        let first = try #require(site.radio(3).rfpi)
        let port = try #require(RFPI(pari: first.pari, number: first.number + 9))
        site.start(4)
        site.send(.syncCandidates(TestSite.mac(4), [SyncCandidate(rfpi: port, rssi: -50, fer: 0)]))
        site.send(.syncFound(TestSite.mac(4), carrier: 0, slot: 0, driftNanoseconds: 0))
        #expect(site.parent(4) == 3)
        site.send(.syncConfigured(TestSite.mac(2), SyncSettings(mode: .slave)))
        #expect(site.refusals.count == 1)
        for number in [2, 3] { site.send(.radioSilent(TestSite.mac(number))) }
        #expect(try site.region(0).activeMasterIndex == site.radio(1).index)
    }

    @Test func `references in a ring are refused`() throws {
        var site = try TestSite()
        site.send(.regionConfigured(1, name: "north", referenceRegion: 0))
        site.send(.regionConfigured(2, name: "south", referenceRegion: 1))
        site.send(.regionConfigured(0, name: "middle", referenceRegion: 2))
        #expect(site.refusals == [.referenceRing(0, from: 2)])
        site.send(.regionConfigured(3, name: "", referenceRegion: 3))
        #expect(site.refusals == [.referenceRing(3, from: 3)])
        #expect(try site.region(2).referenceRegion == 1)
    }

    /// Regions 0 and 1 with a master and a slave each; region 1 refers to region 0.
    private func regions() throws -> TestSite {
        var site = try TestSite()
        site.startMaster(1)
        site.startMaster(11, region: 1)
        site.start(2)
        site.start(12, region: 1)
        site.synchronize(2, hearing: [(1, -60), (12, -70)])
        site.synchronize(12, hearing: [(11, -60), (2, -70)])
        site.send(.regionConfigured(1, name: "annex", referenceRegion: 0))
        return site
    }

    @Test func `without the reference there is no handover between regions`() throws {
        var site = try regions()
        site.call(1, at: 2)
        site.send(.handoverStarted(CallID(1), to: TestSite.mac(12)))
        #expect(site.refusals.count == 1)
        site.send(.referenceSync(1, isHeard: true))
        #expect(try site.region(1).hasReferenceSync)
        site.send(.handoverStarted(CallID(1), to: TestSite.mac(12)))
        #expect(site.refusals.isEmpty)
    }

    @Test func `a lost reference is an alarm of the active master`() throws {
        var site = try regions()
        site.send(.referenceSync(1, isHeard: false))
        #expect(site.raised(.rfpAlienSyncLost).isEmpty)
        site.send(.referenceSync(1, isHeard: true))
        site.send(.referenceSync(1, isHeard: false))
        #expect(site.raised(.rfpAlienSyncLost).map(\.device) == [DeviceID(TestSite.mac(11))])
        // The region itself goes on.
        #expect(site.radio(12).sync.color == .green)
        // Another active master reports it from now on.
        site.start(13, mode: .master, region: 1)
        site.synchronize(13, hearing: [(11, -60)])
        site.send(.radioSilent(TestSite.mac(11)))
        #expect(site.cleared(.rfpAlienSyncLost).map(\.device) == [DeviceID(TestSite.mac(11))])
        #expect(site.raised(.rfpAlienSyncLost).map(\.device) == [DeviceID(TestSite.mac(13))])
        site.send(.referenceSync(1, isHeard: true))
        #expect(site.cleared(.rfpAlienSyncLost).count == 1)
        site.send(.referenceSync(0, isHeard: true))
        #expect(site.refusals.count == 1)
    }

    @Test func `a resynchronization ends the calls of its region, and may fail`() throws {
        var site = try regions()
        site.call(1, at: 12)
        site.call(2, at: 2)
        site.send(.referenceResynchronized(1))
        #expect(site.state.snapshot.calls.map(\.id) == [CallID(2)])
        #expect(site.radio(11).sync.state == .searching)
        #expect(site.parent(12) == 11)
        site.call(3, at: 11)
        #expect(site.refusals == [.notSynchronized(TestSite.mac(11))])
        site.wait(seconds: 30)
        #expect(site.raised(.rfpSyncMasterFailedToResynchronizeToReference).count == 1)
        #expect(site.radio(11).sync.state == .masterOK)
        site.send(.referenceResynchronized(1))
        site.send(.referenceSync(1, isHeard: true))
        #expect(site.cleared(.rfpSyncMasterFailedToResynchronizeToReference).count == 1)
        #expect(site.radio(11).sync.state == .masterOK)
        site.send(.referenceResynchronized(0))
        #expect(site.refusals.count == 1)
    }

    @Test func `the statistics of a region can be cleared`() throws {
        var site = try TestSite.cell()
        site.send(.syncLost(TestSite.mac(2), .pscnChanged))
        site.wait(seconds: 5)
        #expect(try site.region(0).calculations > 0)
        site.send(.regionStatisticsCleared(0))
        let region = try site.region(0)
        #expect((region.calculations, region.configurations, region.syncLost) == (0, 0, 0))
        #expect(region.clearedAt == site.time)
        #expect(site.radio(2).sync.lostCount == 1)
        site.send(.regionStatisticsCleared(9))
        #expect(site.refusals.count == 1)
    }
}
