import NetworkValues
import SNMPProtocol
import Settings
import Testing

@testable import SNMPAgent

/// A master that a test plays: it reads what the session sends, answers what the test says, and moves the time.
struct ScriptedMaster {
    static let image = makeImage()
    static let own = ModuleRoot.standard.arcs

    var session: AgentXSession
    var moment = AgentXSession.Moment(milliseconds: 1_000_000, time: Timestamp(seconds: 1_795_000_000))
    var sessionID: UInt32 = 77
    /// How often the session asked for an image.
    var images = 0

    init(
        subtrees: [String] = ["own", "lldp"], changes: any AgentXChanges = NoAgentXChanges(), timeoutSeconds: Int = 5,
        pingSeconds: Int = 15
    ) throws {
        let document = try SettingsSupport.document(
            "config change SNMP0-AGENTX /enable /subtrees \(subtrees.joined(separator: ","))"
                + " /timeout \(timeoutSeconds) /ping \(pingSeconds)")
        let configuration = AgentXConfiguration(document, tables: TableSettings())
        session = AgentXSession(configuration, changes: changes, counts: AgentXCounts(), at: moment)
    }

    private static func makeImage() -> MIBImage {
        guard let image = try? MIBImage.make(TableFixture.groups(), from: LANFixture.source()) else {
            preconditionFailure("the fixture's tables fit together")
        }
        return image
    }

    /// Moves the time, and tells it.
    mutating func advance(milliseconds: UInt64) {
        moment.milliseconds += milliseconds
        moment.time = moment.time.adding(milliseconds: Int64(milliseconds))
        session.tick(at: moment)
    }

    /// What the session has sent since it was asked last.
    mutating func sent() throws -> [AgentXPDU] {
        let octets = session.writer.take()
        var pdus: [AgentXPDU] = []
        var start = 0
        while start < octets.count {
            let rest = octets.span.extracting(start..<octets.count)
            let pdu = try AgentXPDU(rest)
            pdus.append(pdu)
            start += pdu.header.pduCount
        }
        return pdus
    }

    mutating func say(_ octets: [UInt8]) {
        var asked = 0
        session.receive(octets, at: moment) {
            asked += 1
            return Self.image
        }
        images += asked
    }

    mutating func say(_ pdu: AgentXPDU) { say(pdu.octets) }

    /// Answers a PDU of the session.
    mutating func answer(_ pdu: AgentXPDU, error: UInt16 = 0, sessionID: UInt32? = nil) {
        var header = pdu.header.answer
        header.sessionID = sessionID ?? self.sessionID
        say(AgentXPDU(header, .response(AgentXResponse(upTime: 5, error: error))))
    }

    /// Asks the session, and returns its answers.
    mutating func ask(
        _ type: AgentXPDUType, _ body: AgentXPDU.Body, packetID: UInt32 = 500, sessionID: UInt32? = nil,
        context: [UInt8] = []
    ) throws -> [AgentXPDU] {
        say(
            AgentXPDU(
                AgentXHeader(type, sessionID: sessionID ?? self.sessionID, transactionID: 40, packetID: packetID),
                context: context, body))
        return try sent()
    }

    /// The only answer's contents.
    mutating func response(
        _ type: AgentXPDUType, _ body: AgentXPDU.Body, sessionID: UInt32? = nil, context: [UInt8] = []
    ) throws -> AgentXResponse {
        let answers = try ask(type, body, sessionID: sessionID, context: context)
        let first = try #require(answers.first)
        #expect(answers.count == 1 && first.header.packetID == 500 && first.header.transactionID == 40)
        guard case .response(let response) = first.body else {
            Issue.record("the session sent \(first)")
            return AgentXResponse()
        }
        return response
    }

    /// Goes as far as a session that stands and has registered everything.
    mutating func open() throws {
        session.connected(at: moment)
        for pdu in try sent() { answer(pdu) }
        while true {
            let questions = try sent()
            if questions.isEmpty { return }
            for question in questions { answer(question) }
        }
    }
}

/// Settings for tests.
enum SettingsSupport {
    static func document(_ lines: String) throws -> AgentXSettings {
        let document = SettingsDocument(ConfigText(lines), schema: SettingsSchema(SNMPConfiguration.modules))
        return try document.module(as: AgentXSettings.self)
    }
}
