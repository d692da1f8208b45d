import Foundation
import Testing

/// Net-SNMP's snmpset: each object that can be written, and each refusal as it prints it.
@Suite(.serialized, .builtAgent, .peers(.snmpget, .snmpset), .agent(SetSettings.text))
struct SnmpsetTests {
    let agent: AgentProcess

    init() throws { agent = try .required() }

    @Test(arguments: [
        (OIDs.sysContact, "s", "Erika, Halle 4"), (OIDs.sysLocation, "s", "Hall \"7\" \\ left"),
        (OIDs.sysName, "s", "dect-7"), (OIDs.sysContact, "s", ""), (SetSettings.traps, "i", "1"),
        (SetSettings.traps, "i", "2"), (SetSettings.seriousness, "i", "1"), (SetSettings.seriousness, "i", "5"),
        (SetSettings.seriousness, "i", "4"),
    ])
    func `what is set is read right behind the answer`(oid: String, type: String, value: String) async throws {
        let result = try await agent.set("writer", oid, type, value)
        #expect(result.exitCode == 0, "\(result.everything)")
        // The tool escapes quotes and backslashes when it prints them.
        let printed = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        #expect(try await agent.value(oid) == printed)
        let file = try String(contentsOfFile: agent.folder + "/ipdect-agent.conf", encoding: .utf8)
        if type == "s", !value.isEmpty, !value.contains("\"") { #expect(file.contains(value)) }
    }

    @Test func `several objects are set at once, and all or none`() async throws {
        let both = try await agent.set("writer", OIDs.sysContact, "s", "all", OIDs.sysLocation, "s", "of them")
        #expect(both.exitCode == 0, "\(both.everything)")
        let half = try await agent.set("writer", OIDs.sysContact, "s", "half", OIDs.sysLocation, "i", "1")
        #expect(half.errors.contains("wrongType"), "\(half.everything)")
        #expect(half.errors.contains("Failed object: \(OIDs.sysLocation)"), "\(half.everything)")
        #expect(try await agent.value(OIDs.sysContact) == "all")
        #expect(try await agent.value(OIDs.sysLocation) == "of them")
    }

    @Test(arguments: [
        ("reader", OIDs.sysContact, "s", "x", "noAccess"), ("porter", OIDs.sysContact, "s", "x", "noAccess"),
        ("writer", OIDs.sysDescr, "s", "x", "notWritable"), ("writer", OIDs.sysContact, "i", "1", "wrongType"),
        ("writer", SetSettings.traps, "u", "1", "wrongType"),
        ("writer", OIDs.sysContact, "s", String(repeating: "x", count: 256), "wrongLength"),
        ("writer", OIDs.sysContact, "x", "fffe", "wrongValue"), ("writer", SetSettings.traps, "i", "3", "wrongValue"),
        ("reader", SetSettings.serial, "i", "1", "noAccess"), ("writer", SetSettings.serial, "u", "1", "wrongType"),
        ("writer", SetSettings.serial, "i", "-1", "wrongValue"),
        ("writer", ".1.3.6.1.2.1.1.4.1", "s", "x", "noCreation"),
        ("writer", OIDs.root + ".2.4.1.4.1.12.1", "i", "1", "noCreation"),
        ("writer", SetSettings.acknowledged + ".4000000000", "i", "1", "inconsistentName"),
    ])
    func `a refusal has its reason and its object`(
        user: String, oid: String, type: String, value: String, reason: String
    ) async throws {
        let result = try await agent.set(user, oid, type, value)
        #expect(result.exitCode == 2, "\(result.everything)")
        #expect(result.errors.contains("Reason: \(reason)"), "\(result.everything)")
        #expect(result.errors.contains("Failed object: \(oid)"), "\(result.everything)")
    }

    @Test func `managers take turns by the serial number`() async throws {
        let serial = SetSettings.serial
        let seen = try await agent.value(serial)
        let number = try #require(Int32(seen))
        let next = number == .max ? 0 : number + 1
        let first = try await agent.set("writer", serial, "i", seen, OIDs.sysContact, "s", "first")
        #expect(first.exitCode == 0, "\(first.everything)")
        let late = try await agent.set("writer", OIDs.sysContact, "s", "late", serial, "i", seen)
        #expect(late.errors.contains("Reason: inconsistentValue"), "\(late.everything)")
        #expect(late.errors.contains("Failed object: \(serial)"), "\(late.everything)")
        #expect(try await agent.value(OIDs.sysContact) == "first")
        #expect(try await agent.value(serial) == "\(next)")
        // At the same time: whoever comes second finds the number moved.
        async let one = agent.set("writer", serial, "i", "\(next)", OIDs.sysContact, "s", "one")
        async let other = agent.set("writer", serial, "i", "\(next)", OIDs.sysContact, "s", "other")
        let results = try await [one, other]
        #expect(results.count { $0.exitCode == 0 } == 1, "\(results.map(\.everything))")
        #expect(results.count { $0.errors.contains("Reason: inconsistentValue") } == 1)
        let winner = results[0].exitCode == 0 ? "one" : "other"
        #expect(try await agent.value(OIDs.sysContact) == winner)
        #expect(try await agent.value(serial) == "\(next == .max ? 0 : next + 1)")
    }

    @Test(arguments: [Credentials.v1, .v2c])
    func `a community writes nothing`(credentials: Credentials) async throws {
        let before = try await agent.value(OIDs.sysContact)
        let result = try await runTool(
            .snmpset, credentials.arguments + ["-On", agent.snmpAddress, OIDs.sysContact, "s", "open to all"])
        #expect(result.exitCode != 0, "\(result.everything)")
        #expect(try await agent.value(OIDs.sysContact) == before)
    }

    @Test func `a view is enforced to the object`() async throws {
        #expect(try await agent.set("porter", OIDs.sysLocation, "s", "gate").exitCode == 0)
        let mixed = try await agent.set("porter", OIDs.sysLocation, "s", "x", OIDs.sysName, "s", "y")
        #expect(mixed.errors.contains("Failed object: \(OIDs.sysName)"), "\(mixed.everything)")
        #expect(try await agent.value(OIDs.sysLocation) == "gate")
    }

    @Test func `a message below the user's level is refused`() async throws {
        let result = try await runTool(
            .snmpset,
            [
                "-v3", "-u", "writer", "-l", "authNoPriv", "-a", "SHA-256", "-A",
                AgentSettingsText.authenticationPassword, "-On", agent.snmpAddress, OIDs.sysContact, "s", "x",
            ])
        #expect(result.errors.contains("authorizationError"), "\(result.everything)")
    }

    @Test func `the log says who changed what, from where`() async throws {
        _ = try await agent.set("writer", OIDs.sysContact, "s", "before")
        _ = try await agent.set("writer", OIDs.sysContact, "s", "behind")
        let log = try await agent.command("logs", "--text", "SNMP user")
        #expect(
            log.output.contains(
                "sysContact was changed from \"before\" to \"behind\" (by SNMP user writer from 127.0.0.1)"),
            "\(log.everything.suffix(2000))")
    }

    @Test func `counters count what was set`() async throws {
        let vars = try #require(Int(try await agent.value(".1.3.6.1.2.1.11.14.0")))
        let requests = try #require(Int(try await agent.value(".1.3.6.1.2.1.11.17.0")))
        _ = try await agent.set("writer", OIDs.sysContact, "s", "a", OIDs.sysLocation, "s", "b")
        _ = try await agent.set("writer", OIDs.sysContact, "i", "1")
        #expect(Int(try await agent.value(".1.3.6.1.2.1.11.14.0")) == vars + 2)
        #expect(Int(try await agent.value(".1.3.6.1.2.1.11.17.0")) == requests + 2)
    }
}
