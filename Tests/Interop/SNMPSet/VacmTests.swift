import Testing

/// Views, users, communities and groups.
enum VacmSettings {
    static let lines = [
        "config change SNMP0-VIEW1 /name named /include 1.3.6.1.2.1.1 /exclude 1.3.6.1.2.1.1.1",
        "config change SNMP0-VIEW2 /name row /include 1.3.6.1.2.1.2.2.1.*.1",
        "config change SNMP0-COMMUNITY1 /community narrow /name lobby /view named",
        "config change SNMP0-COMMUNITY2 /community wide /view all",
        "config change SNMP0-COMMUNITY3 /community grouped /name panel",
        "config change SNMP0-COMMUNITY4 /community elsewhere /allow 192.0.2.0/24",
        "config change SNMP0-USER1 /name all-seeing \(SetSettings.passwords)",
        "config change SNMP0-USER2 /name ann \(SetSettings.passwords)",
        "config change SNMP0-USER3 /name clerk \(SetSettings.passwords) /view row",
        "config change SNMP0-GROUP1 /name staff /users ann /level authNoPriv /view named",
        "config change SNMP0-GROUP2 /name staff /level authPriv /view all /write-view named",
        "config change SNMP0-GROUP3 /name panels /communities panel /level noAuthNoPriv /view named",
    ]
}

/// Who may see what, as Net-SNMP's tools see it.
@Suite(
    .serialized, .builtAgent, .peers(.snmpget, .snmpgetnext, .snmpwalk, .snmpbulkwalk, .snmptable, .snmpset),
    .agent(AgentSettingsText(lines: VacmSettings.lines)))
struct VacmTests {
    static let vacm = ".1.3.6.1.6.3.16"
    static let hidden = [vacm, ".1.3.6.1.6.3.15.1.2", ".1.3.6.1.6.3.18"]

    let agent: AgentProcess

    init() throws { agent = try .required() }

    private func community(_ version: String, _ name: String) -> [String] { ["-v", version, "-c", name, "-On"] }

    private func ask(_ peer: Peer, _ arguments: [String], _ oids: String...) async throws -> ToolResult {
        try await runTool(peer, arguments + ["-t", "2", "-r", "1", agent.snmpAddress] + oids)
    }

    /// ann with authentication but without privacy.
    private let signed = [
        "-v3", "-u", "ann", "-l", "authNoPriv", "-a", "SHA-256", "-A", AgentSettingsText.authenticationPassword, "-On",
    ]

    @Test(arguments: ["1", "2c"], ["narrow", "grouped"])
    func `a community gets what its view has, and not what it leaves out`(version: String, name: String) async throws {
        let inside = try await ask(.snmpget, community(version, name), OIDs.sysName)
        #expect(inside.variables.first?.value == "interop", "\(inside.everything)")
        let outside = try await ask(.snmpget, community(version, name), OIDs.sysDescr)
        if version == "1" {
            #expect(outside.exitCode == 2)
            #expect(outside.errors.contains("noSuchName"), "\(outside.everything)")
        } else {
            #expect(outside.output.contains("No Such Object"), "\(outside.everything)")
        }
        let next = try await ask(.snmpgetnext, community(version, name), ".1.3.6.1.2.1.1")
        #expect(next.variables.first?.oid == ".1.3.6.1.2.1.1.2.0", "\(next.everything)")
        let walk = try await ask(.snmpwalk, community(version, name), ".1")
        #expect(walk.variables.count > 10)
        let system = ".1.3.6.1.2.1.1."
        #expect(walk.variables.allSatisfy { $0.oid.hasPrefix(system) && !$0.oid.hasPrefix(system + "1.") })
    }

    @Test func `a family with a mask shows one row of a table`() async throws {
        let walk = try await ask(.snmpbulkwalk, SetSettings.user("clerk"), ".1.3.6.1.2.1.2")
        #expect(walk.variables.count > 5, "\(walk.everything)")
        #expect(walk.variables.allSatisfy { $0.oid.hasPrefix(".1.3.6.1.2.1.2.2.1.") && $0.oid.hasSuffix(".1") })
    }

    @Test func `a group gives more to a message that is protected better`() async throws {
        let plain = try await ask(.snmpget, signed, OIDs.sysDescr)
        #expect(plain.output.contains("No Such Object"), "\(plain.everything)")
        let encrypted = try await ask(.snmpget, SetSettings.user("ann"), OIDs.sysDescr)
        #expect(encrypted.output.contains("ipdect-agent"), "\(encrypted.everything)")
        let none = try await ask(.snmpget, ["-v3", "-u", "ann", "-l", "noAuthNoPriv", "-On"], OIDs.sysName)
        #expect(none.errors.contains("authorizationError"), "\(none.everything)")
        let refused = try await runTool(.snmpset, signed + [agent.snmpAddress, OIDs.sysContact, "s", "x"])
        #expect(refused.errors.contains("noAccess"), "\(refused.everything)")
        #expect(try await agent.set("ann", OIDs.sysContact, "s", "by ann").exitCode == 0)
    }

    @Test func `a community is taken from its networks only`() async throws {
        let result = try await runTool(
            .snmpget, community("2c", "elsewhere") + ["-t", "0.5", "-r", "0", agent.snmpAddress, OIDs.sysName])
        #expect(result.errors.contains("Timeout"), "\(result.everything)")
    }

    @Test func `another context is reported as unknown`() async throws {
        let unknownContexts = ".1.3.6.1.6.3.12.1.5.0"
        let before = try #require(Int(try await agent.value(unknownContexts)))
        let result = try await runTool(
            .snmpget,
            SetSettings.user("all-seeing") + ["-n", "other", "-r", "0", agent.snmpAddress, OIDs.sysName])
        #expect(result.exitCode != 0)
        #expect(!result.output.contains("interop"), "\(result.everything)")
        #expect(Int(try await agent.value(unknownContexts)) ?? 0 > before)
    }

    @Test(arguments: hidden)
    func `communities do not see who may do what, users do`(tree: String) async throws {
        let open = try await ask(.snmpbulkwalk, Credentials.v2c.arguments + ["-On"], tree)
        #expect(open.variables.allSatisfy { !$0.oid.hasPrefix(tree + ".") }, "\(open.everything)")
        for arguments in [SetSettings.user("all-seeing"), community("2c", "wide")] {
            let walk = try await ask(.snmpbulkwalk, arguments, tree)
            #expect(walk.variables.filter { $0.oid.hasPrefix(tree + ".") }.count > 10, "\(walk.everything)")
            for secret in ["narrow", "wide", "grouped", "elsewhere", "public"] {
                #expect(!walk.output.contains("\"\(secret)\""))
            }
        }
    }

    @Test func `the tables have what the settings say`() async throws {
        let walk = try await ask(.snmpbulkwalk, SetSettings.user("all-seeing"), Self.vacm)
        let values = Dictionary(walk.variables.map { ($0.oid, $0.value) }) { first, _ in first }
        let table = Self.vacm + ".1"
        // ann (3 letters) in the group staff (5), model 3; its rows for authNoPriv and authPriv.
        #expect(values[table + ".2.1.3.3.3.97.110.110"] == "staff")
        let staff = ".5.115.116.97.102.102.0.3"
        #expect(values[table + ".4.1.5" + staff + ".2"] == "named")
        #expect(values[table + ".4.1.6" + staff + ".2"] == "none")
        #expect(values[table + ".4.1.6" + staff + ".3"] == "named")
        #expect(values[table + ".5.1.0"] == "0")
    }

    @Test func `users are neither made nor changed by SET`() async throws {
        let user = ".1.3.6.1.6.3.15.1.2.2.1.13"
        let result = try await runTool(
            .snmpset, SetSettings.user("ann") + [agent.snmpAddress, user + ".1.1.1.97", "i", "4"])
        #expect(result.errors.contains("noAccess"), "\(result.everything)")
    }
}
