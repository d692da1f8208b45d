import Testing

/// What the full tests of Net-SNMP and the regress list of OpenBSD's snmpd ask of an agent, as scenarios of our own. The
/// suites below share one agent; CONTRIBUTING.md says which scenario is where.
@Suite(
    .serialized, .builtAgent, .peers(.snmpget, .snmpgetnext, .snmpbulkget, .snmpbulkwalk, .snmpset),
    .agent(ScenarioSettings.text))
struct SNMPScenarios {}

/// The agent that these suites share.
enum ScenarioSettings {
    /// Users of each level, beside those that may write.
    static let pairs = [
        AlgorithmPair(), AlgorithmPair(authentication: .md5), AlgorithmPair(authentication: .md5, privacy: .des),
        AlgorithmPair(authentication: .md5, privacy: .aes128), AlgorithmPair(authentication: .sha),
        AlgorithmPair(authentication: .sha, privacy: .des), AlgorithmPair(authentication: .sha, privacy: .aes128),
        AlgorithmPair(authentication: .sha256, privacy: .des), AlgorithmPair(authentication: .sha512),
    ]
    /// A user that may write everything; its number is one that `pairs` does not reach.
    static let writer = "config change SNMP0-USER40 /name writer \(SetSettings.passwords) /write-view all"

    static let text: AgentSettingsText = {
        var settings = AgentSettingsText.users(pairs)
        settings.snmpAddress = "127.0.0.1,::1"
        settings.lines = [writer]
        return settings
    }()

    /// Everybody who may read.
    static let readers = [Credentials.v1, .v2c] + pairs.map { .user($0) }
}

extension AgentProcess {
    /// Runs one of Net-SNMP's tools against this agent.
    func ask(
        _ peer: Peer, _ oids: [String], as credentials: Credentials = .v2c, options: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> ToolResult {
        try await runTool(
            peer, credentials.arguments + ["-On", "-t", "3", "-r", "0"] + options + [snmpAddress] + oids,
            environment: environment, seconds: 60)
    }
}
