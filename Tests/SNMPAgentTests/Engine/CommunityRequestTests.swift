import SNMPProtocol
import NetworkValues
import Testing

@testable import SNMPAgent

@Suite struct CommunityRequestTests {
    let system = TestEngine.system
    let table = TestEngine.table

    @Test func `GET returns values, and in v2c what is missing and why`() throws {
        let engine = try TestEngine()
        let answer = try #require(
            engine.ask(
                PDUType.get.rawValue,
                [system + [1, 0], system + [1, 1], system + [9, 0], table + [2, 2], table + [3, 3]]))
        #expect(answer.version == 1 && answer.community == Array("public".utf8))
        #expect(answer.tag == PDUType.response.rawValue && answer.id == 77 && answer.status == 0 && answer.index == 0)
        #expect(answer.cells.map(\.tag) == [4, 0x81, 0x80, 0x81, 0x46])
        #expect(answer.cells[0].content == Array("an agent".utf8))
        #expect(answer.cells[2].name == system + [9, 0])
    }

    @Test func `GET in v1 fails at the first that is missing`() throws {
        let engine = try TestEngine()
        let names = [system + [1, 0], system + [9, 0]]
        let answer = try #require(engine.ask(PDUType.get.rawValue, names, version: 0))
        #expect(answer.status == 2 && answer.index == 2)
        #expect(answer.cells.map(\.name) == names)
        #expect(answer.cells.map(\.tag) == [5, 5])
        #expect(engine.count(.outNoSuchNames) == 1)
    }

    @Test func `v1 never sees a Counter64`() throws {
        let engine = try TestEngine()
        #expect(engine.ask(PDUType.get.rawValue, [table + [3, 1]], version: 0)?.status == 2)
        let next = try #require(engine.ask(PDUType.getNext.rawValue, [table + [2, 3]], version: 0))
        #expect(next.status == 2 && next.index == 1)
        #expect(engine.ask(PDUType.getNext.rawValue, [table + [2, 3]])?.cells.first?.name == table + [3, 1])
    }

    @Test func `a live scalar has the value of the moment`() throws {
        let engine = try TestEngine()
        engine.time.advance(milliseconds: 12_340)
        #expect(engine.ask(PDUType.get.rawValue, [system + [3, 0]])?.cells.first?.content == [0x04, 0xd2])
    }

    @Test func `GETNEXT skips gaps and ends with endOfMibView`() throws {
        let engine = try TestEngine()
        let answer = try #require(
            engine.ask(PDUType.getNext.rawValue, [[1, 3], table + [2, 1], table + [3, 3], system + [1]]))
        #expect(answer.cells.map(\.name) == [system + [1, 0], table + [2, 3], table + [3, 3], system + [1, 0]])
        #expect(answer.cells.map(\.tag) == [4, 4, 0x82, 4])
        #expect(engine.ask(PDUType.getNext.rawValue, [table + [3, 3]], version: 0)?.status == 2)
    }

    @Test func `GETNEXT takes the empty name`() throws {
        let engine = try TestEngine()
        #expect(engine.ask(PDUType.getNext.rawValue, [[]])?.cells.first?.name == system + [1, 0])
    }

    @Test func `GETBULK repeats what is not a non-repeater`() throws {
        let engine = try TestEngine()
        let answer = try #require(
            engine.ask(PDUType.getBulk.rawValue, [system, table + [1], table + [2]], first: 1, second: 2))
        #expect(
            answer.cells.map(\.name) == [
                system + [1, 0], table + [1, 1], table + [2, 1], table + [1, 2], table + [2, 3],
            ])
    }

    @Test func `GETBULK ends once all columns are at the end`() throws {
        let engine = try TestEngine()
        let answer = try #require(
            engine.ask(PDUType.getBulk.rawValue, [table + [3, 1], table + [3, 3]], second: 50))
        #expect(
            answer.cells.map(\.name) == [
                table + [3, 2], table + [3, 3], table + [3, 3], table + [3, 3], table + [3, 3], table + [3, 3],
            ])
        #expect(answer.cells.map(\.tag) == [0x46, 0x82, 0x46, 0x82, 0x82, 0x82])
    }

    @Test(arguments: [(-5, -5, 0), (0, 0, 0), (9, 9, 2), (1, 0, 1), (2_147_483_647, 2_147_483_647, 2)])
    func `GETBULK takes any counts`(first: Int, second: Int, expected: Int) throws {
        let engine = try TestEngine()
        let answer = try #require(engine.ask(PDUType.getBulk.rawValue, [system, table], first: first, second: second))
        #expect(answer.cells.count == expected)
    }

    @Test func `GETBULK stops at the limit of repetitions`() throws {
        var limits = ResponderLimits()
        limits.maximumRepetitions = 3
        let engine = try TestEngine(limits: limits)
        #expect(engine.ask(PDUType.getBulk.rawValue, [[1]], second: 100)?.cells.count == 3)
        #expect(engine.count(.bulksCut) == 1)
    }

    @Test(arguments: 100...500)
    func `no answer is longer than the limit`(limit: Int) throws {
        var limits = ResponderLimits()
        limits.maximumReplyV4 = limit
        let engine = try TestEngine(limits: limits)
        let bulk = BER.message(1, BER.pdu(PDUType.getBulk.rawValue, second: 100, [[1]]))
        let octets = try #require(engine.respond(bulk))
        #expect(octets.count <= limit)
        let answer = try #require(ReadMessage(octets))
        #expect(answer.cells.count < 12 ? engine.count(.bulksCut) == 1 : true)
        if limit > 120 { #expect(!answer.cells.isEmpty) }
    }

    @Test func `an answer that does not fit is tooBig`() throws {
        var limits = ResponderLimits()
        limits.maximumReplyV4 = 100
        let engine = try TestEngine(limits: limits)
        let names = [[UInt32]](repeating: system + [1, 0], count: 6)
        let answer = try #require(engine.ask(PDUType.get.rawValue, names))
        #expect(answer.status == 1 && answer.index == 0 && answer.cells.isEmpty)
        // RFC 1157 has the names come back, for which there is no room either.
        #expect(engine.ask(PDUType.get.rawValue, names, version: 0) == nil)
        #expect(engine.count(.silentDrops) == 1)
    }

    @Test func `nothing can be written`() throws {
        let engine = try TestEngine()
        let answer = try #require(engine.ask(PDUType.set.rawValue, [system + [1, 0]]))
        #expect(answer.status == 6 && answer.index == 1 && answer.cells.first?.name == system + [1, 0])
        #expect(engine.ask(PDUType.set.rawValue, [[1, 3, 9]])?.status == 6)
        #expect(engine.ask(PDUType.set.rawValue, [system + [1, 0]], version: 0)?.status == 2)
        #expect(engine.count(.inBadCommunityUses) == 3)
        #expect(engine.failures.all.map(\.reason) == [.communityUse, .communityUse, .communityUse])
    }

    @Test func `an unknown community gets nothing and is reported`() throws {
        let engine = try TestEngine()
        for name in ["", "publi", "publicc", "Public", "public\0"] {
            #expect(engine.ask(PDUType.get.rawValue, [system + [1, 0]], community: name) == nil)
        }
        #expect(engine.count(.inBadCommunityNames) == 5)
        #expect(engine.failures.all.count == 5)
        #expect(engine.failures.all.first == AuthenticationFailure(reason: .unknownCommunity, source: engine.source))
    }

    @Test func `failures are reported ten times a second at most`() throws {
        let engine = try TestEngine()
        for _ in 0..<100 { _ = engine.ask(PDUType.get.rawValue, [system], community: "wrong") }
        #expect(engine.failures.all.count == 10)
        #expect(engine.count(.failuresUnreported) == 90)
        engine.time.advance(milliseconds: 1000)
        for _ in 0..<100 { _ = engine.ask(PDUType.get.rawValue, [system], community: "wrong") }
        #expect(engine.failures.all.count == 20)
    }

    @Test func `PDUs that nobody takes get nothing`() throws {
        let engine = try TestEngine()
        #expect(engine.ask(PDUType.response.rawValue, [system], first: 5) == nil)
        #expect(engine.ask(PDUType.trapV2.rawValue, [system]) == nil)
        #expect(engine.ask(PDUType.getBulk.rawValue, [system], version: 0) == nil)
        #expect(engine.respond(BER.message(0, BER.element(PDUType.trapV1.rawValue, BER.oid([1, 3])))) == nil)
        #expect(engine.count(.unknownPDUHandlers) == 4)
        #expect(engine.count(.inGetResponses) == 1 && engine.count(.inGenErrs) == 1 && engine.count(.inTraps) == 2)
        #expect(engine.respond(BER.message(2, BER.pdu(PDUType.get.rawValue, [system]))) == nil)
        #expect(engine.count(.inBadVersions) == 1)
    }

    @Test func `every request is counted where it belongs`() throws {
        let engine = try TestEngine()
        _ = engine.ask(PDUType.get.rawValue, [system + [1, 0], system + [2, 0]])
        _ = engine.ask(PDUType.getNext.rawValue, [system])
        _ = engine.ask(PDUType.getBulk.rawValue, [system], second: 3)
        #expect(engine.count(.inPkts) == 3 && engine.count(.outPkts) == 3 && engine.count(.outGetResponses) == 3)
        #expect(engine.count(.inGetRequests) == 1 && engine.count(.inGetNexts) == 1 && engine.count(.inGetBulks) == 1)
        #expect(engine.count(.inTotalReqVars) == 6)
    }
}
