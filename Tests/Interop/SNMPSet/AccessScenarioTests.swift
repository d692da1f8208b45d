import Foundation
import Testing

/// What the full tests of Net-SNMP ask of an agent's access control, as scenarios of our own.
@Suite(.serialized, .builtAgent, .peers(.snmpget, .snmpset))
struct AccessScenarioTests {
    private func get(
        _ agent: AgentProcess, _ credentials: [String], _ oid: String = OIDs.sysName, at address: String? = nil
    ) async throws -> ToolResult {
        try await runTool(
            .snmpget, credentials + ["-On", "-t", "1", "-r", "0", address ?? agent.snmpAddress, oid])
    }

    @Test func `a user that the settings gain is answered at once, and one that they lose no more`() async throws {
        try await AgentProcess.run(AgentSettingsText(lines: SetSettings.lines)) { agent async throws in
            let newcomer = SetSettings.user("newcomer")
            #expect(try await get(agent, newcomer).errors.contains("Unknown user name"))
            let added = try await agent.command(
                "config", "change",
                "config change SNMP0-USER9 /name newcomer \(SetSettings.passwords) /write-view place")
            #expect(added.exitCode == 0, "\(added.everything)")
            #expect(try await get(agent, newcomer).variables.first?.value == "interop")
            #expect(try await agent.set("newcomer", OIDs.sysLocation, "s", "new").exitCode == 0)
            let removed = try await agent.command("config", "change", "config rem SNMP0-USER9")
            #expect(removed.exitCode == 0, "\(removed.everything)")
            #expect(try await get(agent, newcomer).errors.contains("Unknown user name"))
            // The others go on.
            #expect(try await get(agent, SetSettings.user("writer")).exitCode == 0)
        }
    }

    @Test func `a community can be for IPv6 only, and another for one IPv4 network`() async throws {
        let settings = AgentSettingsText(
            snmpAddress: "0.0.0.0,::",
            lines: [
                "config change SNMP0-COMMUNITY1 /community six /allow ::1/128",
                "config change SNMP0-COMMUNITY2 /community four /allow 127.0.0.0/8",
            ])
        try await AgentProcess.run(settings) { agent async throws in
            let six = ["-v2c", "-c", "six"]
            let four = ["-v2c", "-c", "four"]
            let address = "udp6:[::1]:\(agent.snmpPort)"
            #expect(try await get(agent, six, at: address).exitCode == 0)
            #expect(try await get(agent, six).errors.contains("Timeout"))
            #expect(try await get(agent, four).exitCode == 0)
            #expect(try await get(agent, four, at: address).errors.contains("Timeout"))
        }
    }

    @Test func `a write view that is taken away holds for the next request`() async throws {
        try await AgentProcess.run(AgentSettingsText(lines: SetSettings.lines)) { agent async throws in
            #expect(try await agent.set("writer", OIDs.sysContact, "s", "a").exitCode == 0)
            let change = try await agent.command("config", "change", "config add SNMP0-USER1 /write-view none")
            #expect(change.exitCode == 0, "\(change.everything)")
            #expect(try await agent.set("writer", OIDs.sysContact, "s", "b").errors.contains("noAccess"))
            #expect(try await agent.value(OIDs.sysContact) == "a")
        }
    }

    @Test func `a file that somebody edits by hand is not overwritten by SET`() async throws {
        try await AgentProcess.run(AgentSettingsText(lines: SetSettings.lines)) { agent async throws in
            let path = agent.folder + "/ipdect-agent.conf"
            let text = try String(contentsOfFile: path, encoding: .utf8) + "# by hand\n"
            try text.write(toFile: path, atomically: false, encoding: .utf8)
            let refused = try await agent.set("writer", OIDs.sysContact, "s", "x")
            #expect(refused.errors.contains("resourceUnavailable"), "\(refused.everything)")
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
            #expect(try await agent.command("config", "reload").exitCode == 0)
            #expect(try await agent.set("writer", OIDs.sysContact, "s", "x").exitCode == 0)
            #expect(try String(contentsOfFile: path, encoding: .utf8).contains("# by hand"))
        }
    }
}
