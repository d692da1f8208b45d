import Foundation
import PortSupport
import Testing

/// The built agent, running on free ports of the loopback interface with a state folder of its own.
struct AgentProcess: Sendable {
    /// The port of its SNMP responder.
    let snmpPort: UInt16
    /// The port of its HTTP server.
    let httpPort: UInt16
    /// Its state folder.
    let folder: String
    /// The process and its log.
    let daemon: Daemon

    /// The agent of the suite that runs, when the suite has the trait `.agent`.
    @TaskLocal static var current: AgentProcess?

    /// The agent's executable beside the test bundle; `nil` when it was not built.
    static let executable: String? = {
        guard let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return nil }
        let path = (own as NSString).deletingLastPathComponent + "/ipdect-agent"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    /// The running suite's agent.
    static func required() throws -> AgentProcess {
        try #require(current, "the suite lacks the trait .agent")
    }

    /// Where tools find its SNMP responder.
    var snmpAddress: String { "127.0.0.1:\(snmpPort)" }
    /// The start of its URLs.
    var url: String { "http://127.0.0.1:\(httpPort)" }

    /// Runs `body` while an agent runs with these settings, ports filled in, and a state folder that is removed then.
    static func run<Value: Sendable>(
        _ settings: AgentSettingsText = AgentSettingsText(), _ body: @Sendable (AgentProcess) async throws -> Value
    ) async throws -> Value {
        try await withFolder { try await run(settings, in: $0, body) }
    }

    /// The same with a state folder that stays, to start the agent again in it.
    static func run<Value: Sendable>(
        _ settings: AgentSettingsText, in folder: String, _ body: @Sendable (AgentProcess) async throws -> Value
    ) async throws -> Value {
        let executable = try #require(executable, "the agent's executable was not built")
        var settings = settings
        if settings.snmpPort == 0 { settings.snmpPort = try LoopbackPort.free() }
        if settings.httpPort == 0 { settings.httpPort = try LoopbackPort.free() }
        let ports = (snmp: settings.snmpPort, http: settings.httpPort)
        let file = folder + "/ipdect-agent.conf"
        try settings.text.write(toFile: file, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        let arguments = ["run", "--state", folder, "--config", file]
        return try await Daemon.run(executable, arguments, log: folder + "/log") { daemon in
            let agent = AgentProcess(snmpPort: ports.snmp, httpPort: ports.http, folder: folder, daemon: daemon)
            try await agent.waitUntilAnswering()
            return try await body(agent)
        }
    }

    /// Runs a command of the agent's command line against this agent.
    func command(_ arguments: String...) async throws -> ToolResult {
        try await runTool(#require(Self.executable), arguments + ["--state", folder])
    }

    private func waitUntilAnswering() async throws {
        // GET ipdectDeviceName.1 as a message of version 2c with the community public: the site is there once the first
        // device has its name.
        let request: [UInt8] =
            [0x30, 0x30, 2, 1, 1, 4, 6] + Array("public".utf8)
            + [0xa0, 0x23, 2, 1, 1, 2, 1, 0, 2, 1, 0, 0x30, 0x18, 0x30, 0x16]
            + [6, 0x12, 0x2b, 6, 1, 4, 1, 0xbf, 0x08, 0xce, 0x0f, 0xce, 0x0f, 2, 1, 1, 2, 1, 2, 1, 5, 0]
        let isUp = try await eventually(within: 30) {
            if daemon.hasEnded { return false }
            guard LoopbackPort.isOpen(httpPort),
                let answer = LoopbackPort.exchange(request, with: snmpPort, milliseconds: 200)
            else { return nil }
            return String(decoding: answer, as: UTF8.self).contains("ipbs") ? true : nil
        }
        if isUp != true { throw AgentSilent(description: "the agent does not answer; it printed:\n\(daemon.printed)") }
    }
}

/// The agent did not start.
struct AgentSilent: Error, CustomStringConvertible {
    var description: String
}

/// Gives a suite an agent that runs while its tests do.
struct AgentTrait: SuiteTrait, TestScoping {
    let settings: AgentSettingsText

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await AgentProcess.run(settings) { agent in
            try await AgentProcess.$current.withValue(agent) { try await function() }
        }
    }
}

extension Trait where Self == AgentTrait {
    /// An agent that runs while the suite's tests do; `AgentProcess.required()` is it.
    static func agent(_ settings: AgentSettingsText = AgentSettingsText()) -> AgentTrait {
        AgentTrait(settings: settings)
    }
}
