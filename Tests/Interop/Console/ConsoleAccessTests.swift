import Foundation
import PortSupport
import Testing

/// Ways into the console for programs, and what attackers try with what they have seen.
@Suite(.builtAgent, .peers(.curl, .python), .timeLimit(.minutes(5)))
struct ConsoleAccessTests {
    /// What Digest needs of `ConsoleAccount.password` for olga.
    private static let digestKeys =
        "config add HTTP0-USER1 /digest-sha256 56c37eba9bce339813a21888ee351db8c1cf65614525d17b1b4c3822ae4a3884"
        + " /digest-md5 5a0ff2afd9a8692bdbdf7809515d36d0"
    private static let digest = ["config change HTTP0-ACCESS /native /digest", digestKeys]
    private static let olga = "olga:\(ConsoleAccount.password)"

    private static func agent(_ lines: [String], _ body: @Sendable (AgentProcess) async throws -> Void) async throws {
        try await AgentProcess.run(.console(radios: 2, scenario: "quiet", lines: lines), body)
    }

    @Test func `Basic lets in while it is on`() async throws {
        try await Self.agent(["config change HTTP0-ACCESS /native"]) { agent async throws in
            let status = agent.url + "/api/v1/status"
            #expect(try await curl(status).status == 401)
            #expect(try await curl(status, "--basic", "-u", Self.olga).status == 200)
            #expect(try await curl(agent.url + "/", "--basic", "-u", Self.olga).status == 200)
            #expect(try await curl(status, "--basic", "-u", "olga:wrong").status == 401)
            // Five seconds for this user from this address; for others nothing.
            #expect(try await curl(status, "--basic", "-u", Self.olga).status == 429)
            #expect(try await curl(status, "--basic", "-u", "anna:\(ConsoleAccount.password)").status == 200)
        }
    }

    @Test func `Digest lets in, and Basic does not where it is off`() async throws {
        try await Self.agent(["config change HTTP0-ACCESS /native /digest /disable-basic", Self.digestKeys]) {
            agent async throws in
            let status = agent.url + "/api/v1/status"
            let answer = try await curl(status, "--digest", "-u", Self.olga, "-v")
            #expect(answer.status == 200 && answer.errors.contains("algorithm=SHA-256"), "\(answer.errors)")
            #expect(try await curl(status, "--basic", "-u", Self.olga).status == 401)
            // A body that is sent after the challenge.
            let check = try await curl(
                agent.url + "/api/v1/config/check", "--digest", "-u", Self.olga, "--data-binary",
                "config change SNMP0 /name x")
            #expect(check.status == 200, "\(check.body)")
            // Without the keys that Digest needs there is no way in.
            #expect(
                try await curl(status, "--digest", "-u", "anna:\(ConsoleAccount.password)").status == 401)
        }
    }

    @Test func `a token opens what its scopes say`() async throws {
        let token = "a-token-of-these-tests-1234567890"
        try await Self.agent([]) { agent async throws in
            let digest = try await runTool(.openssl, ["dgst", "-sha256", "-r"], input: token).output.prefix(64)
            let made = try await agent.command(
                "config", "change", "config change HTTP0-TOKEN1 /name tests /hash \(digest) /scopes settings,read")
            try #require(made.exitCode == 0, "\(made.everything)")
            let bearer = "Authorization: Bearer \(token)"
            #expect(try await curl(agent.url + "/api/v1/status", "-H", bearer).status == 200)
            #expect(try await curl(agent.url + "/api/v1/status", "-H", bearer + "x").status == 401)
            let config = agent.url + "/api/v1/config"
            let taken = try await curl(config, "-H", bearer, "--data-binary", "config add SNMP0 /contact Night")
            #expect(taken.status == 200, "\(taken.body)")
            for line in [
                "config change HTTP0-TOKEN1 /scopes all", "config change HTTP0-ACCESS /digest",
                "config change HTTP0-USER4 /name eve /role system-administrator /password "
                    + "scrypt$16384$8$1$MDEyMzQ1Njc4OWFiY2RlZg$2uvLTxi8SC_g49ZDnfCUFTMEFLqdL18MDx79QUQN_6M",
                "config rem HTTP0-USER1", "config change HTTP0-USER2 /role system-administrator",
            ] {
                let answer = try await curl(config, "-H", bearer, "--data-binary", line)
                #expect(answer.status == 403 && answer.body.contains("may not"), "\(line): \(answer)")
                let restored = try await curl(config + "/restore", "-H", bearer, "--data-binary", line)
                #expect(restored.status == 403, "\(line): \(restored)")
            }
            let module = try await curl(
                config + "/modules/HTTP0-ACCESS", "-X", "PATCH", "-H", bearer, "-H", "Content-Type: application/json",
                "--data-binary", #"{"digest":true}"#)
            #expect(module.status == 403, "\(module)")
            let removed = try await curl(config + "/modules/HTTP0-USER3", "-X", "DELETE", "-H", bearer)
            #expect(removed.status == 403, "\(removed)")
        }
    }

    @Test func `sessions, their cookies and their tokens are nobody else's`() async throws {
        try await Self.agent(Self.digest) { agent async throws in
            let script = Repository.root + "/Tests/Interop/Peers/web_session.py"
            let result = try await runTool(
                .python,
                [script, "\(agent.httpPort)", "olga", ConsoleAccount.password, "another pass 22", "anna"], seconds: 120)
            try #require(result.exitCode == 0, "\(result.everything)")
            let facts = try JSONDecoder().decode([String: Bool].self, from: Data(result.output.utf8))
            #expect(facts.count > 40)
            #expect(facts.filter { !$0.value }.keys.sorted() == [])
            let lines = try await agent.command("logs", "--json", "--limit", "1000").output
            #expect(lines.contains("password of olga was changed") && !lines.contains("another pass 22"))
        }
    }

    @Test func `a lock-out survives the agent's sudden end`() async throws {
        try await withFolder { folder in
            var settings = AgentSettingsText.console(
                radios: 2, scenario: "quiet", lines: ["config change HTTP0-ACCESS /native"])
            settings.httpPort = try LoopbackPort.free()
            settings.snmpPort = try LoopbackPort.free()
            let status = "http://127.0.0.1:\(settings.httpPort)/api/v1/status"
            try await AgentProcess.run(settings, in: folder) { agent async throws in
                // Each failure doubles the time: 5, 10, 20 and 40 s, which outlast the restart.
                let isLong = try await eventually(within: 60) {
                    let answer = try await curl(status, "--basic", "-u", "olga:wrong")
                    return answer.status == 429 && answer.body.contains(/blocked for (1[5-9]|[2-9][0-9]) s/)
                        ? true : nil
                }
                #expect(isLong == true)
                let isKept = try await eventually(within: 20) {
                    let kept = try String(contentsOfFile: folder + "/access", encoding: .utf8)
                    return kept.contains(/failures olga 127\.0\.0\.1 [3-9]/) ? true : nil
                }
                #expect(isKept == true)
                kill(agent.daemon.process, SIGKILL)
                _ = try await eventually { agent.daemon.hasEnded ? true : nil }
            }
            try await AgentProcess.run(settings, in: folder) { _ in
                let answer = try await curl(status, "--basic", "-u", Self.olga)
                #expect(answer.status == 429, "\(answer)")
                let other = try await curl(status, "--basic", "-u", "anna:\(ConsoleAccount.password)")
                #expect(other.status == 200, "\(other)")
            }
        }
    }
}
