import Foundation
import PortSupport
import Testing

/// The log by the command line: listed, searched, followed. Radios of the site are lost and come back meanwhile.
@Suite(
    .builtAgent, .serialized,
    .agent(
        AgentSettingsText(
            radios: 32, scenario: "radio-loss", speed: 20,
            lines: ["config change LOG0-RELAY /enable /http on /udp 0 /tcp 0 /tls 0"])))
struct CommandLineTestsOfLogs {
    let agent: AgentProcess

    init() throws { agent = try .required() }

    private struct Line: Decodable, Equatable {
        var number: UInt64
        var time: String
        var severity: String
        var topic: String
        var device: String
        var text: String
        var original: String?
    }

    /// The lines that a search prints as JSON.
    private func lines(_ arguments: String...) async throws -> [Line] {
        let result = try await agent.run(["logs", "--json"] + arguments)
        #expect(result.exitCode == 0 && result.errors.isEmpty, "\(arguments) \(result.everything)")
        return try JSONDecoder().decode([Line].self, from: Data(result.output.utf8))
    }

    /// Sends a message of SNMP with a community that does not exist.
    private func knock() {
        let request: [UInt8] =
            [0x30, 0x27, 2, 1, 1, 4, 6] + Array("wrong!".utf8)
            + [0xa0, 0x1a, 2, 1, 1, 2, 1, 0, 2, 1, 0, 0x30, 0x0f, 0x30, 0x0d, 6, 9]
            + [0x2b, 6, 1, 2, 1, 1, 5, 0, 1, 5, 0]
        _ = LoopbackPort.exchange(request, with: agent.snmpPort, milliseconds: 50)
    }

    @Test func `the start of the agent and the life of the site are in the log`() async throws {
        let lost = try await eventually(within: 20) {
            try await lines("--topic", "dect-radio", "--text", "no longer answers").last
        }
        let line = try #require(lost)
        #expect(line.severity == "info" && line.text == "\(line.device) no longer answers")
        #expect(try await lines("--topic", "agent").contains { $0.text.hasPrefix("ipdect-agent runs") })
        #expect(try await lines("-t", "dect-master", "--text", "a site with 32 radios is seen").count == 1)
        #expect(try await lines("--device", line.device, "--limit", "1000").allSatisfy { $0.device == line.device })
        #expect(try await lines("--severity", "err", "--since", "1h").allSatisfy { $0.topic == "alarms" })
        #expect(try await lines("--until", "1h").isEmpty)
        let text = try await agent.run(["logs", "--topic", "dect-radio", "--limit", "1"])
        #expect(text.lines.count == 1 && text.output.contains(" dect-radio     site: "), "\(text.everything)")
        #expect(try await agent.run(["logs", "--text", "nothing is like this"]).output.hasPrefix("No line"))
    }

    @Test func `a change of settings tells who made it, and no secret`() async throws {
        let change = try await agent.run([
            "config", "change", "config add SNMP0 /contact Erika", "config add SNMP0-COMMUNITY1 /community very-secret",
        ])
        #expect(change.exitCode == 0, "\(change.everything)")
        let user = try #require(try await runTool("/usr/bin/id", ["-un"]).lines.first)
        let found = try await eventually {
            let lines = try await lines("--topic", "config-changes", "--severity", "notice").map(\.text)
            return lines.contains("SNMP0-COMMUNITY1 /community was set (by \(user))") ? lines : nil
        }
        #expect(
            try #require(found).contains("SNMP0 /contact was changed from \"Erika Mustermann\" to Erika (by \(user))"))
        let all = try await agent.run(["logs", "--limit", "10000"])
        #expect(!all.everything.contains("very-secret"))
    }

    @Test func `topics are switched, and counted`() async throws {
        knock()
        let counted = try await eventually {
            try await lines("--topic", "login").last { $0.text.contains("127.0.0.1 over SNMP was refused") }
        }
        #expect(counted?.severity == "warning")
        let topics = try await agent.run(["logs", "topics"])
        #expect(topics.lines.count == 21 && topics.lines.first?.hasPrefix("Topic ") == true)
        #expect(topics.lines.contains { $0.hasPrefix("dect-stack ") && $0.contains(" off ") })
        #expect(topics.lines.contains { $0.hasPrefix("login ") && $0.contains(" on ") })
    }

    @Test func `new lines are followed as they come`() async throws {
        let arguments = ["logs", "--follow", "--topic", "login", "--limit", "0", "--state", agent.folder]
        let executable = try #require(AgentProcess.executable)
        try await Daemon.run(executable, arguments, log: agent.folder + "/followed") { follower in
            let seen = try await eventually(within: 15) {
                knock()
                return follower.printed.contains("over SNMP was refused") ? true : nil
            }
            #expect(seen == true && !follower.hasEnded, "\(follower.printed)")
            #expect(!follower.printed.contains("dect-radio"))
        }
    }

    @Test func `what a device writes steers no terminal, and is kept as it came`() async throws {
        let form = "event=syslog&time=12:00:00&date=2026-11-23&from=gateway&msg=%1b%5b2Jcleared%07"
        let sent = try await runTool("/usr/bin/curl", ["-s", "-o", "/dev/null", agent.url + "/log?" + form])
        #expect(sent.exitCode == 0, "\(sent.everything)")
        let line = try await eventually { try await lines("--text", "cleared").last { $0.text.contains("2Jcleared") } }
        #expect(line?.text.contains("\u{1B}") == true)
        let shown = try await agent.run(["logs", "--text", "2Jcleared"])
        #expect(shown.output.contains("[2Jcleared") && !shown.output.contains("\u{1B}"), "\(shown.everything)")
    }

    @Test(arguments: [
        ["--topic", "dect-mastr"], ["--severity", "loud"], ["--limit", "0"], ["--limit", "10001"],
        ["--since", "yesterday"], ["--since", "25:00"], ["--follow", "--until", "1h"],
    ])
    func `wrong arguments are explained`(arguments: [String]) async throws {
        let result = try await agent.run(["logs"] + arguments)
        #expect(result.exitCode == 64 && result.output.isEmpty, "\(result.everything)")
    }

    @Test func `the servers and the relay have their tables`() async throws {
        #expect(try await agent.run(["logs", "servers"]).output == "No log server is set up.\n")
        #expect(try await agent.run(["logs", "relay"]).output.hasPrefix("Connections: 0"))
    }
}
