import Settings
import Testing

@testable import SNMPAgent

struct TargetSettingsTests {
    private func configuration(_ lines: String...) throws -> SNMPConfiguration {
        let base = [
            "config change SNMP0 /enable /community public",
            "config change SNMP0-USER1 /name op /auth SHA-256 /auth-password abcdefgh",
        ]
        let text = (base + lines).joined(separator: "\n")
        return try SNMPConfiguration(
            SettingsDocument(ConfigText(text), schema: SettingsSchema(SNMPConfiguration.modules)))
    }

    private func complaint(_ lines: String) -> String {
        do {
            _ = try configuration(lines)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test func `a target is one of traps unless told otherwise`() throws {
        let target = try #require(try configuration("config change SNMP0-TARGET1 /address h").targets.first)
        #expect(target.kind == .trap && target.storm == nil && target.heartbeatSeconds == nil && target.filter == nil)
    }

    @Test func `informs, storms, heartbeats and filters are read`() throws {
        let configuration = try configuration(
            "config change SNMP0-FILTER1 /name f /include 1.3.6.1.4,1.3.6.1.6 /exclude 1.3.6.1.6.*.1",
            "config change SNMP0-TARGET3 /address h /version 3 /user op /kind inform /timeout 5 /retries 9 /window 4 "
                + "/filter f /storm-rate 600 /storm-burst 50 /heartbeat 60")
        let target = try #require(configuration.targets.first)
        #expect(target.kind == .inform && target.timeoutMilliseconds == 5000 && target.retries == 9)
        #expect(target.window == 4 && target.heartbeatSeconds == 60 && target.securityLevel == .authNoPriv)
        #expect(target.storm == StormLimit(perMinute: 600, burst: 50))
        #expect(target.filter?.families.count == 3 && configuration.filters.count == 1)
    }

    @Test(arguments: [
        ("/version 1 /kind inform", "version 1 knows only traps"), ("/retries 3", "only informs know"),
        ("/timeout 3", "only informs know"), ("/filter nothing", "names nothing, which is not there"),
    ])
    func `what does not fit together is an error that says what to do`(options: String, expected: String) {
        #expect(complaint("config change SNMP0-TARGET1 /address h \(options)").contains(expected))
    }

    @Test func `a subtree that is none is an error`() {
        #expect(complaint("config change SNMP0-FILTER1 /name f /include 1.x").contains("expected a subtree"))
    }
}
