import Testing

/// SET by managers that are not Net-SNMP.
@Suite(.serialized, .builtAgent, .peers(.snmpget, .python, .perlNetSNMP), .agent(SetSettings.text))
struct SetManagersTests {
    let agent: AgentProcess

    init() throws { agent = try .required() }

    private func python(_ words: String...) async throws -> ToolResult {
        let script = Repository.root + "/Tests/Interop/Peers/pysnmp_set.py"
        return try await runTool(.python, [script, "\(agent.snmpPort)", "writer"] + words, seconds: 60)
    }

    private func perl(_ words: String...) async throws -> ToolResult {
        let script = Repository.root + "/Tests/Interop/Peers/net_snmp_set.pl"
        return try await runTool(.perlNetSNMP, [script, "\(agent.snmpPort)", "perl-writer"] + words, seconds: 60)
    }

    private let contact = String(OIDs.sysContact.dropFirst())
    private let traps = String(SetSettings.traps.dropFirst())

    @Test func `pysnmp sets, and is told what is wrong`() async throws {
        let result = try await python(contact, "s", "by Python", traps, "i", "1")
        #expect(result.lines == ["noError 0", "\(contact)\tby Python", "\(traps)\t1"], "\(result.everything)")
        #expect(try await agent.value(OIDs.sysContact) == "by Python")
        let wrong = try await python(contact, "s", "x", traps, "i", "9")
        #expect(wrong.lines.first == "wrongValue 2", "\(wrong.everything)")
        #expect(try await agent.value(OIDs.sysContact) == "by Python")
    }

    @Test func `Perl's Net::SNMP sets, and is told what is wrong`() async throws {
        let result = try await perl(contact, "s", "by Perl", traps, "i", "2")
        #expect(result.lines == ["\(contact)\tby Perl", "\(traps)\t2"], "\(result.everything)")
        #expect(try await agent.value(OIDs.sysContact) == "by Perl")
        let wrong = try await perl(contact, "i", "1")
        #expect(wrong.errors.contains("wrongType"), "\(wrong.everything)")
    }
}
