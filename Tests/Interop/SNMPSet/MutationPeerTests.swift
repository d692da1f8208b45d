import Foundation
import Testing

/// Changed messages against the agent as it runs: it answers on, counts each, and does not grow.
@Suite(.builtAgent, .peers(.python, .snmpget))
struct MutationPeerTests {
    @Test func `20,000 changed messages of each version do no harm`() async throws {
        let lines = [
            "config add SNMP0 /rate 0",
            "config change SNMP0-USER1 /name mutant /auth-password \(AgentSettingsText.authenticationPassword)"
                + " /write-view all",
        ]
        try await AgentProcess.run(AgentSettingsText(lines: lines)) { agent async throws in
            let script = Repository.root + "/Tests/Interop/Peers/snmp_mutations.py"
            let result = try await runTool(
                .python, [script, "\(agent.snmpPort)", "\(agent.daemon.process)", "mutant", "20000"], seconds: 120)
            try #require(result.exitCode == 0, "\(result.everything)")
            let counted = result.lines.filter { $0.hasSuffix(": 20000 of 20000 counted") }
            #expect(counted.count == 3, "\(result.everything)")
            let growth = try #require(result.lines.last.flatMap { Int($0.dropFirst("growth ".count)) })
            // The journal's and the log's caches may still fill; a leak of a message each would be tens of megabytes.
            #expect(growth < 16_384, "\(result.everything)")
            #expect(!agent.daemon.hasEnded)
            let name = try await runTool(
                .snmpget, Credentials.v2c.arguments + ["-On", agent.snmpAddress, OIDs.sysName])
            #expect(name.exitCode == 0, "\(name.everything)")
        }
    }
}
