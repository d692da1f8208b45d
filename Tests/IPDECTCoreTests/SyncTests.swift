import Faults
import IPDECTCore
import NetworkValues
import Testing

@Suite struct `Air synchronization` {
    @Test func `the first master searches for 30 seconds and takes up its state`() throws {
        var site = try TestSite()
        site.start(1, mode: .master)
        #expect(site.radio(1).sync.state == .searching)
        #expect(site.radio(1).sync.color == .red)
        #expect(site.radio(1).sync.isActiveMaster)
        #expect(site.state.nextDeadline == site.time.adding(milliseconds: SiteState.calculationDelayMilliseconds))
        site.wait(seconds: 29)
        #expect(site.radio(1).sync.state == .searching)
        site.wait(seconds: 1)
        #expect(site.radio(1).sync.state == .masterOK)
        #expect(site.radio(1).sync.color == .green)
        #expect(site.radio(1).sync.depth == 0)
        #expect(site.state.nextDeadline.map { $0 > site.time } ?? true)
    }

    @Test func `a master that finds its region takes up its state at once`() throws {
        var site = try TestSite()
        site.start(1, mode: .master)
        site.wait(seconds: 3)
        site.send(.syncFound(TestSite.mac(1), carrier: 1, slot: 1, driftNanoseconds: 0))
        #expect(site.radio(1).sync.state == .masterOK)
    }

    @Test func `a slave hangs in the tree when it is synchronized to its source`() throws {
        var site = try TestSite()
        site.startMaster(1)
        site.start(2)
        site.send(.syncFound(TestSite.mac(2), carrier: 3, slot: 5, driftNanoseconds: 0))
        #expect(site.refusals.count == 1)
        site.synchronize(2, hearing: [(1, -60)])
        let sync = site.radio(2).sync
        #expect(sync.state == .slaveOK)
        #expect(site.parent(2) == 1)
        #expect(sync.depth == 1)
        #expect(sync.rssi == -60)
        #expect(sync.carrier == 3)
        #expect(sync.slot == 5)
        #expect(sync.driftNanoseconds == 40)
        #expect(try site.region(0).greenCount == 2)
        #expect(try site.region(0).configurations == 1)
    }

    @Test(arguments: [(-83, 15, SyncColor.green), (-84, 0, .yellow), (-60, 16, .yellow)])
    func `a poor signal is yellow`(rssi: Int16, fer: UInt8, color: SyncColor) throws {
        var site = try TestSite()
        site.startMaster(1)
        site.start(2)
        site.hear(2, [(1, rssi)], fer: fer)
        site.send(.syncFound(TestSite.mac(2), carrier: 0, slot: 0, driftNanoseconds: 0))
        #expect(site.radio(2).sync.color == color)
        #expect(try site.region(0).yellowCount == (color == .yellow ? 1 : 0))
    }

    @Test func `candidates are kept by strength, each once, at most sixteen`() throws {
        var site = try TestSite()
        for number in 1...25 { site.start(number) }
        site.hear(1, (2...25).map { ($0, Int16(-40 - $0)) } + [(2, -90), (1, -30)])
        let candidates = site.radio(1).sync.candidates
        #expect(candidates.map(\.rssi) == (2...17).map { Int16(-40 - $0) })
        let revision = site.radio(1).revision
        site.hear(1, (2...25).map { ($0, Int16(-40 - $0)) })
        #expect(site.radio(1).revision == revision)
    }

    @Test func `values that no radio can send are refused`() throws {
        var site = try TestSite.cell()
        let rfpi = try #require(site.radio(1).rfpi)
        let mac = TestSite.mac(2)
        let nonsense: [SiteInput] = [
            .syncCandidates(mac, [SyncCandidate(rfpi: rfpi, rssi: 1, fer: 0)]),
            .syncCandidates(mac, [SyncCandidate(rfpi: rfpi, rssi: -60, fer: 101)]),
            .syncFound(mac, carrier: 10, slot: 0, driftNanoseconds: 0),
            .syncFound(mac, carrier: 0, slot: 24, driftNanoseconds: 0),
            .syncConfigured(mac, SyncSettings(region: 250)),
            .syncConfigured(mac, SyncSettings(lockedTo: [rfpi, rfpi, rfpi])),
            .regionConfigured(250, name: "", referenceRegion: nil),
        ]
        for input in nonsense {
            site.send(input)
            #expect(site.refusals.count == 1, "\(input)")
        }
    }

    @Test(arguments: [SyncLossCause.pscnChanged, .frameNumberChanged, .multiframeNumberChanged, .carriersChanged])
    func `a change of timing ends radio traffic at once`(cause: SyncLossCause) throws {
        var site = try TestSite.cell()
        site.call(1, at: 2)
        site.send(.syncLost(TestSite.mac(2), cause))
        let radio = site.radio(2)
        #expect(radio.sync.state == .unsynchronized)
        #expect(radio.sync.color == .red)
        #expect(radio.sync.lostCount == 1)
        #expect(radio.sync.lastLossCause == cause)
        #expect(radio.sync.carrier == nil)
        #expect(radio.callCount == 0)
        #expect(try site.region(0).syncLost == 1)
        #expect(site.raised(.rfpUnsynchronized).count == 1)
        // The call went on at a neighbour.
        #expect(site.state.snapshot.calls.map(\.radioIndex) == [1])
        #expect(site.radio(1).traffic.handovers == 1)
        #expect(site.state.snapshot.traffic.abnormalReleases == 0)
        site.call(2, at: 2)
        #expect(site.refusals == [.notSynchronized(TestSite.mac(2))])
        site.send(.syncFound(TestSite.mac(2), carrier: 0, slot: 0, driftNanoseconds: 0))
        #expect(site.cleared(.rfpUnsynchronized).count == 1)
        #expect(site.radio(2).sync.state == .slaveOK)
    }

    @Test func `a call without a neighbour that has room breaks off`() throws {
        var site = try TestSite.cell()
        for id in 1...8 { site.call(UInt64(id), at: 1) }
        for id in 11...18 { site.call(UInt64(id), at: 3) }
        site.call(20, at: 2)
        site.send(.syncLost(TestSite.mac(2), .pscnChanged))
        #expect(site.events(.masterAbnormalCallRelease) == 1)
        #expect(site.state.snapshot.traffic.abnormalReleases == 1)
    }

    @Test func `a radio that never finds a source counts a loss after nine minutes`() throws {
        var site = try TestSite()
        site.startMaster(1)
        site.start(2)
        site.wait(seconds: 539)
        #expect(site.radio(2).sync.lostCount == 0)
        site.wait(seconds: 1)
        #expect(site.radio(2).sync.lostCount == 1)
        #expect(site.radio(2).sync.lastLossCause == .sourceNotFound)
        #expect(site.raised(.rfpUnsynchronized).count == 1)
        site.wait(seconds: 3600)
        #expect(site.radio(2).sync.lostCount == 1)
    }

    @Test func `a radio whose source is gone keeps its timing for nine minutes`() throws {
        var site = try TestSite()
        site.startMaster(1)
        for number in [2, 3] { site.start(number) }
        site.synchronize(2, hearing: [(1, -60)])
        site.synchronize(3, hearing: [(2, -60)])
        site.call(1, at: 3)
        site.send(.radioSilent(TestSite.mac(2)))
        #expect(site.radio(3).sync.state == .slaveOK)
        #expect(site.radio(3).sync.color == .yellow)
        #expect(site.parent(3) == nil)
        #expect(site.radio(3).sync.depth == nil)
        #expect(site.radio(3).callCount == 1)
        site.wait(seconds: 539)
        #expect(site.radio(3).callCount == 1)
        site.wait(seconds: 1)
        #expect(site.radio(3).sync.state == .unsynchronized)
        #expect(site.radio(3).sync.lastLossCause == .sourceNotFound)
        #expect(site.radio(3).callCount == 0)
    }

    @Test func `a radio whose source is gone takes another one at once`() throws {
        var site = try TestSite.cell()
        site.start(4)
        site.synchronize(4, hearing: [(2, -50), (3, -60)])
        #expect(site.parent(4) == 2)
        site.send(.syncLost(TestSite.mac(2), .frameNumberChanged))
        #expect(site.parent(4) == 3)
        #expect(site.radio(4).sync.color == .green)
    }

    @Test func `another system with the same ID is an alarm while it is there`() throws {
        var site = try TestSite.cell()
        let other = try #require(RFPI("9013f80fff"))
        site.send(.systemIDCollision(TestSite.mac(2), with: other, isPresent: true))
        #expect(site.raised(.rfpDetectedSysidCollision).count == 1)
        site.send(.systemIDCollision(TestSite.mac(2), with: other, isPresent: false))
        #expect(site.cleared(.rfpDetectedSysidCollision).count == 1)
    }
}
