import Testing

/// Perl's Net::SNMP as manager.
@Suite(
    .builtAgent, .peers(.perlNetSNMP),
    .agent(
        .users([
            AlgorithmPair(), .init(authentication: .md5, privacy: .des), .init(authentication: .sha),
            .init(authentication: .sha, privacy: .aes128),
        ])))
struct PerlManagerTests {
    static let script = Repository.root + "/Tests/Interop/Peers/net_snmp.pl"
    let agent: AgentProcess

    init() throws { agent = try .required() }

    private func ask(_ version: String, _ verb: String, _ arguments: String...) async throws -> [[String]] {
        let result = try await runTool(
            .perlNetSNMP, [Self.script, "\(agent.snmpPort)", version, verb] + arguments, seconds: 60)
        try #require(result.exitCode == 0, "\(result.everything)")
        return result.lines.map { $0.split(separator: "\t", maxSplits: 1).map(String.init) }
    }

    @Test(arguments: ["1", "2c"])
    func `it reads, goes on and gets a table`(version: String) async throws {
        #expect(try await ask(version, "get", "1.3.6.1.2.1.1.5.0") == [["1.3.6.1.2.1.1.5.0", "interop"]])
        #expect(try await ask(version, "next", "1.3.6.1.2.1.1.4.0") == [["1.3.6.1.2.1.1.5.0", "interop"]])
        let faults = String(OIDs.root.dropFirst()) + ".2.4.1.4.1.3"
        #expect(try await ask(version, "table", faults).count == 152)
    }

    @Test func `it takes many repetitions`() async throws {
        #expect(try await ask("2c", "bulk", String(OIDs.root.dropFirst())).count == 10)
    }

    @Test(arguments: [
        ["user=u-none-none"], ["user=u-sha-none", "auth=sha"], ["user=u-md5-des", "auth=md5", "priv=des"],
        ["user=u-sha-aes-128", "auth=sha", "priv=aes"],
    ])
    func `version 3 is answered`(user: [String]) async throws {
        let result = try await runTool(
            .perlNetSNMP, [Self.script, "\(agent.snmpPort)", "3", "get", "1.3.6.1.2.1.1.5.0"] + user)
        #expect(result.output == "1.3.6.1.2.1.1.5.0\tinterop\n", "\(result.everything)")
    }
}
