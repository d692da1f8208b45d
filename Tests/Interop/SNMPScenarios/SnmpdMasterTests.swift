import Testing

/// One request for objects of snmpd and of the agent behind it, and what each version is told of what is missing.
@Suite(.serialized, .builtAgent, .peers(Snmpd.peer, .snmpget, .snmpgetnext, .snmpbulkget, .snmpset), .snmpdAndAgent)
struct SnmpdMasterTests {
    static let label = OIDs.faultLabels + ".65537"

    let master: Snmpd
    let agent: AgentProcess

    init() throws {
        agent = try .required()
        master = try #require(SnmpdAndAgentTrait.master)
    }

    private func ask(
        _ peer: Peer, _ words: [String], version: String = "2c", community: String = "public", at address: String? = nil
    ) async throws -> ToolResult {
        try await runTool(
            peer, ["-v", version, "-c", community, "-On", "-t", "5", "-r", "0"] + [address ?? master.address] + words)
    }

    @Test(
        arguments: ["1", "2c"],
        [[OIDs.sysDescr, label], [label, OIDs.sysDescr], [label, OIDs.sysDescr, label + "0"]])
    func `one request is answered by both, each variable in its place`(version: String, names: [String]) async throws {
        let own = try await ask(.snmpget, [Self.label], at: agent.snmpAddress)
        let result = try await ask(.snmpget, names, version: version)
        if names.count == 3, version == "1" {
            #expect(result.exitCode == 2 && result.errors.contains("noSuchName"), "\(result.everything)")
            #expect(result.errors.contains("Failed object: \(names[2])"), "\(result.everything)")
            return
        }
        #expect(result.exitCode == 0 && result.variables.map(\.oid) == names, "\(result.everything)")
        for variable in result.variables where variable.oid == Self.label { #expect([variable] == own.variables) }
        if names.count == 3 { #expect(result.variables[2].value.hasPrefix("No Such Instance")) }
    }

    @Test(arguments: ["1", "2c"])
    func `the next ones are found in both by one request`(version: String) async throws {
        let result = try await ask(.snmpgetnext, [OIDs.faultLabels, OIDs.system, OIDs.vendor], version: version)
        #expect(result.exitCode == 0, "\(result.everything)")
        #expect(result.variables.count == 3 && result.variables[1].oid == OIDs.sysDescr)
        #expect(result.variables[0].oid.hasPrefix(OIDs.faultLabels + "."))
        #expect(result.variables[2].oid.hasPrefix(OIDs.vendor + "."))
    }

    @Test(arguments: [(0, 1), (0, 2), (1, 1), (1, 2), (2, 2), (2, 0), (0, 40)])
    func `GETBULK of two columns is what the agent's own port answers`(nonRepeaters: Int, repetitions: Int) async throws
    {
        let words = ["-Cn\(nonRepeaters)", "-Cr\(repetitions)"]
        let names = [OIDs.faultLabels, OIDs.faults + ".1.4"]
        var answers: [[PrintedVariable]] = []
        for address in [agent.snmpAddress, master.address] {
            let result = try await runTool(
                .snmpbulkget, Credentials.v2c.arguments + ["-On", "-t", "5", "-r", "0"] + words + [address] + names)
            #expect(result.exitCode == 0, "\(result.everything)")
            answers.append(result.variables)
        }
        // What does not fit into a message is cut where each of them thinks best.
        let count = answers.map(\.count).min() ?? 0
        #expect(count > 0 && answers[0].prefix(count) == answers[1].prefix(count))
        if repetitions < 40 { #expect(answers[0].count == answers[1].count) }
    }

    @Test func `a change of both is made in neither`() async throws {
        let before = try await ask(.snmpget, [OIDs.sysContact]).variables
        let result = try await ask(
            .snmpset, [OIDs.sysContact, "s", "half", Self.label, "i", "4"], community: "private")
        #expect(result.exitCode == 2 && result.errors.contains("notWritable"), "\(result.everything)")
        #expect(try await ask(.snmpget, [OIDs.sysContact]).variables == before)
    }

    @Test func `an agent that goes takes its objects along, and one that comes brings them`() async throws {
        for (line, text) in [
            ("config rem SNMP0-AGENTX /enable", "No Such Object"), ("config add SNMP0-AGENTX /enable", "STRING"),
        ] {
            #expect(try await agent.command("config", "change", line).exitCode == 0)
            let isSo = try await eventually { () -> Bool? in
                try await ask(.snmpget, [Self.label]).output.contains(text) ? true : nil
            }
            #expect(isSo == true, "\(text)")
        }
    }
}

/// Gives a suite an snmpd and an agent that has registered there.
struct SnmpdAndAgentTrait: SuiteTrait, TestScoping {
    @TaskLocal static var master: Snmpd?

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await withMasterAndAgent { master, _, agent in
            try await AgentProcess.$current.withValue(agent) {
                try await Self.$master.withValue(master) { try await function() }
            }
        }
    }
}

extension Trait where Self == SnmpdAndAgentTrait {
    /// An snmpd, and an agent that has registered there.
    static var snmpdAndAgent: SnmpdAndAgentTrait { SnmpdAndAgentTrait() }
}
