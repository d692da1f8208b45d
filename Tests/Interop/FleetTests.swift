import Foundation
import PortSupport
import Testing

/// `contrib/fleet` with three sites: what they measure is in one VictoriaMetrics, their alarms in one Alertmanager.
@Suite(.builtAgent)
struct FleetTests {
    private static let vmalert = Peer("vmalert", package: "victoria-metrics")
    private static let jq = Peer("jq", package: "jq")
    private static let script = Repository.root + "/contrib/fleet"
    private static let sites = ["site-001", "site-002", "site-003"]

    /// The first of three ports that nobody uses.
    private static func freePorts() throws -> UInt16 {
        for _ in 0..<20 {
            let port = try LoopbackPort.free()
            if !LoopbackPort.isOpen(port + 1), !LoopbackPort.isOpen(port + 2) { return port }
        }
        throw POSIXError(.EADDRINUSE)
    }

    @Test(.peers(.victoriaMetrics, vmalert, .alertmanager, .curl, jq))
    func `series and alarms of three sites meet in one place`() async throws {
        let executable = try #require(AgentProcess.executable)
        let port = try Self.freePorts()
        let arguments = [
            "--sites", "3", "--radios", "4", "--scenario", "alarm-storm", "--port", "\(port)", "--agent", executable,
            "--no-install",
        ]
        try await withFolder { folder in
            let all = arguments + ["--state", folder + "/fleet"]
            try await Daemon.run(Self.script, all, log: folder + "/log") { try await check($0, port) }
        }
        #expect((port...port + 2).allSatisfy { !LoopbackPort.isOpen($0) }, "a process of the fleet still runs")
    }

    private func check(_ fleet: Daemon, _ port: UInt16) async throws {
        let url = "http://127.0.0.1:\(port)/api/v1/query"
        let query = "query=count by (site, instance, job) (ipdect_radio_up) == 4"
        let isMeasured = try await eventually(within: 90) { () -> Bool? in
            if fleet.hasEnded { return false }
            let answer = try await runTool(.curl, ["-sS", "-G", url, "--data-urlencode", query]).output
            return Self.sites.allSatisfy { answer.contains("\"site\":\"\($0)\"") } ? true : nil
        }
        try #require(isMeasured == true, "\(fleet.printed)")
        // Only agents say error: rules have critical, warning and info.
        let isTold = try await eventually(within: 90) { () -> Bool? in
            if fleet.hasEnded { return false }
            let table = try await runTool(Self.script, ["--alarms", "--port", "\(port)"]).lines
            return table.contains { $0.hasSuffix("  error") }
                && Self.sites.allSatisfy { site in table.contains { $0.hasPrefix(site) } } ? true : nil
        }
        #expect(isTold == true, "\(fleet.printed)")
    }
}
