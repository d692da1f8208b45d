import Foundation
import PortSupport
import Testing

/// Prometheus' snmp_exporter with the modules of Dashboards/snmp_exporter.
@Suite(.builtAgent, .peers(.snmpExporter, .curl), .agent())
struct SnmpExporterTests {
    @Test func `the modules that we ship find everything`() async throws {
        let agent = try AgentProcess.required()
        let path = try #require(Peer.snmpExporter.path)
        let port = try LoopbackPort.free()
        try await withFolder { folder in
            let arguments = [
                "--config.file=\(Repository.root)/Dashboards/snmp_exporter/snmp-0.22.yml",
                "--web.listen-address=127.0.0.1:\(port)",
            ]
            try await Daemon.run(path, arguments, log: folder + "/log") { exporter in
                let isUp = try await eventually(within: 10) { LoopbackPort.isOpen(port) ? true : nil }
                try #require(isUp != nil, "\(exporter.printed)")
                for (module, wanted) in [
                    ("ipdect", "ipdectSystemRadios "), ("ipdect_radios", "ipdectDeviceRegistration{"),
                ] {
                    let url = "http://127.0.0.1:\(port)/snmp?target=\(agent.snmpAddress)&module=\(module)"
                    let page = try await runTool(.curl, ["-sS", "--fail-with-body", url])
                    #expect(page.exitCode == 0, "\(page.everything)\n\(exporter.printed)")
                    #expect(page.lines.contains { $0.hasPrefix(wanted) }, "\(page.output.prefix(2000))")
                }
                let page = try await runTool(
                    .curl, ["-sS", "http://127.0.0.1:\(port)/snmp?target=\(agent.snmpAddress)&module=ipdect_radios"])
                let radios = page.lines.filter { $0.hasPrefix("ipdectDeviceActiveAlarms{") }
                #expect(radios.count >= 24)
                #expect(radios.allSatisfy { $0.contains("ipdectDeviceName=\"") }, "\(radios.prefix(3))")
                #expect(!exporter.printed.contains("level=error") && !exporter.printed.contains("level=warn"))
            }
        }
    }
}
