import Foundation
import Testing

/// SET over TLS through programs that are not ours: who may, and who did it.
@Suite(.builtAgent, .peers(.openssl, .python))
struct SnmpTLSSetTests {
    private static let sysContact = "1.3.6.1.2.1.1.4.0"
    private static let sysLocation = "1.3.6.1.2.1.1.6.0"

    @Test(arguments: ["openssl", "gnutls", "python"])
    func `a manager whose row has a write view sets, and the log says who it was`(via: String) async throws {
        if via == "gnutls", Peer.gnutls.path == nil { return }
        try await SnmpTLSTests.run { bench in
            let manager = try await bench.authority.issue("manager")
            try await bench.map(1, manager.chain, "/name", "operator", "/write-view", "all")
            for version in ["1.2", "1.3"] {
                let value = "by \(via) \(version)"
                let done = try await bench.ask(
                    via, as: manager, tls: version, "set", Self.sysContact, "s", value, "1.3.6.1.2.1.11.30.0", "i", "1")
                #expect(done.error == nil && done.type == "a2" && done.status == 0, "\(done)")
                let read = try await bench.ask(via, as: manager, tls: version, "ask", Self.sysContact)
                #expect(read.variables.first?.text == value)
            }
            let file = try String(contentsOfFile: bench.agent.folder + "/ipdect-agent.conf", encoding: .utf8)
            #expect(file.contains("by \(via) 1.3") && file.contains("/auth-trap"))
            let log = try await bench.agent.command("logs", "--text", "SNMP user")
            #expect(
                log.output.contains("to \"by \(via) 1.3\" (by SNMP user operator over TLS from 127.0.0.1)"),
                "\(log.everything.suffix(2000))")
            // The refusals are those of snmpset: their place and their reason.
            let half = try await bench.ask(
                via, as: manager, "set", Self.sysContact, "s", "half", Self.sysLocation, "i", "1")
            #expect(half.status == 7 && half.index == 2, "\(half)")
            let below = try await bench.ask(via, as: manager, "set", "flags=5", Self.sysContact, "s", "half")
            #expect(below.status == 16, "\(below)")
            let unnamed = try await bench.ask(
                via, as: manager, "set", "engine=8000000006", Self.sysContact, "s", "half")
            #expect(unnamed.type == "a8", "\(unnamed)")
            let unchanged = try await bench.ask(via, as: manager, "ask", Self.sysContact)
            #expect(unchanged.variables.first?.text == "by \(via) 1.3")
        }
    }

    @Test func `without a write view nothing is set, and a group may give one`() async throws {
        let lines = [
            "config change SNMP0-VIEW1 /name place /include 1.3.6.1.2.1.1.6",
            "config change SNMP0-GROUP1 /name staff /certified nms.example.org /level authPriv /write-view place",
        ]
        try await SnmpTLSTests.run(lines) { bench in
            let reader = try await bench.authority.issue("reader")
            let writer = try await bench.authority.issue("writer", for: "DNS:NMS.Example.ORG")
            try await bench.map(1, reader.chain, "/name", "reader")
            try await bench.map(2, writer.chain, "/map", "san-dns")
            let refused = try await bench.ask("openssl", as: reader, "set", Self.sysLocation, "s", "x")
            #expect(refused.status == 6 && refused.index == 1, "\(refused)")
            let set = try await bench.ask("openssl", as: writer, "set", Self.sysLocation, "s", "gate")
            #expect(set.status == 0 && set.error == nil, "\(set)")
            let outside = try await bench.ask("openssl", as: writer, "set", Self.sysContact, "s", "x")
            #expect(outside.status == 6, "\(outside)")
            #expect(try await bench.ask("python", as: reader, "ask", Self.sysLocation).variables.first?.text == "gate")
            // VACM-MIB shows it: vacmGroupName of the Transport Security Model.
            let groups = try await bench.ask("openssl", as: writer, "walk", "1.3.6.1.6.3.16.1.2.1.3.4")
            #expect(groups.variables.map(\.text).sorted() == ["reader", "staff"])
        }
    }
}
