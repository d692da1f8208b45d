import NIOCore
import SNMPProtocol
import Testing

@testable import SNMPAgent

/// Messages of the Transport Security Model, asked of an engine without sockets (RFC 5591, RFC 5343).
@Suite struct TransportSecurityTests {
    static let engineID: [UInt8] = [0x80, 0, 0x1f, 0x88, 5, 1, 2, 3]
    /// The row that lets sessions in.
    static let row = CertificateMapping.Key(number: 1, fingerprint: [])
    let streams: TestStreams

    init() throws { streams = try TestStreams(policy: Self.policy()) }

    /// A policy in which row 1 may read a view.
    private static func policy(_ view: MIBView = .all) -> AccessPolicy {
        let row = CertificateMapping(number: 1, fingerprint: [], kind: .commonName, view: view.name)
        return AccessPolicy(
            views: MIBView.builtIn.contains(view) ? [] : [view], communities: [], users: [],
            certificates: .init(rows: [row]))
    }

    /// A message of the model, or of another.
    static func message(
        _ pdu: [UInt8], engine: [UInt8] = Self.engineID, model: Int = 4, flags: UInt8 = 7, context: String = "",
        parameters: [UInt8] = []
    ) -> [UInt8] {
        let global = BER.element(
            0x30, BER.integer(9) + BER.integer(65_507) + BER.element(4, [flags]) + BER.integer(model))
        let scoped = BER.element(0x30, BER.element(4, engine) + BER.element(4, Array(context.utf8)) + pdu)
        return BER.element(0x30, BER.integer(3) + global + BER.element(4, parameters) + scoped)
    }

    private func ask(_ octets: [UInt8], as session: TransportSession?) throws -> TransportReply? {
        var buffer = ByteBuffer(bytes: octets)
        let reply = streams.engine.answer(
            &buffer, count: octets.count, from: streams.test.source, session, ByteBufferAllocator())
        #expect(buffer.readableBytes == 0)
        return try reply.map { try #require(TransportReply(Array($0.readableBytesView))) }
    }

    private func session() -> TransportSession { TransportSession(securityName: "op", row: Self.row) }

    private func message(
        _ pdu: [UInt8], engine: [UInt8] = Self.engineID, model: Int = 4, flags: UInt8 = 7, context: String = "",
        parameters: [UInt8] = []
    ) -> [UInt8] {
        Self.message(pdu, engine: engine, model: model, flags: flags, context: context, parameters: parameters)
    }

    private let get = BER.pdu(PDUType.get.rawValue, [TestEngine.system + [1, 0]])
    private func count(_ counter: TransportCounter) -> UInt64 { streams.counters.value(counter) }

    @Test func `a message over a session is answered at its level`() throws {
        let reply = try #require(try ask(message(get), as: session()))
        #expect(reply.model == 4 && reply.flags == 3 && reply.parameters.isEmpty)
        #expect(reply.engineID == Self.engineID)
        #expect(reply.tag == PDUType.response.rawValue && reply.pdu.status == 0)
        #expect(reply.pdu.cells.first?.name == TestEngine.system + [1, 0])
    }

    @Test func `the engine is found by the identifier that every engine has`() throws {
        let reply = try #require(try ask(message(get, engine: Responder.localEngineID), as: session()))
        #expect(reply.engineID == Responder.localEngineID && reply.pdu.status == 0)
        let set = BER.pdu(PDUType.set.rawValue, [TestEngine.system + [1, 0]])
        let refused = try #require(try ask(message(set, engine: Responder.localEngineID), as: session()))
        #expect(refused.tag == PDUType.report.rawValue)
    }

    @Test func `without a session nothing is answered`() throws {
        #expect(try ask(message(get), as: nil) == nil)
        #expect(count(.tsmInvalidCaches) == 1)
        #expect(streams.test.respond(message(get)) == nil)
        #expect(count(.tsmInvalidCaches) == 2)
    }

    @Test func `a level that the session does not give is reported`() throws {
        let weak = TransportSession(securityName: "op", row: Self.row, level: .authNoPriv)
        let reply = try #require(try ask(message(get), as: weak))
        #expect(reply.tag == PDUType.report.rawValue)
        #expect(reply.pdu.cells.first?.name == [1, 3, 6, 1, 2, 1, 190, 1, 1, 2, 0])
        #expect(reply.engineID == Self.engineID)
        #expect(count(.tsmInadequateSecurityLevels) == 1)
        #expect(try ask(message(get, flags: 3), as: weak) == nil)
    }

    @Test func `a message below the session's level may read nothing`() throws {
        let reply = try #require(try ask(message(get, flags: 4), as: session()))
        #expect(reply.pdu.status == Int(ErrorStatus.authorizationError.rawValue))
    }

    @Test func `contexts and engines that are not there are reported`() throws {
        let context = try #require(try ask(message(get, context: "other"), as: session()))
        #expect(context.pdu.cells.first?.name == [1, 3, 6, 1, 6, 3, 12, 1, 5, 0])
        let engine = try #require(try ask(message(get, engine: [0x80, 1, 2, 3, 4]), as: session()))
        #expect(engine.pdu.cells.first?.name == [1, 3, 6, 1, 6, 3, 11, 2, 1, 3, 0])
    }

    @Test func `other models and versions are not taken over a session`() throws {
        #expect(try ask(message(get, model: 3), as: session()) == nil)
        #expect(try ask(BER.message(1, get), as: session()) == nil)
        #expect(try ask(BER.message(0, get), as: session()) == nil)
        #expect(count(.streamModelRefused) == 3)
    }

    @Test func `security parameters must be empty, and privacy needs authentication`() throws {
        #expect(try ask(message(get, parameters: [1]), as: session()) == nil)
        #expect(streams.test.count(.inASNParseErrs) == 1)
        #expect(try ask(message(get, flags: 2), as: session()) == nil)
        #expect(streams.test.count(.invalidMsgs) == 1)
    }

    @Test func `the view of the session holds`() throws {
        let session = session()
        streams.test.shared.policy = Self.policy(MIBView(name: "v", families: [.init(TestEngine.table)]))
        let reply = try #require(try ask(message(get), as: session))
        #expect(reply.pdu.cells.first?.tag == BERTag.noSuchObject)
        streams.test.shared.policy = .closed
        let refused = try #require(try ask(message(get), as: session))
        #expect(refused.pdu.status == Int(ErrorStatus.authorizationError.rawValue))
    }

    /// The counters that say why such a message got no answer, or a report.
    private var reasons: UInt64 {
        let transport: [TransportCounter] = [.tsmInadequateSecurityLevels, .tsmInvalidCaches]
        // Another model is counted twice: for the model, and for coming over TLS. Another version only as the latter.
        let models = streams.test.count(.unknownSecurityModels)
        return MutationAccountTests.reasons.reduce(0) { $0 + streams.test.count($1) }
            + transport.reduce(0) { $0 + count($1) } + count(.streamModelRefused) - models
    }

    @Test func `a mutated message of any PDU is answered or counted by one counter`() throws {
        var random = SplitMix(state: 4)
        let (good, session) = (MutationAccountTests.pdus.map { message($0) }, session())
        var answered = 0
        for number in 0..<20_000 {
            let octets = MutationTests.mutated(good[number % good.count], using: &random)
            let before = reasons
            var buffer = ByteBuffer(bytes: octets)
            let reply = streams.engine.answer(
                &buffer, count: octets.count, from: streams.test.source, session, ByteBufferAllocator())
            #expect(reasons - before == 1 || (reply != nil && reasons == before), "message \(number): \(octets)")
            #expect(buffer.readableBytes == 0)
            if reply != nil { answered += 1 }
        }
        #expect(answered > 1000 && answered < 19_000)
        #expect(streams.test.count(.inPkts) == 20_000)
        #expect(streams.test.count(.outPkts) == UInt64(answered))
    }
}

/// A message of the Transport Security Model, read the slow way.
struct TransportReply {
    var flags: UInt8
    var model: Int
    var parameters: [UInt8]
    var engineID: [UInt8]
    var tag: UInt8
    var pdu: ReadPDU

    init?(_ octets: [UInt8]) {
        var outer = octets[...]
        guard var message = ReadMessage.take(0x30, &outer), outer.isEmpty, ReadMessage.integer(&message) == 3,
            var global = ReadMessage.take(0x30, &message), ReadMessage.integer(&global) == 9,
            ReadMessage.integer(&global) != nil, let flags = ReadMessage.take(4, &global)?.first,
            let model = ReadMessage.integer(&global), let parameters = ReadMessage.take(4, &message),
            var scoped = ReadMessage.take(0x30, &message), message.isEmpty,
            let engineID = ReadMessage.take(4, &scoped), ReadMessage.take(4, &scoped) != nil,
            let (tag, body) = CellReader.element(&scoped), scoped.isEmpty, let pdu = ReadPDU(body)
        else { return nil }
        self.flags = flags
        self.model = model
        self.parameters = Array(parameters)
        self.engineID = Array(engineID)
        self.tag = tag
        self.pdu = pdu
    }
}
