import Foundation
import PortSupport
import Testing

/// pysnmp as manager and as receiver: an implementation in Python from end to end.
@Suite(.builtAgent, .peers(.python), .agent(.users(AlgorithmPair.all)))
struct PysnmpTests {
    /// A request of Peers/pysnmp_manager.py.
    struct Request: Encodable {
        var verb: String
        var oids: [String]
        var version: String
        var user: String?
        var auth: String?
        var priv: String?
        var repetitions = 20
    }

    /// Its answer.
    struct Answer: Decodable {
        var error: String?
        /// Name, type and text of each variable.
        var variables: [[String]]
    }

    static let script = Repository.root + "/Tests/Interop/Peers/pysnmp_manager.py"
    let agent: AgentProcess

    init() throws { agent = try .required() }

    private func ask(_ request: Request) async throws -> Answer {
        let input = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        let result = try await runTool(
            .python, [Self.script, "ask", "\(agent.snmpPort)"], input: input, seconds: 60)
        try #require(result.exitCode == 0, "\(result.everything)")
        return try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
    }

    @Test(arguments: ["1", "2c"])
    func `it reads and goes on`(version: String) async throws {
        let read = try await ask(Request(verb: "get", oids: ["1.3.6.1.2.1.1.5.0"], version: version))
        #expect(read.error == nil)
        #expect(read.variables == [["1.3.6.1.2.1.1.5.0", "OctetString", "interop"]])
        let next = try await ask(Request(verb: "next", oids: ["1.3.6.1.2.1.1.4.0"], version: version))
        #expect(next.variables.first?.first == "1.3.6.1.2.1.1.5.0")
    }

    @Test(arguments: ["1", "2c"])
    func `it walks a table`(version: String) async throws {
        let faults = String(OIDs.root.dropFirst()) + ".2.4.1.4.1.3"
        let walk = try await ask(Request(verb: "walk", oids: [faults], version: version))
        #expect(walk.error == nil)
        #expect(walk.variables.count == 152)
    }

    @Test func `it takes many repetitions in one answer`() async throws {
        let bulk = try await ask(
            Request(verb: "bulk", oids: [String(OIDs.root.dropFirst())], version: "2c", repetitions: 25))
        #expect(bulk.error == nil)
        #expect(bulk.variables.count == 25)
    }

    @Test(
        arguments: [
            AlgorithmPair(), .init(authentication: .md5), .init(authentication: .sha, privacy: .des),
            .init(authentication: .sha224, privacy: .aes128), .init(authentication: .sha256, privacy: .aes128),
            .init(authentication: .sha256, privacy: .aes192), .init(authentication: .sha384, privacy: .aes256),
            .init(authentication: .sha512, privacy: .aes192Reeder),
            .init(authentication: .sha512, privacy: .aes256Reeder),
        ])
    func `version 3 is answered`(pair: AlgorithmPair) async throws {
        let answer = try await ask(
            Request(
                verb: "get", oids: ["1.3.6.1.2.1.1.5.0"], version: "3", user: pair.userName,
                auth: pair.authentication?.rawValue, priv: pair.privacy?.rawValue))
        #expect(answer.error == nil)
        #expect(answer.variables.first?.last == "interop")
    }
}

/// pysnmp as a receiver of notifications.
@Suite(.builtAgent, .peers(.python, .snmpget))
struct PysnmpReceiverTests {
    @Test(arguments: [AlgorithmPair?.none, AlgorithmPair(authentication: .sha256, privacy: .aes128)])
    func `it accepts the agent's notifications`(pair: AlgorithmPair?) async throws {
        let port = try LoopbackPort.free()
        let target = AgentSettingsText.Target(port: port, version: pair == nil ? "2c" : "3", user: pair?.userName)
        let settings = AgentSettingsText(
            scenario: "alarm-storm", speed: 100, users: [pair].compactMap { $0?.user }, targets: [target])
        try await AgentProcess.run(settings) { agent in
            let asked = try await runTool(
                .snmpget, Credentials.v2c.arguments + ["-On", agent.snmpAddress, OIDs.snmpEngineID])
            let engineID = try #require(asked.variables.first).value.filter(\.isHexDigit)
            var arguments = [PysnmpTests.script, "receive", "\(port)", "4"]
            if let pair {
                arguments += [
                    engineID, pair.userName, pair.authentication?.rawValue ?? "-", pair.privacy?.rawValue ?? "-",
                ]
            }
            let result = try await runTool(.python, arguments, seconds: 60)
            let received = result.lines.filter { $0.hasPrefix("[") }
            // The start comes first, and its notification is everybody's.
            let own = received.filter { $0.contains(String(OIDs.notifications.dropFirst())) }
            #expect(own.count >= 3, "\(result.everything)")
            #expect(received.count - own.count <= 1, "\(result.everything)")
        }
    }
}
