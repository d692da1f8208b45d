import Foundation
import SNMPProtocol
import Testing

extension SNMPScenarios {
    /// SET: what is wrong with a value, texts in any script, and objects that only settings change.
    @Suite struct Writing {
        static let targets = ".1.3.6.1.6.3.12.1.2.1"

        let agent: AgentProcess

        init() throws { agent = try .required() }

        @Test func `a contact is set and read, by version 2c too`() async throws {
            let set = try await agent.set("writer", OIDs.sysContact, "s", "foobartestingbaz")
            #expect(set.variables.first?.value == "foobartestingbaz", "\(set.everything)")
            for credentials in [Credentials.v1, .v2c] {
                let read = try await agent.ask(.snmpget, [OIDs.sysContact], as: credentials)
                #expect(read.variables.first?.value == "foobartestingbaz", "\(read.everything)")
            }
        }

        @Test(arguments: [
            ("n", "x"), ("i", "4"), ("u", "4"), ("t", "4"), ("a", "192.0.2.1"), ("o", ".1.3.6"), ("I", "4"), ("F", "4"),
        ])
        func `a contact that is no text is of the wrong type`(type: String, value: String) async throws {
            let before = try await agent.value(OIDs.sysContact)
            let result = try await agent.set("writer", OIDs.sysContact, type, value)
            #expect(result.exitCode == 2 && result.errors.contains("Reason: wrongType"), "\(result.everything)")
            #expect(try await agent.value(OIDs.sysContact) == before)
        }

        @Test(arguments: ["Flötenkessel", "Łódź 4", "門", "a\u{300}", ""])
        func `a text in any script comes back octet by octet`(text: String) async throws {
            let octets = Array(text.utf8)
            let hexadecimal = octets.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
            let set = try await agent.set(
                "writer", OIDs.sysLocation, text.isEmpty ? "s" : "x", text.isEmpty ? "" : hexadecimal)
            #expect(set.exitCode == 0, "\(set.everything)")
            let answer = try #require(agent.exchange(RawMessage.request(.get, [OIDs.sysLocation])))
            #expect(answer.bindings.first?.content == octets)
        }

        @Test(arguments: ["ff", "c328", "eda080", "c0af", "666f6fc3"])
        func `octets that are no UTF-8 are a wrong value`(hexadecimal: String) async throws {
            let result = try await agent.set("writer", OIDs.sysLocation, "x", hexadecimal)
            #expect(result.errors.contains("Reason: wrongValue"), "\(result.everything)")
        }

        @Test(arguments: [
            (targets + ".9", "i", "5"), (targets + ".9.65", "i", "5"), (targets + ".9.66.0.65", "i", "4"),
            (targets + ".6.65", "s", "alfa"), (targets + ".4.65", "i", "-1"),
            (targets + ".2.65", "o", ".1.3.6.1.6.1.1"),
        ])
        func `receivers are made by settings, not by SET`(oid: String, type: String, value: String) async throws {
            let result = try await agent.set("writer", oid, type, value)
            #expect(result.exitCode == 2 && result.errors.contains("Failed object: \(oid)"), "\(result.everything)")
            #expect(["noCreation", "notWritable", "noAccess"].contains { result.errors.contains($0) })
        }

        @Test(
            .peers(snmpusm),
            arguments: [["create", "newtestuser"], ["create", "newtestuser", "writer"], ["delete", "writer"]])
        func `users are made by settings, not by snmpusm`(words: [String]) async throws {
            let result = try await runTool(
                Self.snmpusm, SetSettings.user("writer") + [agent.snmpAddress] + words)
            #expect(result.errors.contains("notWritable"), "\(result.everything)")
            #expect(!result.everything.contains("successfully"), "\(result.everything)")
            #expect(try await agent.set("writer", OIDs.sysContact, "s", "still here").exitCode == 0)
        }

        static let snmpusm = Peer("snmpusm", package: "snmp")
    }
}
