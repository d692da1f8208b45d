import PortSupport
import Testing

/// Net-SNMP's snmptrapd as a receiver of informs.
@Suite(.builtAgent, .peers(.snmptrapd, .snmpget))
struct SnmptrapdInformTests {
    private func settings(_ target: AgentSettingsText.Target, users: [AlgorithmPair] = []) -> AgentSettingsText {
        AgentSettingsText(scenario: "alarm-storm", speed: 100, users: users.map(\.user), targets: [target])
    }

    private func target(_ port: UInt16, _ pair: AlgorithmPair? = nil) -> AgentSettingsText.Target {
        AgentSettingsText.Target(
            port: port, version: pair == nil ? "2c" : "3", user: pair?.userName,
            options: "/kind inform /timeout 1")
    }

    /// The numbers of the records that arrived.
    private func records(_ receiver: TrapReceiver) -> [Int] {
        receiver.notifications.compactMap { $0.notice(14) }.compactMap { Int($0) }
    }

    @Test func `what happened while a receiver was killed arrives afterwards, in order, and nothing twice`()
        async throws
    {
        let port = try LoopbackPort.free()
        try await AgentProcess.run(settings(target(port))) { agent async throws in
            let before = try await TrapReceiver.run(port: port) { receiver in
                _ = try await receiver.first { $0.name == OIDs.notifications + ".1" }
                return records(receiver)
            }
            // The receiver is gone now. What it acknowledged last may be more than what it printed.
            let waits = try await eventually(within: 120) { () -> Int? in
                let waiting = try await waiting(agent)
                return waiting >= 200 ? waiting : nil
            }
            try #require(waits != nil, "fewer than 200 records came up")
            try await TrapReceiver.run(port: port) { receiver in
                let wanted = waits ?? 0
                let after = try await eventually(within: 60) { () -> [Int]? in
                    let numbers = records(receiver)
                    return numbers.count >= wanted ? numbers : nil
                }
                let received = try #require(after, "\(records(receiver).count) of \(wanted) came")
                #expect(zip(received, received.dropFirst()).allSatisfy { $0 < $1 }, "in order and once")
                #expect((before.max() ?? 0) < (received.first ?? 0), "none that was acknowledged comes again")
            }
        }
    }

    private func waiting(_ agent: AgentProcess) async throws -> Int {
        let answer = try await agent.command("snmp", "--json")
        let match = answer.output.firstMatch(of: #/"waiting"\s*:\s*(\d+)/#)
        return match.flatMap { Int($0.output.1) } ?? 0
    }

    @Test(arguments: [
        AlgorithmPair(authentication: .md5), AlgorithmPair(authentication: .sha, privacy: .des),
        AlgorithmPair(authentication: .sha256, privacy: .aes128),
        AlgorithmPair(authentication: .sha512, privacy: .aes256),
    ])
    func `an inform of version 3 goes by the receiver's engine`(pair: AlgorithmPair) async throws {
        let port = try LoopbackPort.free()
        try await TrapReceiver.run(port: port, users: [.init(pair: pair)]) { receiver in
            try await AgentProcess.run(settings(target(port, pair), users: [pair])) { agent async throws in
                let raised = try await receiver.first { $0.name == OIDs.notifications + ".1" }
                #expect(raised.sender.hasPrefix("INFORM, SNMP v3, user \(pair.userName),"))
                let cleared = try await receiver.first(within: 90) { $0.name == OIDs.notifications + ".2" }
                #expect(
                    receiver.notifications.contains {
                        $0.notice(1) == cleared.notice(1) && $0.name?.hasSuffix(".1") == true
                    })
            }
        }
    }
}

/// pysnmp as a receiver of informs.
@Suite(.builtAgent, .peers(.python))
struct PysnmpInformTests {
    @Test(arguments: [AlgorithmPair?.none, AlgorithmPair(authentication: .sha256, privacy: .aes128)])
    func `it acknowledges the agent's informs`(pair: AlgorithmPair?) async throws {
        let port = try LoopbackPort.free()
        let target = AgentSettingsText.Target(
            port: port, version: pair == nil ? "2c" : "3", user: pair?.userName, options: "/kind inform /timeout 1")
        let settings = AgentSettingsText(
            scenario: "alarm-storm", speed: 100, users: [pair].compactMap { $0?.user }, targets: [target])
        try await AgentProcess.run(settings) { agent async throws in
            var arguments = [PysnmpTests.script, "receive", "\(port)", "5"]
            if let pair {
                arguments += ["-", pair.userName, pair.authentication?.rawValue ?? "-", pair.privacy?.rawValue ?? "-"]
            }
            let result = try await runTool(.python, arguments, seconds: 60)
            let received = result.lines.filter { $0.hasPrefix("[") }
            #expect(received.count >= 5, "\(result.everything)")
            let status = try await agent.command("snmp", "--json")
            let acknowledged = status.output.firstMatch(of: #/"acknowledged"\s*:\s*(\d+)/#).flatMap { Int($0.output.1) }
            #expect((acknowledged ?? 0) >= 4, "\(status.output)")
        }
    }
}
