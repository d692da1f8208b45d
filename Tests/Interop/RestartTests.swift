import Foundation
import PortSupport
import Testing

/// What outlives a restart, seen from outside.
@Suite(.builtAgent, .peers(.snmpget))
struct RestartTests {
    private func get(_ agent: AgentProcess, _ oid: String) async throws -> String {
        let result = try await runTool(.snmpget, Credentials.v2c.arguments + ["-On", agent.snmpAddress, oid])
        return try #require(result.variables.first, "\(result.everything)").value
    }

    @Test func `the engine ID stays and the boots count up`() async throws {
        let boots = ".1.3.6.1.6.3.10.2.1.2.0"
        try await withFolder { folder in
            let first = try await AgentProcess.run(AgentSettingsText(), in: folder) { agent in
                (try await get(agent, OIDs.snmpEngineID), try await get(agent, boots))
            }
            let second = try await AgentProcess.run(AgentSettingsText(), in: folder) { agent in
                (try await get(agent, OIDs.snmpEngineID), try await get(agent, boots))
            }
            #expect((5...32).contains(first.0.split(separator: " ").count))
            #expect(second.0 == first.0)
            #expect(Int(second.1) == Int(first.1).map { $0 + 1 })
        }
    }

    @Test func `an agent that is killed starts again`() async throws {
        try await withFolder { folder in
            for _ in 0..<2 {
                try await AgentProcess.run(AgentSettingsText(scenario: "alarm-storm", speed: 100), in: folder) {
                    agent in
                    let name = try await get(agent, OIDs.sysName)
                    #expect(name == "interop")
                    kill(agent.daemon.process, SIGKILL)
                }
            }
        }
    }

    @Test func `a port that somebody else has is an alarm until it is free`() async throws {
        let port = try LoopbackPort.free()
        try await withFolder { folder in
            let second = try await AgentProcess.run(AgentSettingsText(snmpPort: port)) { first in
                let status = try await AgentProcess.run(AgentSettingsText(snmpPort: port), in: folder) { second in
                    let raised = try await eventually(within: 20) { () -> Bool? in
                        try await second.command("alarms").output.contains("could not open UDP 127.0.0.1:\(port)")
                            ? true : nil
                    }
                    #expect(raised == true)
                    kill(first.daemon.process, SIGTERM)
                    let cleared = try await eventually(within: 20) { () -> Bool? in
                        try await second.command("alarms").output.contains("No alarm stands") ? true : nil
                    }
                    #expect(cleared == true)
                    return try await get(second, OIDs.sysName)
                }
                return status
            }
            #expect(second == "interop")
        }
    }

    @Test(arguments: ["127.0.0.1", "127.0.0.2", "udp6:[::1]"])
    func `it answers from the address that was asked`(address: String) async throws {
        // Net-SNMP's tools drop an answer that comes from another address.
        try await AgentProcess.run(AgentSettingsText(snmpAddress: "0.0.0.0,::")) { agent in
            let result = try await runTool(
                .snmpget, Credentials.v2c.arguments + ["-On", "\(address):\(agent.snmpPort)", OIDs.sysName])
            #expect(result.variables.first?.value == "interop", "\(result.everything)")
        }
    }

    @Test func `SIGTERM ends it in order and with exit code 0`() async throws {
        try await withFolder { folder in
            let seconds = try await AgentProcess.run(AgentSettingsText(), in: folder) { agent in
                let start = ContinuousClock.now
                kill(agent.daemon.process, SIGTERM)
                let ended = try await eventually(within: 10) { agent.daemon.hasEnded ? true : nil }
                #expect(ended == true)
                return ContinuousClock.now - start
            }
            #expect(seconds < .seconds(5))
        }
    }
}
