import Foundation
import PortSupport
import SNMPProtocol
import Testing

/// Masters that go, stand still, refuse or talk nonsense.
@Suite(.builtAgent, .peers(Snmpd.peer, .snmpget, .snmpbulkwalk))
struct SNMPAgentXFailureTests {
    private static let faults = OIDs.root + ".2.4.1.4"

    @Test func `when snmpd comes back, the agent registers again by itself`() async throws {
        try await withFolder { folder in
            let master = try Snmpd(in: folder)
            try await AgentProcess.run(.agentX(master.socket)) { agent async throws in
                let first = try await agent.agentX { !$0.lastError.isEmpty }
                #expect(first.lastError.contains("cannot be reached at unix:\(master.socket)"))
                for round in 1...2 {
                    try await master.run { _ in
                        let session = try await agent.agentX(within: 60) { $0.isRegistered }
                        #expect(session.counts["sessions"] == UInt64(round))
                        #expect(try await Manager.walk(master.address, Self.faults).count > 1000)
                    }
                    _ = try await agent.agentX { $0.state != "open" }
                }
            }
        }
    }

    @Test func `a master that stands still holds up nothing, is noticed, and is found again`() async throws {
        try await withMasterAndAgent { master, daemon, agent async throws in
            kill(daemon.process, SIGSTOP)
            defer { kill(daemon.process, SIGCONT) }
            // A manager waits at the master while the agent's own port answers each request at the first try.
            let stalled = try await runTool(
                .snmpget, Credentials.v2c.arguments + ["-t", "0.3", "-r", "0", master.address, Self.faults])
            #expect(stalled.exitCode != 0)
            let clock = ContinuousClock()
            var slowest = Duration.zero
            var answers = 0
            let noticed = try await eventually(within: 30) { () -> AgentXAnswer? in
                let session = try await agent.agentX()
                return session?.state != "open" ? session : nil
            }
            for _ in 0..<200 {
                let start = clock.now
                let answer = LoopbackPort.exchange(Self.request, with: agent.snmpPort, milliseconds: 1000)
                slowest = max(slowest, clock.now - start)
                if answer != nil { answers += 1 }
            }
            print("slowest answer of 200 while the master stood still: \(slowest)")
            #expect(answers == 200)
            let session = try #require(noticed)
            #expect(session.counts["timeouts"] ?? 0 >= 1 && session.lastError.contains("did not answer"))
            #expect(try await agent.command("status").exitCode == 0)
            kill(daemon.process, SIGCONT)
            _ = try await agent.agentX(within: 90) { $0.isRegistered }
            #expect(try await Manager.walk(master.address, Self.faults).count > 1000)
        }
    }

    /// GET sysUpTime.0 of version 2c with the community public.
    private static let request: [UInt8] =
        [0x30, 0x26, 2, 1, 1, 4, 6] + Array("public".utf8)
        + [0xa0, 0x19, 2, 1, 1, 2, 1, 0, 2, 1, 0, 0x30, 0x0e, 0x30, 0x0c, 6, 8, 0x2b, 6, 1, 2, 1, 1, 3, 0, 5, 0]

    @Test func `a master that talks nonsense is left, counted, and asked again`() async throws {
        try await withFolder { folder in
            let master = try PlayedMaster(at: folder + "/master")
            try await AgentProcess.run(.agentX(folder + "/master")) { agent async throws in
                for nonsense in [Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), [UInt8](repeating: 0xff, count: 4096)]
                {
                    let session = try master.connection()
                    #expect(try session.next()?.header.type == .open)
                    session.send(nonsense)
                    try session.awaitEnd()
                }
                let session = try await agent.agentX { ($0.counts["malformed"] ?? 0) >= 2 }
                #expect(session.lastError.contains("no PDU") || session.lastError.contains("did not answer"))
                #expect(LoopbackPort.exchange(Self.request, with: agent.snmpPort, milliseconds: 1000) != nil)
                // One that takes the connection and says nothing is left, too.
                let silent = try master.connection()
                #expect(try silent.next()?.header.type == .open)
                try silent.awaitEnd()
                #expect(!agent.daemon.hasEnded)
            }
        }
    }

    @Test func `what somebody else has registered is shown, and registered once that one is gone`() async throws {
        try await withMasterAndAgent { master, _, _ in
            try await AgentProcess.run(.agentX(master.socket)) { second in
                let refused = try await second.agentX { $0.subtrees.allSatisfy { !$0.refusal.isEmpty } }
                #expect(refused.subtrees.allSatisfy { $0.refusal == "duplicateRegistration" && !$0.isRegistered })
                #expect(refused.state == "open" && refused.lastError.contains("duplicateRegistration"))
                #expect(try await second.command("snmp", "agentx").output.contains("duplicateRegistration"))
                #expect(second.daemon.printed.contains("refused a subtree"))
            }
        }
        try await withFolder { folder in
            let master = try Snmpd(in: folder)
            try await master.run { _ in
                let first = try AgentSettingsText.agentX(master.socket).withPorts()
                try await withFolder { other in
                    try await AgentProcess.run(.agentX(master.socket), in: other) { second in
                        _ = try await second.agentX { $0.isRegistered }
                        // With a lower number the other one wins, and nobody is refused.
                        var settings = first
                        settings.lines[settings.lines.count - 1] += " /priority 100"
                        try await AgentProcess.run(settings) { agent async throws in
                            _ = try await agent.agentX { $0.isRegistered }
                            let before = try await second.agentX()?.counts["variables"] ?? 0
                            #expect(try await Manager.walk(master.address, Self.faults).count > 1000)
                            #expect(try await second.agentX()?.counts["variables"] == before)
                        }
                        #expect(try await Manager.walk(master.address, Self.faults).count > 1000)
                        #expect(try await second.agentX()?.counts["variables"] ?? 0 > 1000)
                    }
                }
            }
        }
    }
}
