import Faults
import IPDECTCore
import NetworkValues
import Testing

@Suite struct `Gateways` {
    private func gateways() throws -> TestSite {
        var site = try TestSite()
        for number in 1...3 { site.start(number, .ipbl) }
        return site
    }

    private func member(
        _ number: Int, isSynchronized: Bool = true, isCommunicating: Bool = true, hasReference: Bool = true
    ) -> SyncRingMember {
        let port = SyncPort(isSynchronized: isSynchronized, isCommunicating: isCommunicating)
        return SyncRingMember(mac: TestSite.mac(number), inPort: port, outPort: port, hasReference: hasReference)
    }

    @Test func `a ring that is whole is no fault`() throws {
        var site = try gateways()
        site.send(.syncRing([1, 2, 3].map { member($0) }))
        #expect(site.effects.isEmpty)
        #expect(site.state.snapshot.ring.count == 3)
    }

    @Test(arguments: [
        (true, false, true, [FaultCode.syncRingBroken]), (true, true, false, [.syncRefSignalLost]),
        (false, true, true, [.syncLost, .syncUnsynchronizedToReference]),
        (false, false, false, [.syncRingBroken, .syncRefSignalLost, .syncLost]),
    ])
    func `each fault of the ring is raised and cleared`(
        isSynchronized: Bool, isCommunicating: Bool, hasReference: Bool, codes: [FaultCode]
    ) throws {
        var site = try gateways()
        let broken = member(
            2, isSynchronized: isSynchronized, isCommunicating: isCommunicating, hasReference: hasReference)
        site.send(.syncRing([member(1), broken, member(3)]))
        for code in codes { #expect(site.raised(code).map(\.device) == [DeviceID(TestSite.mac(2))]) }
        #expect(site.effects.count == codes.count)
        site.send(.syncRing([1, 2, 3].map { member($0) }))
        for code in codes { #expect(site.cleared(code).count == 1) }
        site.send(.syncRing([member(1), broken, member(3)]))
        site.send(.syncRing([member(1), member(3)]))
        for code in codes { #expect(site.cleared(code).count == 1) }
    }

    @Test func `a ring of strangers is refused`() throws {
        var site = try gateways()
        site.start(9)
        site.send(.syncRing([member(1), member(77)]))
        #expect(site.refusals == [.unknownRadio(TestSite.mac(77))])
        site.send(.syncRing([member(1), member(9)]))
        #expect(site.refusals.count == 1)
        site.send(.syncRing([member(1), member(1)]))
        #expect(site.refusals.count == 1)
        #expect(site.state.snapshot.ring.isEmpty)
    }

    @Test func `the environment has five faults`() throws {
        var site = try gateways()
        func send(_ celsius: Int16, _ milliwatts: UInt32, _ millivolts: UInt32, fan: Bool, _ site: inout TestSite) {
            site.send(
                .environment(
                    TestSite.mac(1),
                    Environment(
                        temperatureCelsius: celsius, powerMilliwatts: milliwatts, supplyMillivolts: millivolts,
                        isFanRunning: fan)))
        }
        send(70, 260_000, 30_000, fan: false, &site)
        let codes: [FaultCode] = [
            .envHighTemperature, .envHighPowerConsumption, .envSupplyVoltageLow, .envFanFailure,
        ]
        for code in codes { #expect(site.raised(code).count == 1) }
        send(25, 100_000, 60_000, fan: true, &site)
        for code in codes { #expect(site.cleared(code).count == 1) }
        #expect(site.raised(.envSupplyVoltageHigh).count == 1)
        #expect(site.state.snapshot.environments.map(\.revision) == [2])
    }

    @Test(arguments: [
        (RadioFixedPartState.disconnected, FaultCode.rfpDisconnected), (.malfunctioning, .rfpMalfunctioning),
        (.disabled, .rfpDisabled), (.downloadFailed, .rfpSwDlFailed),
    ])
    func `each port of a gateway has faults of its own`(state: RadioFixedPartState, code: FaultCode) throws {
        var site = try gateways()
        for port: UInt8 in [5, 2] { site.send(.wiredPart(TestSite.mac(2), RadioFixedPart(port: port, state: state))) }
        #expect(site.raised(code).map(\.source) == ["RFP2"])
        let parts = site.state.snapshot.wiredParts
        #expect(parts.map(\.part.port) == [2, 5])
        let first = try #require(site.radio(2).rfpi)
        #expect(parts.map(\.part.rfpi) == [1, 4].map { RFPI(pari: first.pari, number: first.number + $0) })
        site.send(.wiredPart(TestSite.mac(2), RadioFixedPart(port: 2, state: .connected)))
        #expect(site.cleared(code).map(\.source) == ["RFP2"])
        site.send(.wiredPart(TestSite.mac(2), RadioFixedPart(port: 17, state: .connected)))
        #expect(site.refusals.count == 1)
    }

    @Test func `a deleted gateway takes its parts and its environment along`() throws {
        var site = try gateways()
        site.send(.wiredPart(TestSite.mac(1), RadioFixedPart(port: 1, state: .connected)))
        site.send(.radioSilent(TestSite.mac(1)))
        site.send(.radioDeleted(TestSite.mac(1)))
        #expect(site.state.snapshot.wiredParts.isEmpty)
    }

    @Test func `a gateway that loses its synchronization carries no calls until it is back`() throws {
        var site = try gateways()
        site.send(.syncLost(TestSite.mac(1), .frameNumberChanged))
        #expect(site.raised(.syncLost).count == 1)
        #expect(try site.region(0).activeMasterIndex == site.radio(2).index)
        site.call(1, at: 1)
        #expect(site.refusals == [.notSynchronized(TestSite.mac(1))])
        site.send(.syncFound(TestSite.mac(1), carrier: 0, slot: 0, driftNanoseconds: 0))
        #expect(site.cleared(.syncLost).count == 1)
        #expect(site.radio(1).sync.state == .masterOK)
    }
}
