import Foundation
import PortSupport
import Testing

/// The figures of the host, beside those of node_exporter.
@Suite(.builtAgent, .serialized, .peers(.curl, .nodeExporter), .agent(AgentSettingsText(radios: 2)))
struct HostFiguresTests {
    let agent: AgentProcess

    init() throws { agent = try .required() }

    /// The value of each sample of a page.
    private static func page(_ url: String) async throws -> [String: Double] {
        let lines = try await runTool(.curl, ["-sS", "--fail", url]).lines
        return Dictionary(
            lines.filter { !$0.hasPrefix("#") }.compactMap { line in
                let end = line.lastIndex(of: " ")
                return end.flatMap { end in Double(line[line.index(after: end)...]).map { (String(line[..<end]), $0) } }
            }
        ) { first, _ in first }
    }

    /// The seconds of all processors together in a mode, as node_exporter has them.
    private static func processors(_ page: [String: Double], _ mode: String) -> Double {
        page.filter { $0.key.hasPrefix("node_cpu_seconds_total") && $0.key.contains("\"\(mode)\"") }
            .reduce(0) { $0 + $1.value }
    }

    @Test func `memory, processors and interfaces are what node_exporter reads`() async throws {
        try await withFolder { folder in
            let port = try LoopbackPort.free()
            let exporter = "http://127.0.0.1:\(port)/metrics"
            try await Daemon.run(
                try #require(Peer.nodeExporter.path),
                ["--web.listen-address=127.0.0.1:\(port)"],
                log: folder + "/log"
            ) { _ in
                let isUp = try await eventually(within: 20) { LoopbackPort.isOpen(port) ? true : nil }
                try #require(isUp == true)
                let before = try await Self.page(exporter)
                // Time goes on whatever the processors do.
                let modes = ["user", "system", "idle"]
                let least = modes.reduce(0.1) { $0 + Self.processors(before, $1) }
                // Our own sample is up to ten seconds old: it counts once it is younger than theirs.
                let url = agent.url + "/metrics"
                let ours = try await eventually(within: 40) { () -> [String: Double]? in
                    let page = try await Self.page(url)
                    let own = modes.reduce(0) { $0 + (page["ipdect_cpu_seconds_total{mode=\"\($1)\"}"] ?? 0) }
                    return own > least ? page : nil
                }
                let own = try #require(ours)
                let after = try await Self.page(exporter)
                #expect(own["ipdect_memory_size_bytes"] == after["node_memory_MemTotal_bytes"])
                let devices = before.keys.filter { $0.hasPrefix("node_network_receive_bytes_total{") }
                #expect(!devices.isEmpty)
                for device in devices {
                    for what in ["receive_bytes", "transmit_bytes", "receive_packets"] {
                        let name = device.replacing("receive_bytes", with: what)
                        let value = try #require(own[name.replacing("node_", with: "ipdect_")], "\(name)")
                        let range = try #require(before[name])...(try #require(after[name]))
                        #expect(range.contains(value), "\(name): \(value) is not within \(range)")
                    }
                }
                for mode in modes {
                    let value = try #require(own["ipdect_cpu_seconds_total{mode=\"\(mode)\"}"])
                    // Each processor is counted in hundredths of a second.
                    let first = Self.processors(before, mode) - 0.1
                    #expect((first...(Self.processors(after, mode) + 0.1)).contains(value), "\(mode): \(value)")
                }
            }
        }
    }
}
