import NetworkValues
import Testing

@testable import LinkLayer

/// Whether somebody else uses an address (RFC 5227).
struct AddressProbeTests {
    private static let other = MACAddress(rawValue: 0x0200_0000_0099)
    private var random = SeededDice(state: 9)
    private var probe = AddressProbe(hardware: PortScript.hardware)

    private mutating func fire() -> (time: Double, actions: [AddressProbe.Action]) {
        guard let deadline = probe.deadline else { return (-1, []) }
        return (
            Double(deadline.milliseconds(since: moment(0))) / 1000, probe.timer(now: deadline, using: &random)
        )
    }

    private mutating func settle() {
        probe.begin(PortScript.address, now: moment(0), using: &random)
        while probe.deadline != nil { _ = fire() }
    }

    private func claim(_ sender: IPAddress, target: IPAddress = PortScript.address, isReply: Bool = true) -> ARPPacket {
        ARPPacket(
            isReply: isReply, senderHardware: Self.other, sender: sender, targetHardware: PortScript.hardware,
            target: target)
    }

    @Test mutating func `three probes, a pause, the address, and two announcements`() {
        probe.begin(PortScript.address, now: moment(0), using: &random)
        #expect(probe.probed == PortScript.address)
        var times: [Double] = []
        for _ in 0..<3 {
            let (time, actions) = fire()
            #expect(actions == [.send(.probe(for: PortScript.address, from: PortScript.hardware))])
            times.append(time)
        }
        #expect(0...1 ~= times[0] && 1...2 ~= times[1] - times[0] && 1...2 ~= times[2] - times[1])
        let announcement = AddressProbe.Action.send(.announcement(of: PortScript.address, from: PortScript.hardware))
        let free = fire()
        #expect(free.actions == [.isFree(PortScript.address), announcement] && abs(free.time - times[2] - 2) < 0.001)
        let again = fire()
        #expect(again.actions == [announcement] && abs(again.time - free.time - 2) < 0.001)
        #expect(probe.deadline == nil && probe.probed == nil)
    }

    @Test mutating func `an answer, or another's probe for the address, is a conflict`() {
        for packet in [claim(PortScript.address), claim(.v4(0), isReply: false)] {
            probe.begin(PortScript.address, now: moment(0), using: &random)
            _ = fire()
            #expect(probe.receive(packet, now: moment(1)) == [.isTaken(PortScript.address, by: Self.other)])
            #expect(probe.deadline == nil)
        }
    }

    @Test mutating func `packets about other addresses, and our own, are passed over`() {
        probe.begin(PortScript.address, now: moment(0), using: &random)
        #expect(probe.receive(claim(.v4(5)), now: moment(0)) == [])
        #expect(probe.receive(claim(.v4(0), target: .v4(9), isReply: false), now: moment(0)) == [])
        #expect(probe.receive(.probe(for: PortScript.address, from: PortScript.hardware), now: moment(0)) == [])
        #expect(probe.probed == PortScript.address)
    }

    @Test mutating func `an address in use is defended once, and given up the second time`() {
        settle()
        let defence = AddressProbe.Action.send(.announcement(of: PortScript.address, from: PortScript.hardware))
        #expect(probe.receive(claim(PortScript.address), now: moment(100)) == [defence])
        // Somebody who asks for it is told by the kernel.
        #expect(probe.receive(claim(.v4(0), isReply: false), now: moment(101)) == [])
        #expect(
            probe.receive(claim(PortScript.address), now: moment(105)) == [.isTaken(PortScript.address, by: Self.other)]
        )
        #expect(probe.receive(claim(PortScript.address), now: moment(106)) == [])
    }

    @Test mutating func `a conflict long after another is a new one`() {
        settle()
        #expect(probe.receive(claim(PortScript.address), now: moment(100)).count == 1)
        guard case .send? = probe.receive(claim(PortScript.address), now: moment(111)).first else {
            Issue.record("expected a defence")
            return
        }
    }
}
