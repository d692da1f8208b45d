import Foundation
import Testing

/// Settings by the command line: shown without secrets, checked, changed, read again, and kept.
@Suite(.builtAgent, .serialized, .agent(AgentSettingsText(users: [.forCommandLine])))
struct CommandLineTestsOfSettings {
    private static let secrets = [
        AgentSettingsText.authenticationPassword, AgentSettingsText.privacyPassword, "/community public",
    ]
    let agent: AgentProcess

    init() throws { agent = try .required() }

    private var file: String { agent.folder + "/ipdect-agent.conf" }
    private var fileText: String {
        get throws { try String(contentsOfFile: file, encoding: .utf8) }
    }

    /// Puts a text in the file's place, as an editor does.
    private func edit(_ change: (String) -> String) throws {
        try change(fileText).write(toFile: file, atomically: false, encoding: .utf8)
    }

    @Test func `settings are shown without their secrets`() async throws {
        let shown = try await agent.run(["config"])
        #expect(shown.exitCode == 0 && shown.output.contains("config change SNMP0-USER1 /name operator /auth SHA-256"))
        #expect(shown.output.contains("/auth-password ********") && shown.output.contains("/community ********"))
        let text = try fileText
        for secret in Self.secrets {
            #expect(text.contains(secret) && !shown.everything.contains(secret), "\(secret)")
        }
    }

    @Test func `a changed setting is in use and in the file`() async throws {
        let line = "config add SNMP0 /contact \"Jörg Müller\" # night shift"
        let result = try await agent.run(["config", "change", line])
        #expect(result.exitCode == 0 && result.output == "In use: SNMP0\n", "\(result.everything)")
        #expect(try fileText.contains(line))
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        let json = try await agent.run(["config", "change", "config add SNMP0 /contact Erika", "--json"])
        #expect(json.output.hasPrefix("{\n  \"applied\" : [\n    \"SNMP0\"\n  ],"), "\(json.everything)")
    }

    @Test func `what waits for a restart and what is not known is said`() async throws {
        let lines = ["config add SNMP0 /rate 1000", "config change PHONE9 /app-url http://10.0.0.1"]
        let result = try await agent.run(["config", "change"] + lines)
        #expect(
            result.exitCode == 0 && result.output.contains("After a restart: SNMP0 /rate\n"), "\(result.everything)")
        #expect(result.output.contains("Kept, but not known: PHONE9\n"))
        #expect(result.output.hasPrefix("In use: SNMP0\n") || result.output.hasPrefix("Nothing changed.\n"))
        let back = try await agent.run(["config", "change", "config rem SNMP0 /rate", "config rem PHONE9"])
        #expect(back.exitCode == 0 && !back.output.contains("After a restart"), "\(back.everything)")
    }

    @Test(arguments: [
        ("config add SNMP0 /comunity topsecret", "SNMP0 has no option /comunity (did you mean /community?)"),
        ("config add SNMP0 /port 99999", "/port"), ("config add SNMP0-VIEW99 /name x", "SNMP0-VIEW"),
        ("SNMP0 /community topsecret", "line 2: expected a line that begins with config"),
        ("config add SNMP0-USER2 /name x /auth SHA-256 /auth-password tops", "/auth-password"),
        ("config add SNMP0-TARGET1 /address 10.0.0.1 /version 3 /user nobody", "nobody"),
        ("config change FAULT0 /error 0x00990001", "0x00990001"),
    ])
    func `a change that is wrong changes nothing and shows no secret`(line: String, reason: String) async throws {
        let before = try fileText
        let result = try await agent.run(["config", "change", "config add SNMP0 /contact never", line])
        #expect(result.exitCode == 1 && result.output.isEmpty && result.errors.contains(reason), "\(result.everything)")
        #expect(!result.errors.contains("tops"), "\(result.errors)")
        #expect(try fileText == before)
    }

    @Test func `a file that was edited is read again`() async throws {
        try edit { $0 + "config add SNMP0 /location Basement\n" }
        let refused = try await agent.run(["config", "change", "config add SNMP0 /contact x"])
        #expect(refused.exitCode == 1 && refused.errors.contains("was changed since it was read"))
        let reloaded = try await agent.run(["config", "reload"])
        #expect(reloaded.exitCode == 0 && reloaded.output == "In use: SNMP0\n", "\(reloaded.everything)")
        #expect(try await agent.run(["config", "show"]).output.contains("/location Basement"))
    }

    @Test func `a file with an error is not used`() async throws {
        let good = try fileText
        try edit { $0 + "config add SNMP0 /port many\n" }
        let lines = good.split(separator: "\n").count
        let refused = try await agent.run(["config", "reload"])
        #expect(refused.exitCode == 1 && refused.errors.contains("line \(lines + 1): "), "\(refused.everything)")
        #expect(try await !agent.run(["config", "show"]).output.contains("many"))
        try edit { _ in good }
        #expect(try await agent.run(["config", "reload"]).output == "Nothing changed.\n")
    }

    @Test func `a secret given on standard input is in no list of processes`() async throws {
        let pipe = agent.folder + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        // Open for both sides, so that opening waits for nobody; the command reads until this side is closed.
        let writer = try #require(FileHandle(forUpdatingAtPath: pipe))
        let secret = "community-by-pipe"
        let command = #"exec "$0" config change - --state "$1" <"$2""#
        let arguments = ["-c", command, try #require(AgentProcess.executable), agent.folder, pipe]
        try await Daemon.run("/bin/sh", arguments, log: agent.folder + "/change.log") { daemon in
            let process = "/proc/\(daemon.process)"
            let isReading = try await eventually { () -> Bool? in
                // The kernel shows a program's name a moment before its arguments.
                guard
                    try FileManager.default.destinationOfSymbolicLink(atPath: process + "/exe")
                        .hasSuffix("ipdect-agent")
                else { return nil }
                return try Data(contentsOf: URL(fileURLWithPath: process + "/cmdline")).isEmpty ? nil : true
            }
            #expect(isReading == true)
            try writer.write(contentsOf: Data("config add SNMP0 /community \(secret)\n".utf8))
            for name in ["cmdline", "environ"] {
                let shown = try Data(contentsOf: URL(fileURLWithPath: "\(process)/\(name)"))
                #expect(!shown.isEmpty && !String(decoding: shown, as: UTF8.self).contains(secret))
            }
            try writer.close()
            #expect(try await eventually { daemon.hasEnded ? true : nil } == true)
            #expect(daemon.printed == "In use: SNMP0\n")
        }
        #expect(try fileText.contains(secret))
        let shown = try await agent.run(["config", "show"])
        #expect(!shown.everything.contains(secret) && !agent.daemon.printed.contains(secret))
        let back = try await agent.run(["config", "change", "-"], input: "config add SNMP0 /community public\n")
        #expect(back.exitCode == 0, "\(back.everything)")
    }
}

extension AgentSettingsText.User {
    fileprivate static let forCommandLine = AgentSettingsText.User(
        name: "operator", authentication: "SHA-256", privacy: "AES-128")
}

/// What the command line changed outlives the agent.
@Suite(.builtAgent) struct CommandLineTestsOfRestart {
    @Test func `a remapped fault stays remapped after a restart`() async throws {
        let code = "0x00030204"
        try await withFolder { folder in
            try await AgentProcess.run(AgentSettingsText(), in: folder) { agent in
                let remap = try await agent.run(["faults", "remap", code, "critical"])
                #expect(remap.output == "\(code) is critical from now on.\n", "\(remap.everything)")
                let wrong = try await agent.run(["faults", "remap", code, "fatal"])
                #expect(wrong.exitCode == 1 && wrong.errors.contains("or default, got fatal"))
                try await expectRemapped(agent, code)
            }
            // Not by AgentProcess.run: it writes the file anew.
            let arguments = ["run", "--state", folder, "--config", folder + "/ipdect-agent.conf"]
            let executable = try #require(AgentProcess.executable)
            try await Daemon.run(executable, arguments, log: folder + "/second.log") { daemon in
                let agent = AgentProcess(snmpPort: 0, httpPort: 0, folder: folder, daemon: daemon)
                let isUp = try await eventually { try await agent.run(["status"]).exitCode == 0 ? true : nil }
                #expect(isUp == true, "\(daemon.printed)")
                try await expectRemapped(agent, code)
                let back = try await agent.run(["faults", "remap", code, "default"])
                #expect(back.exitCode == 0)
                let shown = try await eventually { () -> Bool? in
                    try await agent.run(["faults", "show", code]).output.contains("Seriousness here: error\n")
                        ? true : nil
                }
                #expect(shown == true)
                #expect(try await !agent.run(["config"]).output.contains(code))
            }
        }
    }

    private func expectRemapped(_ agent: AgentProcess, _ code: String) async throws {
        // The change is in the snapshot that follows.
        let shown = try await eventually { () -> String? in
            let text = try await agent.run(["faults", "show", code]).output
            return text.contains("(changed)") ? text : nil
        }
        #expect(shown?.contains("Seriousness here: critical (changed)\n") == true)
        #expect(try await agent.run(["config"]).lines.contains("config change FAULT0 /critical \(code)"))
    }
}
