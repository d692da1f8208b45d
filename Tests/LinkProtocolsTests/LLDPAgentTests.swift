import LinkProtocols
import NetworkValues
import Testing

/// Both directions together, as a port has them.
struct LLDPAgentTests {
    private var running: LLDPAgent {
        var agent = LLDPAgent(endpoint: LLDPEncodeTests.endpoint)
        _ = agent.handle(.linkUp, now: at(0))
        _ = agent.handle(.enable, now: at(0))
        return agent
    }

    @Test func `the recording is played: a switch comes, gives a policy, and leaves`() throws {
        var agent = running
        let frames = try Recording.packets("lldp.pcap")
        let first = agent.receive(frames[0], now: at(10))
        guard case .neighbour(.added(let neighbour))? = first.first, case .transmit(let answer)? = first.last else {
            Issue.record("expected a new neighbour and an answer")
            return
        }
        #expect(neighbour.unit.systemName == "vm" && first.count == 2)
        #expect(try LLDPDU(frame: answer.span).msap == LLDPEncodeTests.endpoint.msap)

        let second = agent.receive(frames[1], now: at(12))
        guard case .neighbour(.changed(let changed, _))? = second.first else {
            Issue.record("expected a change")
            return
        }
        let offers = VLANOffers(neighbours: agent.receiver.neighbours)
        let decision = VLANDecision(offers, now: at(12))
        #expect(decision.tagging == .vlan(200) && decision.priority == 5 && decision.codePoint == 46)
        #expect(decision.source == .lldp && decision.validUntil == changed.expiresAt)

        let third = agent.receive(frames[2], now: at(17))
        guard case .neighbour(.removed(_, .shutdown))? = third.first else {
            Issue.record("expected an end")
            return
        }
        #expect(VLANDecision(VLANOffers(neighbours: agent.receiver.neighbours), now: at(17)).source == .none)
        #expect(agent.statistics.framesIn == 3 && agent.statistics.framesOut >= 2)
    }

    @Test func `a frame with the tag of the native VLAN is heard`() throws {
        var agent = running
        var frame = try Recording.packets("lldp.pcap")[0]
        frame.insert(contentsOf: hex("8100 0001"), at: 12)
        _ = agent.receive(frame, now: at(1))
        #expect(agent.receiver.neighbours.first?.tag == VLANTag(priority: 0, vlan: 1))
    }

    @Test func `refused frames are counted by their reason and change nothing else`() throws {
        var agent = running
        let good = try Recording.packets("lldp.pcap")[0]
        for cut in 0..<good.count { _ = agent.receive(Array(good[..<cut]), now: at(1)) }
        #expect(agent.statistics.framesIn == UInt64(good.count))
        #expect(agent.statistics.framesInErrors >= 34)
        #expect(agent.statistics.refusals.values.reduce(0, +) >= 34)
        #expect(agent.statistics.refusals[.frame] == 14)
    }

    @Test func `a frame of our own is passed over`() {
        var agent = running
        let own = LLDPEncodeTests.endpoint.frame(timeToLiveSeconds: 121)
        #expect(agent.receive(own, now: at(1)).isEmpty)
        #expect(agent.statistics.framesDiscarded == 1 && agent.receiver.count == 0)
    }

    @Test func `switched off, it is deaf, and what it heard does not count any longer`() throws {
        var agent = running
        let frame = try Recording.packets("lldp.pcap")[1]
        _ = agent.receive(frame, now: at(1))
        let end = agent.handle(.disable, now: at(5))
        guard case .transmit(let last)? = end.first, case .neighbour(.removed(_, .disabled))? = end.last else {
            Issue.record("expected a goodbye and the end of the neighbour")
            return
        }
        #expect(try LLDPDU(frame: last.span).isShutdown)
        #expect(agent.receive(frame, now: at(6)).isEmpty && agent.statistics.framesIn == 1)
        #expect(agent.deadline == nil)
    }

    @Test func `a link that goes down takes the neighbours with it`() throws {
        var agent = running
        _ = agent.receive(try Recording.packets("lldp.pcap")[1], now: at(1))
        guard case .neighbour(.removed(_, .linkDown))? = agent.handle(.linkDown, now: at(2)).first else {
            Issue.record("expected the end of the neighbour")
            return
        }
        #expect(agent.receiver.count == 0 && agent.deadline == nil)
    }

    @Test func `what the device tells is sent when it changes, and not when it does not`() {
        var agent = running
        var endpoint = agent.endpoint
        #expect(agent.handle(.endpoint(endpoint), now: at(9)).isEmpty)
        endpoint.policies = [NetworkPolicy(application: 1, isTagged: true, vlan: 200, priority: 5, codePoint: 46)]
        #expect(agent.handle(.endpoint(endpoint), now: at(9)).count == 1)
    }

    /// Switches of a hall, each with its own name.
    private func frames(_ count: Int) -> [[UInt8]] {
        (0..<count).map { index in
            var endpoint = LLDPEncodeTests.endpoint
            endpoint.chassis = MACAddress(rawValue: 0x0200_0000_0000 + UInt64(index))
            endpoint.systemName = "switch-\(index)"
            return endpoint.frame(timeToLiveSeconds: 2)
        }
    }

    @Test func `a hundred neighbours that send each second cost next to nothing`() {
        var agent = running
        let frames = frames(100)
        let start = ContinuousClock.now
        for second in 0..<60 {
            for frame in frames { _ = agent.receive(frame, now: at(Double(second))) }
            while let deadline = agent.deadline, deadline <= at(Double(second)) {
                _ = agent.handle(.timer, now: at(Double(second)))
                if agent.deadline == deadline { break }
            }
        }
        // 0.5 % of a core is 300 ms for a minute, and a debug build is many times slower than a release.
        #expect(ContinuousClock.now - start < .seconds(6))
        #expect(agent.receiver.count == 100 && agent.statistics.ageouts == 0)
        _ = agent.handle(.timer, now: at(62))
        #expect(agent.receiver.count == 0 && agent.statistics.ageouts == 100)
    }
}
