import NetworkValues
import SNMPProtocol
import Testing

@testable import SNMPAgent

/// Who may set, and that nobody waits for it.
@Suite struct SetDeliveryTests {
    @Test func `a user without a write view may write nothing`() throws {
        let engine = try SetEngine(writeView: "none")
        let answer = try #require(engine.send([(SetEngine.contact, text("a"))]))
        #expect(answer.status == Int(ErrorStatus.noAccess.rawValue) && answer.index == 1)
    }

    @Test func `what the write view leaves out is noAccess, what it has is set`() async throws {
        let system = try #require(MIBView.Family("1.3.6.1.2.1.1"))
        let contact = try #require(MIBView.Family("1.3.6.1.2.1.1.4", isIncluded: false))
        let engine = try SetEngine(views: [MIBView(name: "some", families: [system, contact])], writeView: "some")
        let answer = try #require(engine.send([(SetEngine.location, text("b")), (SetEngine.contact, text("a"))]))
        #expect(answer.status == Int(ErrorStatus.noAccess.rawValue) && answer.index == 2)
        let other = try #require(engine.send([(SetEngine.traps, text("wrong type"))], id: 78))
        #expect(other.status == Int(ErrorStatus.noAccess.rawValue), "the view is asked first")
        #expect(await engine.set([(SetEngine.location, text("b"))], id: 79)?.status == 0)
    }

    @Test func `a message below the user's level may write nothing`() throws {
        let engine = try SetEngine()
        engine.manager.flags = 4 | 1
        let answer = try #require(engine.send([(SetEngine.contact, text("a"))]))
        #expect(answer.status == Int(ErrorStatus.authorizationError.rawValue) && answer.index == 0)
    }

    @Test(arguments: [(0, ErrorStatus.noSuchName), (1, .noAccess)] as [(Int, ErrorStatus)])
    func `a community never writes`(version: Int, status: ErrorStatus) throws {
        let engine = try SetEngine()
        let message = BER.message(version, SetEngine.pdu([(SetEngine.contact, text("a"))]))
        let answer = try #require(ReadMessage(engine.engine.respond(to: message, from: engine.source)))
        #expect(answer.status == Int(status.rawValue) && answer.index == 1)
        #expect(engine.count(.inBadCommunityUses) == 1)
        #expect(engine.writer.applied.isEmpty)
    }

    @Test func `reads are answered while a SET is carried out`() async throws {
        let engine = try SetEngine()
        engine.writer.hold()
        #expect(engine.send([(SetEngine.contact, text("a"))]) == nil)
        let pending = try #require(await engine.shared.writes.next())
        let worker = engine.worker
        let work = Task { await worker.carryOut(pending) }
        while !engine.writer.isHeld { await Task.yield() }
        for number in 0..<100 {
            #expect(engine.send(BER.pdu(PDUType.get.rawValue, id: number, [SetEngine.contact]))?.id == number)
        }
        #expect(engine.late.all.isEmpty)
        engine.writer.release()
        await work.value
        #expect(engine.manager.read(engine.late.all.first)?.pdu.status == 0)
    }

    @Test func `a request that comes again meanwhile is carried out once and answered to each copy`() async throws {
        let engine = try SetEngine()
        #expect(engine.send([(SetEngine.contact, text("a"))]) == nil)
        engine.manager.messageID = 100
        #expect(engine.send([(SetEngine.contact, text("a"))]) == nil)
        #expect(engine.count(.setsRepeated) == 1)
        #expect(await engine.work()?.status == 0)
        #expect(engine.writer.applied.count == 1)
        #expect(engine.late.all.count == 2)
        #expect(engine.manager.read(engine.late.all.last) != nil, "the manager looks for its newest msgID")
        engine.manager.messageID = 99
        #expect(engine.manager.read(engine.late.all.first) != nil)
        // Another value under the same request-id is another request, and so is the same one in a new message.
        #expect(engine.send([(SetEngine.contact, text("b"))]) == nil)
        engine.manager.messageID = 101
        #expect(engine.send([(SetEngine.contact, text("a"))]) == nil)
        _ = await engine.work()
        #expect(await engine.work()?.status == 0)
        #expect(engine.writer.applied.count == 3)
    }

    @Test func `a message that somebody caught and sends again changes nothing`() async throws {
        let engine = try SetEngine()
        #expect(await engine.set([(SetEngine.contact, text("a"))])?.status == 0)
        #expect(await engine.set([(SetEngine.contact, text("b"))], id: 78)?.status == 0)
        let replayed = try #require(engine.send([(SetEngine.contact, text("a"))]))
        #expect(replayed.status == 0 && replayed.cells.count == 1, "a manager whose answer was lost gets it again")
        #expect(engine.writer.applied.map(\.changes) == [[.contact("a")], [.contact("b")]])
        #expect(engine.count(.setsRepeated) == 1)
        engine.writer.fail(WriteFailure(.commitFailed, index: 1))
        #expect(await engine.set([(SetEngine.contact, text("c"))], id: 79)?.status == 14)
        #expect(engine.send([(SetEngine.contact, text("c"))], id: 79)?.status == 14)
        #expect(engine.writer.applied.count == 3)
    }

    @Test func `a queue that is full refuses, and takes again once there is room`() async throws {
        let engine = try SetEngine()
        for number in 0..<WriteQueue.limit {
            #expect(engine.send([(SetEngine.contact, text("a"))], id: number) == nil)
        }
        let answer = try #require(engine.send([(SetEngine.contact, text("a"))], id: 1000))
        #expect(answer.status == Int(ErrorStatus.resourceUnavailable.rawValue) && answer.index == 1)
        #expect(engine.count(.setsRefused) == 1)
        #expect(await engine.work()?.status == 0)
        #expect(engine.send([(SetEngine.contact, text("a"))], id: 1001) == nil)
    }

    @Test func `without a way back nothing is set`() throws {
        let engine = try SetEngine()
        engine.engine.late = nil
        let answer = try #require(engine.send([(SetEngine.contact, text("a"))]))
        #expect(answer.status == Int(ErrorStatus.resourceUnavailable.rawValue))
    }

    @Test func `a reply has the keys and the level of its request, whatever the policy is by then`() async throws {
        let engine = try SetEngine(privacy: nil)
        #expect(engine.send([(SetEngine.contact, text("a"))]) == nil)
        engine.shared.policy = .closed
        #expect(await engine.work()?.status == 0)
        #expect(engine.manager.read(engine.late.all.last)?.flags == 1)
    }

    @Test func `an unauthenticated user cannot write even when a policy says so`() throws {
        let manager = TestManager(writeView: "all")
        let engine = try SetEngine()
        engine.shared.policy = manager.policy
        engine.manager = manager
        let answer = try #require(engine.send([(SetEngine.contact, text("a"))]))
        #expect(answer.status == Int(ErrorStatus.noAccess.rawValue) && answer.index == 1)
    }
}
