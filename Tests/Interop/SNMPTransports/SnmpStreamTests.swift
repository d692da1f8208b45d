import Foundation
import Testing

/// SNMP over TCP: managers that we did not write, and connections that mean no good.
@Suite(.builtAgent, .peers(.snmpget, .snmpbulkget, .snmpbulkwalk), .agent(.overTCP))
struct SnmpStreamTests {
    let agent: AgentProcess

    init() throws { agent = try .required() }

    private var addresses: [String] { ["tcp:127.0.0.1:\(agent.snmpPort)", "tcp6:[::1]:\(agent.snmpPort)"] }

    private func ask(
        _ peer: Peer, _ credentials: Credentials, _ address: String, _ oids: String..., options: [String] = []
    ) async throws -> ToolResult {
        let arguments = credentials.arguments + ["-On", "-t", "5", "-r", "0"] + options
        return try await runTool(peer, arguments + [address] + oids, seconds: 60)
    }

    @Test(arguments: [Credentials.v1, .v2c] + AlgorithmPair.some.map { .user($0) })
    func `snmpget asks in every version over IPv4 and IPv6`(credentials: Credentials) async throws {
        for address in addresses {
            let result = try await ask(.snmpget, credentials, address, OIDs.sysName, OIDs.sysContact)
            #expect(result.variables.map(\.value) == ["interop", "Erika Mustermann"], "\(result.everything)")
        }
    }

    @Test func `a walk of everything is the same as over UDP`() async throws {
        let udp = "udp:\(agent.snmpAddress)"
        let fixed = OIDs.root + ".2.4.1.4.1"
        for address in addresses {
            // What lives may change between two walks: one of some pairs is the same.
            let names = try await eventually(within: 60) { () -> Int? in
                let one = try await ask(.snmpbulkwalk, .v2c, udp, ".1", options: ["-Cr50"])
                let two = try await ask(.snmpbulkwalk, .v2c, address, ".1", options: ["-Cr50"])
                let names = one.variables.map(\.oid)
                return two.variables.map(\.oid) == names ? names.count : nil
            }
            #expect(names ?? 0 > 3000)
            let one = try await ask(.snmpbulkwalk, .v2c, udp, fixed, options: ["-Cr50"])
            let two = try await ask(.snmpbulkwalk, .v2c, address, fixed, options: ["-Cr50"])
            #expect(one.variables == two.variables && one.variables.count > 1000)
        }
    }

    @Test func `a reply may be longer than a datagram's`() async throws {
        let few = try await ask(.snmpbulkget, .v2c, "udp:\(agent.snmpAddress)", OIDs.root, options: ["-Cr1000"])
        for address in addresses {
            let many = try await ask(.snmpbulkget, .v2c, address, OIDs.root, options: ["-Cr1000"])
            #expect(many.variables.count > 10 * few.variables.count, "\(many.variables.count) \(many.errors)")
        }
    }

    @Test(.peers(.perlNetSNMP))
    func `Perl's Net SNMP reads and walks`() async throws {
        let script = Repository.root + "/Tests/Interop/Peers/net_snmp_tcp.pl"
        let result = try await runTool(
            .perlNetSNMP, [script, "\(agent.snmpPort)", String(OIDs.root.dropFirst()) + ".2.4.1.4.1.3"])
        #expect(result.output == "interop\n152\n", "\(result.everything)")
    }

    @Test(.peers(.python), arguments: [nil, AlgorithmPair(authentication: .sha256, privacy: .aes128).userName])
    func `pysnmp reads and walks`(user: String?) async throws {
        let script = Repository.root + "/Tests/Interop/Peers/pysnmp_tcp.py"
        let oid = String(OIDs.root.dropFirst()) + ".2.4.1.4.1.3"
        let result = try await runTool(.python, [script, "\(agent.snmpPort)", oid] + (user.map { [$0] } ?? []))
        #expect(result.output == "interop\n152\n", "\(result.everything)")
    }

    @Test(.peers(.python))
    func `a thousand connections, garbage and half messages leave others their answers`() async throws {
        let script = Repository.root + "/Tests/Interop/Peers/stream_abuse.py"
        let result = try await runTool(.python, [script, "\(agent.snmpPort)", "1000"], seconds: 120)
        #expect(result.exitCode == 0, "\(result.everything)")
        let answer = try await ask(.snmpget, .v2c, addresses[0], OIDs.sysName)
        #expect(answer.variables.first?.value == "interop", "\(answer.everything)")
        let status = try await agent.command("snmp", "--json").output
        for counter in ["streamLimitRefused", "streamMalformed"] {
            #expect(status.contains("\"\(counter)\" : ") || status.contains("\"\(counter)\":"), "\(status)")
        }
    }
}

extension AgentSettingsText {
    /// Settings of an agent that answers over TCP, on IPv4 and IPv6.
    fileprivate static let overTCP: AgentSettingsText = {
        var settings = AgentSettingsText.users(AlgorithmPair.some)
        settings.snmpAddress = "127.0.0.1,::1"
        settings.lines = ["config add SNMP0 /tcp on"]
        return settings
    }()
}
