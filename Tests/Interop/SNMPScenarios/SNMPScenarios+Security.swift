import Foundation
import SNMPProtocol
import Testing

extension SNMPScenarios {
    /// Version 3: who is refused, how the manager hears of it, and what changes while the agent runs.
    @Suite struct Security {
        /// A manager that is refused.
        struct Refused: CustomTestStringConvertible, Sendable {
            var testDescription: String
            var arguments: [String]
            /// What the tool prints.
            var text: String
            /// The counter of the reason.
            var counter: String

            init(_ title: String, _ arguments: [String], _ text: String, _ counter: String) {
                testDescription = title
                self.arguments = arguments
                self.text = text
                self.counter = counter
            }
        }

        static let usmStats = ".1.3.6.1.6.3.15.1.1"
        static let unknownContexts = ".1.3.6.1.6.3.12.1.5.0"
        static let strong = AlgorithmPair(authentication: .sha, privacy: .aes128)
        static let signed = AlgorithmPair(authentication: .sha)
        static let authentication = ["-a", "SHA", "-A", AgentSettingsText.authenticationPassword]
        static let privacy = ["-x", "AES", "-X", AgentSettingsText.privacyPassword]

        let agent: AgentProcess

        init() throws { agent = try .required() }

        private func get(_ arguments: [String], environment: [String: String] = [:]) async throws -> ToolResult {
            try await runTool(
                .snmpget, ["-On", "-t", "1", "-r", "0"] + arguments + [agent.snmpAddress, OIDs.sysName],
                environment: environment)
        }

        @Test(arguments: [
            Refused(
                "an unknown user", ["-v3", "-u", "unknownuser", "-l", "noAuthNoPriv"], "Unknown user name",
                usmStats + ".3.0"),
            Refused(
                "an unknown user who signs", ["-v3", "-u", "unknownuser", "-l", "authNoPriv"] + authentication,
                "Unknown user name", usmStats + ".3.0"),
            Refused(
                "another password",
                ["-v3", "-u", signed.userName, "-l", "authNoPriv", "-a", "SHA", "-A", "not-the-one"],
                "Authentication failure", usmStats + ".5.0"),
            Refused(
                "another algorithm",
                [
                    "-v3", "-u", signed.userName, "-l", "authNoPriv", "-a", "MD5", "-A",
                    AgentSettingsText.authenticationPassword,
                ],
                "Authentication failure", usmStats + ".5.0"),
            Refused(
                "another password of privacy",
                ["-v3", "-u", strong.userName, "-l", "authPriv"] + authentication + ["-x", "AES", "-X", "not-the-one"],
                "Decryption error", usmStats + ".6.0"),
            Refused(
                "privacy that the user has not",
                ["-v3", "-u", signed.userName, "-l", "authPriv"] + authentication + privacy,
                "Unsupported security level", usmStats + ".1.0"),
            Refused(
                "authentication that the user has not",
                ["-v3", "-u", AlgorithmPair().userName, "-l", "authNoPriv"] + authentication,
                "Unsupported security level", usmStats + ".1.0"),
            Refused(
                "another context",
                ["-v3", "-u", strong.userName, "-l", "authPriv", "-n", "elsewhere"] + authentication + privacy,
                "Bad context specified", unknownContexts),
        ])
        func `who is refused is told why, and it is counted`(refused: Refused) async throws {
            let before = try #require(agent.counter(refused.counter))
            let result = try await get(refused.arguments)
            #expect(result.exitCode != 0, "\(result.everything)")
            #expect(!result.output.contains("interop"))
            #expect(result.errors.contains(refused.text), "\(result.everything)")
            #expect(agent.counter(refused.counter) ?? 0 > before, "\(result.everything)")
        }

        @Test(arguments: [AlgorithmPair(), signed, strong])
        func `the engine may be named by the manager, and must be the right one`(pair: AlgorithmPair) async throws {
            let own = try await engineID()
            let right = try await get(Credentials.user(pair).arguments + ["-e", "0x" + own])
            #expect(right.variables.first?.value == "interop", "\(right.everything)")
            let unknownEngines = Self.usmStats + ".4.0"
            let before = try #require(agent.counter(unknownEngines))
            let wrong = try await get(
                Credentials.user(pair).arguments + ["-t", "0.3", "-e", "0x8000b85c03049081004b01"])
            #expect(wrong.exitCode != 0 && !wrong.output.contains("interop"), "\(wrong.everything)")
            #expect(agent.counter(unknownEngines) ?? 0 > before)
        }

        private func engineID() async throws -> String {
            let asked = try await agent.ask(.snmpget, [OIDs.snmpEngineID])
            return try #require(asked.variables.first, "\(asked.everything)").value.filter(\.isHexDigit)
        }

        @Test func `a manager that has all of it in its settings is answered`() async throws {
            try await withFolder { folder in
                let lines = [
                    "defVersion 3", "defSecurityName \(Self.strong.userName)", "defSecurityLevel authPriv",
                    "defContext \"\"",
                    "defAuthType SHA", "defAuthPassphrase \(AgentSettingsText.authenticationPassword)",
                    "defPrivType AES", "defPrivPassphrase \(AgentSettingsText.privacyPassword)",
                ]
                try (lines.joined(separator: "\n") + "\n").write(
                    toFile: folder + "/snmp.conf", atomically: false, encoding: .utf8)
                let result = try await get([], environment: ["SNMPCONFPATH": folder, "SNMP_PERSISTENT_DIR": folder])
                #expect(result.variables.first?.value == "interop", "\(result.everything)")
            }
        }

        @Test func `without a community only users are answered, until there is one again`() async throws {
            try await change("config rem SNMP0 /community")
            let community = try await get(["-v2c", "-c", "public", "-t", "0.3"])
            let user = try await get(Credentials.user(Self.signed).arguments)
            try await change("config add SNMP0 /community public")
            #expect(community.errors.contains("Timeout"), "\(community.everything)")
            #expect(user.variables.first?.value == "interop", "\(user.everything)")
            #expect(try await get(Credentials.v2c.arguments).exitCode == 0)
        }

        @Test func `a new password counts at once, and behind a reload, and the old one no more`() async throws {
            let user = "config change SNMP0-USER50 /name newtestuser /auth SHA /priv AES-128"
            try await change("\(user) /auth-password first-auth-pass /priv-password first-priv-pass")
            #expect(try await get(newcomer("first-auth-pass", "first-priv-pass")).exitCode == 0)
            try await change("\(user) /auth-password first-auth-pass /priv-password other-priv-pass")
            #expect(try await get(newcomer("first-auth-pass", "first-priv-pass")).exitCode != 0)
            #expect(try await get(newcomer("first-auth-pass", "other-priv-pass")).exitCode == 0)
            try await change("\(user) /auth-password other-auth-pass /priv-password other-priv-pass")
            let old = try await get(newcomer("first-auth-pass", "other-priv-pass"))
            #expect(old.errors.contains("Authentication failure"), "\(old.everything)")
            #expect(try await agent.command("config", "reload").exitCode == 0)
            #expect(try await get(newcomer("other-auth-pass", "other-priv-pass")).exitCode == 0)
            try await change("config rem SNMP0-USER50")
            let gone = try await get(newcomer("other-auth-pass", "other-priv-pass"))
            #expect(gone.errors.contains("Unknown user name"), "\(gone.everything)")
        }

        private func newcomer(_ authentication: String, _ privacy: String) -> [String] {
            [
                "-v3", "-u", "newtestuser", "-l", "authPriv", "-a", "SHA", "-A", authentication, "-x", "AES", "-X",
                privacy,
            ]
        }

        private func change(_ line: String) async throws {
            let result = try await agent.command("config", "change", line)
            #expect(result.exitCode == 0, "\(line): \(result.everything)")
        }
    }
}
