import SNMPProtocol
import Testing

/// PDUs of AgentX as they are written and read.
struct AgentXCodecTests {
    static let name: [UInt32] = [1, 3, 6, 1, 4, 1, 8072, 9999, 9999, 2]

    /// One PDU of each kind.
    static let samples: [AgentXPDU] = {
        let bindings = [
            AgentXVarBind(name + [1], .integer(-5)), AgentXVarBind(name + [2], .octets(Array("five5".utf8))),
            AgentXVarBind(name + [3], .null), AgentXVarBind(name + [4], .name([1, 3, 6, 1, 2, 1])),
            AgentXVarBind(name + [5], .address(0x0a00_0001)), AgentXVarBind(name + [6], .counter32(4_000_000_000)),
            AgentXVarBind(name + [7], .gauge32(7)), AgentXVarBind(name + [8], .timeTicks(8)),
            AgentXVarBind(name + [9], .opaque([1, 2, 3])), AgentXVarBind(name + [10], .counter64(1 << 63)),
            AgentXVarBind(name + [11], .noSuchObject), AgentXVarBind([0, 0], .noSuchInstance),
            AgentXVarBind([1, 0, 8802], .endOfMibView),
        ]
        let ranges = [
            AgentXSearchRange(name, isIncluded: true, end: name + [9]), AgentXSearchRange([], end: []),
            AgentXSearchRange([1, 3, 6, 1, 2], end: [1, 3, 6, 1, 0, 3]),
        ]
        let bodies: [(AgentXPDUType, AgentXPDU.Body)] = [
            (.open, .open(timeoutSeconds: 5, id: name, description: Array("agent".utf8))),
            (.close, .close(reason: 5)),
            (.register, .register(AgentXRegistration(name, priority: 3, timeoutSeconds: 9))),
            (.register, .register(AgentXRegistration(name, rangeSubID: 10, upperBound: 77))),
            (.unregister, .unregister(AgentXRegistration(name, priority: 3))),
            (.get, .get(ranges)), (.getNext, .getNext(ranges)),
            (.getBulk, .getBulk(nonRepeaters: 1, maxRepetitions: 40, ranges)), (.testSet, .testSet(bindings)),
            (.commitSet, .commitSet), (.undoSet, .undoSet), (.cleanupSet, .cleanupSet), (.notify, .notify(bindings)),
            (.ping, .ping), (.indexAllocate, .indexAllocate(bindings)), (.indexDeallocate, .indexDeallocate(bindings)),
            (.addAgentCaps, .addAgentCaps(id: name, description: Array("caps".utf8))),
            (.removeAgentCaps, .removeAgentCaps(id: name)),
            (.response, .response(AgentXResponse(upTime: 100, error: 263, index: 2, bindings: bindings))),
        ]
        return bodies.map { AgentXPDU(AgentXHeader($0, sessionID: 7, transactionID: 8, packetID: 9), $1) }
    }()

    @Test func `every kind of PDU is read as it was written`() throws {
        for sample in Self.samples {
            let octets = sample.octets
            let header = try AgentXHeader(octets.span)
            #expect(header.pduCount == octets.count && header.type == sample.header.type)
            let read = try AgentXPDU(octets.span)
            #expect(read.body == sample.body && read.header.packetID == 9 && read.header.transactionID == 8)
        }
        #expect(Set(Self.samples.map(\.header.type)) == Set(AgentXPDUType.allCases))
    }

    @Test func `a context is written where it may stand`() throws {
        let ping = AgentXPDU(AgentXHeader(.ping, sessionID: 1, packetID: 2), context: Array("other".utf8), .ping)
        #expect(try AgentXPDU(ping.octets.span).context == Array("other".utf8))
    }

    @Test func `a Get in either byte order is the same`() throws {
        // Written by hand from RFC 2741 5 and 6.2.5: GET of 1.3.6.1.2.1.1.3.0 up to 1.3.6.1.2.1.2.
        let network: [UInt8] =
            [1, 5, 0x10, 0, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 1, 3, 0, 0, 0, 32]
            + [4, 2, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 0]
            + [2, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2]
        let little: [UInt8] =
            [1, 5, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 3, 1, 0, 0, 32, 0, 0, 0]
            + [4, 2, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]
            + [2, 2, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0]
        let expected = AgentXPDU.Body.get([
            AgentXSearchRange([1, 3, 6, 1, 2, 1, 1, 3, 0], isIncluded: true, end: [1, 3, 6, 1, 2, 1, 2])
        ])
        for octets in [network, little] {
            let pdu = try AgentXPDU(octets.span)
            #expect(pdu.body == expected)
            #expect([pdu.header.sessionID, pdu.header.transactionID, pdu.header.packetID] == [4, 2, 0x103])
        }
        #expect(try AgentXPDU(network.span).octets == network)
    }

    @Test func `a value of the image becomes the same value of AgentX`() throws {
        func binding(_ value: [UInt8]) -> [UInt8] {
            BEREncoding.element(BERTag.sequence, BEREncoding.name(Self.name) + value)
        }
        let values: [([UInt8], AgentXValue)] = [
            (BEREncoding.integer(-129), .integer(-129)), (BEREncoding.integer(0), .integer(0)),
            (BEREncoding.integer(Int64(Int32.min)), .integer(.min)),
            (BEREncoding.element(BERTag.octetString, [1, 2, 3, 4, 5]), .octets([1, 2, 3, 4, 5])),
            (BEREncoding.element(BERTag.octetString, []), .octets([])),
            (BEREncoding.name([1, 3, 6, 1, 4, 1, 27614]), .name([1, 3, 6, 1, 4, 1, 27614])),
            (BEREncoding.element(BERTag.ipAddress, [10, 0, 0, 5]), .address(0x0a00_0005)),
            (BEREncoding.unsigned(BERTag.counter32, .max), .counter32(.max)),
            (BEREncoding.unsigned(BERTag.gauge32, 128), .gauge32(128)),
            (BEREncoding.unsigned(BERTag.timeTicks, 70_000), .timeTicks(70_000)),
            (BEREncoding.element(BERTag.counter64, [0] + [UInt8](repeating: 0xff, count: 8)), .counter64(.max)),
            (BEREncoding.element(BERTag.null, []), .null),
        ]
        var writer = AgentXWriter()
        writer.begin(AgentXHeader(.response, sessionID: 1, packetID: 1))
        writer.put(long: 0)
        var room = [UInt32](repeating: 0, count: NameEncoding.maximumCount)
        for (encoded, _) in values {
            var arcs = room.mutableSpan
            try writer.put(encoded: binding(encoded).span, arcs: &arcs)
        }
        let before = writer.payloadCount
        #expect(throws: BERError.self) {
            var arcs = room.mutableSpan
            try writer.put(encoded: binding(BEREncoding.element(BERTag.ipAddress, [1])).span, arcs: &arcs)
        }
        #expect(writer.payloadCount == before)
        writer.end()
        let pdu = try AgentXPDU(writer.take().span)
        #expect(
            pdu.body == .response(AgentXResponse(bindings: values.map { AgentXVarBind(Self.name, $0.1) })))
    }

    @Test func `what is wrong with a PDU is said`() throws {
        func error(_ octets: [UInt8]) -> String {
            do throws(AgentXError) {
                _ = try AgentXPDU(octets.span)
                return ""
            } catch {
                return "\(error)"
            }
        }
        let ping = AgentXPDU(AgentXHeader(.ping, sessionID: 1, packetID: 1), .ping).octets
        #expect(error(Array(ping.prefix(19))) == "octet 0: expected 20 more octets, found 19")
        #expect(error([2] + ping.dropFirst()) == "octet 0: expected version 1 of AgentX, found 2")
        #expect(error([1, 19] + ping.dropFirst(2)) == "octet 1: expected a PDU of type 1 to 18, found 19")
        #expect(error(Array(ping.dropLast()) + [4]) == "octet 20: expected 24 more octets, found 20")
        #expect(error(Array(ping.dropLast()) + [4, 1, 2, 3, 4]) == "octet 20: expected the end, found 4 more octets")
        #expect(error(Array(ping.dropLast()) + [3]).contains("multiple of 4"))
        #expect(error(Array(ping.prefix(16)) + [0x7f, 0, 0, 0]).contains("at most 65536 octets"))
        let get = AgentXPDU(AgentXHeader(.get, sessionID: 1, packetID: 1), .get([AgentXSearchRange([1, 3])])).octets
        #expect(error(Array(get.prefix(20)) + [200] + get.dropFirst(21)).contains("at most 128 sub-identifiers"))
    }
}

/// Octets of any kind are read within bounds, and end.
struct AgentXFuzzTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var value = state
            value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
            value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
            return value ^ value >> 31
        }
    }

    private func isRead(_ octets: [UInt8]) -> Bool {
        do throws(AgentXError) {
            let pdu = try AgentXPDU(octets.span)
            #expect(pdu.header.pduCount <= octets.count)
            return true
        } catch {
            #expect(error.offset >= 0 && error.offset <= max(octets.count, AgentXHeader.octetCount))
            #expect(!error.description.isEmpty)
            return false
        }
    }

    @Test func `every prefix of a PDU is malformed`() {
        for sample in AgentXCodecTests.samples {
            let octets = sample.octets
            for count in 0..<octets.count { #expect(!isRead(Array(octets.prefix(count)))) }
        }
    }

    @Test func `20,000 PDUs that were changed and 20,000 of random octets are read within bounds`() {
        var random = Generator(state: 2741)
        var malformed = 0
        for round in 0..<20_000 {
            var octets = AgentXCodecTests.samples[round % AgentXCodecTests.samples.count].octets
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<octets.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: octets[place] = UInt8.random(in: .min ... .max, using: &random)
                case 1: octets[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
                case 2: if octets.count > 1 { octets.remove(at: place) }
                case 3: octets.insert(UInt8.random(in: .min ... .max, using: &random), at: place)
                default: octets[2] ^= 0x10
                }
            }
            if !isRead(octets) { malformed += 1 }
        }
        #expect(malformed > 5_000)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...64, using: &random)
            var octets = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            if count >= 20 {
                octets[0] = 1
                octets[1] = UInt8.random(in: 1...18, using: &random)
                octets.replaceSubrange(16..<20, with: [0, 0, 0, UInt8((count - 20) & ~3)])
                octets[2] |= 0x10
            }
            _ = isRead(octets)
        }
    }
}
