import Testing

/// Net-SNMP's command line tools as managers of version 3.
@Suite(.builtAgent, .peers(.snmpget, .snmpbulkwalk), .agent(.users(AlgorithmPair.all)))
struct SnmpToolsSecurityTests {
    let agent: AgentProcess

    init() throws { agent = try .required() }

    private func get(_ arguments: [String], _ oids: String...) async throws -> ToolResult {
        try await runTool(.snmpget, ["-On", "-t", "2", "-r", "1"] + arguments + [agent.snmpAddress] + oids)
    }

    private func counter(_ oid: String) async throws -> Int {
        let variable = try await get(Credentials.v2c.arguments, oid).variables.first
        return try #require(variable.flatMap { Int($0.value) })
    }

    @Test(arguments: AlgorithmPair.all)
    func `snmpget is answered with every pair of algorithms`(pair: AlgorithmPair) async throws {
        let result = try await get(Credentials.user(pair).arguments, OIDs.sysName, OIDs.sysUpTime)
        #expect(result.exitCode == 0, "\(result.everything)")
        #expect(result.variables.first?.value == "interop")
        #expect(result.variables.last?.type == "Timeticks")
    }

    @Test func `a walk with privacy sees what one without sees`() async throws {
        let faults = OIDs.root + ".2.4.1.4.1.3"
        let strong = AlgorithmPair(authentication: .sha512, privacy: .aes256)
        var walks: [[PrintedVariable]] = []
        for credentials in [Credentials.v2c, .user(strong)] {
            let arguments = credentials.arguments + ["-On", "-Cr40", agent.snmpAddress, faults]
            walks.append(try await runTool(.snmpbulkwalk, arguments).variables)
        }
        #expect(walks[0].count == 152)
        #expect(walks[0] == walks[1])
    }

    @Test func `a wrong password is told from an unknown user`() async throws {
        let digests = try await counter(OIDs.usmStatsWrongDigests)
        var arguments = Credentials.user(AlgorithmPair(authentication: .sha256)).arguments
        arguments[arguments.count - 1] = "another-password"
        let wrong = try await get(arguments, OIDs.sysName)
        #expect(wrong.exitCode != 0)
        #expect(wrong.errors.contains("Authentication failure"), "\(wrong.everything)")
        #expect(try await counter(OIDs.usmStatsWrongDigests) > digests)

        let names = try await counter(OIDs.usmStatsUnknownUserNames)
        let unknown = try await get(["-v3", "-u", "nobody", "-l", "noAuthNoPriv"], OIDs.sysName)
        #expect(unknown.errors.contains("Unknown user name"), "\(unknown.everything)")
        #expect(try await counter(OIDs.usmStatsUnknownUserNames) > names)
    }

    @Test func `a wrong privacy password is refused`() async throws {
        var arguments = Credentials.user(AlgorithmPair(authentication: .sha256, privacy: .aes128)).arguments
        arguments[arguments.count - 1] = "another-password"
        let result = try await get(arguments + ["-t", "0.5", "-r", "0"], OIDs.sysName)
        #expect(result.exitCode != 0, "\(result.everything)")
        #expect(!result.output.contains("interop"))
    }

    @Test func `a user is not served below its own level`() async throws {
        let user = AlgorithmPair(authentication: .sha256, privacy: .aes128).userName
        let open = try await get(["-v3", "-u", user, "-l", "noAuthNoPriv"], OIDs.sysName)
        #expect(open.exitCode != 0, "\(open.everything)")
        #expect(!open.output.contains("interop"))
        let signed = [
            "-v3", "-u", user, "-l", "authNoPriv", "-a", "SHA-256", "-A", AgentSettingsText.authenticationPassword,
        ]
        let readable = try await get(signed, OIDs.sysName)
        #expect(!readable.output.contains("interop"), "\(readable.everything)")
    }

    // The tool insists on boots and time given by hand; that a manager learns them is shown by every other test here.
    @Test func `a message from another time is refused and counted`() async throws {
        let user = Credentials.user(AlgorithmPair(authentication: .sha256)).arguments
        let before = try await counter(OIDs.usmStatsNotInTimeWindows)
        let result = try await get(user + ["-Z", "77,1", "-t", "0.5", "-r", "0"], OIDs.sysName)
        #expect(result.exitCode != 0, "\(result.everything)")
        #expect(!result.output.contains("interop"))
        #expect(try await counter(OIDs.usmStatsNotInTimeWindows) > before)
    }
}
