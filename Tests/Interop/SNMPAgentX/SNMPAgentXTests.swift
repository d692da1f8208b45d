import Foundation
import PortSupport
import Testing

/// The agent behind Net-SNMP's snmpd, which is the master.
@Suite(
    .builtAgent,
    .peers(Snmpd.peer, .snmpget, .snmpgetnext, .snmpbulkget, .snmpbulkwalk, .snmpwalk, .snmptable, .snmpset))
struct SNMPAgentXTests {
    /// The names of what is registered by default.
    static let subtrees = [OIDs.root, OIDs.vendor, ".1.0.8802.1.1.2", ".1.0.8802.1.1.1"]
    /// A table that does not change.
    static let faults = OIDs.root + ".2.4.1.4"

    @Test(arguments: ["path", "tcp"])
    func `a walk through snmpd shows what the agent's own port shows`(transport: String) async throws {
        let socket = transport == "tcp" ? "tcp:127.0.0.1:\(try LoopbackPort.free())" : nil
        try await withMasterAndAgent(socket: socket) { master, _, agent async throws in
            for subtree in Self.subtrees {
                let isSame = try await eventually(within: 30) { () -> Bool? in
                    let own = try await Manager.walk(agent.snmpAddress, subtree)
                    let through = try await Manager.walk(master.address, subtree)
                    // What changes by itself between two walks is counters, times and figures of the host.
                    let differing = zip(own, through).count { $0 != $1 && $0.isSteady }
                    return own.map(\.oid) == through.map(\.oid) && differing * 50 <= own.count ? true : nil
                }
                #expect(isSame == true, "\(subtree)")
            }
            #expect(try await Manager.walk(agent.snmpAddress, Self.faults) == Manager.walk(master.address, Self.faults))
            #expect(try await Manager.walk(master.address, Self.faults).count > 1000)
        }
    }

    @Test func `single steps, many repetitions and the edges are as on the agent's own port`() async throws {
        try await withMasterAndAgent { master, _, agent async throws in
            let all = try await Manager.walk(agent.snmpAddress, Self.faults)
            let (first, last) = (try #require(all.first), try #require(all.last))
            #expect(try await Manager.ask(.snmpgetnext, master, Self.faults).variables == [first])
            #expect(try await Manager.ask(.snmpget, master, last.oid, first.oid).variables == [last, first])
            let edges = [OIDs.root, ".1.3.6.1.4.1.8072.9999.9998", last.oid, ".1.0.8802.1.1.0", OIDs.vendor]
            for edge in edges {
                let own = try await Manager.ask(.snmpgetnext, agent.snmpAddress, edge).variables.first?.oid
                let through = try await Manager.ask(.snmpgetnext, master, edge).variables.first?.oid
                #expect(own == through, "behind \(edge)")
            }
            for repetitions in [1, 10, 100, 1000] {
                let through = try await Manager.ask(.snmpbulkget, master, Self.faults, options: ["-Cr\(repetitions)"])
                #expect(through.exitCode == 0, "\(through.everything)")
                #expect(!through.variables.isEmpty)
                #expect(through.variables == Array(all.prefix(through.variables.count)))
            }
            let absent = try await Manager.ask(.snmpget, master, Self.faults + ".1.3.1234567").variables
            #expect(absent.first?.value.hasPrefix("No Such Instance") == true)
            let object = try await Manager.ask(.snmpget, master, OIDs.root + ".77.0").variables
            #expect(object.first?.value.hasPrefix("No Such Object") == true)
            // Behind the last of ours snmpd goes on with its own or ends.
            let behind = try await Manager.ask(.snmpgetnext, master, OIDs.vendor + ".4294967295")
            #expect(behind.exitCode == 0 && behind.variables.first?.oid.hasPrefix(OIDs.vendor) != true)
            #expect(try await Manager.ask(.snmpwalk, master, ".1.3.6.1.4.1").exitCode == 0)
        }
    }

    @Test(.peers(.erlangManager)) func `snmptable shows our table`() async throws {
        let base = try #require(ErlangMIBs.folder)
        try await withMasterAndAgent { master, _, _ in
            let table = try await runTool(
                .snmptable, Credentials.v2c.arguments + [master.address, "IPDECT-ALARM-MIB::ipdectFaultTable"],
                environment: ["MIBS": "ALL", "MIBDIRS": "\(Repository.root)/MIBs:\(base)"], seconds: 60)
            #expect(table.exitCode == 0, "\(table.everything)")
            #expect(table.lines.count > 150, "\(table.everything)")
        }
    }

    @Test(.peers(.python)) func `pysnmp walks through snmpd`() async throws {
        try await withMasterAndAgent { master, _, _ in
            let request = PysnmpTests.Request(
                verb: "walk", oids: [String(Self.faults.dropFirst()) + ".1.3"], version: "2c")
            let input = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
            let result = try await runTool(
                .python, [PysnmpTests.script, "ask", "\(master.port)"], input: input, seconds: 60)
            try #require(result.exitCode == 0, "\(result.everything)")
            let answer = try JSONDecoder().decode(PysnmpTests.Answer.self, from: Data(result.output.utf8))
            #expect(answer.error == nil && answer.variables.count == 152)
        }
    }

    @Test func `sysORTable has our rows, and nothing can be set`() async throws {
        try await withMasterAndAgent { master, _, agent async throws in
            let rows = try await Manager.walk(master.address, ".1.3.6.1.2.1.1.9.1.2").map(\.value)
            #expect(rows.contains(OIDs.root + ".2.4.2.1.1") && rows.contains(OIDs.root + ".2.7.1.14"), "\(rows)")
            let label = Self.faults + ".1.3.65537"
            let credentials = ["-v2c", "-c", "private", "-On"]
            let set = try await runTool(.snmpset, credentials + [master.address, label, "s", "mine"])
            #expect(set.errors.contains("notWritable"), "\(set.everything)")
            #expect(try await agent.agentX()?.counts["sets"] == 1)
        }
    }

    @Test func `an object that changes is never half old, and walks go on while it does`() async throws {
        let settings = AgentSettingsText(scenario: "alarm-storm", speed: 5)
        try await withMasterAndAgent(settings: settings) { master, _, _ in
            let first = try await Manager.walk(master.address, OIDs.root + ".2.4.1.2").count
            let hasChanged = try await eventually(within: 120) { () -> Bool? in
                let rows = try await Manager.walk(master.address, OIDs.root + ".2.4.1.2")
                #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.parts.lexicographicallyPrecedes($1.parts) })
                return rows.count == first ? nil : true
            }
            #expect(hasChanged == true, "nothing changed")
        }
    }

    @Test func `the agent's own port may be off`() async throws {
        try await withMasterAndAgent { master, _, agent async throws in
            let off = try await agent.command("config", "change", "config rem SNMP0 /enable")
            #expect(off.exitCode == 0, "\(off.everything)")
            let silent = try await runTool(
                .snmpget, Credentials.v2c.arguments + ["-t", "0.3", "-r", "0", agent.snmpAddress, OIDs.sysName])
            #expect(silent.exitCode != 0)
            // The host is sampled every ten seconds.
            let figures = OIDs.root + ".2.6.1.1"
            let before = try await Manager.walk(master.address, figures)
            let isNew = try await eventually(within: 40) { () -> Bool? in
                let after = try await Manager.walk(master.address, figures)
                return !after.isEmpty && after != before ? true : nil
            }
            #expect(isNew == true, "the images stand still")
            #expect(try await agent.agentX()?.isRegistered == true)
        }
    }

    @Test(.peers(.curl)) func `the command line shows the session`() async throws {
        try await withMasterAndAgent { master, _, agent async throws in
            let shown = try await agent.command("snmp", "agentx")
            #expect(shown.output.contains("Master at unix:\(master.socket): open since"), "\(shown.everything)")
            #expect(shown.lines.contains { $0.contains("own") && $0.contains("registered") })
            let metrics = try await runTool(.curl, ["-sS", "--fail", agent.url + "/metrics"])
            #expect(metrics.output.contains("ipdect_agentx_open 1"))
            let off = try await agent.command("config", "change", "config rem SNMP0-AGENTX /enable")
            #expect(off.exitCode == 0, "\(off.everything)")
            let isGone = try await eventually { () -> Bool? in
                try await Manager.walk(master.address, Self.faults).isEmpty ? true : nil
            }
            #expect(isGone == true)
            #expect(try await agent.command("snmp", "agentx").output.contains("AgentX is off"))
        }
    }
}
