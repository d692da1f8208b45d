import Foundation
import PortSupport
import Testing

/// Client certificates at HTTPS (manual 4.1.7, 4.9.3).
@Suite(.builtAgent, .peers(.curl, .openssl), .timeLimit(.minutes(5)))
struct MutualTLSTests {
    /// An agent with HTTPS that trusts an authority, and the start of its URLs.
    private static func serving(
        _ body: @Sendable (AgentProcess, TestAuthority, String) async throws -> Void
    ) async throws {
        let port = try LoopbackPort.free()
        try await withFolder { folder in
            let authority = try await TestAuthority.make(in: folder)
            let settings = AgentSettingsText.console(
                radios: 2, scenario: "quiet",
                lines: [
                    "config add HTTP0 /https-port \(port)",
                    "config change HTTP0-ACCESS /native /certificate-domains example.org,corp.example",
                ])
            try await AgentProcess.run(settings) { agent async throws in
                let trusted = try await agent.command("cert", "trust", authority.certificate)
                try #require(trusted.exitCode == 0, "\(trusted.everything)")
                try await body(agent, authority, "https://127.0.0.1:\(port)")
            }
        }
    }

    private static func access(_ agent: AgentProcess, _ options: String...) async throws {
        let line = (["config change HTTP0-ACCESS /native /certificate-domains example.org,corp.example"] + options)
            .joined(separator: " ")
        let result = try await agent.command("config", "change", line)
        try #require(result.exitCode == 0, "\(result.everything)")
    }

    private static func ask(_ url: String, as identity: TestIdentity?, _ more: String...) async throws -> CurlAnswer {
        let certificate = identity.map { ["--cert", $0.chain, "--key", $0.key] } ?? []
        let marker = "\n--status "
        let result = try await runTool(
            .curl, ["-sS", "-k", "--max-time", "30", "-w", marker + "%{http_code}"] + certificate + more + [url])
        let parts = result.output.components(separatedBy: marker)
        return CurlAnswer(
            status: parts.last.flatMap { Int($0) } ?? 0, body: parts.first ?? "", exitCode: result.exitCode,
            errors: result.errors)
    }

    @Test func `only who shows a trusted certificate is served, at once when that is asked for`() async throws {
        try await Self.serving { agent, authority, url in
            let good = try await authority.issue("good", for: "email:nobody@example.org")
            let expired = try await authority.issue("expired", days: -1)
            let other = authority.folder + "/other"
            try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
            let stranger = try await TestAuthority.make(in: other, name: "Another authority").issue("stranger")
            #expect(try await Self.ask(url + "/login", as: nil).status == 200)
            try await Self.access(agent, "/mutual-tls")
            for version in ["1.2", "1.3"] {
                let served = try await Self.ask(url + "/login", as: good, "--tls-max", version)
                #expect(served.status == 200, "\(served)")
                for identity in [nil, expired, stranger] {
                    let answer = try await Self.ask(url + "/login", as: identity, "--tls-max", version)
                    #expect(answer.status == 0 && answer.exitCode != 0, "\(identity?.chain ?? "none"): \(answer)")
                }
            }
            let rejected = try await agent.command("cert", "rejected", "--json").output
            #expect(rejected.contains("HTTPS") && rejected.contains("CN=stranger"), "\(rejected)")
            // HTTP is no way around.
            #expect(try await curl(agent.url + "/login").status == 308)
            #expect(try await curl(agent.url + "/metrics").status == 200)
        }
    }

    @Test(arguments: ["email:olga@example.org", "otherName:msUPN;UTF8:olga@corp.example"])
    func `the user stands in the certificate`(name: String) async throws {
        try await Self.serving { agent, authority, url in
            let own = try await authority.issue("own", for: name)
            let stranger = try await authority.issue("foreign", for: "email:olga@elsewhere.example")
            try await Self.access(agent, "/mutual-tls")
            let page = try await Self.ask(url + "/login", as: own)
            #expect(page.status == 200 && page.body.contains(#"value="olga""#), "\(page.body)")
            let unknown = try await Self.ask(url + "/login", as: stranger)
            #expect(unknown.status == 200 && !unknown.body.contains("olga"))
            let (olga, anna) = ("olga:\(ConsoleAccount.password)", "anna:\(ConsoleAccount.password)")
            let status = url + "/api/v1/status"
            #expect(try await Self.ask(status, as: own, "-u", anna).status == 200)
            try await Self.access(agent, "/mutual-tls", "/require-certificate")
            #expect(try await Self.ask(status, as: own, "-u", olga).status == 200)
            #expect(try await Self.ask(status, as: own, "-u", anna).status == 403)
            #expect(try await Self.ask(status, as: stranger, "-u", olga).status == 403)
            let form = "name=anna&password=operator+pass+1"
            let refused = try await Self.ask(url + "/login", as: own, "--data", form)
            #expect(refused.status == 403 && refused.body.contains("certificate"), "\(refused)")
            let taken = try await Self.ask(
                url + "/login", as: own, "--data", form.replacingOccurrences(of: "anna", with: "olga"))
            #expect(taken.status == 303, "\(taken)")
        }
    }

    @Test func `a connection that is resumed still has its user`() async throws {
        try await Self.serving { agent, authority, url in
            let own = try await authority.issue("own", for: "email:olga@example.org")
            try await Self.access(agent, "/mutual-tls")
            let place = String(url.dropFirst("https://".count))
            let session = authority.folder + "/session"
            let request = "GET /login HTTP/1.1\r\nHost: agent\r\nConnection: close\r\n\r\n"
            let first = try await runTool(
                .openssl,
                [
                    "s_client", "-connect", place, "-tls1_2", "-cert", own.chain, "-key", own.key, "-sess_out", session,
                    "-ign_eof",
                ], input: request)
            #expect(first.output.contains(#"value="olga""#), "\(first.everything)")
            let again = try await runTool(
                .openssl, ["s_client", "-connect", place, "-tls1_2", "-sess_in", session, "-ign_eof"], input: request)
            if again.output.contains("Reused,") {
                #expect(again.output.contains(#"value="olga""#), "\(again.everything)")
            } else {
                #expect(!again.output.contains("HTTP/1.1 200"), "\(again.everything)")
            }
        }
    }
}
