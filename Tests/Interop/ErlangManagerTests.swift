import PortSupport
import Testing

/// The manager of Erlang's SNMP application.
@Suite(
    .builtAgent, .peers(.erlangManager, .snmpget),
    .agent(
        .users([
            AlgorithmPair(), .init(authentication: .md5, privacy: .des), .init(authentication: .sha256),
            .init(authentication: .sha256, privacy: .aes128), .init(authentication: .sha512, privacy: .aes128),
        ])))
struct ErlangManagerTests {
    let agent: AgentProcess

    init() throws { agent = try .required() }

    private func ask(_ arguments: String...) async throws -> ToolResult {
        let asked = try await runTool(
            .snmpget, Credentials.v2c.arguments + ["-On", agent.snmpAddress, OIDs.snmpEngineID])
        let engineID = try #require(asked.variables.first).value.filter(\.isHexDigit)
        return try await withFolder { folder in
            try await runTool(
                "/usr/bin/escript",
                [
                    Repository.root + "/Tests/Interop/Peers/erlang_manager.escript", folder,
                    "\(try LoopbackPort.free())", "\(agent.snmpPort)", engineID,
                ] + arguments, environment: ["HOME": folder], seconds: 60)
        }
    }

    private func check(_ result: ToolResult, hasBulk: Bool) {
        #expect(result.exitCode == 0, "\(result.everything)")
        let lines = result.lines
        #expect(lines.contains("get\t1.3.6.1.2.1.1.5.0\t\"interop\""), "\(result.everything)")
        #expect(lines.contains("next\t1.3.6.1.2.1.1.5.0\t\"interop\""))
        #expect(lines.count { $0.hasPrefix("bulk\t1.3.6.1.4.1.8072.9999.9999.2.4.1.4.1.3.") } == (hasBulk ? 10 : 0))
    }

    @Test(arguments: ["1", "2c"])
    func `it reads, goes on and repeats`(version: String) async throws {
        check(try await ask(version), hasBulk: version != "1")
    }

    @Test(arguments: [
        ["u-none-none", "-", "-"], ["u-md5-des", "MD5", "DES"], ["u-sha-256-none", "SHA-256", "-"],
        ["u-sha-256-aes-128", "SHA-256", "AES-128"], ["u-sha-512-aes-128", "SHA-512", "AES-128"],
    ])
    func `version 3 is answered`(user: [String]) async throws {
        check(try await ask("3", user[0], user[1], user[2]), hasBulk: true)
    }
}
