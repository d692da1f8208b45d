import SNMPProtocol
import Testing

extension SNMPScenarios {
    /// GETBULK at its edges (RFC 3416 4.2.3), as requests that no tool would make.
    @Suite struct Bulk {
        /// A request and what is to come of it. Names are numbers of objects in the group system.
        struct Case: CustomTestStringConvertible, Sendable {
            var nonRepeaters: Int
            var maxRepetitions: Int
            var asked: [Int]
            var answered: [Int]

            init(_ nonRepeaters: Int, _ maxRepetitions: Int, _ asked: [Int], _ answered: [Int]) {
                self.nonRepeaters = nonRepeaters
                self.maxRepetitions = maxRepetitions
                self.asked = asked
                self.answered = answered
            }

            var testDescription: String { "non-repeaters \(nonRepeaters), repetitions \(maxRepetitions), \(asked)" }
        }

        let agent: AgentProcess

        init() throws { agent = try .required() }

        @Test(arguments: [
            Case(0, 1, [1, 4], [1, 4]), Case(0, 2, [1, 4], [1, 4, 2, 5]), Case(1, 1, [1, 4], [1, 4]),
            Case(1, 2, [1, 4], [1, 4, 5]), Case(2, 2, [1, 4], [1, 4]), Case(-1, 2, [1, 4], [1, 4, 2, 5]),
            Case(Int(Int32.min), 1, [1, 4], [1, 4]), Case(5, 3, [1, 4], [1, 4]), Case(1, 0, [1, 4], [1]),
            Case(1, -1, [1, 4], [1]), Case(0, 0, [1], []), Case(0, Int(Int32.min), [1], []), Case(0, 5, [], []),
            Case(7, 7, [], []), Case(Int(Int32.max), Int(Int32.max), [1], [1]),
            Case(0, 3, [1, 1], [1, 1, 2, 2, 3, 3]), Case(1, 2, [4, 1, 4, 1], [4, 1, 4, 1, 2, 5, 2]),
        ])
        func `each name gets its turns`(request: Case) throws {
            let answer = try #require(
                agent.exchange(
                    RawMessage.request(
                        .getBulk, request.asked.map(Self.object), fields: (request.nonRepeaters, request.maxRepetitions)
                    )))
            #expect(answer.status == 0 && answer.index == 0)
            #expect(answer.names == request.answered.map { Self.object($0) + ".0" })
        }

        private static func object(_ number: Int) -> String { "\(OIDs.system).\(number)" }

        @Test func `a name at the end stays there while the others go on`() throws {
            let end = ".2.999.1"
            let answer = try #require(
                agent.exchange(RawMessage.request(.getBulk, [end, Self.object(1)], fields: (0, 2))))
            #expect(answer.names == [end, OIDs.sysDescr, end, Self.object(2) + ".0"])
            #expect(answer.bindings.map { $0.tag == BERTag.endOfMibView } == [true, false, true, false])
            let alone = try #require(agent.exchange(RawMessage.request(.getBulk, [end], fields: (0, 9))))
            #expect(alone.bindings.first?.tag == BERTag.endOfMibView)
            #expect(alone.bindings.allSatisfy { $0.name == end && $0.tag == BERTag.endOfMibView })
        }

        @Test func `many columns are answered row by row until the message is full`() throws {
            let columns = (2...6).map { "\(OIDs.faults).1.\($0)" }
            let answer = try #require(agent.exchange(RawMessage.request(.getBulk, columns, fields: (0, 1000))))
            #expect(answer.bindings.count > 20)
            for (place, binding) in answer.bindings.enumerated() {
                #expect(binding.name.hasPrefix(columns[place % columns.count] + "."), "\(place)")
            }
        }
    }
}
