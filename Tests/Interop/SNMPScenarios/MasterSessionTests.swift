import Foundation
import SNMPProtocol
import Synchronization
import Testing

/// How the agent opens, registers and ends a session with a master of AgentX that is not Net-SNMP's.
@Suite(.serialized, .builtAgent, .playedMaster)
struct MasterSessionTests {
    let agent: AgentProcess
    let master: PlayedMaster
    let said: [AgentXPDU]

    init() throws {
        agent = try .required()
        (master, _, said) = try #require(PlayedMasterTrait.current)
    }

    /// Lets the agent begin anew, without the pause that it makes behind a failure, and takes its connection.
    private func fresh() async throws -> PlayedSession {
        master.turnAway()
        // Another value of an option is a reason to begin anew.
        let seconds = Self.timeout.add(1, ordering: .relaxed).newValue
        let result = try await agent.command(
            "config", "change", "config add SNMP0-AGENTX /enable /timeout \(seconds)")
        try #require(result.exitCode == 0, "\(result.everything)")
        return try master.connection()
    }

    private static let timeout = Atomic<Int>(20)

    @Test func `what the agent says at first is by the book`() throws {
        guard case .open(let seconds, let id, let text) = try #require(said.first).body else {
            Issue.record("\(said)")
            return
        }
        #expect(seconds == 20 && id.starts(with: OIDs.parts(OIDs.root)) && text.count <= 255)
        #expect(String(decoding: text, as: UTF8.self) == "ipdect-agent")
        #expect(said[0].header.sessionID == 0)
        var registered: [String] = []
        for pdu in said.dropFirst() {
            #expect(pdu.header.sessionID == PlayedSession.number && pdu.context.isEmpty)
            #expect(pdu.header.flags == .networkByteOrder)
            if case .register(let registration) = pdu.body {
                registered.append(String(OIDs.text(registration.subtree).dropFirst()))
                #expect(registration.priority == 127 && registration.rangeSubID == 0)
            }
        }
        #expect(registered == PlayedMasterTrait.subtrees)
        #expect(Swift.Set(said.map(\.header.packetID)).count == said.count)
        #expect(said.contains { $0.header.type == .addAgentCaps })
    }

    @Test(arguments: PlayedSession.Order.allCases)
    func `a master of either byte order has all registered`(order: PlayedSession.Order) async throws {
        let session = try await fresh()
        #expect(try session.open(order).count >= PlayedMasterTrait.subtrees.count + 1)
        let shown = try await agent.agentX { $0.isRegistered }
        #expect(shown.subtrees.count == PlayedMasterTrait.subtrees.count)
    }

    @Test(arguments: [
        AgentXStatus.openFailed.rawValue, AgentXStatus.requestDenied.rawValue, AgentXStatus.parseError.rawValue,
        AgentXStatus.processingError.rawValue, UInt16(ErrorStatus.genErr.rawValue), 999,
    ])
    func `a session that is refused is shown with the reason`(error: UInt16) async throws {
        let session = try await fresh()
        let open = try #require(try session.next())
        session.answer(open, error: error)
        #expect(try session.next() == nil, "the agent stays")
        let shown = try await agent.agentX { $0.state != "opening" }
        #expect(shown.lastError.contains(AgentXStatus.title(of: error)), "\(shown)")
    }

    @Test func `each subtree that is refused is shown with its own reason, and the others are served`() async throws {
        let session = try await fresh()
        let errors: [UInt16] = [263, 267, 0, 262, 0, 266, 268, 999]
        _ = try session.open(refusals: errors)
        let shown = try await agent.agentX { $0.subtrees.last?.refusal.isEmpty == false }
        #expect(shown.subtrees.map(\.isRegistered) == errors.map { $0 == 0 })
        #expect(
            shown.subtrees.map(\.refusal) == [
                "duplicateRegistration", "requestDenied", "", "unsupportedContext", "", "parseError", "processingError",
                "error 999",
            ])
        let interfaces: [UInt32] = [1, 3, 6, 1, 2, 1, 2]
        #expect(try session.next(AgentXSearchRange(interfaces)).name.starts(with: interfaces))
    }

    @Test(
        arguments: [
            (1, "other"), (2, "parseError"), (3, "protocolError"), (4, "timeouts"), (5, "shutdown"), (6, "byManager"),
            (0, "reason 0"), (99, "reason 99"),
        ] as [(UInt8, String)])
    func `a master that ends the session is shown with its reason`(
        reason: UInt8, title: String
    ) async throws {
        let session = try await fresh()
        _ = try session.open()
        session.send(
            AgentXPDU(AgentXHeader(.close, sessionID: PlayedSession.number, packetID: 1), .close(reason: reason)))
        #expect(try session.next() == nil, "the agent stays")
        let shown = try await agent.agentX { $0.lastError.contains("ended the session") }
        #expect(shown.lastError.hasSuffix(title), "\(shown.lastError)")
    }

    @Test func `a Close of another session changes nothing`() async throws {
        let session = try await fresh()
        _ = try session.open()
        session.send(
            AgentXPDU(AgentXHeader(.close, sessionID: PlayedSession.number + 1, packetID: 5), .close(reason: 5)))
        let stray = try session.response(to: 5, session: PlayedSession.number + 1, transaction: 0)
        #expect(stray.error == AgentXStatus.notOpen.rawValue)
        #expect(try session.ask(.get, .get([])) == AgentXResponse())
    }

    @Test(arguments: [true, false])
    func `a master that goes is found again, with a word or without`(hasWord: Bool) async throws {
        let session = try await fresh()
        _ = try session.open()
        if hasWord {
            session.send(
                AgentXPDU(AgentXHeader(.close, sessionID: PlayedSession.number, packetID: 1), .close(reason: 5)))
        } else {
            session.hangUp()
        }
        let again = try master.connection()
        _ = try again.open()
        #expect(try again.ask(.get, .get([])) == AgentXResponse())
    }

    @Test(arguments: [0, 2, 0xff] as [UInt8])
    func `another version of AgentX ends the session, and the agent says why`(version: UInt8) async throws {
        let session = try await fresh()
        _ = try session.open()
        var octets = AgentXPDU(AgentXHeader(.get, sessionID: PlayedSession.number, packetID: 3), .get([])).octets
        octets[0] = version
        session.send(octets)
        let last = try #require(try session.next())
        #expect(last.body == .close(reason: AgentXCloseReason.parseError.rawValue))
        #expect(try session.next() == nil)
        #expect(try await agent.agentX { $0.state != "open" }.lastError.contains("version"))
    }

    @Test func `an agent that is switched off says that it goes`() async throws {
        let session = try await fresh()
        _ = try session.open()
        let off = try await agent.command("config", "change", "config rem SNMP0-AGENTX /enable")
        #expect(off.exitCode == 0)
        let last = try #require(try session.next())
        #expect(last.body == .close(reason: AgentXCloseReason.shutdown.rawValue))
        #expect(last.header.sessionID == PlayedSession.number)
        #expect(try session.next() == nil)
    }
}
