import Testing

/// Net-SNMP's command line tools as managers, versions 1 and 2c.
@Suite(
    .builtAgent, .peers(.snmpget, .snmpgetnext, .snmpbulkget, .snmpwalk, .snmpbulkwalk, .snmpset), .agent())
struct SnmpToolsTests {
    let agent: AgentProcess

    init() throws { agent = try .required() }

    private func ask(
        _ peer: Peer, _ credentials: Credentials = .v2c, _ oids: String..., options: [String] = []
    ) async throws -> ToolResult {
        let arguments = credentials.arguments + ["-On", "-t", "2", "-r", "1"] + options
        return try await runTool(peer, arguments + [agent.snmpAddress] + oids, seconds: 60)
    }

    @Test(arguments: [Credentials.v1, .v2c])
    func `snmpget reads several objects in one request`(credentials: Credentials) async throws {
        let result = try await ask(.snmpget, credentials, OIDs.sysName, OIDs.sysContact, OIDs.sysLocation)
        #expect(result.exitCode == 0, "\(result.everything)")
        #expect(result.variables.map(\.oid) == [OIDs.sysName, OIDs.sysContact, OIDs.sysLocation])
        #expect(result.variables.map(\.value) == ["interop", "Erika Mustermann", "Test bench"])
    }

    @Test(arguments: [Credentials.v1, .v2c])
    func `snmpgetnext goes to the next object`(credentials: Credentials) async throws {
        let result = try await ask(.snmpgetnext, credentials, ".1.3.6.1.2.1.1.1", OIDs.sysContact)
        #expect(result.exitCode == 0, "\(result.everything)")
        #expect(result.variables.map(\.oid) == [OIDs.sysDescr, OIDs.sysName])
    }

    @Test func `snmpbulkget repeats only behind the non-repeaters`() async throws {
        let result = try await ask(
            .snmpbulkget, .v2c, OIDs.sysContact, ".1.3.6.1.2.1.1.1", options: ["-Cn1", "-Cr4"])
        #expect(result.exitCode == 0, "\(result.everything)")
        #expect(result.variables.count == 5)
        #expect(result.variables.first?.oid == OIDs.sysName)
        #expect(result.variables.dropFirst().first?.oid == OIDs.sysDescr)
    }

    @Test func `snmpwalk and snmpbulkwalk see the same objects in rising order`() async throws {
        // The fault definitions do not change while the walks go on.
        let faults = OIDs.root + ".2.4.1.4.1.3"
        let one = try await ask(.snmpwalk, .v2c, faults).variables
        let first = try await ask(.snmpwalk, .v1, faults).variables
        let bulk = try await ask(.snmpbulkwalk, .v2c, faults, options: ["-Cr40"]).variables
        #expect(one.count == 152)
        #expect(one == bulk)
        #expect(one == first)
        #expect(zip(one, one.dropFirst()).allSatisfy { $0.parts.lexicographicallyPrecedes($1.parts) })
    }

    @Test(arguments: ["snmpwalk", "snmpbulkwalk"])
    func `a walk of everything ends by itself`(tool: String) async throws {
        let result = try await ask(Peer(tool, package: "snmp"), .v2c, ".1")
        #expect(result.exitCode == 0, "\(result.errors)")
        #expect(result.variables.count > 3000)
        #expect(result.variables.contains { $0.oid.hasPrefix(OIDs.vendor + ".1.1.1.") })
        #expect(result.output.contains("No more variables left in this MIB View"))
        #expect(!result.everything.contains("OID not increasing"))
    }

    @Test func `the simulated site has its radios`() async throws {
        let names = OIDs.root + ".2.1.1.2.1.2"
        let count = try await eventually(within: 20) { () -> Int? in
            let rows = try await ask(.snmpbulkwalk, .v2c, names).variables.filter { $0.type == "STRING" }
            return rows.count >= 24 ? rows.count : nil
        }
        #expect(count ?? 0 >= 24)
    }

    @Test func `objects that are not there are told apart`() async throws {
        let old = try await ask(.snmpget, .v1, ".1.3.6.1.2.1.1.99.0")
        #expect(old.errors.contains("(noSuchName)"), "\(old.everything)")
        let object = try await ask(.snmpget, .v2c, ".1.3.6.1.2.1.1.99.0").variables
        #expect(object.first?.value.hasPrefix("No Such Object") == true)
        let instance = try await ask(.snmpget, .v2c, ".1.3.6.1.2.1.1.5.7").variables
        #expect(instance.first?.value.hasPrefix("No Such Instance") == true)
    }

    @Test func `version 1 does not see counters of 64 bits`() async throws {
        // The host's interfaces are there with its first sample.
        let isThere = try await eventually(within: 20) { () -> Bool? in
            let new = try await ask(.snmpwalk, .v2c, OIDs.ifHCInOctets).variables
            return !new.isEmpty && new.allSatisfy { $0.type == "Counter64" } ? true : nil
        }
        #expect(isThere == true)
        let old = try await ask(.snmpwalk, .v1, OIDs.ifHCInOctets)
        #expect(!old.variables.contains { $0.type == "Counter64" }, "\(old.everything)")
    }

    @Test func `nothing can be set`() async throws {
        let result = try await runTool(
            .snmpset, Credentials.v2c.arguments + ["-On", agent.snmpAddress, OIDs.sysName, "s", "mine"])
        #expect(result.exitCode != 0)
        #expect(result.errors.contains("noAccess"), "\(result.everything)")
        #expect(try await ask(.snmpget, .v2c, OIDs.sysName).variables.first?.value == "interop")
    }

    @Test func `a wrong community is not answered and is counted`() async throws {
        func counted() async throws -> Int {
            let variable = try await ask(.snmpget, .v2c, OIDs.snmpInBadCommunityNames).variables.first
            return try #require(variable.flatMap { Int($0.value) })
        }
        let before = try await counted()
        let wrong = Credentials(arguments: ["-v2c", "-c", "privat"], testDescription: "wrong")
        let result = try await runTool(
            .snmpget, wrong.arguments + ["-t", "0.3", "-r", "0", agent.snmpAddress, OIDs.sysName])
        #expect(result.exitCode != 0)
        #expect(result.errors.contains("Timeout"), "\(result.everything)")
        #expect(try await counted() > before)
    }

    @Test func `an answer that would be too long is cut to fit`() async throws {
        let result = try await ask(.snmpbulkget, .v2c, OIDs.root, options: ["-Cr2000"])
        #expect(result.exitCode == 0, "\(result.everything)")
        #expect((10..<1000).contains(result.variables.count))
    }
}
