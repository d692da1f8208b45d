import Foundation
import Testing

/// Accounts, sessions and tokens by the command line.
@Suite(.builtAgent, .serialized, .agent(AgentSettingsText()))
struct CommandLineTestsOfUsers {
    private static let password = "Größe: 7 Katzen"
    let agent: AgentProcess

    init() throws { agent = try .required() }

    private var fileText: String {
        get throws { try String(contentsOfFile: agent.folder + "/ipdect-agent.conf", encoding: .utf8) }
    }

    /// A file with a password in its first line.
    private func passwordFile(_ password: String = Self.password) throws -> String {
        let path = agent.folder + "/password-\(UUID().uuidString)"
        try (password + "\nanother line\n").write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// Gives the default account a password: while it has the first one, there is no other account.
    private func begin() async throws {
        let changed = try await agent.run(["user", "change", "admin", "--password-file", passwordFile()])
        #expect(changed.output == "Changed: admin (System Administrator)\n", "\(changed.everything)")
    }

    @Test func `the default account must change its password, and a command sets it`() async throws {
        let before = try await agent.run(["user", "list", "--json"])
        #expect(before.exitCode == 0 && before.output.contains("\"name\" : \"admin\""), "\(before.everything)")
        try await begin()
        let text = try fileText
        #expect(text.contains("HTTP0-USER1 /name admin") && !text.contains(Self.password) && text.contains("scrypt$"))
        #expect(try await !agent.run(["user"]).output.contains("must change"))
    }

    @Test func `an account is added, changed, unlocked and removed`() async throws {
        try await begin()
        let file = try passwordFile()
        let added = try await agent.run(
            ["user", "add", "bob", "--role", "auditor", "--password-file", file, "--long-name", "Bob", "--must-change"])
        #expect(added.exitCode == 0 && added.output == "Created: bob (Auditor)\n", "\(added.everything)")
        #expect(try await agent.run(["user"]).output.contains("must change the password"))
        let changed = try await agent.run(["user", "change", "bob", "--disable", "--no-must-change", "--json"])
        #expect(changed.output.contains("\"isDisabled\" : true"), "\(changed.everything)")
        #expect(try await agent.run(["user", "change", "bob", "--new-name", "rob"]).exitCode == 0)
        #expect(try await agent.run(["user", "unlock", "rob"]).output == "Unlocked: rob\n")
        #expect(try await agent.run(["user", "remove", "rob"]).output == "Removed: rob\n")
        #expect(try await !agent.run(["user"]).output.contains("rob"))
    }

    @Test(arguments: [
        (
            ["add", "x", "--role", "king"],
            "expected a role of system-administrator, auditor, user-administrator, got king"
        ),
        (["add", "a:b", "--role", "auditor"], "/name takes a name without colons"),
        (["change", "nobody", "--disable"], "no account has the name nobody"),
        (["remove", "admin"], "The default account can be changed and disabled, not removed."),
        (["unlock", "nobody"], "no account has the name nobody"),
    ])
    func `what cannot be done changes nothing`(arguments: [String], reason: String) async throws {
        let before = try fileText
        let secret = arguments[0] == "add" ? ["--password-file", try passwordFile()] : []
        let result = try await agent.run(["user"] + arguments + secret)
        #expect(result.exitCode == 1 && result.errors.contains(reason), "\(result.everything)")
        #expect(try fileText == before)
    }

    @Test func `a password that is too short is refused and not shown`() async throws {
        let result = try await agent.run(
            ["user", "add", "eve", "--role", "auditor", "--password-file", passwordFile("sh0rt")])
        #expect(
            result.exitCode == 1 && result.errors.contains("at least 8 characters") && !result.errors.contains("sh0rt"))
    }

    @Test func `a token is printed once, listed without itself, and revoked`() async throws {
        let made = try await agent.run(
            [
                "user", "tokens", "make", "prom", "--scopes", "read,alarms", "--expires", "2099-01-31", "--networks",
                "127.0.0.0/8",
            ])
        let token = made.output.trimmingCharacters(in: .newlines)
        #expect(made.exitCode == 0 && token.utf8.count == 43, "\(made.everything)")
        let list = try await agent.run(["user", "tokens"])
        #expect(list.output.contains("prom") && list.output.contains("read,alarms") && !list.output.contains(token))
        #expect(try !fileText.contains(token))
        let wrong = try await agent.run(["user", "tokens", "make", "x", "--scopes", "root"])
        #expect(wrong.exitCode == 1 && wrong.errors.contains("got root"), "\(wrong.everything)")
        #expect(try await agent.run(["user", "tokens", "revoke", "prom"]).output == "Revoked: prom\n")
        #expect(try await agent.run(["user", "tokens"]).output == "There is no token.\n")
        #expect(try await agent.run(["user", "tokens", "revoke", "prom"]).exitCode == 1)
    }

    @Test func `nobody is logged in, and no session can be ended`() async throws {
        #expect(try await agent.run(["user", "sessions"]).output == "Nobody is logged in.\n")
        let result = try await agent.run(["user", "sessions", "end", "99"])
        #expect(
            result.exitCode == 1 && result.errors.contains("There is no session number 99."), "\(result.everything)")
    }
}
