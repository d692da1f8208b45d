import Foundation
import Testing

/// An agent at one end of wires (`lan1`, `lan2`, ...), whose other ends (`sw1`, `sw2`, ...) belong to a switch, in network
/// namespaces of their own.
struct WiredAgent: Sendable {
    /// The agent's state folder.
    let folder: String
    /// The agent's process, where its ends of the wires are.
    let process: Int32
    /// A process where the switch's ends are.
    let switchProcess: Int32

    /// Runs an agent with these settings, and `body` with it. `rights` names the capabilities that the agent has; `nil` for
    /// all that the test has.
    static func run(
        wires: Int = 1, _ lines: [String], in folder: String? = nil, rights: [String]? = nil,
        _ body: @Sendable (WiredAgent) async throws -> Void
    ) async throws {
        guard let folder else {
            return try await withFolder { folder in try await run(wires: wires, lines, in: folder, rights: rights, body)
            }
        }
        let executable = try #require(AgentProcess.executable, "the agent's executable was not built")
        let file = folder + "/ipdect-agent.conf"
        let text = ["config change SIM0 /enable /radios 2 /scenario quiet", "config change SNMP0 /port 10161"] + lines
        try (text.joined(separator: "\n") + "\n").write(toFile: file, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        var command = [executable, "run", "--state", folder, "--config", file]
        if let rights {
            let set = (["-all"] + rights.map { "+" + $0 }).joined(separator: ",")
            command = [try #require(Peer.setpriv.path), "--bounding-set", set, "--inh-caps", set] + command
        }
        let arguments = ["--net", Repository.root + "/Tests/Interop/Peers/wires.sh", "\(wires)"] + command
        try await Daemon.run(try #require(Peer.unshare.path), arguments, log: folder + "/log") { daemon in
            let isUp = try await eventually(within: 30) { () -> Bool? in
                if daemon.hasEnded { return false }
                let asked = try await runTool(executable, ["status", "--state", folder])
                return asked.exitCode == 0 ? true : nil
            }
            try #require(isUp == true, "\(daemon.printed)")
            func process(_ name: String) throws -> Int32 {
                let line = daemon.printed.split(separator: "\n").last { $0.hasPrefix(name + " ") }
                return try #require(line.flatMap { Int32($0.dropFirst(name.count + 1)) }, "\(daemon.printed)")
            }
            try await body(
                WiredAgent(folder: folder, process: process("command"), switchProcess: process("switch")))
        }
    }

    /// What the agent printed.
    var printed: String { (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "" }

    /// Runs a command of the agent's command line.
    func command(_ arguments: String...) async throws -> ToolResult {
        try await runTool(#require(AgentProcess.executable), arguments + ["--state", folder])
    }

    /// A link as `ip` shows it. The files of /sys are those of the network that the tests run in.
    struct Link: Decodable, Sendable {
        struct Statistics: Decodable, Sendable {
            struct Direction: Decodable, Sendable { var packets: UInt64 }
            var rx: Direction
            var tx: Direction
        }
        var ifindex: Int
        var address: String
        var stats64: Statistics
    }

    /// The link `name` where the agent is, or where the switch is.
    func link(_ name: String, isSwitchs: Bool = false) async throws -> Link {
        let words = ["ip", "-s", "-j", "link", "show", "dev", name]
        let shown = try await Self.run(words, on: isSwitchs ? switchProcess : process)
        return try #require(try JSONDecoder().decode([Link].self, from: Data(shown.output.utf8)).first)
    }

    /// Runs a program where the agent is.
    func here(_ words: String...) async throws -> ToolResult { try await Self.run(words, on: process) }

    /// The same with a list of words.
    func here(_ words: [String]) async throws -> ToolResult { try await Self.run(words, on: process) }

    /// Runs a program where the switch is.
    func atSwitch(_ words: String...) async throws -> ToolResult { try await Self.run(words, on: switchProcess) }

    /// The same with a list of words.
    func atSwitch(_ words: [String]) async throws -> ToolResult { try await Self.run(words, on: switchProcess) }

    /// Runs a daemon where the switch is, until `body` has returned.
    func withDaemonAtSwitch(
        _ peer: Peer, _ arguments: [String], log: String, _ body: @Sendable (Daemon) async throws -> Void
    ) async throws {
        let words = ["--target", "\(switchProcess)", "--net", try #require(peer.path)] + arguments
        try await Daemon.run(try #require(Peer.nsenter.path), words, log: log, body)
    }

    private static func run(_ words: [String], on process: Int32) async throws -> ToolResult {
        try await runTool(.nsenter, ["--target", "\(process)", "--net"] + words)
    }
}
