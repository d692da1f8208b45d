import SNMPProtocol
import Testing

extension SNMPScenarios {
    /// GET, GETNEXT and GETBULK with Net-SNMP's tools, in every version and at every level.
    @Suite struct Reading {
        let agent: AgentProcess

        init() throws { agent = try .required() }

        @Test(arguments: ScenarioSettings.readers)
        func `the up time is read, and is the next one behind its object`(credentials: Credentials) async throws {
            for (peer, oid) in [(Peer.snmpget, OIDs.sysUpTime), (.snmpgetnext, OIDs.system + ".3")] {
                let result = try await agent.ask(peer, [oid], as: credentials)
                #expect(result.exitCode == 0, "\(result.everything)")
                #expect(result.variables.map(\.oid) == [OIDs.sysUpTime])
                #expect(result.variables.first?.type == "Timeticks")
            }
        }

        @Test(arguments: ScenarioSettings.readers.dropFirst())
        func `one name is answered once and the other as often as asked`(credentials: Credentials) async throws {
            let result = try await agent.ask(
                .snmpbulkget, [OIDs.system + ".4", OIDs.system], as: credentials, options: ["-Cn1", "-Cr2"])
            #expect(result.exitCode == 0, "\(result.everything)")
            #expect(result.variables.map(\.oid) == [OIDs.sysContact, OIDs.sysDescr, OIDs.system + ".2.0"])
        }

        @Test(arguments: [Credentials.v2c, .user(AlgorithmPair())])
        func `five names and fifty repetitions give fifty-five variables`(credentials: Credentials) async throws {
            let names = Array(repeating: OIDs.system + ".3", count: 5) + [".1"]
            let result = try await agent.ask(.snmpbulkget, names, as: credentials, options: ["-Cn5", "-Cr50"])
            #expect(result.exitCode == 0, "\(result.everything)")
            #expect(result.variables.count == 55)
            #expect(result.variables.prefix(5).allSatisfy { $0.oid == OIDs.sysUpTime })
        }

        @Test(arguments: [Credentials.v2c, .user(AlgorithmPair(authentication: .sha, privacy: .aes128))])
        func `more repetitions than a message holds are cut, and what is there is whole`(
            credentials: Credentials
        ) async throws {
            let result = try await agent.ask(
                .snmpbulkget, [OIDs.system + ".5", OIDs.system + ".7"], as: credentials, options: ["-Cn1", "-Cr1472"])
            #expect(result.exitCode == 0, "\(result.everything)")
            #expect(result.variables.prefix(2).map(\.oid) == [OIDs.sysName, OIDs.system + ".7.0"])
            #expect((10..<1472).contains(result.variables.count))
        }

        @Test(arguments: ScenarioSettings.readers)
        func `an instance that is not there is said so`(credentials: Credentials) async throws {
            let result = try await agent.ask(.snmpget, [OIDs.system + ".3.1"], as: credentials)
            if credentials.testDescription == "v1" {
                #expect(result.exitCode == 2 && result.errors.contains("(noSuchName)"), "\(result.everything)")
            } else {
                #expect(result.exitCode == 0 && result.output.contains("No Such Instance"), "\(result.everything)")
            }
        }

        @Test(arguments: ["1", "2c"]) func `a community that nobody has gets nothing`(version: String) async throws {
            let wrong = Credentials(arguments: ["-v", version, "-c", "notavalidone", "-t", "0.2"], testDescription: "")
            let result = try await runTool(
                .snmpget, wrong.arguments + ["-r", "0", agent.snmpAddress, OIDs.sysUpTime])
            #expect(result.exitCode == 1 && result.errors.contains("Timeout"), "\(result.everything)")
        }

        @Test func `version 1 reads how long the host runs`() async throws {
            let result = try await agent.ask(.snmpget, [".1.3.6.1.2.1.25.1.1.0"], as: .v1)
            #expect(result.variables.first?.type == "Timeticks", "\(result.everything)")
        }

        @Test(.peers(.erlangManager))
        func `a walk of everything with all modules at hand finds no wrong type and ends`() async throws {
            let base = try #require(ErlangMIBs.folder)
            let result = try await agent.ask(
                .snmpbulkwalk, [".1"], options: ["-Cr50"],
                environment: ["MIBS": "ALL", "MIBDIRS": "\(Repository.root)/MIBs:\(base)"])
            #expect(result.exitCode == 0)
            #expect(result.variables.count > 3000)
            #expect(!result.output.contains("Wrong Type"))
            #expect(result.output.contains("No more variables left in this MIB View"))
        }

        /// Where GETNEXT begins, and what is found.
        static let steps: [(String, String)] = [
            (".0.0", ".1.0.8802"), (".1.3.6.1.2.1", OIDs.sysDescr), (OIDs.system, OIDs.sysDescr),
            ("\(OIDs.system).1", OIDs.sysDescr), (OIDs.sysDescr, "\(OIDs.system).2.0"),
            ("\(OIDs.sysDescr).5", "\(OIDs.system).2.0"), ("\(OIDs.system).1.4294967295", "\(OIDs.system).2.0"),
            ("\(OIDs.system).9999", ".1.3.6.1.2.1.2.1.0"), ("\(OIDs.system).0.1.2.3", OIDs.sysDescr),
        ]

        @Test(arguments: steps)
        func `GETNEXT finds what stands next, wherever it begins`(start: String, next: String) throws {
            for version in [0, 1] {
                let answer = try #require(agent.exchange(RawMessage.request(.getNext, [start], version: version)))
                #expect(answer.status == 0 && answer.bindings.count == 1)
                #expect(answer.names.first?.hasPrefix(next) == true, "\(answer.names)")
            }
        }

        @Test func `behind the last object version 1 is told noSuchName and version 2c endOfMibView`() throws {
            let names = [OIDs.system + ".1", ".2.999.1"]
            let old = try #require(agent.exchange(RawMessage.request(.getNext, names, version: 0)))
            #expect(old.status == 2 && old.index == 2)
            #expect(old.names.first == names[0] && old.bindings.allSatisfy { $0.tag == BERTag.null })
            let new = try #require(agent.exchange(RawMessage.request(.getNext, names)))
            #expect(new.status == 0 && new.bindings.first?.name == OIDs.sysDescr)
            #expect(new.bindings.last?.name == names[1] && new.bindings.last?.tag == BERTag.endOfMibView)
        }
    }
}
