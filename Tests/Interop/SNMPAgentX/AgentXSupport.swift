import Foundation
import PortSupport
import Testing

extension AgentSettingsText {
    /// Settings of an agent that registers with the master at `socket`, and soon notices when that is gone.
    static func agentX(_ socket: String, _ settings: AgentSettingsText = AgentSettingsText()) -> AgentSettingsText {
        var settings = settings
        settings.lines.append(
            "config change SNMP0-AGENTX /enable /address \(socket.hasPrefix("/") ? "unix:" : "")\(socket) /ping 2 /timeout 2"
        )
        return settings
    }

    /// The same with ports chosen.
    func withPorts() throws -> AgentSettingsText {
        var settings = self
        settings.snmpPort = try LoopbackPort.free()
        settings.httpPort = try LoopbackPort.free()
        return settings
    }
}

/// Runs `body` with a master and an agent that has registered there.
func withMasterAndAgent(
    socket: String? = nil, settings: AgentSettingsText = AgentSettingsText(),
    _ body: @Sendable (Snmpd, Daemon, AgentProcess) async throws -> Void
) async throws {
    try await withFolder { folder in
        let master = try Snmpd(in: folder, socket: socket)
        try await master.run { daemon in
            try await AgentProcess.run(.agentX(master.socket, settings)) { agent async throws in
                _ = try await agent.agentX { $0.isRegistered }
                try await body(master, daemon, agent)
            }
        }
    }
}

/// Net-SNMP's tools as managers of version 2c, with patience.
enum Manager {
    /// All instances below `oid` that snmpbulkwalk finds.
    static func walk(_ address: String, _ oid: String) async throws -> [PrintedVariable] {
        let result = try await runTool(
            .snmpbulkwalk, Credentials.v2c.arguments + ["-On", "-t", "5", "-r", "1", address, oid], seconds: 60)
        #expect(result.exitCode == 0, "\(result.everything)")
        #expect(!result.everything.contains("OID not increasing"))
        return result.variables.filter { !$0.value.hasPrefix("No ") }
    }

    /// Asks a master or an agent.
    static func ask(
        _ peer: Peer, _ address: String, _ oids: String..., options: [String] = []
    ) async throws -> ToolResult {
        try await runTool(
            peer, Credentials.v2c.arguments + ["-On", "-t", "5", "-r", "1"] + options + [address] + oids, seconds: 60)
    }

    /// Asks a master.
    static func ask(_ peer: Peer, _ master: Snmpd, _ oids: String..., options: [String] = []) async throws -> ToolResult
    {
        try await runTool(
            peer, Credentials.v2c.arguments + ["-On", "-t", "5", "-r", "1"] + options + [master.address] + oids,
            seconds: 60)
    }
}

extension PrintedVariable {
    /// Whether it stays from one walk to the next.
    var isSteady: Bool { !type.hasPrefix("Counter") && !type.hasPrefix("Gauge") && type != "Timeticks" }
}
