import DashboardSupport
import Foundation
import PortSupport
import Testing

/// Dashboards and rules against a real Prometheus that scrapes a real agent: every query gets data.
@Suite(.builtAgent)
struct DashboardTests {
    private static let folder = Repository.root + "/Dashboards"
    private static let vmalert = Peer("vmalert", package: "victoria-metrics")

    /// A metric that an agent lacks when its host does not know the speed of any interface, as virtual ones do not.
    private static let dependsOnHost = "ipdect_network_speed_bytes_per_second"

    @Test(.peers(.promtool)) func `promtool takes configuration and rules, and their tests pass`() async throws {
        let prometheus = Self.folder + "/prometheus/"
        let configuration = try await runTool(.promtool, ["check", "config", prometheus + "prometheus.yml"])
        #expect(configuration.exitCode == 0, "\(configuration.everything)")
        let tests = ["alerts-test.yml", "recording-test.yml"].map { prometheus + $0 }
        let rules = try await runTool(.promtool, ["test", "rules"] + tests)
        #expect(rules.exitCode == 0, "\(rules.everything)")
    }

    @Test(.peers(.amtool)) func `amtool takes the configuration of Alertmanager`() async throws {
        let path = Self.folder + "/prometheus/alertmanager.yml"
        let check = try await runTool(.amtool, ["check-config", path])
        #expect(check.exitCode == 0, "\(check.everything)")
        for (labels, receiver) in [
            (["alertname=IPDECTRadioLost", "severity=warning"], "team"),
            (["alertname=IPDECTAgentDown", "severity=critical"], "on-call"),
            (["alertname=IPDECTAgentRestarted", "severity=info"], "nobody"),
            // From an agent itself, with the words of its severity map.
            (["alertname=masterRadioRegistrationDown", "severity=error"], "team"),
            (["alertname=masterActive", "severity=information"], "nobody"),
        ] {
            let route = try await runTool(.amtool, ["config", "routes", "test", "--config.file=" + path] + labels)
            #expect(route.output == receiver + "\n", "\(labels): \(route.everything)")
        }
    }

    @Test(.peers(vmalert)) func `vmalert takes the same rules`() async throws {
        for file in ["alerts.yml", "recording.yml"] {
            let check = try await runTool(Self.vmalert, ["-dryRun", "-rule=\(Self.folder)/prometheus/\(file)"])
            #expect(check.exitCode == 0 && !check.everything.contains("\terror\t"), "\(check.everything)")
        }
    }

    @Test(.peers(.prometheus, .curl, .nginx, .rsyslogd)) func `every panel and every rule gets data`() async throws {
        try await withFolder { folder in
            let ports = (log: try LoopbackPort.free(), web: try LoopbackPort.free(), relay: try LoopbackPort.free())
            let settings = Self.settings(log: ports.log, web: ports.web, relay: ports.relay)
            try await LogReceiver.run(.rsyslogTCP, port: ports.log, in: folder) { _ in
                try await WebRecorder.run(port: ports.web, in: folder) { _ in
                    try await AgentProcess.run(settings) { agent in
                        try await Self.raiseAlarms(on: agent)
                        try await PrometheusServer.run(on: agent, in: folder) { try await check($0, agent) }
                    }
                }
            }
        }
    }

    /// An agent on which everything runs that has metrics: calls, two sync regions, a ping, and servers of each kind.
    private static func settings(log: UInt16, web: UInt16, relay: UInt16) -> AgentSettingsText {
        var settings = AgentSettingsText()
        settings.radios = 260
        settings.scenario = "busy-hour"
        settings.speed = 60
        settings.lines = [
            "config change PING0 /destination-1 127.0.0.1 /interval-1 1",
            "config change LOG0-SERVER1 /type tcp /address 127.0.0.1 /port \(log)",
            "config change LOG0-RELAY /enable /address 127.0.0.1 /udp \(relay) /tcp \(relay) /tls 0",
            "config change ALARM0-SERVER1 /address 127.0.0.1 /port \(web) /form json /minimum disabled",
            "config change ALARM0-COLLECT /enable",
            "config change REMOTEWRITE0-SERVER1 /url http://127.0.0.1:\(web)/write",
        ]
        return settings
    }

    /// Raises what the alerts about certificates and clocks look for.
    private static func raiseAlarms(on agent: AgentProcess) async throws {
        for code in ["0x000c1000", "0x000c1001", "0x000c0130", "0x00030204"] {
            let form = "type=alarm&severity=2&code=\(code)&serial=00013e1d008d&from=ipbs3&source=S&text=Test"
            let answer = try await runTool(
                .curl, ["-s", "-o", "/dev/null", "-w", "%{http_code}", "-d", form, "\(agent.url)/alarms"])
            #expect(answer.output == "204", "\(answer.everything)")
        }
    }

    private func check(_ server: PrometheusServer, _ agent: AgentProcess) async throws {
        let page = try await runTool(.curl, ["-sS", "--fail", agent.url + "/metrics"])
        let isSpeedKnown = page.output.contains("\n\(Self.dependsOnHost){")
        var all = try DashboardQuery.all(in: Self.folder)
        #expect(all.count > 250)
        if !isSpeedKnown { all.removeAll { $0.alternatives[0].contains { $0.contains(Self.dependsOnHost) } } }
        for missing in try await server.unanswered(all, within: 120) {
            Issue.record("\(missing.place): no data for \(missing.alternatives)")
        }
        let names = try await server.metricNames()
        for query in all {
            for selector in try query.selectors where !names.contains(selector.name) {
                Issue.record("\(query.place): Prometheus knows no metric \(selector.name)")
            }
        }
        #expect(try await server.troubledRules().isEmpty)
        #expect(server.complaints.isEmpty, "\(server.complaints)")
    }

    @Test(.peers(.snmpbulkwalk)) func `the agent answers every object that other tools ask for`() async throws {
        var settings = AgentSettingsText()
        settings.targets = [.init(port: try LoopbackPort.free(), version: "2c")]
        settings.radios = 4
        settings.lines = ["config change PING0 /destination-1 127.0.0.1", "config change ALARM0-COLLECT /enable"]
        try await AgentProcess.run(settings) { agent in
            try await Self.raiseAlarms(on: agent)
            let root = "1.3.6.1.4.1.8072.9999.9999"
            for file in [
                "telegraf/ipdect-snmp.conf", "zabbix/ipdect-agent-6.0.yaml", "librenms/os_discovery/ipdect-agent.yaml",
            ] {
                // Notifications are not polled.
                let lines = try String(contentsOfFile: Self.folder + "/" + file, encoding: .utf8).split(separator: "\n")
                    .filter { !$0.contains("snmptrap") }
                let wanted = Set(
                    lines.flatMap { $0.matches(of: /1\.3\.6\.1\.4\.1\.8072\.9999\.9999(\.\d+)+/) }.map {
                        String($0.output.0)
                    })
                #expect(wanted.count > 15)
                let missing = try await eventually(within: 20) { () -> [String]? in
                    let walk = try await runTool(
                        .snmpbulkwalk, Credentials.v2c.arguments + ["-Cr50", "-Oqn", agent.snmpAddress, root])
                    let served = walk.lines.map { $0.prefix { $0 != " " }.dropFirst() + "." }
                    let missing = wanted.filter { oid in !served.contains { $0.hasPrefix(oid + ".") } }
                    return missing.isEmpty ? [] : nil
                }
                #expect(missing == [], "\(file) asks for what the agent does not serve")
            }
        }
    }
}
