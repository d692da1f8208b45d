import Foundation
import Testing

/// Clients that are no browsers: odd requests, bombs, slow ones, idle ones, and too many at once.
@Suite(
    .builtAgent, .peers(.python),
    .agent(.console(radios: 24, scenario: "quiet", lines: ["config change HTTP0-ACCESS /native"])),
    .timeLimit(.minutes(5)), .serialized)
struct WebProbeTests {
    let agent: AgentProcess

    init() throws { agent = try .required() }

    private func probe<Value: Decodable>(
        _ what: String, _ arguments: String..., as type: Value.Type = Value.self
    ) async throws -> Value {
        let script = Repository.root + "/Tests/Interop/Peers/web_probe.py"
        let result = try await runTool(.python, [script, what, "\(agent.httpPort)"] + arguments, seconds: 200)
        try #require(result.exitCode == 0, "\(result.everything)")
        print("\(what): \(result.output.prefix(400))")
        return try JSONDecoder().decode(Value.self, from: Data(result.output.utf8))
    }

    @Test func `odd requests are refused in order, and tell nothing of the inside`() async throws {
        struct Result: Decodable {
            var asked: Int
            var wrong: [String]
        }
        let result: Result = try await probe("odd")
        #expect(result.asked > 150)
        #expect(result.wrong.isEmpty, "\(result.wrong.joined(separator: "\n"))")
        #expect(!agent.daemon.hasEnded)
    }

    @Test func `while some send octet by octet others are answered`() async throws {
        struct Result: Decodable {
            var sent: Int
            var slowest: Double
            var failed: Int
        }
        let result: Result = try await probe("slow")
        #expect(result.failed == 0 && result.sent >= 200)
        #expect(result.slowest < 10, "\(result)")
    }

    @Test func `a thousand idle connections leave room for pages`() async throws {
        struct Result: Decodable {
            var first: [Int]
            var wrong: [[Int]]
            var slowest: Double
            var before: Int
            var during: Int
            var files: Int
        }
        let result: Result = try await probe(
            "idle", "1000", "olga", ConsoleAccount.password, "\(agent.daemon.process)")
        #expect(result.first == [200] && result.wrong.isEmpty, "\(result)")
        #expect(result.files >= 1000, "\(result)")
        #expect(result.slowest < 10, "\(result)")
        #expect(result.during - result.before < 150, "\(result.before) MB before, \(result.during) MB with them")
    }

    @Test func `many log-ins at once wait or are told so, and take little memory`() async throws {
        struct Result: Decodable {
            var counts: [String: Int]
            var healthy: Bool
            var seconds: Double
            var before: Int
            var peak: Int
        }
        let result: Result = try await probe("logins", "100", "\(agent.daemon.process)")
        #expect(result.counts.values.reduce(0, +) == 100)
        #expect(Set(result.counts.keys).isSubset(of: ["401", "429", "503"]), "\(result.counts)")
        #expect((result.counts["503"] ?? 0) > 0, "\(result.counts)")
        #expect(result.healthy && result.seconds < 10, "\(result)")
        // Two hashings at once, of 16 MiB each.
        #expect(result.peak - result.before < 250, "\(result)")
    }
}
