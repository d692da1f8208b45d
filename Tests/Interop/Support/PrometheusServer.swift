import Foundation
import PortSupport
import Testing

/// A Prometheus that runs with the rules of this repository and scrapes one agent every second.
struct PrometheusServer: Sendable {
    private let port: UInt16
    private let daemon: Daemon

    /// One series of an answer.
    struct Series: Sendable {
        var labels: [String: String]
        var value: Double
    }

    /// An error that Prometheus answered with.
    struct Refusal: Error, CustomStringConvertible {
        var description: String
    }

    /// Runs `body` while it runs, with the shipped configuration, only faster and with this agent's port.
    static func run<Value: Sendable>(
        on agent: AgentProcess, in folder: String, _ body: @Sendable (PrometheusServer) async throws -> Value
    ) async throws -> Value {
        let path = try #require(Peer.prometheus.path)
        let port = try LoopbackPort.free()
        let source = Repository.root + "/Dashboards/prometheus/"
        let configuration = try String(contentsOfFile: source + "prometheus.yml", encoding: .utf8)
            .replacing("127.0.0.1:8080", with: "127.0.0.1:\(agent.httpPort)").replacing(
                "interval: 15s", with: "interval: 1s")
        try configuration.write(toFile: folder + "/prometheus.yml", atomically: false, encoding: .utf8)
        for rules in ["alerts.yml", "recording.yml"] {
            try FileManager.default.copyItem(atPath: source + rules, toPath: folder + "/" + rules)
        }
        let arguments = [
            "--config.file=\(folder)/prometheus.yml", "--storage.tsdb.path=\(folder)/data",
            "--web.listen-address=127.0.0.1:\(port)",
        ]
        return try await Daemon.run(path, arguments, log: folder + "/prometheus.log") { daemon in
            let server = PrometheusServer(port: port, daemon: daemon)
            let isUp = try await eventually(within: 30) {
                daemon.hasEnded ? false : LoopbackPort.isOpen(port) ? true : nil
            }
            try #require(isUp == true, "Prometheus did not start: \(daemon.printed)")
            return try await body(server)
        }
    }

    /// What it printed as warnings and errors.
    var complaints: [Substring] {
        daemon.printed.split(separator: "\n").filter { $0.contains("level=warn") || $0.contains("level=error") }
    }

    /// The series that an expression gives now; a number without labels is one series.
    func query(_ expression: String) async throws -> [Series] {
        let data = try await get("query", "query", expression)
        guard let data = data as? [String: Any], let kind = data["resultType"] as? String else { return [] }
        if kind == "scalar" { return [Series(labels: [:], value: Self.number(data["result"]))] }
        return (data["result"] as? [[String: Any]] ?? []).map { series in
            Series(labels: series["metric"] as? [String: String] ?? [:], value: Self.number(series["value"]))
        }
    }

    /// The names of all metrics that it knows.
    func metricNames() async throws -> Set<String> {
        Set(try await get("label/__name__/values") as? [String] ?? [])
    }

    /// What is wrong with rules, by their names; empty when all are well.
    func troubledRules() async throws -> [String: String] {
        let groups = (try await get("rules") as? [String: Any])?["groups"] as? [[String: Any]] ?? []
        let rules = groups.flatMap { $0["rules"] as? [[String: Any]] ?? [] }
        try #require(!rules.isEmpty, "Prometheus has loaded no rules")
        var found: [String: String] = [:]
        for rule in rules where rule["health"] as? String != "ok" {
            found[rule["name"] as? String ?? ""] = rule["lastError"] as? String ?? rule["health"] as? String
        }
        return found
    }

    private func get(_ path: String, _ name: String? = nil, _ value: String = "") async throws -> Any? {
        var arguments = ["-sS", "http://127.0.0.1:\(port)/api/v1/\(path)"]
        if let name { arguments += ["--data-urlencode", name + "@-"] }
        let result = try await runTool(.curl, arguments, input: value)
        let answer = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        guard answer?["status"] as? String == "success" else {
            throw Refusal(description: answer?["error"] as? String ?? result.everything)
        }
        return answer?["data"]
    }

    private static func number(_ value: Any?) -> Double {
        (value as? [Any])?.last.flatMap { $0 as? String }.flatMap(Double.init) ?? .nan
    }
}
