import NetworkValues
import SNMPProtocol
import Settings
import Testing

@testable import SNMPAgent

/// SNMPv3 from the discovery on, with every pair of algorithms, and everything that is refused (RFC 3414 3.2).
@Suite struct Version3Tests {
    struct Pair: Sendable, CustomTestStringConvertible {
        var authentication: AuthenticationProtocol?
        var privacy: PrivacyProtocol?
        var keyExtension = KeyExtension.blumenthal

        var testDescription: String {
            let names = [authentication.map { "\($0)" }, privacy.map { "\($0) \(keyExtension)" }].compactMap(\.self)
            return names.isEmpty ? "nothing" : names.joined(separator: " with ")
        }

        static let all: [Pair] =
            [Pair()]
            + AuthenticationProtocol.allCases.flatMap { authentication in
                [Pair(authentication: authentication)]
                    + PrivacyProtocol.allCases.flatMap { privacy in
                        KeyExtension.allCases.map {
                            Pair(authentication: authentication, privacy: privacy, keyExtension: $0)
                        }
                    }
            }
    }

    private let request = BER.pdu(PDUType.get.rawValue, [TestEngine.system + [1, 0]])

    @Test(arguments: Pair.all)
    func `a user is answered at its own level`(pair: Pair) throws {
        let manager = TestManager(pair.authentication, pair.privacy, keyExtension: pair.keyExtension)
        let engine = try TestEngine(policy: manager.policy)
        let answer = try #require(manager.read(engine.respond(manager.message(request))))
        #expect(answer.tag == PDUType.response.rawValue)
        #expect(answer.flags == manager.flags & 3)
        #expect(answer.pdu.id == 77 && answer.pdu.status == 0)
        #expect(answer.pdu.cells.first?.content == Array("an agent".utf8))
        #expect(answer.engineID == TestManager.engineID && answer.boots == 7)
    }

    @Test func `a manager that knows nothing learns the engine's identity and time`() throws {
        var manager = TestManager(.sha256, .aes128)
        let engine = try TestEngine(policy: manager.policy)
        engine.time.advance(milliseconds: 65_000)
        manager.engineID = []
        manager.name = ""
        manager.flags = 4
        let answer = try #require(manager.read(engine.respond(manager.message(request))))
        #expect(answer.reported == 4)
        #expect(answer.pdu.id == 77)
        #expect(answer.engineID == TestManager.engineID && answer.boots == 7 && answer.time == 65)
        #expect(engine.count(.unknownEngineIDs) == 1)
    }

    @Test(arguments: [(7, -151), (7, 151), (6, 0), (8, 0)] as [(Int32, Int32)])
    func `a message from another time is reported with a digest`(boots: Int32, shift: Int32) throws {
        var manager = TestManager(.sha256)
        let engine = try TestEngine(policy: manager.policy)
        engine.time.advance(milliseconds: 1_000_000)
        manager.boots = boots
        manager.time = 1000 + shift
        let answer = try #require(manager.read(engine.respond(manager.message(request))))
        #expect(answer.reported == 2)
        #expect(answer.flags == 1, "the report is authenticated, so that the manager can trust the time")
        #expect(answer.time == 1000)
    }

    @Test(arguments: [-150, 150] as [Int32])
    func `a message at the edge of the time window is answered`(shift: Int32) throws {
        var manager = TestManager(.sha256)
        let engine = try TestEngine(policy: manager.policy)
        engine.time.advance(milliseconds: 1_000_000)
        manager.time = 1000 + shift
        let answer = try #require(manager.read(engine.respond(manager.message(request))))
        #expect(answer.tag == PDUType.response.rawValue)
    }

    @Test func `an engine at its last boots answers no authenticated message`() throws {
        var manager = TestManager(.sha256)
        let identity = try #require(EngineIdentity(engineID: TestManager.engineID, boots: EngineIdentity.lastBoots))
        let engine = try TestEngine(policy: manager.policy, identity: identity)
        manager.boots = EngineIdentity.lastBoots
        #expect(manager.read(engine.respond(manager.message(request)))?.reported == 2)
    }

    /// RFC 3413 3.2: a command responder takes what asks for something. Below the user's own level nothing changes that.
    @Test(arguments: [0, 1] as [UInt8])
    func `what is no request gets no response, and who waits for one a report`(level: UInt8) throws {
        var manager = TestManager(.sha256)
        manager.flags = 4 | level
        let engine = try TestEngine(policy: manager.policy)
        for type in [PDUType.response, .trapV2, .report] {
            #expect(engine.respond(manager.message(BER.pdu(type.rawValue, [TestEngine.system + [1, 0]]))) == nil)
        }
        #expect(engine.count(.unknownPDUHandlers) == 3)
        let inform = BER.pdu(PDUType.inform.rawValue, id: 4711, [TestEngine.system + [1, 0]])
        let answer = try #require(manager.read(engine.respond(manager.message(inform))))
        #expect(answer.tag == PDUType.report.rawValue && answer.pdu.id == 4711)
        // snmpUnknownPDUHandlers.
        #expect(answer.pdu.cells.first?.name == [1, 3, 6, 1, 6, 3, 11, 2, 1, 3, 0])
        #expect(engine.count(.unknownPDUHandlers) == 4)
        #expect(engine.count(.authorizationErrors) == 0)
    }

    @Test func `a wrong digest is reported and told`() throws {
        var manager = TestManager(.sha256, .aes128)
        let engine = try TestEngine(policy: manager.policy)
        manager.spoilsDigest = true
        #expect(manager.read(engine.respond(manager.message(request)))?.reported == 5)
        #expect(engine.failures.all.map(\.reason) == [.wrongDigest])
    }

    @Test(arguments: [0, 1, 11, 12, 23, 25, 32])
    func `a digest has exactly its length`(count: Int) throws {
        // A shorter one could be guessed (CVE-2008-0960).
        var manager = TestManager(.sha256)
        let engine = try TestEngine(policy: manager.policy)
        manager.digestCount = count
        #expect(manager.read(engine.respond(manager.message(request)))?.reported == 5)
        #expect(engine.count(.outGetResponses) == 0)
    }

    @Test func `an unknown user is reported`() throws {
        var manager = TestManager(.sha256)
        let engine = try TestEngine(policy: manager.policy)
        manager.name = "users"
        #expect(manager.read(engine.respond(manager.message(request)))?.reported == 3)
        #expect(engine.failures.all.map(\.reason) == [.unknownUser])
    }

    @Test func `a level that the user does not have is reported`() throws {
        var manager = TestManager(.sha256)
        let engine = try TestEngine(policy: manager.policy)
        manager.flags = 7
        #expect(manager.read(engine.respond(manager.message(request)))?.reported == 1)
    }

    @Test(arguments: [PrivacyProtocol.des, .aes128])
    func `what another key has encrypted is reported`(cipher: PrivacyProtocol) throws {
        let manager = TestManager(.sha256, cipher)
        var other = SNMPUser(
            name: "user", authentication: manager.user.authentication,
            privacy: .init(algorithm: cipher, password: .init("another-password")))
        other.leastLevel = .authPriv
        let keys = LocalizedUser(other, engineID: TestManager.engineID, hashing: LibraryHashing())
        let engine = try TestEngine(policy: AccessPolicy(views: [], communities: [], users: [keys]))
        #expect(manager.read(engine.respond(manager.message(request)))?.reported == 6)
    }

    @Test func `a user below its least level is refused`() throws {
        var manager = TestManager(.sha256, .aes128)
        let engine = try TestEngine(policy: manager.policy)
        manager.flags = 5
        let answer = try #require(manager.read(engine.respond(manager.message(request))))
        #expect(answer.pdu.status == Int(ErrorStatus.authorizationError.rawValue))
        #expect(answer.pdu.cells.allSatisfy { $0.content.isEmpty })
    }

    @Test func `who wants no report gets none`() throws {
        var manager = TestManager(.sha256)
        let engine = try TestEngine(policy: manager.policy)
        manager.name = "nobody"
        manager.flags = 1
        #expect(engine.respond(manager.message(request)) == nil)
        #expect(engine.count(.unknownUserNames) == 1)
    }

    @Test func `encryption without authentication, another model and a small maximum are invalid`() throws {
        let good = TestManager(.sha256, .aes128)
        let engine = try TestEngine(policy: good.policy)
        var manager = good
        manager.flags = 6
        #expect(engine.respond(manager.message(request)) == nil)
        #expect(engine.count(.invalidMsgs) == 1)
        manager = good
        manager.model = 5
        #expect(engine.respond(manager.message(request)) == nil)
        #expect(engine.count(.unknownSecurityModels) == 1)
        manager = good
        manager.maximumSize = 483
        #expect(engine.respond(manager.message(request)) == nil)
        #expect(engine.count(.inASNParseErrs) == 1)
    }

    @Test func `another context is unknown`() throws {
        var manager = TestManager(.sha256)
        let engine = try TestEngine(policy: manager.policy)
        manager.contextName = "other"
        let answer = try #require(manager.read(engine.respond(manager.message(request))))
        #expect(answer.pdu.cells.first?.name == [1, 3, 6, 1, 6, 3, 12, 1, 5, 0])
    }

    @Test func `an answer keeps to the manager's maximum`() throws {
        var manager = TestManager(.sha256, .aes128)
        let engine = try TestEngine(policy: manager.policy)
        manager.maximumSize = 484
        let bulk = BER.pdu(PDUType.getBulk.rawValue, second: 100, [[1, 3]])
        let octets = try #require(engine.respond(manager.message(bulk)))
        #expect(octets.count <= 484)
        #expect(manager.read(octets)?.pdu.cells.isEmpty == false)
    }
}
