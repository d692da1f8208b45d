import Foundation
import Testing

extension SNMPScenarios {
    /// What an operator writes wrong is refused with a reason, and what is right holds at once.
    @Suite struct Settings {
        let agent: AgentProcess

        init() throws { agent = try .required() }

        static let community = "config change SNMP0-COMMUNITY9 /community"

        @Test(arguments: [
            "config change SNMP0-COMMUNITY9 /allow 10.0.0.0/8", "\(community) \"\"",
            "\(community) c /allow 10.0.0.0/33", "\(community) c /allow 10.0.0.0/-1",
            "\(community) c /allow 10.0.0.0/hh",
            "\(community) c /allow 512.0.0.0", "\(community) c /allow 10.0.0", "\(community) c /allow NETWORK",
            "\(community) c /allow no.such.address", "\(community) c /allow aa00::/129",
            "\(community) c /allow aa00::/-1",
            "\(community) c /allow gg00::/8", "\(community) c /allow fffff::/8", "\(community) c /view nowhere",
            "config change SNMP0-USER51 /name \(String(repeating: "u", count: 33)) \(SetSettings.passwords)",
            "config change SNMP0-USER51 /name short /auth SHA /auth-password 1234567",
            "config change SNMP0-USER51 /name x /auth ROT13 \(SetSettings.passwords)",
            "config change SNMP0-VIEW9 /name v /include 1.3.x", "config change SNMP0-VIEW9 /include 1.3",
            "config change SNMP0-TARGET9 /version 3 /user nobody /address 127.0.0.1",
            "config change SNMP0-TARGET9 /version 4 /address 127.0.0.1",
            "config change SNMP0-TARGET9 /version 1 /kind inform /address 127.0.0.1",
        ])
        func `a line that is wrong changes nothing`(line: String) async throws {
            let path = agent.folder + "/ipdect-agent.conf"
            let before = try String(contentsOfFile: path, encoding: .utf8)
            let result = try await agent.command("config", "change", line)
            #expect(result.exitCode != 0, "\(result.everything)")
            #expect(result.errors.contains(line.split(separator: " ")[2]), "\(result.everything)")
            #expect(try String(contentsOfFile: path, encoding: .utf8) == before)
        }

        @Test(arguments: [
            "10.0.0.0/8", "10.0.0.0/255.0.0.0", "10.0.0.0", "0.0.0.0/0", "255.255.255.255/32", "aa00::/8", "::/0",
            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128",
        ])
        func `a community is answered from the network that it names, and nobody else`(network: String) async throws {
            let line = "config change SNMP0-COMMUNITY9 /community c405 /allow \(network)"
            let result = try await agent.command("config", "change", line)
            let mine = Credentials(arguments: ["-v2c", "-c", "c405", "-t", "0.1"], testDescription: "c405")
            let four = try await runTool(.snmpget, mine.arguments + ["-r", "0", agent.snmpAddress, OIDs.sysName])
            let six = try await runTool(
                .snmpget, mine.arguments + ["-r", "0", "udp6:[::1]:\(agent.snmpPort)", OIDs.sysName])
            #expect(result.exitCode == 0, "\(result.everything)")
            #expect((four.exitCode == 0) == (network == "0.0.0.0/0"), "\(four.everything)")
            #expect((six.exitCode == 0) == (network == "::/0"), "\(six.everything)")
        }

        @Test func `a location that somebody writes into the file counts behind SIGHUP`() async throws {
            let path = agent.folder + "/ipdect-agent.conf"
            let before = try String(contentsOfFile: path, encoding: .utf8)
            try (before + "config add SNMP0 /location not-anywhere-in-particular\n").write(
                toFile: path, atomically: false, encoding: .utf8)
            kill(agent.daemon.process, SIGHUP)
            let isNew = try await eventually { () -> Bool? in
                try await agent.value(OIDs.sysLocation) == "not-anywhere-in-particular" ? true : nil
            }
            try before.write(toFile: path, atomically: false, encoding: .utf8)
            #expect(try await agent.command("config", "reload").exitCode == 0)
            #expect(isNew == true)
        }
    }
}
