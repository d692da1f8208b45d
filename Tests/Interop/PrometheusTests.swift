import Foundation
import PortSupport
import Testing

/// Prometheus itself, promtool, and the parsers of its Python client.
@Suite(.builtAgent, .peers(.curl, .promtool), .agent())
struct PrometheusTests {
    let agent: AgentProcess

    init() throws { agent = try .required() }

    private func page(_ headers: String...) async throws -> ToolResult {
        try await runTool(.curl, ["-sS", "--fail", "-i"] + headers.flatMap { ["-H", $0] } + [agent.url + "/metrics"])
    }

    /// The header and the body of what curl printed.
    private func parted(_ result: ToolResult) throws -> (header: String, body: String) {
        let end = try #require(result.output.range(of: "\r\n\r\n"), "\(result.everything)")
        return (String(result.output[..<end.lowerBound]).lowercased(), String(result.output[end.upperBound...]))
    }

    @Test func `promtool finds nothing to complain of`() async throws {
        let (header, body) = try parted(await page())
        #expect(header.contains("content-type: text/plain; version=0.0.4"))
        let check = try await runTool(.promtool, ["check", "metrics"], input: body)
        #expect(check.exitCode == 0 && check.everything.isEmpty, "\(check.everything)")
    }

    @Test(.peers(.python)) func `the strict parser of OpenMetrics takes the page`() async throws {
        let accept = "Accept: application/openmetrics-text; version=1.0.0"
        let (header, body) = try parted(await page(accept))
        #expect(header.contains("content-type: application/openmetrics-text; version=1.0.0"))
        let script = Repository.root + "/Tests/Interop/Peers/openmetrics.py"
        let strict = try await runTool(.python, [script, "openmetrics"], input: body)
        #expect(strict.exitCode == 0, "\(strict.everything)")
        let text = try await runTool(.python, [script, "text"], input: try parted(await page()).body)
        #expect(text.exitCode == 0, "\(text.everything)")
    }

    @Test func `a compressed page is the same page`() async throws {
        let result = try await runTool(
            .curl, ["-sS", "--fail", "--compressed", "-D", "/dev/stderr", agent.url + "/metrics"])
        #expect(result.errors.lowercased().contains("content-encoding: gzip"))
        #expect(result.output.contains("\nipdect_radio_up{") && result.output.hasSuffix("\n"))
    }

    @Test(.peers(.prometheus)) func `a Prometheus scrapes it without a warning`() async throws {
        let path = try #require(Peer.prometheus.path)
        let port = try LoopbackPort.free()
        let example = try String(
            contentsOfFile: Repository.root + "/Dashboards/prometheus/prometheus.yml", encoding: .utf8)
        try await withFolder { folder in
            // The shipped example, only faster and with this agent's port.
            let configuration = example.replacing("127.0.0.1:8080", with: "127.0.0.1:\(agent.httpPort)")
                .replacing("scrape_interval: 15s", with: "scrape_interval: 1s")
            try configuration.write(toFile: folder + "/prometheus.yml", atomically: false, encoding: .utf8)
            for rules in ["alerts.yml", "recording.yml"] {
                try FileManager.default.copyItem(
                    atPath: Repository.root + "/Dashboards/prometheus/" + rules, toPath: folder + "/" + rules)
            }
            let arguments = [
                "--config.file=\(folder)/prometheus.yml", "--storage.tsdb.path=\(folder)/data",
                "--web.listen-address=127.0.0.1:\(port)",
            ]
            try await Daemon.run(path, arguments, log: folder + "/log") { daemon in
                try await checkScrapes(of: daemon, port: port)
            }
        }
    }

    private func checkScrapes(of daemon: Daemon, port: UInt16) async throws {
        @Sendable func query(_ expression: String) async throws -> String {
            let url = "http://127.0.0.1:\(port)/api/v1/query"
            return try await runTool(.curl, ["-sS", "-G", url, "--data-urlencode", "query=\(expression)"]).output
        }
        let scraped = try await eventually(within: 30) { () -> Bool? in
            try await query("count_over_time(up{job=\"ipdect\"}[1m]) >= 3 and up == 1").contains("\"value\"")
                ? true : nil
        }
        #expect(scraped == true, "\(daemon.printed)")
        let radios = try await query("count(ipdect_radio_up)")
        #expect(radios.contains("\"24\""), "\(radios)")
        let targets = try await runTool(.curl, ["-sS", "http://127.0.0.1:\(port)/api/v1/targets"]).output
        #expect(targets.contains("\"lastError\":\"\"") && targets.contains("\"health\":\"up\""), "\(targets)")
        let own = try await runTool(.curl, ["-sS", "http://127.0.0.1:\(port)/metrics"])
        for counter in ["duplicate_timestamp", "out_of_order", "out_of_bounds"] {
            #expect(own.lines.contains("prometheus_target_scrapes_sample_\(counter)_total 0"))
        }
        let complaints = daemon.printed.split(separator: "\n").filter {
            $0.contains("level=warn") || $0.contains("level=error")
        }
        #expect(complaints.isEmpty, "\(complaints)")
    }
}
