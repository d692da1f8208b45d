import SNMPProtocol
import Testing

/// How the agent answers a master of AgentX that is not Net-SNMP's: each kind of request that the regress list of OpenBSD's
/// snmpd sends to a subagent, and what may be wrong with one.
@Suite(.serialized, .builtAgent, .peers(.snmpget, .snmpbulkwalk), .playedMaster)
struct MasterRequestTests {
    static let root = OIDs.parts(OIDs.root)
    static let labels = OIDs.parts(OIDs.faultLabels)
    static let faults = OIDs.parts(OIDs.faults)
    static let end = sibling(labels)

    let agent: AgentProcess
    let session: PlayedSession

    init() throws {
        agent = try .required()
        session = try #require(PlayedMasterTrait.current).session
    }

    /// The subtree behind.
    static func sibling(_ name: [UInt32]) -> [UInt32] { name.dropLast() + [(name.last ?? 0) + 1] }

    /// The first names of the column of labels, in order.
    private func names(_ count: Int) throws -> [[UInt32]] {
        let answer = try #require(agent.exchange(RawMessage.request(.getBulk, [OIDs.faultLabels], fields: (0, count))))
        return answer.names.map(OIDs.parts)
    }

    // MARK: Get

    @Test(arguments: [
        (BERTag.integer, ".1.3.6.1.2.1.2.2.1.1.1"), (BERTag.octetString, ".1.3.6.1.2.1.2.2.1.2.1"),
        (BERTag.objectIdentifier, ".1.3.6.1.2.1.4.34.1.5.1.4.127.0.0.1"),
        (BERTag.ipAddress, ".1.3.6.1.2.1.4.20.1.1.127.0.0.1"),
        (BERTag.counter32, ".1.3.6.1.2.1.2.2.1.13.1"), (BERTag.gauge32, ".1.3.6.1.2.1.2.2.1.5.1"),
        (BERTag.timeTicks, ".1.3.6.1.2.1.2.2.1.9.1"), (BERTag.counter64, ".1.3.6.1.2.1.31.1.1.1.7.1"),
    ])
    func `a value of each type is that of the agent's own port`(tag: UInt8, name: String) throws {
        let own = try #require(agent.exchange(RawMessage.request(.get, [name]))?.bindings.first)
        #expect(own.tag == tag)
        let answer = try session.ask(.get, .get([AgentXSearchRange(OIDs.parts(name))]))
        let binding = try #require(answer.bindings.first)
        #expect(answer.error == 0 && binding.name == OIDs.parts(name) && binding.value.type == UInt16(tag))
        let number = own.content.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        switch binding.value {
        case .integer(let value): #expect(UInt64(value) == number)
        case .octets(let content): #expect(content == own.content)
        case .name(let arcs): #expect(NameEncoding.content(of: arcs) == own.content)
        case .address(let value): #expect(UInt64(value) == number)
        // What counts goes on between the two.
        case .counter32(let value): #expect(UInt64(value) >= number)
        case .gauge32(let value), .timeTicks(let value): #expect(UInt64(value) == number)
        case .counter64(let value): #expect(value >= number)
        default: Issue.record("\(binding)")
        }
    }

    @Test(arguments: [
        (root, AgentXValue.noSuchObject), (root + [99], .noSuchObject), (root + [99, 0], .noSuchObject),
        (faults, .noSuchObject), (labels, .noSuchInstance), (labels + [4_000_000], .noSuchInstance),
        (labels + [65_537, 0], .noSuchInstance), ([1, 3, 6, 1, 2, 1, 1, 5, 0], .noSuchObject), ([], .noSuchObject),
        ([1, 3, 6, 1, 2, 1, 2], .noSuchObject), ([2, 999], .noSuchObject), ([0, 0], .noSuchObject),
    ])
    func `Get of what is not there says what is missing, and never that the view ends`(
        name: [UInt32], value: AgentXValue
    ) throws {
        let answer = try session.ask(.get, .get([AgentXSearchRange(name)]))
        #expect(answer == AgentXResponse(bindings: [AgentXVarBind(name, value)]))
    }

    @Test(arguments: [0, 1, 2, 3, 17, 150])
    func `there are as many answers as questions, in their order`(count: Int) throws {
        let names = try names(40)
        let asked = (0..<count).map { names[$0 * 7 % names.count] }
        let answer = try session.ask(.get, .get(asked.map { AgentXSearchRange($0) }))
        #expect(answer.error == 0 && answer.bindings.map(\.name) == asked)
        let next = try session.ask(.getNext, .getNext(asked.map { AgentXSearchRange($0, isIncluded: true) }))
        #expect(next.error == 0 && next.bindings.map(\.name) == asked)
    }

    @Test func `one that is missing leaves the others their values`() throws {
        let names = try names(2)
        let asked = [names[0], Self.labels + [1], Self.root + [99, 0], names[1]]
        let answer = try session.ask(.get, .get(asked.map { AgentXSearchRange($0) }))
        #expect(answer.error == 0 && answer.bindings.map(\.name) == asked)
        #expect(answer.bindings[1].value == .noSuchInstance && answer.bindings[2].value == .noSuchObject)
        for place in [0, 3] { #expect(answer.bindings[place].value.type == UInt16(BERTag.octetString)) }
    }

    // MARK: GetNext

    @Test func `GetNext begins at, in and behind a subtree as it is told`() throws {
        let names = try names(3)
        let (first, second) = (names[0], names[1])
        // The subtree itself, what stands before it, a gap within it, an instance, one below an instance.
        let column = AgentXSearchRange(Self.labels, end: Self.end)
        #expect(try session.next(column).name == first)
        #expect(try session.next(AgentXSearchRange(Self.labels, isIncluded: true, end: Self.end)).name == first)
        #expect(try session.next(AgentXSearchRange(Self.faults, end: Self.end)).name.starts(with: Self.faults))
        #expect(try session.next(AgentXSearchRange(Self.labels + [1], isIncluded: true, end: Self.end)).name == first)
        #expect(try session.next(AgentXSearchRange(first, end: Self.end)).name == second)
        #expect(try session.next(AgentXSearchRange(first, isIncluded: true, end: Self.end)).name == first)
        #expect(try session.next(AgentXSearchRange(first + [0], end: Self.end)).name == second)
        #expect(try session.next(AgentXSearchRange(first + [0], isIncluded: true, end: Self.end)).name == second)
    }

    @Test func `GetNext never goes beyond the end of its range, nor back`() throws {
        let names = try names(3)
        let last = try lastLabel()
        for (start, isIncluded, end) in [
            (names[0], false, names[1]), (names[0], true, names[0]), (names[0], false, names[0]),
            (names[1], true, names[0]), (names[2], false, names[1]), (Self.end, true, Self.labels),
            (last, false, Self.end), (Self.labels + [UInt32.max], true, Self.end),
            (names[0] + [0], false, names[1]), (Self.root + [99], true, Self.sibling(Self.root)),
        ] {
            let answer = try session.next(AgentXSearchRange(start, isIncluded: isIncluded, end: end))
            #expect(answer == AgentXVarBind(start, .endOfMibView), "from \(start) to \(end)")
        }
        // The end is that of the range, not of what would be found: one before it is an answer.
        #expect(try session.next(AgentXSearchRange(names[0], end: names[1] + [0])).name == names[1])
    }

    private func lastLabel() throws -> [UInt32] {
        var place = Self.labels
        while case let next = try session.ask(
            .getBulk,
            .getBulk(nonRepeaters: 0, maxRepetitions: 500, [AgentXSearchRange(place, end: Self.end)])),
            let last = next.bindings.last(where: { $0.value != .endOfMibView })
        { place = last.name }
        return place
    }

    @Test func `without an end GetNext jumps to the next subtree, and ends behind the last`() throws {
        let subtrees = PlayedMasterTrait.subtrees.map(OIDs.parts)
        for (here, next) in zip(subtrees, subtrees.dropFirst()) {
            let behind = here + [UInt32.max]
            #expect(try session.next(AgentXSearchRange(behind)).name.starts(with: next), "behind \(here)")
            // With the end that OpenBSD's master sends, the next subtree's beginning, there is nothing.
            let ended = try session.next(AgentXSearchRange(behind, end: next))
            #expect(ended == AgentXVarBind(behind, .endOfMibView))
        }
        let last = try #require(subtrees.last) + [UInt32.max]
        #expect(try session.next(AgentXSearchRange(last)) == AgentXVarBind(last, .endOfMibView))
        #expect(try session.next(AgentXSearchRange([])).name.starts(with: [1, 0, 8802]))
    }

    @Test func `ranges of two subtrees are answered each from its own`() throws {
        let (lldp, own) = ([1, 0, 8802, 1, 1, 2] as [UInt32], Self.root)
        let answer = try session.ask(
            .getNext,
            .getNext([
                AgentXSearchRange(own, end: Self.sibling(own)), AgentXSearchRange(lldp, end: Self.sibling(lldp)),
                AgentXSearchRange(own + [99], end: Self.sibling(own)),
            ]))
        #expect(answer.bindings[0].name.starts(with: own) && answer.bindings[1].name.starts(with: lldp))
        #expect(answer.bindings[2] == AgentXVarBind(own + [99], .endOfMibView))
    }

    // MARK: GetBulk

    @Test(
        arguments: [
            (0, 1, [0, 1]), (0, 2, [0, 1, 2, 3]), (1, 1, [0, 1]), (1, 2, [0, 1, 3]), (2, 2, [0, 1]), (9, 9, [0, 1]),
            (0, 0, []), (1, 0, [0]), (2, 0, [0, 1]),
        ] as [(UInt16, UInt16, [Int])])
    func `GetBulk gives each range its turns`(nonRepeaters: UInt16, repetitions: UInt16, places: [Int]) throws {
        let labels = try names(2)
        let other = Self.sibling(Self.labels)
        let column = try session.ask(
            .getBulk,
            .getBulk(nonRepeaters: 0, maxRepetitions: 2, [AgentXSearchRange(other, end: Self.sibling(other))]))
        let all = [labels[0], column.bindings[0].name, labels[1], column.bindings[1].name]
        let ranges = [
            AgentXSearchRange(Self.labels, end: Self.end), AgentXSearchRange(other, end: Self.sibling(other)),
        ]
        let answer = try session.ask(
            .getBulk, .getBulk(nonRepeaters: nonRepeaters, maxRepetitions: repetitions, ranges))
        #expect(answer.error == 0 && answer.bindings.map(\.name) == places.map { all[$0] })
    }

    @Test func `in GetBulk a range that is at its end waits for the others`() throws {
        let names = try names(4)
        let short = AgentXSearchRange(names[0], end: names[2])
        let long = AgentXSearchRange(names[0], end: Self.end)
        let answer = try session.ask(.getBulk, .getBulk(nonRepeaters: 0, maxRepetitions: 3, [short, long]))
        let end = AgentXVarBind(names[1], .endOfMibView)
        #expect(answer.bindings.map(\.name) == [names[1], names[1], names[1], names[2], names[1], names[3]])
        #expect(answer.bindings[2] == end && answer.bindings[4] == end)
    }

    // MARK: Headers

    @Test func `a master that writes the lowest octet first gets the same answers`() throws {
        let names = try names(3)
        let ranges = [
            AgentXSearchRange(names[0], isIncluded: true, end: Self.end), AgentXSearchRange(Self.root + [99]),
        ]
        for (type, body) in [
            (AgentXPDUType.get, AgentXPDU.Body.get(ranges)), (.getNext, .getNext(ranges)),
            (.getBulk, .getBulk(nonRepeaters: 1, maxRepetitions: 5, ranges)),
        ] {
            let answer = try session.ask(type, body)
            #expect(try session.ask(type, body, .lowestFirst) == answer && !answer.bindings.isEmpty)
        }
    }

    @Test(arguments: [AgentXFlags.instanceRegistration, .newIndex, .anyIndex])
    func `a flag that means nothing in a request is passed over`(flag: AgentXFlags) throws {
        let names = try names(1)
        let answer = try session.ask(.get, .get([AgentXSearchRange(names[0])]), flags: flag)
        #expect(answer.error == 0 && answer.bindings.map(\.name) == names)
    }

    @Test(arguments: [0, 1, UInt32.max]) func `numbers of requests come back as they were`(number: UInt32) throws {
        let answer = try session.ask(.get, .get([]), transaction: number, packet: number)
        #expect(answer == AgentXResponse())
    }

    @Test(arguments: [
        (AgentXPDUType.get, AgentXPDU.Body.get([AgentXSearchRange(root)])),
        (.getNext, .getNext([AgentXSearchRange(root)])),
        (.getBulk, .getBulk(nonRepeaters: 0, maxRepetitions: 1, [AgentXSearchRange(root)])),
        (.testSet, .testSet([AgentXVarBind(root, .integer(1))])),
    ])
    func `another context and another session are refused`(type: AgentXPDUType, body: AgentXPDU.Body) throws {
        let context = try session.ask(type, body, context: "ctx")
        #expect(context == AgentXResponse(error: AgentXStatus.unsupportedContext.rawValue))
        for stranger in [0, PlayedSession.number + 1, UInt32.max] {
            let answer = try session.ask(type, body, session: stranger)
            #expect(answer == AgentXResponse(error: AgentXStatus.notOpen.rawValue))
        }
    }

    // MARK: Changes

    @Test(arguments: [
        AgentXValue.integer(1), .octets([0x78]), .name([1, 3, 6]), .address(1), .counter32(1), .gauge32(1),
        .timeTicks(1), .opaque([1]), .counter64(1), .null,
    ])
    func `nothing can be set, whatever its type, and the first is to blame`(value: AgentXValue) throws {
        let names = try names(2)
        let bindings = names.map { AgentXVarBind($0, value) }
        let test = try session.ask(.testSet, .testSet(bindings))
        #expect(test == AgentXResponse(error: UInt16(ErrorStatus.notWritable.rawValue), index: 1))
        #expect(try session.ask(.commitSet, .commitSet).error == UInt16(ErrorStatus.commitFailed.rawValue))
        #expect(try session.ask(.undoSet, .undoSet).error == UInt16(ErrorStatus.undoFailed.rawValue))
        session.send(
            AgentXPDU(
                AgentXHeader(.cleanupSet, sessionID: PlayedSession.number, transactionID: 40, packetID: 9), .cleanupSet)
        )
        // CleanupSet is not answered: the next answer is that to the next request.
        #expect(try session.ask(.get, .get([])) == AgentXResponse())
    }

    // MARK: What is wrong

    @Test(
        arguments: [
            ("half a name", [2, 6, 0, 0, 0, 0, 0, 1]),
            ("a name of 129 numbers", [129, 0, 0, 0] + Array(repeating: 0, count: 516)),
            ("a start without an end", [0, 0, 0, 0]),
        ] as [(String, [UInt8])])
    func `a request that cannot be read is refused, and the session goes on`(title: String, payload: [UInt8]) throws {
        var head = AgentXPDU(
            AgentXHeader(.get, sessionID: PlayedSession.number, transactionID: 40, packetID: 77), .get([])
        ).octets
        head[18] = UInt8(payload.count >> 8)
        head[19] = UInt8(payload.count & 0xff)
        session.send(head + payload)
        let answer = try session.response(to: 77)
        #expect(answer == AgentXResponse(error: AgentXStatus.parseError.rawValue), "\(title)")
        #expect(try session.ask(.get, .get([])) == AgentXResponse())
    }

    @Test func `what only subagents say is passed over`() throws {
        for (type, body) in [
            (AgentXPDUType.open, AgentXPDU.Body.open(timeoutSeconds: 1, id: [], description: [])),
            (.register, .register(AgentXRegistration([1, 3]))), (.unregister, .unregister(AgentXRegistration([1, 3]))),
            (.notify, .notify([])), (.ping, .ping), (.indexAllocate, .indexAllocate([])),
            (.indexDeallocate, .indexDeallocate([])), (.addAgentCaps, .addAgentCaps(id: [1, 3], description: [])),
            (.removeAgentCaps, .removeAgentCaps(id: [1, 3])), (.response, .response(AgentXResponse(error: 263))),
        ] {
            session.send(
                AgentXPDU(AgentXHeader(type, sessionID: PlayedSession.number, packetID: 0xffff_0000), body))
            #expect(try session.ask(.get, .get([])) == AgentXResponse(), "\(type)")
        }
    }
}
