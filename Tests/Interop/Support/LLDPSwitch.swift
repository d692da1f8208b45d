import Foundation
import Testing

/// lldpd as a switch that gives voice a VLAN.
struct LLDPSwitch: Sendable {
    let agent: WiredAgent
    let socket: String

    /// Runs it at the end of the first wire.
    static func run(
        beside agent: WiredAgent, _ more: [String] = [], _ body: @Sendable (LLDPSwitch) async throws -> Void
    ) async throws {
        // Its parts run as another user, who must reach the socket.
        let folder = NSTemporaryDirectory() + "lldpd-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let socket = folder + "/socket"
        let arguments = ["-d", "-u", socket, "-C", "sw1", "-I", "sw1", "-M", "4"] + more
        try await agent.withDaemonAtSwitch(.lldpd, arguments, log: agent.folder + "/lldpd.log") { daemon in
            let one = LLDPSwitch(agent: agent, socket: socket)
            let isUp = try await eventually(within: 15) {
                try await one.control("show", "chassis").exitCode == 0 ? true : nil
            }
            try #require(isUp == true, "\(daemon.printed)")
            try await body(one)
        }
    }

    /// Asks lldpd something.
    func control(_ words: String...) async throws -> ToolResult {
        try await runTool(.lldpcli, ["-u", socket, "-f", "keyvalue"] + words)
    }

    /// What it knows of its neighbour, as keys and values.
    func neighbour() async throws -> [String: String] {
        let lines = try await control("show", "neighbors", "details").lines
        let pairs = lines.compactMap { line -> (String, String)? in
            guard let sign = line.firstIndex(of: "=") else { return nil }
            return (
                String(line[..<sign]).replacing("lldp.sw1.", with: ""), String(line[line.index(after: sign)...])
            )
        }
        return Dictionary(pairs) { $0 + "," + $1 }
    }
}
