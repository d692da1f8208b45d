import NetworkValues
import SNMPProtocol
import Testing

@testable import SNMPAgent

/// A session with a master that a test plays.
struct AgentXSessionTests {
    @Test func `it opens, registers each subtree, and adds rows to sysORTable behind that`() throws {
        var master = try ScriptedMaster()
        #expect(master.session.status.state == .connecting)
        master.session.connected(at: master.moment)
        let open = try #require(try master.sent().first)
        guard case .open(let seconds, let id, let text) = open.body else { throw Unexpected(pdu: open) }
        #expect(seconds == 5 && id == OwnTree(.standard).product && text == Array("ipdect-agent".utf8))
        #expect(open.header.sessionID == 0 && open.header.flags.contains(.networkByteOrder))
        master.answer(open)
        let registrations = try master.sent()
        #expect(
            registrations.map(\.body) == [
                .register(AgentXRegistration(LLDPTree.root, priority: 127, timeoutSeconds: 5)),
                .register(AgentXRegistration(ScriptedMaster.own, priority: 127, timeoutSeconds: 5)),
            ])
        #expect(registrations.allSatisfy { $0.header.sessionID == 77 })
        for registration in registrations { master.answer(registration) }
        let rows = try master.sent()
        #expect(rows.count == 10 && rows.allSatisfy { $0.header.type == .addAgentCaps })
        #expect(master.session.status.state == .open && master.session.status.sessionID == 77)
        #expect(master.session.status.subtrees.allSatisfy { $0.isRegistered })
        #expect(master.session.notes == [.opened, .registered("lldp"), .registered("own")])
    }

    @Test func `answers in another order, in pieces and in one piece are taken`() throws {
        var master = try ScriptedMaster()
        master.session.connected(at: master.moment)
        master.answer(try #require(try master.sent().first))
        let registrations = try master.sent()
        let answers = registrations.reversed().flatMap { pdu -> [UInt8] in
            var header = pdu.header.answer
            header.sessionID = 77
            return AgentXPDU(header, .response(AgentXResponse())).octets
        }
        for octet in answers.prefix(33) { master.say([octet]) }
        #expect(master.session.status.subtrees.map(\.isRegistered) == [false, true])
        master.say(Array(answers.dropFirst(33)))
        #expect(master.session.status.subtrees.map(\.isRegistered) == [true, true])
    }

    @Test func `a refused session is tried again, later each time`() throws {
        var master = try ScriptedMaster()
        var pauses: [UInt64] = []
        for _ in 0..<7 {
            master.session.connected(at: master.moment)
            master.answer(try #require(try master.sent().first), error: AgentXStatus.openFailed.rawValue)
            #expect(!master.session.wantsConnection)
            #expect(master.session.status.lastError == "the master refused the session: openFailed")
            let pause = try #require(master.session.deadline) - master.moment.milliseconds
            pauses.append(pause)
            master.advance(milliseconds: pause - 1)
            #expect(!master.session.wantsConnection)
            master.advance(milliseconds: 1)
            #expect(master.session.wantsConnection)
        }
        #expect(pauses == [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
        // What is said again and again is told once.
        #expect(master.session.notes.count == 1)
    }

    @Test func `a registration that is refused is shown, told once, and asked for again`() throws {
        var master = try ScriptedMaster()
        master.session.connected(at: master.moment)
        master.answer(try #require(try master.sent().first))
        let registrations = try master.sent()
        master.answer(registrations[0], error: AgentXStatus.duplicateRegistration.rawValue)
        master.answer(registrations[1])
        for row in try master.sent() { master.answer(row) }
        #expect(master.session.status.subtrees.map(\.refusal) == ["duplicateRegistration", ""])
        #expect(master.session.status.lastError == "the master refused lldp: duplicateRegistration")
        master.advance(milliseconds: 9_999)
        #expect(try master.sent().isEmpty)
        master.advance(milliseconds: 1)
        let again = try #require(try master.sent().first)
        master.answer(again, error: AgentXStatus.duplicateRegistration.rawValue)
        master.advance(milliseconds: 10_000)
        let third = try #require(try master.sent().first { $0.header.type == .register })
        master.answer(third)
        #expect(master.session.status.subtrees.allSatisfy { $0.isRegistered && $0.refusal.isEmpty })
        #expect(master.session.status.counts.refusals == 2)
        #expect(master.session.notes.filter { $0 == .refused("lldp", "duplicateRegistration") }.count == 1)
    }

    @Test func `a silent master is asked, and given up when it does not answer`() throws {
        var master = try ScriptedMaster()
        try master.open()
        master.advance(milliseconds: 14_999)
        #expect(try master.sent().isEmpty)
        master.advance(milliseconds: 1)
        let ping = try #require(try master.sent().first)
        #expect(ping.body == .ping)
        master.answer(ping)
        master.advance(milliseconds: 15_000)
        #expect(try master.sent().map(\.body) == [.ping])
        master.advance(milliseconds: 4_999)
        #expect(master.session.status.state == .open)
        master.advance(milliseconds: 1)
        #expect(try master.sent().map(\.body) == [.close(reason: AgentXCloseReason.timeouts.rawValue)])
        #expect(master.session.status.state == .waiting && master.session.status.counts.timeouts == 1)
        #expect(master.session.status.lastError == "the master did not answer Ping within 5 s")
        #expect(!master.session.status.subtrees.contains { $0.isRegistered })
        master.advance(milliseconds: 1000)
        try master.open()
        #expect(master.session.status.state == .open && master.session.status.counts.sessions == 2)
    }

    @Test func `a master that asks needs no ping`() throws {
        var master = try ScriptedMaster()
        try master.open()
        for _ in 0..<10 {
            master.advance(milliseconds: 14_000)
            #expect(
                try master.ask(.get, .get([AgentXSearchRange(ScriptedMaster.own)])).map(\.header.type) == [.response])
        }
        #expect(master.session.status.counts.pings == 0)
    }

    @Test func `a master that opens sessions and drops them is asked less and less often`() throws {
        var master = try ScriptedMaster()
        var pauses: [UInt64] = []
        for round in 0..<4 {
            try master.open()
            master.advance(milliseconds: round == 3 ? 30_000 : 100)
            master.session.lose("the master ended the connection", at: master.moment)
            pauses.append(try #require(master.session.deadline) - master.moment.milliseconds)
            master.advance(milliseconds: pauses[round])
        }
        #expect(pauses == [1000, 2000, 4000, 1000])
    }

    @Test func `half a PDU does not hide that the master is silent`() throws {
        var master = try ScriptedMaster()
        try master.open()
        master.say(Array(AgentXPDU(AgentXHeader(.get, sessionID: 77, packetID: 1), .get([])).octets.prefix(19)))
        master.advance(milliseconds: 15_000)
        #expect(try master.sent().map(\.body) == [.ping])
        master.advance(milliseconds: 5_000)
        #expect(master.session.status.state == .waiting)
    }

    @Test func `a master that takes no connection is given up`() throws {
        var master = try ScriptedMaster()
        master.advance(milliseconds: 5_000)
        #expect(master.session.status.state == .waiting)
        #expect(master.session.status.lastError == "the master did not take the connection within 5 s")
    }

    @Test func `a master that does not answer Open is given up`() throws {
        var master = try ScriptedMaster()
        master.session.connected(at: master.moment)
        master.advance(milliseconds: 5_000)
        #expect(master.session.status.lastError == "the master did not answer Open within 5 s")
    }

    @Test(arguments: [
        [UInt8](repeating: 0, count: 20), Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8),
        [1, 99] + [UInt8](repeating: 0, count: 18), [1, 5, 0x10, 0] + [UInt8](repeating: 0xff, count: 16),
    ])
    func `rubbish ends the session, is counted, and a new one begins`(octets: [UInt8]) throws {
        var master = try ScriptedMaster()
        try master.open()
        master.say(octets)
        #expect(master.session.status.state == .waiting && master.session.status.counts.malformed == 1)
        #expect(try master.sent().map(\.body) == [.close(reason: AgentXCloseReason.parseError.rawValue)])
        #expect(master.session.status.lastError.hasPrefix("the master sent what is no PDU: "))
        master.advance(milliseconds: 1000)
        try master.open()
        #expect(master.session.status.state == .open)
    }

    @Test func `a PDU with a malformed payload is refused with parseError, and too many end the session`() throws {
        var master = try ScriptedMaster()
        try master.open()
        var octets = AgentXPDU(
            AgentXHeader(.get, sessionID: 77, packetID: 500), .get([AgentXSearchRange([1, 3, 6, 1, 2, 1])])
        ).octets
        octets[20] = 200
        for number in 1..<AgentXSession.malformedLimit {
            master.say(octets)
            let answer = try #require(try master.sent().first)
            #expect(answer.body == .response(AgentXResponse(error: AgentXStatus.parseError.rawValue)))
            #expect(master.session.status.counts.malformed == UInt64(number))
        }
        master.say(octets)
        #expect(master.session.status.state == .waiting)
    }

    @Test func `the master's Close and its unknown session are heard`() throws {
        var master = try ScriptedMaster()
        try master.open()
        #expect(try master.ask(.close, .close(reason: 5)).isEmpty)
        #expect(master.session.status.lastError == "the master ended the session: shutdown")
        master.advance(milliseconds: 1000)
        try master.open()
        master.advance(milliseconds: 15_000)
        master.answer(try #require(try master.sent().first), error: AgentXStatus.notOpen.rawValue)
        #expect(master.session.status.lastError == "the master does not know the session any more")
    }

    @Test func `answers to nothing and of another session are counted and change nothing`() throws {
        var master = try ScriptedMaster()
        try master.open()
        #expect(try master.ask(.response, .response(AgentXResponse()), packetID: 999_999).isEmpty)
        master.advance(milliseconds: 15_000)
        let ping = try #require(try master.sent().first)
        master.answer(ping, sessionID: 78)
        #expect(master.session.status.counts.strays == 2)
        // The question still waits for its answer.
        master.advance(milliseconds: 5_000)
        #expect(master.session.status.state == .waiting)
    }

    @Test func `requests of another session are refused with notOpen`() throws {
        var master = try ScriptedMaster()
        try master.open()
        let range = AgentXSearchRange(ScriptedMaster.own)
        #expect(try master.response(.get, .get([range]), sessionID: 78).error == AgentXStatus.notOpen.rawValue)
        #expect(try master.response(.testSet, .testSet([]), sessionID: 78).error == AgentXStatus.notOpen.rawValue)
        #expect(master.images == 0)
    }

    @Test func `a context is refused, and what only subagents send is counted`() throws {
        var master = try ScriptedMaster()
        try master.open()
        let range = AgentXSearchRange(ScriptedMaster.own)
        let refused = try master.response(.get, .get([range]), context: Array("other".utf8))
        #expect(refused.error == AgentXStatus.unsupportedContext.rawValue)
        #expect(try master.ask(.ping, .ping).isEmpty)
        #expect(try master.ask(.register, .register(AgentXRegistration([1, 3]))).isEmpty)
        #expect(master.session.status.counts.strays == 2 && master.session.status.state == .open)
    }

    @Test func `ending says so to the master`() throws {
        var master = try ScriptedMaster()
        try master.open()
        master.session.end()
        #expect(try master.sent().map(\.body) == [.close(reason: AgentXCloseReason.shutdown.rawValue)])
        #expect(master.session.status.state == .off && master.session.deadline == nil)
    }

    @Test func `no more is read while answers wait to be sent`() throws {
        var master = try ScriptedMaster()
        try master.open()
        let ranges = [AgentXSearchRange](repeating: AgentXSearchRange(ScriptedMaster.own), count: 4)
        let bulk = AgentXPDU(
            AgentXHeader(.getBulk, sessionID: 77, packetID: 1),
            .getBulk(nonRepeaters: 0, maxRepetitions: 9999, ranges))
        for _ in 0..<60 { master.say(bulk) }
        #expect(!master.session.takesInput)
        #expect(master.session.writer.octets.count < AgentXSession.outputLimit + (1 << 18))
        let before = master.session.status.counts.getBulks
        #expect(before < 60)
        _ = master.session.writer.take()
        while !master.session.input.isEmpty {
            master.session.work(at: master.moment) { ScriptedMaster.image }
            _ = master.session.writer.take()
        }
        #expect(master.session.status.counts.getBulks == 60)
    }

    @Test func `20,000 changed and random streams are survived`() throws {
        var random = SplitMix(state: 9)
        var master = try ScriptedMaster()
        try master.open()
        let seeds = [
            AgentXPDU.Body.get([AgentXSearchRange(ScriptedMaster.own + [2, 1, 1, 1, 1, 0])]),
            .getNext([AgentXSearchRange(ScriptedMaster.own, end: [1, 3, 6, 1, 5])]),
            .getBulk(nonRepeaters: 1, maxRepetitions: 5, [AgentXSearchRange([]), AgentXSearchRange(LLDPTree.root)]),
            .testSet([AgentXVarBind(ScriptedMaster.own, .integer(1))]), .commitSet, .cleanupSet, .close(reason: 5),
            .response(AgentXResponse()),
        ]
        let types: [AgentXPDUType] = [.get, .getNext, .getBulk, .testSet, .commitSet, .cleanupSet, .close, .response]
        var sessions: UInt64 = 1
        for round in 0..<20_000 {
            if !master.session.wantsConnection {
                master.advance(milliseconds: 30_000)
                try master.open()
                sessions += 1
            }
            let header = AgentXHeader(types[round % 8], sessionID: 77, packetID: UInt32(round))
            let octets = AgentXPDU(header, seeds[round % 8]).octets
            master.say(MutationTests.mutated(octets, using: &random))
            _ = master.session.writer.take()
        }
        #expect(master.session.status.counts.sessions == sessions)
        #expect(master.session.status.counts.malformed > 300)
        #expect(master.session.input.count <= AgentXHeader.maximumPayload + AgentXHeader.octetCount)
    }
}

/// A PDU that a test did not expect.
struct Unexpected: Error {
    var pdu: AgentXPDU
}
