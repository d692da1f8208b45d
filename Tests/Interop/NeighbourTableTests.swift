import Foundation
import Testing

/// LLDP-MIB and IEEE8021-PAE-MIB as managers that we did not write read them.
@Suite(.peers(.snmpwalk, .snmpbulkwalk, .snmptable))
struct NeighbourTableTests {
    private static let ieee = ".1.0.8802.1.1"
    private static let systemName = ieee + ".2.1.4.1.1.9"

    private func walk(
        _ peer: Peer, _ served: ServedSnapshot, _ credentials: Credentials = .v2c, _ oid: String = ieee,
        _ environment: [String: String] = [:], options: [String] = ["-On"]
    ) async throws -> ToolResult {
        try await runTool(
            peer, credentials.arguments + options + [served.snmpAddress, oid], environment: environment)
    }

    @Test func `walks by GETNEXT and GETBULK and of version 1 see the same, in rising order`() async throws {
        try await ServedSnapshot.run(NeighbourFixture.snapshot()) { served in
            let one = try await walk(.snmpwalk, served)
            #expect(one.exitCode == 0 && one.errors.isEmpty, "\(one.errors)")
            let variables = one.variables
            #expect(variables.count > 120)
            #expect(zip(variables, variables.dropFirst()).allSatisfy { $0.parts.lexicographicallyPrecedes($1.parts) })
            #expect(try await walk(.snmpbulkwalk, served).variables == variables)
            #expect(try await walk(.snmpwalk, served, .v1).variables == variables)
            #expect(
                variables.filter { $0.oid.hasPrefix(Self.systemName + ".") } == [
                    PrintedVariable(line: Self.systemName + ".500.2.1 = STRING: \"sw1\""),
                    PrintedVariable(line: Self.systemName + ".900.2.2 = STRING: \"phone\""),
                ])
        }
    }

    @Test func `a walk that begins behind a time has what changed since`() async throws {
        try await ServedSnapshot.run(NeighbourFixture.snapshot()) { served in
            let late = try await runTool(
                .snmpwalk,
                Credentials.v2c.arguments + [
                    "-On", "-CE", Self.systemName + ".1000", served.snmpAddress, Self.systemName + ".501",
                ])
            #expect(late.variables.map(\.value) == ["phone"], "\(late.everything)")
        }
    }

    @Test(.peers(.python)) func `pysnmp reads the same`() async throws {
        try await ServedSnapshot.run(NeighbourFixture.snapshot()) { served in
            let request = PysnmpTests.Request(verb: "walk", oids: [String(Self.ieee.dropFirst())], version: "2c")
            let input = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
            let result = try await runTool(.python, [PysnmpTests.script, "ask", "\(served.port)"], input: input)
            try #require(result.exitCode == 0, "\(result.everything)")
            let answer = try JSONDecoder().decode(PysnmpTests.Answer.self, from: Data(result.output.utf8))
            #expect(answer.error == nil)
            let expected = try await walk(.snmpwalk, served).variables
            #expect(answer.variables.compactMap(\.first) == expected.map { String($0.oid.dropFirst()) })
        }
    }
}

/// The same with the texts of the modules, where somebody has them.
@Suite(
    .peers(.snmpbulkwalk, .snmptable),
    .enabled(
        if: IEEEModules.missing.isEmpty,
        "not in \(IEEEModules.folder): \(IEEEModules.missing.joined(separator: ", "))"))
struct NamedNeighbourTests {
    @Test func `Net-SNMP prints the neighbours as a table`() async throws {
        try await ServedSnapshot.run(NeighbourFixture.snapshot()) { served in
            let table = try await runTool(
                .snmptable,
                Credentials.v2c.arguments + [
                    "-Cb", "-Ci", "-Cf", "|", served.snmpAddress, "LLDP-MIB::lldpRemTable",
                ], environment: IEEEModules.environment)
            #expect(table.exitCode == 0, "\(table.everything)")
            #expect(
                table.lines.contains {
                    $0.hasPrefix("500.2.1|macAddress|") && $0.contains("|interfaceName|")
                        && $0.contains("|sw1|A switch|")
                }, "\(table.output)")
            #expect(table.lines.contains { $0.hasPrefix("900.2.2|macAddress|") && $0.contains("|phone|") })
        }
    }

    @Test func `every object has a name and its type`() async throws {
        try await ServedSnapshot.run(NeighbourFixture.snapshot()) { served in
            let walk = try await runTool(
                .snmpbulkwalk, Credentials.v2c.arguments + [served.snmpAddress, ".1.0.8802.1.1"],
                environment: IEEEModules.environment)
            #expect(walk.exitCode == 0, "\(walk.errors)")
            #expect(walk.lines.allSatisfy { !$0.contains("Wrong Type") }, "\(walk.output)")
            let names = walk.lines.filter { $0.contains("::") }.map {
                $0.prefix { $0 != "." && $0 != " " && $0 != "[" }
            }
            #expect(names.allSatisfy { !$0.hasSuffix("Entry") && !$0.hasSuffix("Table") }, "\(walk.output)")
            for module in IEEEModules.names {
                #expect(names.contains { $0.hasPrefix(module + "::") }, "\(module)")
            }
        }
    }
}
