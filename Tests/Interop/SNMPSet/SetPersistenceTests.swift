import Foundation
import PortSupport
import Testing

/// What was set outlives the agent, however it ends.
@Suite(.builtAgent, .peers(.snmpget, .snmpset))
struct SetPersistenceTests {
    /// Starts an agent in a folder with the settings that the last one left there.
    private func restarted<Value: Sendable>(
        _ port: UInt16, in folder: String, _ body: @Sendable (AgentProcess) async throws -> Value
    ) async throws -> Value {
        let executable = try #require(AgentProcess.executable)
        let arguments = ["run", "--state", folder, "--config", folder + "/ipdect-agent.conf"]
        return try await Daemon.run(executable, arguments, log: folder + "/log") { daemon in
            let agent = AgentProcess(snmpPort: port, httpPort: 0, folder: folder, daemon: daemon)
            let isUp = try await eventually(within: 30) { () -> Bool? in
                // SNMP answers first, the commands some time later.
                let get = try await runTool(
                    .snmpget, Credentials.v2c.arguments + [agent.snmpAddress, OIDs.sysName])
                guard get.exitCode == 0 else { return nil }
                return try await agent.command("status").exitCode == 0 ? true : nil
            }
            try #require(isUp == true, "\(daemon.printed)")
            return try await body(agent)
        }
    }

    @Test(arguments: [SIGTERM, SIGKILL])
    func `what was answered is there after the next start`(signal: Int32) async throws {
        try await withFolder { folder in
            let port = try LoopbackPort.free()
            var settings = SetSettings.text
            settings.snmpPort = port
            try await AgentProcess.run(settings, in: folder) { agent async throws in
                let result = try await agent.set(
                    "writer", OIDs.sysContact, "s", "kept \(signal)", SetSettings.seriousness, "i", "1",
                    SetSettings.traps, "i", "1")
                // Right behind the answer.
                kill(agent.daemon.process, signal)
                #expect(result.exitCode == 0, "\(result.everything)")
                _ = try await eventually(within: 10) { agent.daemon.hasEnded ? true : nil }
            }
            try await restarted(port, in: folder) { agent async throws in
                #expect(try await agent.value(OIDs.sysContact) == "kept \(signal)")
                #expect(try await agent.value(SetSettings.seriousness) == "1")
                #expect(try await agent.value(SetSettings.traps) == "1")
                let log = try await agent.command("logs", "--text", "SNMP user")
                #expect(log.output.contains("\"kept \(signal)\" (by SNMP user writer from 127.0.0.1)"))
            }
        }
    }

    @Test(arguments: ["127.0.0.1", "127.0.0.2", "udp6:[::1]"])
    func `the answer comes from the address that was asked`(address: String) async throws {
        // Net-SNMP's tools drop an answer that comes from another address.
        try await AgentProcess.run(AgentSettingsText(snmpAddress: "0.0.0.0,::", lines: SetSettings.lines)) {
            agent async throws in
            let result = try await runTool(
                .snmpset,
                SetSettings.user("writer") + ["\(address):\(agent.snmpPort)", OIDs.sysContact, "s", "by \(address)"])
            #expect(result.exitCode == 0, "\(result.everything)")
            #expect(try await agent.value(OIDs.sysContact) == "by \(address)")
        }
    }

    @Test func `an alarm is acknowledged, and that is taken back`() async throws {
        var settings = AgentSettingsText(scenario: "alarm-storm", speed: 5)
        settings.lines = SetSettings.lines
        try await AgentProcess.run(settings) { agent async throws in
            // Alarms come and go in this scenario: with one that went meanwhile it is tried again.
            let isDone = try await eventually(within: 120) { () -> Bool? in
                let walk = try await runTool(
                    .snmpbulkwalk, Credentials.v2c.arguments + ["-On", agent.snmpAddress, SetSettings.acknowledged])
                guard let oid = walk.variables.last?.oid else { return nil }
                for value in ["1", "2"] {
                    guard try await agent.set("writer", oid, "i", value).exitCode == 0,
                        try await agent.value(oid) == value
                    else { return nil }
                }
                return true
            }
            #expect(isDone == true)
            let log = try await agent.command("logs", "--text", "SNMP user writer")
            #expect(log.output.contains("was changed from not acknowledged to acknowledged (by SNMP user writer"))
            #expect(log.output.contains("was changed from acknowledged to not acknowledged (by SNMP user writer"))
        }
    }
}
