import SNMPProtocol
import Testing

extension SNMPScenarios {
    /// Messages that are unusual but right, and messages that are wrong.
    @Suite struct Edges {
        /// A message that gets nothing.
        struct Bad: CustomTestStringConvertible, Sendable {
            var testDescription: String
            var message: [UInt8]

            init(_ text: String, _ message: [UInt8]) {
                testDescription = text
                self.message = message
            }
        }

        static let snmp = ".1.3.6.1.2.1.11"
        static let badVersions = snmp + ".3.0"
        static let parseErrors = snmp + ".6.0"
        static let binding = RawMessage.binding(OIDs.sysUpTime)
        static let request = RawMessage.request(.get, [OIDs.sysUpTime])

        let agent: AgentProcess

        init() throws { agent = try .required() }

        @Test(arguments: [0, 1, -1, 255, 65_536, Int(Int32.max), Int(Int32.min)])
        func `an answer has its request's number`(id: Int) throws {
            for version in [0, 1] {
                let answer = try #require(
                    agent.exchange(RawMessage.request(.get, [OIDs.sysUpTime], id: id, version: version)))
                #expect(answer.id == id && answer.version == version && answer.names == [OIDs.sysUpTime])
            }
        }

        @Test(arguments: [
            RawMessage.integer(5), RawMessage.element(BERTag.octetString, [1, 2, 3]), RawMessage.name(OIDs.sysDescr),
            [BERTag.noSuchObject, 0], RawMessage.element(BERTag.counter64, [1]),
            RawMessage.element(BERTag.opaque, [UInt8](repeating: 0, count: 300)),
        ])
        func `a value in a question is passed over`(value: [UInt8]) throws {
            for type in [PDUType.get, .getNext] {
                let bindings = RawMessage.binding(type == .get ? OIDs.sysUpTime : OIDs.system + ".3", value)
                let message = RawMessage.message(RawMessage.pdu(type, bindings: bindings))
                let answer = try #require(agent.exchange(message))
                #expect(answer.status == 0 && answer.names == [OIDs.sysUpTime])
            }
        }

        @Test func `status and index of a question are passed over`() throws {
            let answer = try #require(agent.exchange(RawMessage.request(.get, [OIDs.sysUpTime], fields: (5, 9))))
            #expect(answer.status == 0 && answer.index == 0 && answer.names == [OIDs.sysUpTime])
        }

        @Test(arguments: [0, 1, 2, 60]) func `as many variables come back as were asked for`(count: Int) throws {
            let names = Array(repeating: OIDs.sysUpTime, count: count)
            for version in [0, 1] {
                let answer = try #require(agent.exchange(RawMessage.request(.get, names, version: version)))
                #expect(answer.status == 0 && answer.names == names)
            }
        }

        @Test(arguments: [0, 1]) func `what does not fit into one message is too big`(version: Int) throws {
            let names = Array(repeating: OIDs.sysDescr, count: 70)
            let answer = try #require(agent.exchange(RawMessage.request(.get, names, version: version)))
            #expect(answer.status == 1 && answer.index == 0)
            // Version 1 gets its question back (RFC 1157 4.1.2), version 2c nothing (RFC 3416 4.2.1).
            #expect(answer.names == (version == 0 ? names : []))
        }

        @Test(arguments: 1...4) func `version 1 is told the first variable that is not there`(place: Int) throws {
            var names = [OIDs.sysDescr, OIDs.sysContact, OIDs.sysName, OIDs.sysLocation]
            for missing in (place - 1)..<4 { names[missing] = "\(OIDs.system).\(missing + 50).0" }
            let old = try #require(agent.exchange(RawMessage.request(.get, names, version: 0)))
            #expect(old.status == 2 && old.index == place && old.names == names)
            #expect(old.bindings.allSatisfy { $0.tag == BERTag.null })
            let new = try #require(agent.exchange(RawMessage.request(.get, names)))
            #expect(new.status == 0 && new.names == names)
            #expect(new.bindings.prefix(place - 1).allSatisfy { $0.tag == BERTag.octetString })
            #expect(new.bindings.dropFirst(place - 1).allSatisfy { $0.tag == BERTag.noSuchObject })
        }

        @Test(arguments: [1, 2, 3, 4]) func `a length may have more octets than it needs`(octets: Int) throws {
            let pdu = RawMessage.pdu(.get, bindings: Self.binding)
            let content = RawMessage.integer(1) + RawMessage.element(BERTag.octetString, Array("public".utf8)) + pdu
            let zeros = [UInt8](repeating: 0, count: octets - 1)
            let message = [BERTag.sequence, 0x80 | UInt8(octets)] + zeros + [UInt8(content.count)] + content
            #expect(agent.exchange(message)?.names == [OIDs.sysUpTime])
        }

        @Test func `a name may have 128 sub-identifiers, each of 32 bits`() throws {
            let long = OIDs.sysDescr + String(repeating: ".4294967295", count: 119)
            let answer = try #require(agent.exchange(RawMessage.request(.get, [long])))
            #expect(answer.names == [long] && answer.bindings.first?.tag == BERTag.noSuchInstance)
            let next = try #require(agent.exchange(RawMessage.request(.getNext, [long])))
            #expect(next.names == [OIDs.system + ".2.0"])
        }

        @Test(arguments: [
            Bad("cut in the middle", Array(request.dropLast(9))),
            Bad("cut at its last octet", Array(request.dropLast())),
            Bad("one octet more", request + [0]),
            Bad("a length without an end", [BERTag.sequence, 0x80] + request.dropFirst(2) + [0, 0]),
            Bad(
                "a list that is longer than its PDU",
                changed(Self.request, at: request.count - binding.count - 1, to: 99)),
            Bad("a binding without a value", pdu([BERTag.sequence, 10] + RawMessage.name(OIDs.sysUpTime))),
            Bad(
                "a binding with two values",
                pdu(RawMessage.element(BERTag.sequence, RawMessage.name(OIDs.sysUpTime) + [5, 0, 5, 0]))),
            Bad(
                "a name of 129 sub-identifiers",
                pdu(RawMessage.binding(OIDs.sysDescr + String(repeating: ".1", count: 120)))),
            Bad(
                "a sub-identifier of 36 bits",
                pdu(RawMessage.element(BERTag.sequence, [6, 7, 0x2b, 0x8f, 0xff, 0xff, 0xff, 0xff, 0x7f, 5, 0]))),
            Bad(
                "a name that ends within a sub-identifier",
                pdu(RawMessage.element(BERTag.sequence, [6, 3, 0x2b, 6, 0x81, 5, 0]))),
            Bad("a number of five octets", numbered([2, 5, 1, 0, 0, 0, 0])),
            Bad("a number of no octets", numbered([2, 0])),
            Bad("a number that is a text", numbered([4, 1, 7])),
            Bad(
                "a community that is a number",
                RawMessage.element(BERTag.sequence, RawMessage.integer(1) + RawMessage.integer(7))),
            Bad("no PDU", RawMessage.message([])),
        ])
        func `a message that is malformed gets nothing and is counted`(bad: Bad) throws {
            let before = try #require(agent.counter(Self.parseErrors))
            #expect(agent.exchange(bad.message, milliseconds: 100) == nil)
            #expect(agent.counter(Self.parseErrors) == before + 1)
        }

        private static func pdu(_ bindings: [UInt8]) -> [UInt8] {
            RawMessage.message(RawMessage.pdu(.get, bindings: bindings))
        }

        /// A request with this instead of its number.
        private static func numbered(_ id: [UInt8]) -> [UInt8] {
            let rest = RawMessage.integer(0) + RawMessage.integer(0) + RawMessage.element(BERTag.sequence, binding)
            return RawMessage.message(RawMessage.element(PDUType.get.rawValue, id + rest))
        }

        private static func changed(_ octets: [UInt8], at place: Int, to octet: UInt8) -> [UInt8] {
            var octets = octets
            octets[place] = octet
            return octets
        }

        @Test(arguments: [-1, 2, 4, 127]) func `a version that nobody speaks gets nothing and is counted`(version: Int)
            throws
        {
            let before = try #require(agent.counter(Self.badVersions))
            #expect(
                agent.exchange(RawMessage.request(.get, [OIDs.sysUpTime], version: version), milliseconds: 100) == nil)
            #expect(agent.counter(Self.badVersions) == before + 1)
        }

        @Test(arguments: [
            (PDUType.getBulk, 0), (.response, 0), (.response, 1), (.trapV2, 1), (.inform, 1), (.report, 1),
            (.inform, 0),
        ])
        func `what is no question of its version gets nothing`(type: PDUType, version: Int) throws {
            let unhandled = ".1.3.6.1.6.3.11.2.1.3.0"
            let before = try #require(agent.counter(unhandled))
            let message = RawMessage.request(type, [OIDs.sysUpTime], version: version)
            #expect(agent.exchange(message, milliseconds: 100) == nil)
            #expect(agent.counter(unhandled) == before + 1)
        }

        @Test func `behind all that the agent answers as before`() async throws {
            let result = try await agent.ask(.snmpget, [OIDs.sysName])
            #expect(result.variables.map(\.value) == ["interop"], "\(result.everything)")
            #expect(!agent.daemon.hasEnded)
        }
    }
}
