import Foundation
import Testing

/// What is measured over time, drawn, exported and pinged, of a running agent.
@Suite(
    .builtAgent, .serialized,
    .agent(
        AgentSettingsText(
            scenario: "busy-hour", speed: 60,
            lines: ["config change PING0 /destination-1 127.0.0.1 /interval-1 1 /destination-2 no.such.invalid"])))
struct PerformanceTests {
    let agent: AgentProcess

    init() throws { agent = try .required() }

    private struct Summary: Decodable {
        var name: String
        var current: Double?
        var maximum: Double?
        var limit: Double?
    }

    /// The graphs, as soon as the history has a row.
    private func summaries() async throws -> [Summary] {
        let found = try await eventually(within: 40) { () -> [Summary]? in
            let result = try await agent.run(["perf", "--json"])
            let all = try? JSONDecoder().decode([Summary].self, from: Data(result.output.utf8))
            return all.flatMap { all in
                ["cpu", "mem", "calls", "ping1"].allSatisfy { name in
                    all.first { $0.name == name }?.current != nil
                } ? all : nil
            }
        }
        return try #require(found, "no figures after 40 s")
    }

    @Test func `graphs have figures within their limits`() async throws {
        let all = try await summaries()
        for graph in all {
            if let limit = graph.limit, let maximum = graph.maximum { #expect(maximum <= limit, "\(graph.name)") }
        }
        #expect(all.first { $0.name == "calls" }?.limit == 192)
        let drawn = try await agent.run(["perf", "cpu", "calls", "--last", "10m", "--rows", "3"])
        #expect(drawn.exitCode == 0 && drawn.lines.count >= 6, "\(drawn.everything)")
        #expect(drawn.lines.contains { $0.hasPrefix("100 %") } && drawn.lines.contains { $0.hasPrefix("192") })
    }

    @Test(.peers(.python)) func `a picture is taken by a reader of XML, and a table by one of CSV`() async throws {
        _ = try await summaries()
        let picture = try await agent.run(["perf", "mem", "--svg"])
        let xml = try await runTool(
            .python, ["-c", "import sys,xml.dom.minidom as x; print(x.parse(sys.stdin).documentElement.tagName)"],
            input: picture.output)
        #expect(xml.output == "svg\n", "\(xml.everything)")
        let table = try await agent.run(["perf", "mem", "--csv"])
        let script = "import sys,csv; r=list(csv.DictReader(sys.stdin)); print(float(r[-1]['in use mean']) > 1e6)"
        let csv = try await runTool(.python, ["-c", script], input: table.output)
        #expect(csv.output == "True\n", "\(csv.everything)")
    }

    @Test func `a graph that is not there is refused with those that are`() async throws {
        _ = try await summaries()
        let result = try await agent.run(["perf", "nothing"])
        #expect(result.exitCode == 1 && result.errors.contains("cpu") && result.errors.contains("calls:RADIO"))
        let format = try await agent.run(["perf", "--last", "3y", "cpu"])
        #expect(format.exitCode != 0 && format.errors.contains("--last"))
    }

    @Test(.peers(.ping)) func `a ping says what ping says`() async throws {
        let ours = try await agent.run(["ping", "-c", "3", "127.0.0.1"])
        let theirs = try await runTool(.ping, ["-c", "3", "-i", "0.2", "127.0.0.1"])
        #expect(ours.exitCode == 0 && theirs.exitCode == 0, "\(ours.everything) \(theirs.everything)")
        #expect(ours.output.contains("3 sent, 3 received, 0 % lost"))
        #expect(theirs.output.contains("3 packets transmitted, 3 received, 0% packet loss"))
        func mean(_ text: String, behind mark: String) -> Double? {
            let line = text.split(separator: "\n").first { $0.contains(mark) }
            return line?.split(separator: " ").first { $0.contains("/") && $0.first?.isNumber == true }
                .flatMap { Double($0.split(separator: "/")[1]) }
        }
        let own = try #require(mean(ours.output, behind: "round trip"), "\(ours.output)")
        let other = try #require(mean(theirs.output, behind: "rtt "), "\(theirs.output)")
        // Both are far below a millisecond on the loopback of any machine that is not overloaded.
        #expect(abs(own - other) < 50, "\(own) and \(other) ms")
        let nobody = try await agent.run(["ping", "-c", "1", "no.such.invalid"])
        #expect(nobody.exitCode == 2 && nobody.output.contains("no.such.invalid"), "\(nobody.everything)")
    }

    @Test(.peers(.snmpget, .curl)) func `automatic pings are seen by SNMP and as metrics`() async throws {
        let probe = "1.3.6.1.4.1.8072.9999.9999.2.6.1.2.1."
        let answered = try await eventually(within: 20) { () -> Bool? in
            let result = try await runTool(
                .snmpget, Credentials.v2c.arguments + ["-Oqvn", agent.snmpAddress, probe + "5.1", probe + "5.2"])
            return result.lines == ["2", "4"] ? true : nil
        }
        #expect(answered == true)
        let page = try await runTool(.curl, ["-sS", "--fail", agent.url + "/metrics"]).lines
        let second = "{probe=\"PING2\",target=\"no.such.invalid\""
        #expect(page.contains("ipdect_ping_requests_total\(second)} 0"))
        #expect(page.contains("ipdect_ping_state\(second),state=\"unresolved\"} 1"))
        #expect(page.contains { $0.hasPrefix("ipdect_ping_rtt_seconds_bucket{probe=\"PING1\"") })
    }
}
