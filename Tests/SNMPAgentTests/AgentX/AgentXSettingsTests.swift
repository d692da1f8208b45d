import NetworkValues
import Settings
import Testing

@testable import SNMPAgent

/// The settings of the subagent.
struct AgentXSettingsTests {
    @Test func `it is off, and would go to snmpd's own socket with what snmpd does not serve`() throws {
        let settings = try SettingsSupport.document("")
        #expect(!settings.isEnabled && settings.address == .path("/var/agentx/master"))
        #expect(settings.subtrees == ["own", "vendor", "lldp", "pae"])
        let configuration = AgentXConfiguration(settings, tables: TableSettings())
        #expect(configuration.subtrees.map(\.title) == ["pae", "lldp", "own", "vendor"])
        // Our seven modules, LLDP-MIB with its three extensions, and IEEE8021-PAE-MIB.
        #expect(configuration.capabilities.count == 12)
        let without = AgentXConfiguration(settings, tables: TableSettings(servesVendorTree: false))
        #expect(without.subtrees.map(\.title) == ["pae", "lldp", "own"])
    }

    @Test(arguments: [
        ("/run/x", AgentXAddress.path("/run/x")), ("unix:/run/x", .path("/run/x")),
        ("tcp:localhost:705", .tcp(.loopback, port: 705)), ("tcp:127.0.0.1", .tcp(.loopback, port: 705)),
        ("tcp:[::1]:7", .tcp(.v6(high: 0, low: 1, zone: 0), port: 7)),
        ("tcp:::1", .tcp(.v6(high: 0, low: 1, zone: 0), port: 705)),
    ])
    func `addresses are read as snmpd.conf writes them`(text: String, address: AgentXAddress) {
        #expect(AgentXAddress(text) == address)
        #expect(AgentXAddress("\(address)") == address)
    }

    @Test(arguments: [
        "run/x", "", "tcp:", "tcp:host:705", "tcp:127.0.0.1:0", "tcp:127.0.0.1:70000", "tcp:[::1]x", "udp:1.2.3.4",
        "/" + String(repeating: "x", count: 107),
    ])
    func `other texts are no addresses`(text: String) {
        #expect(AgentXAddress(text) == nil)
    }

    @Test func `another host needs an option of its own`() throws {
        #expect(throws: SettingsError.self) {
            try SettingsSupport.document("config change SNMP0-AGENTX /address tcp:10.0.0.1:705")
        }
        let settings = try SettingsSupport.document("config change SNMP0-AGENTX /address tcp:10.0.0.1:705 /remote")
        #expect(settings.address == .tcp(.v4(0x0a00_0001), port: 705))
    }

    @Test(arguments: ["x", "1", "1.3.6.1.4.1.x", "1..3", "own,1.3.6.1.4.1.8072.9999.9999.2", "lldp,lldp", "9.1"])
    func `subtrees that are none, or lie in each other, are refused`(text: String) {
        #expect(throws: SettingsError.self) {
            try SettingsSupport.document("config change SNMP0-AGENTX /subtrees \(text)")
        }
    }
}
