import LinkProtocols
import NetworkValues
import Testing

/// What LLDP hears.
struct LLDPReceiverTests {
    private func unit(_ chassis: UInt64, port: String = "1", name: String = "sw", life: UInt16 = 120) -> LLDPDU {
        var unit = LLDPDU(
            chassis: ChassisID(MACAddress(rawValue: chassis)), port: PortID(interfaceName: port),
            timeToLiveSeconds: life)
        unit.systemName = name
        return unit
    }

    private let source = MACAddress(rawValue: 0x42)

    @Test func `a neighbour comes, changes, is refreshed and grows too old`() throws {
        var receiver = LLDPReceiver()
        guard case .added(let added)? = receiver.receive(unit(1), from: source, now: at(0)) else {
            Issue.record("expected a new neighbour")
            return
        }
        #expect(added.index == 1 && added.expiresAt == at(120) && receiver.deadline == at(120))
        #expect(receiver.receive(unit(1), from: source, now: at(30)) == nil)
        guard
            case .changed(let changed, let before)? = receiver.receive(
                unit(1, name: "other"), from: source, now: at(60))
        else {
            Issue.record("expected a change")
            return
        }
        #expect(before.systemName == "sw" && changed.unit.systemName == "other" && changed.index == 1)
        #expect(changed.changedAt == at(60) && changed.since == at(0) && changed.units == 3)
        #expect(receiver.expire(now: at(179)).isEmpty && receiver.deadline == at(180))
        guard case .removed(let gone, .agedOut)? = receiver.expire(now: at(180)).first else {
            Issue.record("expected an end by age")
            return
        }
        #expect(gone.index == 1 && receiver.count == 0 && receiver.deadline == nil)
        #expect(receiver.statistics.inserts == 1 && receiver.statistics.deletes == 1)
        #expect(receiver.statistics.ageouts == 1 && receiver.statistics.lastChange == at(180))
    }

    @Test func `a neighbour that says goodbye is forgotten at once`() {
        var receiver = LLDPReceiver()
        _ = receiver.receive(unit(1), from: source, now: at(0))
        _ = receiver.receive(unit(1, port: "2"), from: source, now: at(0))
        guard case .removed(_, .shutdown)? = receiver.receive(unit(1, life: 0), from: source, now: at(1)) else {
            Issue.record("expected an end")
            return
        }
        #expect(receiver.neighbours.map(\.unit.port.description) == ["2"])
        #expect(receiver.receive(unit(9, life: 0), from: source, now: at(2)) == nil)
        #expect(receiver.statistics.ageouts == 0 && receiver.statistics.deletes == 1)
    }

    @Test func `beyond the limit new neighbours are refused and old ones go on`() {
        var receiver = LLDPReceiver(limit: 2)
        _ = receiver.receive(unit(1), from: source, now: at(0))
        _ = receiver.receive(unit(2), from: source, now: at(0))
        #expect(receiver.receive(unit(3, life: 50), from: source, now: at(1)) == .refused(unit(3).msap))
        #expect(receiver.overfullUntil == at(51))
        #expect(receiver.receive(unit(2), from: source, now: at(2)) == nil)
        #expect(receiver.statistics.drops == 1 && receiver.statistics.framesDiscarded == 1)
        _ = receiver.expire(now: at(51))
        #expect(receiver.overfullUntil == nil)
    }

    @Test func `refused TLVs and unknown ones are counted`() throws {
        var receiver = LLDPReceiver()
        let unit = try LLDPDU(frame: LLDPDecodeTests.frame("1203 010203 fe07 0012bb02 01 4191 1000").span)
        _ = receiver.receive(unit, from: source, now: at(0))
        #expect(receiver.statistics.tlvsUnrecognized == 1 && receiver.statistics.tlvsDiscarded == 2)
        #expect(receiver.statistics.refusals == [.policyLength: 1, .valueTooShort: 1])
        #expect(receiver.statistics.framesInErrors == 0)
    }
}
