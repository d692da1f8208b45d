import LinkProtocols
import NetworkValues
import Testing

/// LLDP before DHCP before the settings (manual 4.2.9).
struct VLANDecisionTests {
    private func policy(
        _ vlan: UInt16, application: UInt8 = NetworkPolicy.voice, isTagged: Bool = true, isUnknown: Bool = false,
        priority: UInt8 = 5, until expiry: Double = 120
    ) -> VLANOffers.Policy {
        VLANOffers.Policy(
            policy: NetworkPolicy(
                application: application, isUnknown: isUnknown, isTagged: isTagged, vlan: vlan, priority: priority,
                codePoint: 46), expiresAt: at(expiry))
    }

    private let lease = VLANOffers.Setting(vlan: 20, priority: 4, expiresAt: at(100))
    private let configured = VLANOffers.Setting(vlan: 30, priority: 3)

    @Test func `LLDP goes before DHCP, and DHCP before the settings`() {
        let all = VLANDecision(
            VLANOffers(policies: [policy(10)], lease: lease, configured: configured), now: at(0))
        #expect(all.source == .lldp && all.tagging == .vlan(10) && all.priority == 5 && all.codePoint == 46)
        #expect(all.notes == [.overruled(.dhcp, 20), .overruled(.configured, 30)])
        let two = VLANDecision(VLANOffers(lease: lease, configured: configured), now: at(0))
        #expect(two.source == .dhcp && two.tagging == .vlan(20) && two.priority == 4 && two.codePoint == nil)
        #expect(two.notes == [.overruled(.configured, 30)])
        let one = VLANDecision(VLANOffers(configured: configured), now: at(0))
        #expect(one.source == .configured && one.tagging == .vlan(30) && one.priority == 3 && one.notes.isEmpty)
        let none = VLANDecision(VLANOffers(), now: at(0))
        #expect(none.source == .none && none.tagging == .untagged && !none.hasQualityOfService)
    }

    @Test func `when a source expires the next one takes over`() {
        let offers = VLANOffers(policies: [policy(10, until: 60)], lease: lease, configured: configured)
        var decision = VLANDecision(offers, now: at(0))
        #expect(decision.source == .lldp && decision.validUntil == at(60))
        decision = VLANDecision(offers, now: at(60))
        #expect(decision.source == .dhcp && decision.validUntil == at(100))
        decision = VLANDecision(offers, now: at(100))
        #expect(decision.source == .configured && decision.validUntil == nil)
    }

    @Test func `an unknown policy is passed over`() {
        let decision = VLANDecision(
            VLANOffers(policies: [policy(10, isUnknown: true)], configured: configured), now: at(0))
        #expect(decision.source == .configured && decision.notes == [.unknownPolicy(application: 1)])
    }

    @Test func `an untagged policy takes the VLAN away and keeps the code point`() {
        let decision = VLANDecision(
            VLANOffers(policies: [policy(10, isTagged: false)], configured: configured), now: at(0))
        #expect(decision.source == .lldp && decision.tagging == .untagged && decision.priority == 0)
        #expect(decision.codePoint == 46)
        #expect(decision.notes == [.untaggedWithVLAN(10), .overruled(.configured, 30)])
    }

    @Test func `VLAN 0 with a tag has only a priority`() {
        let decision = VLANDecision(VLANOffers(policies: [policy(0)]), now: at(0))
        #expect(decision.tagging == .priority && decision.priority == 5 && decision.hasQualityOfService)
    }

    @Test func `VLAN 4095 is passed over in every source`() {
        let decision = VLANDecision(
            VLANOffers(
                policies: [policy(4095)], lease: VLANOffers.Setting(vlan: 4095),
                configured: VLANOffers.Setting(vlan: 4095)), now: at(0))
        #expect(decision.source == .none && decision.tagging == .untagged)
        #expect(
            decision.notes == [
                .reservedVLAN(.lldp, 4095), .reservedVLAN(.dhcp, 4095), .reservedVLAN(.configured, 4095),
            ])
        #expect(VLANDecision(VLANOffers(policies: [policy(4094)]), now: at(0)).tagging == .vlan(4094))
    }

    @Test func `VLAN 0 in the settings switches quality of service off`() {
        let decision = VLANDecision(
            VLANOffers(configured: VLANOffers.Setting(vlan: 0, priority: 6)), now: at(0))
        #expect(decision.source == .configured && decision.tagging == .untagged && decision.priority == 0)
        #expect(decision.notes == [.noQualityOfService(.configured)])
    }

    @Test func `VLAN 1 is used and advised against`() {
        let decision = VLANDecision(VLANOffers(lease: VLANOffers.Setting(vlan: 1, priority: 9)), now: at(0))
        #expect(decision.tagging == .vlan(1) && decision.priority == 0)
        #expect(decision.notes == [.priorityOutOfRange(.dhcp, 9), .defaultVLAN(.dhcp)])
    }

    @Test func `voice goes before its signalling, whatever comes first`() {
        let signalling = policy(11, application: NetworkPolicy.voiceSignalling)
        #expect(VLANDecision(VLANOffers(policies: [signalling, policy(10)]), now: at(0)).tagging == .vlan(10))
        #expect(VLANDecision(VLANOffers(policies: [signalling]), now: at(0)).tagging == .vlan(11))
        let unknown = policy(10, isUnknown: true)
        #expect(VLANDecision(VLANOffers(policies: [unknown, signalling]), now: at(0)).tagging == .vlan(11))
        let reserved = policy(4095)
        #expect(VLANDecision(VLANOffers(policies: [reserved, signalling]), now: at(0)).tagging == .vlan(11))
        let guest = policy(12, application: 3)
        #expect(VLANDecision(VLANOffers(policies: [guest]), now: at(0)).source == .none)
    }

    @Test func `of two switches that contradict each other the first one counts, and it is said`() {
        let decision = VLANDecision(VLANOffers(policies: [policy(10), policy(99)]), now: at(0))
        #expect(decision.tagging == .vlan(10) && decision.notes == [.contradiction(application: 1)])
    }

    @Test func `a neighbour without LLDP-MED has no say`() throws {
        var receiver = LLDPReceiver()
        let plain = try LLDPDU(frame: LLDPDecodeTests.frame("fe08 0012bb02 01 41916e").span)
        _ = receiver.receive(plain, from: MACAddress(rawValue: 1), now: at(0))
        #expect(VLANDecision(VLANOffers(neighbours: receiver.neighbours), now: at(0)).source == .none)
    }

    @Test func `every note can be read`() {
        let notes: [VLANNote] = [
            .reservedVLAN(.dhcp, 4095), .priorityOutOfRange(.dhcp, 9), .unknownPolicy(application: 1),
            .untaggedWithVLAN(10), .contradiction(application: 1), .defaultVLAN(.configured),
            .noQualityOfService(.configured), .overruled(.dhcp, 20),
        ]
        for note in notes { #expect(note.description.contains(":")) }
    }
}
