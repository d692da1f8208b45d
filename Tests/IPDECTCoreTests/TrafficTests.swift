import Faults
import IPDECTCore
import NetworkValues
import Testing

@testable import struct IPDECTCore.BusyHour
@testable import struct IPDECTCore.CallTable

@Suite struct `Traffic` {
    @Test func `calls are counted by direction, and as delivered when they are connected`() throws {
        var site = try TestSite.cell()
        site.call(1, at: 2, .incoming)
        site.call(2, at: 2, .outgoing)
        site.call(3, at: 3, .incoming)
        for id: UInt64 in [1, 1, 2] { site.send(.callConnected(CallID(id))) }
        let traffic = site.state.snapshot.traffic
        #expect((traffic.callsIn, traffic.callsInDelivered, traffic.callsOut) == (2, 1, 1))
        #expect(site.radio(2).traffic.callsIn == 1)
        #expect(site.radio(2).traffic.callsOut == 1)
        #expect(site.radio(2).callCount == 2)
        #expect(site.state.snapshot.calls.map(\.isConnected) == [true, true, false])
        site.send(.callEnded(CallID(1), .normal))
        #expect(site.events(.masterAbnormalCallRelease) == 0)
        #expect(site.radio(2).callCount == 1)
        site.send(.callEnded(CallID(2), .abnormal))
        #expect(site.events(.masterAbnormalCallRelease) == 1)
        #expect(site.state.snapshot.traffic.abnormalReleases == 1)
        site.send(.callEnded(CallID(2), .normal))
        #expect(site.refusals == [.unknownCall(CallID(2))])
        site.call(3, at: 2)
        #expect(site.refusals == [.duplicateCall(CallID(3))])
    }

    @Test func `a base station carries eight calls`() throws {
        var site = try TestSite.cell()
        for id: UInt64 in 1...8 { site.call(id, at: 2) }
        #expect(site.refusals.isEmpty)
        site.call(9, at: 2)
        #expect(site.refusals == [.callLimit(TestSite.mac(2), 8)])
        #expect(site.radio(2).traffic.busy == 0)
        site.send(.radioBusy(TestSite.mac(2)))
        #expect(site.radio(2).traffic.busy == 1)
        #expect(site.events(.rfpBusyForSpeech) == 1)
        site.send(.callEnded(CallID(4), .normal))
        site.call(10, at: 2)
        #expect(site.refusals.isEmpty)
    }

    @Test(arguments: [(DeviceModel.ipbs1, 5), (.ipbs2, 8), (.ipbs3, 8)])
    func `a base station carries as many encrypted calls as its model can`(model: DeviceModel, limit: Int) throws {
        var site = try TestSite()
        site.startMaster(1)
        site.start(2, model)
        site.synchronize(2, hearing: [(1, -50)])
        for id in 1...limit { site.call(UInt64(id), at: 2, encrypted: true) }
        #expect(site.refusals.isEmpty)
        site.call(100, at: 2, encrypted: true)
        #expect(site.refusals == [.callLimit(TestSite.mac(2), UInt32(limit))])
        guard limit < 8 else { return }
        site.call(101, at: 2)
        #expect(site.refusals.isEmpty)
    }

    @Test func `a gateway carries 50 calls, 40 of them encrypted`() throws {
        var site = try TestSite()
        site.start(1, .ipbl)
        for id in 1...40 { site.call(UInt64(id), at: 1, encrypted: true) }
        site.call(41, at: 1, encrypted: true)
        #expect(site.refusals == [.callLimit(TestSite.mac(1), 40)])
        for id in 51...60 { site.call(UInt64(id), at: 1) }
        #expect(site.refusals.isEmpty)
        site.call(61, at: 1)
        #expect(site.refusals == [.callLimit(TestSite.mac(1), 50)])
        site.send(.radioBusy(TestSite.mac(1)))
        #expect(site.events(.sysBusyForSpeech) == 1)
    }

    @Test func `a handover takes a channel at its target before it is done`() throws {
        var site = try TestSite.cell()
        site.call(1, at: 2)
        for id: UInt64 in 11...17 { site.call(id, at: 3) }
        site.send(.handoverStarted(CallID(1), to: TestSite.mac(3)))
        #expect(site.radio(3).callCount == 7)
        site.call(18, at: 3)
        #expect(site.refusals == [.callLimit(TestSite.mac(3), 8)])
        site.send(.handoverStarted(CallID(1), to: TestSite.mac(1)))
        #expect(site.refusals == [.noHandover(CallID(1))])
        site.send(.handoverCompleted(CallID(1)))
        #expect(site.radio(3).callCount == 8)
        #expect(site.radio(2).callCount == 0)
        #expect(site.radio(3).traffic.handovers == 1)
        #expect(site.state.snapshot.traffic.handovers == 1)
        site.send(.handoverCompleted(CallID(1)))
        #expect(site.refusals == [.noHandover(CallID(1))])
    }

    @Test func `a cancelled handover leaves the call where it was`() throws {
        var site = try TestSite.cell()
        site.call(1, at: 2)
        site.send(.handoverStarted(CallID(1), to: TestSite.mac(2)))
        #expect(site.refusals.count == 1)
        site.send(.handoverStarted(CallID(1), to: TestSite.mac(3)))
        site.send(.handoverCancelled(CallID(1)))
        #expect(site.state.snapshot.calls.map(\.radioIndex) == [site.radio(2).index])
        #expect(site.state.snapshot.traffic.handoversCancelled == 1)
        #expect(site.radio(3).traffic.handoversCancelled == 1)
        // A target that is gone cancels as well.
        site.send(.handoverStarted(CallID(1), to: TestSite.mac(3)))
        site.send(.radioSilent(TestSite.mac(3)))
        #expect(site.state.snapshot.traffic.handoversCancelled == 2)
        #expect(site.state.snapshot.calls.first?.handoverTo == nil)
    }

    @Test func `a radio that stops radio traffic finishes handovers that are going on`() throws {
        var site = try TestSite.cell()
        site.call(1, at: 2)
        site.send(.handoverStarted(CallID(1), to: TestSite.mac(3)))
        site.send(.syncLost(TestSite.mac(2), .pscnChanged))
        #expect(site.state.snapshot.calls.map(\.radioIndex) == [site.radio(3).index])
    }

    @Test func `the busiest hour is found, counted from the clearing`() throws {
        var site = try TestSite.cell()
        site.wait(seconds: 1000)
        site.send(.trafficCleared)
        let start = site.time
        #expect(site.state.snapshot.traffic.busyHourStart == nil)
        var id: UInt64 = 100
        for calls in [2, 5, 3, 5] {
            for _ in 0..<calls {
                id += 1
                site.call(id, at: 2)
                site.send(.callEnded(CallID(id), .normal))
            }
            site.wait(seconds: 3600)
        }
        #expect(site.state.snapshot.traffic.busyHourAttempts == 5)
        #expect(site.state.snapshot.traffic.busyHourStart == start.adding(seconds: 3600))
        site.send(.trafficCleared)
        #expect(
            site.state.snapshot.traffic
                == {
                    var cleared = MasterTraffic()
                    cleared.clearedAt = site.time
                    return cleared
                }())
        #expect(site.radio(2).traffic == RadioTraffic())
    }

    @Test func `hours without a call do not count`() {
        var hours = BusyHour()
        let start = Timestamp(seconds: 1000)
        hours.begin(at: start)
        for second in [10, 20, 90_000, 90_001, 90_002] { hours.count(at: start.adding(seconds: Int64(second))) }
        #expect(hours.attempts == 3)
        #expect(hours.busiestStart == start.adding(seconds: 90_000))
    }

    @Test func `calls stay sorted, whatever ends`() {
        var table = CallTable()
        var random = TestRandom(seed: 5)
        var ids: Set<UInt64> = []
        for _ in 0..<5000 {
            let id = UInt64(random.below(400))
            if let place = table.position(of: CallID(id)) {
                table.remove(at: place)
                ids.remove(id)
            } else {
                table.insert(
                    Call(
                        id: CallID(id), radioIndex: 1, user: "", direction: .incoming,
                        startedAt: Timestamp(seconds: 0), isEncrypted: false))
                ids.insert(id)
            }
            #expect(table.count == ids.count)
        }
        #expect(table.sorted.map(\.id.rawValue) == ids.sorted())
    }
}
