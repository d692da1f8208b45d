import Foundation
import Testing

/// What the commands of the LAN side print: over answers of the API that its own tests hold it to, and over an agent.
@Suite(.builtAgent) struct CommandLineTestsOfLAN {
    /// The answers of `Tests/Fixtures/WebAPI/lan`, and these.
    private static func answers(
        _ more: [String: AnsweringSocket.Answer] = [:]
    ) throws -> [String: AnsweringSocket.Answer] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        var answers = more
        for name in ["lan", "neighbours", "statistics", "vlan", "dot1x", "dhcp", "rstp"] {
            let body = try Data(contentsOf: tests.appending(path: "Fixtures/WebAPI/lan/\(name).json"))
            answers["GET /api/v1/lan" + (name == "lan" ? "" : "/" + name)] = .init(body: Array(body))
        }
        return answers
    }

    /// Runs a command that must succeed over these answers, and returns its lines.
    private func lines(_ arguments: String...) async throws -> [String] {
        try await AnsweringSocket.run(try Self.answers()) { folder, _ in
            let result = try await runTool(
                try #require(AgentProcess.executable), ["lan"] + arguments + ["--state", folder])
            #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result.everything)")
            return result.lines
        }
    }

    @Test func `each port is shown in a few lines`() async throws {
        let lines = try await lines()
        #expect(
            lines == [
                "eth0 (LAN1, carries the data): link up",
                "  LLDP: 2 neighbours; tells switchboard, port 02:00:00:00:00:01",
                "  on core-1, 192.168.0.1, port Gi1/0/24 (ward 7, socket 12)",
                "  on vm, port d2:71:1e:82:14:dd (va)",
                "  VLAN 200, priority 5, by lldp (confirming); 802.1X: open, accepted by EAP-TLS; "
                    + "DHCP (read): 10.0.0.7",
                "eth1 (LAN2): link down",
                "  expected the right to send frames (CAP_NET_RAW), got none", "  LLDP is off",
            ])
    }

    @Test func `neighbours are a table`() async throws {
        let lines = try await lines("neighbours")
        #expect(lines.count == 3 && lines[0].hasPrefix("Interface  System  Port "))
        #expect(lines[1].hasPrefix("eth0       core-1  Gi1/0/24 ") && lines[1].contains("  200, voice 200  "))
        #expect(lines[1].contains("192.168.0.1, 2001:db8::1"))
        #expect(lines[2].contains("  station ") && lines[2].contains(" voice 200 "))
    }

    @Test func `details are those of lldpcli, with every TLV`() async throws {
        let lines = try await lines("neighbours", "--details")
        #expect(lines[0] == "Interface:    eth0 (LAN1), via: LLDP, RID: 1, Time: 1 day, 01:01:01")
        for line in [
            "  Chassis:", "    ChassisID:    mac 02:00:00:00:00:aa", "    SysName:      core-1",
            "    SysDescr:     Example switch, release 9", "    MgmtIP:       192.168.0.1", "    MgmtIface:    3",
            "    MgmtOID:      1.3.6.1.4.1.8072.1", "    Capability:   Bridge, on", "    Capability:   Router, off",
            "  Port:", "    PortID:       ifname Gi1/0/24", "    PortDescr:    ward 7, socket 12",
            "    TTL:          120", "    MFS:          1518", "    PMD autoneg:  supported: yes, enabled: yes",
            "      MAU oper type: 1000BASE-T full duplex",
            "    MDI Power:    supported: yes, enabled: yes, pair control: no", "      Device type:  PSE",
            "      Class:        class 4", "      PD requested power Value: 13 W",
            "      PSE allocated power Value: 12.8 W", "  VLAN:         200, pvid: yes voice",
            "  VLAN:         1, pvid: no data", "  PPVID:        100, supported: yes, enabled: yes", "  LLDP-MED:",
            "    Device Type:  network connectivity device",
            "    LLDP-MED Network Policy for: voice, Defined: yes", "      VLAN:         200", "      PCP:          5",
            "      DSCP Value:   46", "    LLDP-MED Network Policy for: voice signalling, Defined: no",
            "    Location:     civic address: DE, city Munich",
            "    Location:     coordinates: 48.137154 N, 11.576124 W, altitude 520.5 m",
            "      Power Value:  6.5 W", "      Serial Number: SN1234",
            "    TLV:          OUI: 00-aa-bb, SubType: 7, Len: 1 2a", "    TLV:          Type: 9, Len: 2 0102",
            "    TLV:          expected TLV 127 subtype 1 once, found it again",
            "    From:         02:00:00:00:00:ab, with a tag of VLAN 0, priority 7",
        ] {
            #expect(lines.contains(line), "\(line) is not in\n\(lines.joined(separator: "\n"))")
        }
    }

    @Test func `counters have a column for each interface`() async throws {
        let lines = try await lines("statistics")
        #expect(lines[0].hasPrefix("Counter ") && lines[0].hasSuffix("eth0 (LAN1)  eth1 (LAN2)"))
        let words = lines.map { $0.split(separator: " ").map(String.init) }
        #expect(words.contains { $0.starts(with: ["LLDP", "frames", "received"]) && $0.suffix(2) == ["5", "0"] })
        #expect(words.contains(["misplaced", "1", "0"]) && words.contains(["received", "packets", "4711"]))
        #expect(lines.last?.hasPrefix("eth0: cleared at 20") == true)
    }

    @Test func `the spanning tree has a column for each port`() async throws {
        let lines = try await lines("rstp")
        #expect(lines[0] == "Data on LAN1: hears of the better root")
        #expect(lines.contains { $0.hasPrefix("Interface ") && $0.contains("eth0") && $0.hasSuffix("eth1") })
        #expect(lines.contains { $0.hasPrefix("Bridge's port ") && $0.contains("2, designated") })
        #expect(lines.last?.hasPrefix("Not met: the bridges must speak RSTP") == true)
    }

    @Test func `the VLAN is shown with its steps`() async throws {
        let lines = try await lines("vlan")
        #expect(lines.first == "eth0 (LAN1): VLAN 200, priority 5, by lldp" && lines[1] == "  confirming")
        #expect(lines[2].hasPrefix("  taken back at 20") && lines[2].hasSuffix(" UTC unless it is confirmed"))
        #expect(lines.contains("  configured: VLAN 7 is overruled") && lines.contains("  on eth0.200"))
        #expect(lines.last == "    ip link set dev eth0.200 up")
    }

    @Test(arguments: [
        ("--dry-run", "apply?interface=eth0&dry-run=1", "  ip link set dev eth0.200 up"),
        ("--apply", "apply?interface=eth0", "The VLAN of eth0 is being applied; "),
        ("--confirm", "confirm?interface=eth0", "The VLAN of eth0 is confirmed: VLAN 200"),
        ("--roll-back", "roll-back?interface=eth0", "The VLAN of eth0 is being rolled back; "),
    ])
    func `what is to be done with the VLAN goes to the agent`(
        option: String, path: String, last: String
    ) async throws {
        let all = try #require(try Self.answers()["GET /api/v1/lan/vlan"]?.body)
        let list = try #require(try JSONSerialization.jsonObject(with: Data(all)) as? [[String: Any]])
        let one = try JSONSerialization.data(withJSONObject: try #require(list.first))
        let request = "POST /api/v1/lan/vlan/" + path
        try await AnsweringSocket.run([request: .init(body: Array(one))]) { folder, server in
            let result = try await runTool(
                try #require(AgentProcess.executable), ["lan", "vlan", option, "-i", "eth0", "--state", folder])
            #expect(result.exitCode == 0 && result.lines.last?.hasPrefix(last) == true, "\(result.everything)")
            #expect(server.requests == [request])
        }
        let other = option == "--apply" ? "--confirm" : "--apply"
        let both = try await runTool(try #require(AgentProcess.executable), ["lan", "vlan", option, other])
        #expect(both.exitCode == 64 && both.errors.contains("Usage: "))
    }

    @Test func `802_1X and leases are shown as lists`() async throws {
        let supplicant = try await lines("dot1x")
        #expect(supplicant.first?.split(separator: " ") == ["Interface", "eth0", "(LAN1)"])
        #expect(supplicant.contains { $0.hasPrefix("State ") && $0.hasSuffix("  authenticated: accepted by EAP-TLS") })
        #expect(supplicant.contains { $0.hasPrefix("Server ") && $0.contains("CN=radius.example, until 20") })
        let lease = try await lines("dhcp")
        #expect(lease.contains { $0.hasPrefix("Address ") && $0.hasSuffix(" 10.0.0.7/24") })
        #expect(lease.contains { $0.hasPrefix("Option 207 ") && $0.hasSuffix("VLAN priority: 5 (ignored)") })
        #expect(lease.contains { $0.hasSuffix("  eth0 (LAN1), IPv6") })
    }

    @Test func `what to print and what to do goes to the agent as it was typed`() async throws {
        let path = "/api/v1/lan/statistics?interface=eth%2F0"
        let clear = "POST /api/v1/lan/statistics/clear?interface=eth%2F0"
        let answers = try Self.answers([
            clear: .init(status: 204), "GET " + path: .init(body: Array("[]".utf8)),
        ])
        try await AnsweringSocket.run(answers) { folder, server in
            let result = try await runTool(
                try #require(AgentProcess.executable),
                ["lan", "statistics", "--clear", "--interface", "eth/0", "--state", folder])
            #expect(result.exitCode == 0 && result.lines == ["There is no interface."], "\(result.everything)")
            #expect(server.requests == [clear, "GET " + path])
        }
    }

    @Test func `an agent answers all of them, as tables and as JSON`() async throws {
        try await AgentProcess.run(AgentSettingsText(radios: 1)) { agent in
            for command in [
                [], ["show"], ["neighbours"], ["neighbours", "--details"], ["statistics"], ["vlan"], ["dot1x"],
                ["dhcp"], ["rstp"],
            ] {
                let text = try await agent.run(["lan"] + command)
                #expect(text.exitCode == 0 && text.errors.isEmpty && !text.output.isEmpty, "\(text.everything)")
                let json = try await agent.run(["lan"] + command + ["--json", "--color", "always"])
                #expect(json.exitCode == 0 && !json.output.contains("\u{1B}"), "\(json.everything)")
                let value = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
                #expect(value is [Any] || value is [String: Any])
            }
            let refused = try await agent.run(["lan", "neighbours", "--interface", "größer/2"])
            #expect(refused.exitCode == 1 && refused.output.isEmpty, "\(refused.everything)")
            #expect(refused.errors.contains("no interface of the LAN side has the name größer/2"))
        }
    }
}
