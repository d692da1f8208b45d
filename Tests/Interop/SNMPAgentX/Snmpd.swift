import Foundation
import PortSupport
import Testing

/// Net-SNMP's snmpd as a master for AgentX, with files and a port of its own.
struct Snmpd: Sendable {
    static let peer = Peer("snmpd", package: "snmpd")

    /// The folder with its settings, its socket and its log.
    let folder: String
    /// Its UDP port.
    let port: UInt16

    /// Where subagents find it.
    let socket: String

    /// Chooses a port and writes the settings to `folder`, under a name that snmpd does not keep its state under. `socket` is a path in `folder` unless it is given.
    init(in folder: String, socket: String? = nil, lines: [String] = []) throws {
        self.folder = folder
        let socket = socket ?? folder + "/master"
        self.socket = socket
        port = try LoopbackPort.free()
        let settings = [
            "agentaddress udp:127.0.0.1:\(port)", "rocommunity public 127.0.0.1", "rwcommunity private 127.0.0.1",
            "master agentx", "agentXSocket \(socket)", "agentXTimeout 2", "agentXRetries 1",
        ]
        try (settings + lines).joined(separator: "\n").appending("\n")
            .write(toFile: folder + "/master.conf", atomically: false, encoding: .utf8)
    }

    /// Where managers find it.
    var address: String { "127.0.0.1:\(port)" }
    /// Runs it while `body` runs.
    func run<Value: Sendable>(_ body: @Sendable (Daemon) async throws -> Value) async throws -> Value {
        let path = try #require(Self.peer.path)
        return try await Daemon.run(
            path, ["-f", "-C", "-c", folder + "/master.conf", "-Lo", "-p", folder + "/pid"],
            environment: ["SNMP_PERSISTENT_DIR": folder, "MIBS": "", "SNMPCONFPATH": folder], log: folder + "/snmpd.log"
        ) { daemon in
            let isUp = try await eventually { daemon.printed.contains("NET-SNMP version") ? true : nil }
            try #require(isUp == true, "snmpd does not start: \(daemon.printed)")
            return try await body(daemon)
        }
    }
}

/// What `ipdect-agent snmp agentx --json` says.
struct AgentXAnswer: Decodable, Sendable {
    struct Subtree: Decodable, Sendable {
        var title: String
        var name: String
        var isRegistered: Bool
        var refusal: String
    }

    var state: String
    var subtrees: [Subtree]
    var counts: [String: UInt64]
    var lastError: String

    var isRegistered: Bool { state == "open" && subtrees.allSatisfy(\.isRegistered) }
}

extension AgentProcess {
    /// What the agent says of its session; `nil` when it wants none.
    func agentX() async throws -> AgentXAnswer? {
        let result = try await command("snmp", "agentx", "--json")
        return try? JSONDecoder().decode(AgentXAnswer.self, from: Data(result.output.utf8))
    }

    /// Waits until a session is as wanted. Returns what it was last.
    func agentX(
        within seconds: Double = 20, until isAsWanted: @Sendable (AgentXAnswer) -> Bool
    ) async throws -> AgentXAnswer {
        let answer = try await eventually(within: seconds) { () -> AgentXAnswer? in
            guard let answer = try await agentX(), isAsWanted(answer) else { return nil }
            return answer
        }
        if let answer { return answer }
        let last = try await agentX()
        Issue.record("the session is not as wanted: \(String(describing: last)); log: \(daemon.printed.suffix(2000))")
        return try #require(last)
    }
}
