import Foundation
import Testing

/// smilint reads our MIB modules, with the modules of the IETF that come with Erlang.
@Suite(.peers(.smilint, .erlangManager))
struct SmilintTests {
    static let modules: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: Repository.root + "/MIBs")) ?? [])
        .filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()

    /// What smilint says. The statements about modules of others need those modules' texts, which are not shipped; without
    /// them it says that it does not know these modules and their names, and nothing else.
    private func complaints(on file: String, among folder: String) async throws -> String {
        let base = try #require(ErlangMIBs.folder)
        let others = StandardModules.folder
        let result = try await runTool(
            .smilint, ["-l", "6", "-m", file], environment: ["SMIPATH": "\(folder):\(others):\(base)"])
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let supported = text.matches(of: /\n *SUPPORTS +([\w-]+)/).map { String($0.1) }
        let isMissing = supported.contains { module in
            !["\(others)/\(module)", "\(base)/\(module).mib"].contains(where: FileManager.default.isReadableFile)
        }
        guard isMissing else { return result.everything }
        return result.everything.split(separator: "\n").filter { line in
            // Erlang's text of SNMP-COMMUNITY-MIB is older than RFC 3584, which gave its group another name.
            !line.contains("{module-not-found}") && !line.contains("{object-identifier-unknown}")
                && !line.contains("`snmpCommunityTableGroup' cannot be imported")
        }.joined(separator: "\n")
    }

    @Test(arguments: modules)
    func `a module as it stands in the repository is clean`(module: String) async throws {
        let folder = Repository.root + "/MIBs"
        #expect(try await complaints(on: "\(folder)/\(module).txt", among: folder) == "")
    }

    @Test(.builtAgent) func `the modules are clean below another root`() async throws {
        let executable = try #require(AgentProcess.executable)
        try await withFolder { folder in
            let written = try await runTool(
                executable, ["mib", "--root", "1.3.6.1.4.1.27614.4711.1", "--output", folder])
            #expect(written.exitCode == 0, "\(written.everything)")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(names.count == Self.modules.count)
            for name in names {
                #expect(try await complaints(on: "\(folder)/\(name)", among: folder) == "", "\(name)")
            }
        }
    }
}

/// Net-SNMP's tools with our modules loaded.
@Suite(.builtAgent, .peers(.snmpbulkwalk, .snmptable, .erlangManager), .agent())
struct NamedObjectsTests {
    @Test func `Net-SNMP prints our objects by their names`() async throws {
        let agent = try AgentProcess.required()
        let base = try #require(ErlangMIBs.folder)
        let environment = ["MIBS": "ALL", "MIBDIRS": "\(Repository.root)/MIBs:\(base)"]
        let table = try await runTool(
            .snmptable,
            Credentials.v2c.arguments + [
                "-Cb", "-Ci", "-Cf", "|", agent.snmpAddress, "IPDECT-SYSTEM-MIB::ipdectDeviceTable",
            ],
            environment: environment)
        #expect(table.exitCode == 0, "\(table.everything)")
        #expect(table.lines.contains { $0.hasPrefix("index|") && $0.contains("|Name|") }, "\(table.output.prefix(500))")
        #expect(table.lines.count { $0.contains("|ipbs3") } >= 1, "\(table.output.prefix(1000))")
        let walk = try await runTool(
            .snmpbulkwalk, Credentials.v2c.arguments + [agent.snmpAddress, "IPDECT-ALARM-MIB::ipdectAlarmMIB"],
            environment: environment)
        #expect(walk.exitCode == 0, "\(walk.errors)")
        #expect(walk.lines.allSatisfy { !$0.contains("Wrong Type") }, "\(walk.output.prefix(2000))")
        #expect(walk.lines.contains { $0.hasPrefix("IPDECT-ALARM-MIB::ipdectFaultLabel.") })
    }
}
