import Foundation
import Testing

/// What shells, scripts and monitoring plugins see of the command line.
@Suite(.builtAgent, .serialized, .agent()) struct CommandLineTestsOfShells {
    let agent: AgentProcess

    init() throws { agent = try .required() }

    /// Runs the executable without an agent.
    private func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> ToolResult {
        try await runTool(#require(AgentProcess.executable), arguments, environment: environment)
    }

    // MARK: Colours

    @Test func `a pipe gets no colours, unless it is told to`() async throws {
        let plain = try await agent.run(["status"])
        #expect(plain.exitCode == 0 && !plain.output.contains("\u{1B}"))
        let colored = try await agent.run(["status", "--color", "always"])
        #expect(colored.output.contains("\u{1B}[1mWhat\u{1B}[0m") && colored.output.contains("\u{1B}[32mok\u{1B}[0m"))
        let forced = try await agent.run(["radios", "--color", "always"], environment: ["NO_COLOR": "1"])
        #expect(forced.output.contains("\u{1B}["))
        let unknown = try await agent.run(["status", "--color", "pink"])
        #expect(unknown.exitCode == 64)
    }

    @Test(.peers(.script)) func `a terminal gets colours, unless it is told not to`() async throws {
        let command = try "\(#require(AgentProcess.executable)) status --state \(agent.folder)"
        func output(_ environment: [String: String], _ option: String = "") async throws -> String {
            try await runTool(
                .script, ["-qec", command + option, "/dev/null"],
                environment: ["TERM": "xterm"].merging(environment) { $1 }
            ).output
        }
        #expect(try await output([:]).contains("\u{1B}[32mok\u{1B}[0m"))
        for quiet in [["NO_COLOR": "1"], ["TERM": "dumb"]] {
            let text = try await output(quiet)
            #expect(text.contains("Health") && !text.contains("\u{1B}"), "\(quiet)")
        }
        #expect(try await !output([:], " --color never").contains("\u{1B}"))
        #expect(try await output(["NO_COLOR": ""]).contains("\u{1B}"))
    }

    // MARK: Exit codes

    @Test func `check ends with 0 when all is well`() async throws {
        let check = try await agent.run(["check"])
        #expect(check.exitCode == 0 && check.lines.count == 1, "\(check.everything)")
        #expect(check.output.hasPrefix("IPDECT OK - 0 critical, 0 major alarms, 0 radios lost | critical=0 major=0 "))
        let json = try await agent.run(["check", "--json"])
        #expect(json.exitCode == 0 && json.output.contains("\"state\" : \"OK\""))
    }

    @Test func `check ends with 2 for critical alarms`() async throws {
        try await AgentProcess.run(AgentSettingsText(radios: 8, scenario: "alarm-storm", speed: 20)) { agent in
            let check = try await eventually(within: 15) { () -> ToolResult? in
                let check = try await agent.run(["check"])
                return check.exitCode == 2 ? check : nil
            }
            #expect(check?.output.hasPrefix("IPDECT CRITICAL - ") == true)
        }
    }

    @Test func `check ends with 3 when no agent answers, and every other command too`() async throws {
        try await withFolder { folder in
            let check = try await run("check", "--state", folder)
            #expect(check.exitCode == 3 && check.output.hasPrefix("IPDECT UNKNOWN - "), "\(check.everything)")
            #expect(check.errors.contains("no agent answers at") && check.errors.contains(folder))
            let json = try await run("check", "--json", environment: ["IPDECT_AGENT_STATE": folder])
            #expect(json.exitCode == 3 && json.output.contains("\"state\" : \"UNKNOWN\""))
            for command in [
                "status", "alarms", "events", "faults", "radios", "calls", "sync", "traffic", "snmp", "config",
            ] {
                let result = try await run(command, "--state", folder)
                #expect(result.exitCode == 3 && result.output.isEmpty && !result.errors.isEmpty, "\(command)")
            }
        }
    }

    @Test(arguments: [
        ["reboot"], ["radios", "explode"], ["status", "--jsonn"], ["alarms", "acknowledge", "one"],
        ["events", "-l", "0"],
        ["sync", "tree", "256"], ["run", "--log-level", "loud"], ["config", "check"],
        ["config", "options", "--json", "--markdown"],
    ])
    func `wrong arguments end with 64`(arguments: [String]) async throws {
        let result = try await runTool(#require(AgentProcess.executable), arguments)
        #expect(
            result.exitCode == 64 && result.output.isEmpty && result.errors.contains("Usage: "), "\(result.everything)")
    }

    // MARK: Without an agent

    @Test func `the version and the help are printed`() async throws {
        let version = try await run("--version")
        #expect(version.exitCode == 0 && version.lines.count == 1)
        #expect(version.output.split(separator: ".").count == 3)
        for command in ["run", "check", "radios", "config", "snmp"] {
            let help = try await run("help", command)
            #expect(help.exitCode == 0 && help.output.contains("USAGE: ipdect-agent \(command)"), "\(help.everything)")
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `completion scripts are generated`(shell: String) async throws {
        let script = try await run("--generate-completion-script", shell)
        #expect(script.exitCode == 0 && script.errors.isEmpty)
        for word in ["radios", "test-notification", "log-level", "alarm-storm", "acknowledge"] {
            #expect(script.output.contains(word), "\(word)")
        }
        guard let path = Peer(shell, package: shell).path else { return }
        let check = try await runTool(path, shell == "fish" ? ["--no-execute"] : ["-n"], input: script.output)
        #expect(check.exitCode == 0 && check.everything.isEmpty, "\(check.everything)")
    }

    @Test func `the MIB modules are listed and printed`() async throws {
        let list = try await run("mib", "--list")
        #expect(list.exitCode == 0 && !list.lines.isEmpty && list.lines.allSatisfy { $0.hasSuffix("-MIB") })
        for name in list.lines {
            let module = try await run("mib", "--module", name)
            #expect(module.output.contains("\(name) DEFINITIONS ::= BEGIN"), "\(name)")
        }
        let unknown = try await run("mib", "--module", "MOUSE-MIB")
        #expect(unknown.exitCode == 1 && unknown.errors.contains("MOUSE-MIB"))
        #expect(try await run("mib", "--root", "one.two").exitCode == 1)
    }

    @Test func `settings options are listed for people, documents and programs`() async throws {
        let table = try await run("config", "options")
        #expect(table.exitCode == 0 && table.output.contains("SNMP0-USER1…") && table.output.contains("/auth-password"))
        #expect(try await run("config", "options", "--markdown").output.contains("| `/community` | a secret |"))
        let json = try await run("config", "options", "--json")
        let modules = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
        #expect(modules?.compactMap { $0["name"] as? String }.contains("SNMP0") == true)
    }

    @Test(arguments: [
        ("config change SNMP0 /enable /community well-hidden\n", [], 0),
        ("# fine\n\nconfig change SNMP0 /comunity well-hidden\n", [":3: error: ", "(did you mean /community?)"], 1),
        ("config change SNMP0 /port 99999\n", [":1: error: ", "a number from 1 to 65535"], 1),
        (
            "config change SNMP0-USER1 /name a /auth SHA-256 /auth-password well\n", [":1: error: ", "/auth-password"],
            1
        ),
        ("config change SNMP0-TARGET1 /address 10.0.0.1 /version 3 /user nobody\n", [": error: ", "nobody"], 1),
        ("config change PHONE9 /pin well-hidden\n", [":1: note: ", "PHONE9"], 0),
        ("\u{1B}[31mwell-hidden\n", [":1: error: "], 1),
    ])
    func `a file is checked by line`(text: String, words: [String], code: Int32) async throws {
        try await withFolder { folder in
            let file = folder + "/test.conf"
            try text.write(toFile: file, atomically: false, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
            let check = try await run("config", "check", file)
            #expect(check.exitCode == code && check.errors.isEmpty, "\(check.everything)")
            for word in words { #expect(check.output.contains(word), "\(check.output)") }
            #expect(check.lines.last == "\(file) can be used." || code != 0)
            #expect(!check.everything.contains("well") && !check.everything.contains("\u{1B}"), "\(check.everything)")
        }
    }

    @Test func `a file that is not there or that others may read is refused`() async throws {
        try await withFolder { folder in
            let file = folder + "/test.conf"
            let missing = try await run("config", "check", file)
            #expect(missing.exitCode == 1 && missing.errors.contains(file))
            try "config change SNMP0 /community x\n".write(toFile: file, atomically: false, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
            let open = try await run("config", "check", file)
            #expect(open.exitCode == 1 && open.output.contains("error"), "\(open.everything)")
        }
    }
}
