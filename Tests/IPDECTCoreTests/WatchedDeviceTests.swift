import Faults
import IPDECTCore
import NetworkValues
import Testing

/// Devices of a system that runs already.
struct WatchedDeviceTests {
    private let mac = MACAddress(rawValue: 0x0090_33aa_0001)
    private let start = Timestamp(milliseconds: 1_790_000_000_000)
    private let report = DeviceReport(model: .ipbs2, address: nil, version: "10.3.9")
    private var device: DeviceID { DeviceID(mac) }

    private func found(_ state: inout SiteState, at time: Timestamp) -> [SiteEffect] {
        state.apply(.deviceFound(mac, name: "ward-3", report), at: time)
    }

    @Test func `a device that answers is registered without an RFPI or a tree, and counts as real`() throws {
        var state = SiteState()
        _ = found(&state, at: start)
        let radio = try #require(state.snapshot.radios.first)
        #expect(radio.registration == .registered && radio.isWatched && radio.name == "ward-3")
        #expect(radio.rfpi == nil && radio.sync.state == .unknown && radio.sync.color == .grey)
        #expect(state.snapshot.regions.isEmpty)
        #expect(!state.isSimulated(device))
        // Nine minutes later nobody has made up a lost synchronization.
        #expect(state.apply(.tick, at: start.adding(seconds: 3600)).isEmpty)
    }

    @Test func `one that falls silent is an alarm until it answers`() {
        var state = SiteState()
        _ = found(&state, at: start)
        let lost = state.apply(.radioSilent(mac), at: start.adding(seconds: 60))
        let key = AlarmKey(device: device, source: "DECT MASTER", code: .masterRadioRegistrationDown)
        #expect(lost.contains { if case .raise(.masterRadioRegistrationDown, _, _, _) = $0 { true } else { false } })
        #expect(state.snapshot.radios[0].registration == .staticLost)
        #expect(found(&state, at: start.adding(seconds: 90)).contains(.clear(key)))
        #expect(state.snapshot.radios[0].registration == .registered)
    }

    @Test func `one that never answered is an alarm, too`() {
        var state = SiteState()
        let lost = state.apply(.deviceExpected(mac, name: "ward-3", report), at: start)
        #expect(lost.contains { if case .raise(.masterRadioRegistrationDown, _, _, _) = $0 { true } else { false } })
        #expect(state.snapshot.radios.map(\.registration) == [.staticLost])
        #expect(
            state.apply(.deviceExpected(mac, name: "", report), at: start) == [
                .refused(.wrongRegistration(mac, .staticLost))
            ])
        #expect(found(&state, at: start).contains { if case .clear = $0 { true } else { false } })
    }

    @Test func `a lost synchronization that is told is an alarm, and one that is found ends it`() {
        var state = SiteState()
        _ = found(&state, at: start)
        let lost = state.apply(.airReported(mac, .unsynchronized, .pscnChanged), at: start)
        #expect(lost.contains { if case .raise(.rfpUnsynchronized, _, _, _) = $0 { true } else { false } })
        #expect(state.snapshot.radios[0].sync.lostCount == 1 && state.snapshot.radios[0].sync.color == .red)
        // Told again, it is not lost again.
        #expect(state.apply(.airReported(mac, .unsynchronized, nil), at: start).isEmpty)
        let again = state.apply(.airReported(mac, .slaveOK, nil), at: start)
        #expect(again.contains { if case .clear = $0 { true } else { false } })
        #expect(state.snapshot.radios[0].sync.color == .green)
    }

    @Test func `what only its own master can do is refused`() {
        var state = SiteState()
        _ = found(&state, at: start)
        for input: SiteInput in [
            .radioRegistered(mac, report), .syncConfigured(mac, SyncSettings(mode: .master)), .syncCandidates(mac, []),
            .syncLost(mac, .pscnChanged), .syncFound(mac, carrier: 1, slot: 1, driftNanoseconds: 0), .radioBusy(mac),
            .callStarted(CallID(rawValue: 1), mac, user: "1", .incoming, isEncrypted: false),
        ] {
            #expect(state.apply(input, at: start) == [.refused(.watchedOnly(mac))], "\(input)")
        }
        #expect(state.snapshot.calls.isEmpty)
    }

    @Test func `a restart ends its alarms, and is told a minute later`() {
        var state = SiteState()
        _ = found(&state, at: start)
        _ = state.apply(.faultRaised(mac, .rfpUnsynchronized, source: "X", text: ""), at: start)
        let effects = state.apply(.radioRestarted(mac, unexpected: true), at: start)
        #expect(effects.contains(.objectRestarted(device)))
        let later = state.apply(.tick, at: start.adding(seconds: SiteState.restartReportSeconds))
        #expect(later.contains { if case .event(.cmdRestart, _, _, _) = $0 { true } else { false } })
    }

    @Test func `one that is forgotten leaves the list, and its alarms time out`() {
        var state = SiteState()
        _ = found(&state, at: start)
        #expect(state.apply(.deviceForgotten(mac), at: start).contains(.objectGone(device)))
        #expect(state.snapshot.radios.isEmpty)
        #expect(state.apply(.deviceForgotten(mac), at: start) == [.refused(.unknownRadio(mac))])
    }

    @Test func `alarms of a former run stand when the device is found again`() {
        var state = SiteState()
        let key = AlarmKey(device: device, source: "IP", code: .rfpUnsynchronized)
        state.resume([key])
        #expect(found(&state, at: start).contains(.objectReturned(device)))
        #expect(state.apply(.faultCleared(mac, .rfpUnsynchronized, source: "IP"), at: start) == [.clear(key)])
    }

    @Test func `real and simulated devices stand side by side, and each is told apart`() throws {
        var state = SiteState()
        let system = SystemConfiguration(
            systemID: try #require(SystemID(rawValue: 1)), saris: [], pariMasterModel: .ipbs2, isSimulated: true,
            name: "both")
        _ = state.apply(.systemConfigured(system), at: start)
        let other = MACAddress(rawValue: 0x0090_33bb_0001)
        _ = state.apply(.radioAnnounced(other, report), at: start)
        _ = state.apply(.radioAdded(other, name: "", SyncSettings()), at: start)
        _ = found(&state, at: start)
        #expect(state.isSimulated(DeviceID(other)) && !state.isSimulated(device))
        // The managed one got the first RFPI: the watched one took none.
        #expect(state.snapshot.radios.map { $0.rfpi == nil } == [false, true])
        #expect(state.snapshot.regions.map(\.radioCount) == [1])
        _ = state.apply(.deviceForgotten(mac), at: start)
        #expect(!state.isSimulated(device))
    }
}
