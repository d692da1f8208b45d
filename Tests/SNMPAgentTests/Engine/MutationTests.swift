import Foundation
import NetworkValues
import SNMPProtocol
import Testing

@testable import SNMPAgent

/// Messages changed at random: the engine may answer or not, but it never reads or writes where it must not, and what it
/// answers is well-formed.
@Suite struct MutationTests {
    /// How many messages, `IPDECT_FUZZ_INPUTS` or a million.
    static let inputs = ProcessInfo.processInfo.environment["IPDECT_FUZZ_INPUTS"].flatMap { Int($0) } ?? 1_000_000

    static let seeds: [[UInt8]] = [
        BER.message(0, BER.pdu(PDUType.get.rawValue, [TestEngine.system + [1, 0], TestEngine.table + [2, 1]])),
        BER.message(1, BER.pdu(PDUType.getNext.rawValue, [TestEngine.system, TestEngine.table + [2, 1]])),
        BER.message(1, BER.pdu(PDUType.getBulk.rawValue, first: 1, second: 20, [[1, 3], TestEngine.table, []])),
        BER.message(1, BER.pdu(PDUType.set.rawValue, [TestEngine.system + [1, 0]])),
        BER.message(0, BER.element(PDUType.trapV1.rawValue, BER.oid([1, 3, 6]) + BER.integer(6))),
    ]

    static func mutated(_ octets: [UInt8], using random: inout SplitMix) -> [UInt8] {
        var octets = octets
        for _ in 0..<Int.random(in: 1...4, using: &random) where !octets.isEmpty {
            let place = Int.random(in: 0..<octets.count, using: &random)
            switch Int.random(in: 0...6, using: &random) {
            case 0: octets[place] = UInt8.random(in: 0...255, using: &random)
            case 1: octets[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
            case 2: octets[place] = [0x00, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xff].randomElement(using: &random) ?? 0
            case 3: octets.remove(at: place)
            case 4: octets.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 5: octets.removeLast(Int.random(in: 0...(octets.count - 1), using: &random))
            default:
                let end = Int.random(in: place...octets.count, using: &random)
                octets.insert(contentsOf: octets[place..<end], at: place)
            }
        }
        return octets
    }

    @Test(arguments: seeds.indices)
    func `a changed message does no harm`(number: Int) throws {
        var limits = ResponderLimits()
        limits.requestsPerSource = 0
        let engine = try TestEngine(limits: limits)
        var random = SplitMix(state: UInt64(number) + 1)
        for _ in 0..<Self.inputs / Self.seeds.count {
            let message = Self.mutated(Self.seeds[number], using: &random)
            guard let answer = engine.respond(message) else { continue }
            #expect(answer.count <= limits.maximumReplyV4)
            #expect(ReadMessage(answer) != nil)
        }
    }

    @Test(arguments: [false, true])
    func `a changed message of version 3 does no harm`(isAuthentic: Bool) throws {
        // Changed behind the digest's back, or inside of what a digest then covers.
        let manager = isAuthentic ? TestManager(.sha256) : TestManager(.sha256, .aes128)
        var limits = ResponderLimits()
        limits.requestsPerSource = 0
        let engine = try TestEngine(policy: manager.policy, limits: limits)
        let pdu = BER.pdu(PDUType.getBulk.rawValue, first: 1, second: 20, [[1, 3], TestEngine.table])
        var random = SplitMix(state: 303)
        for _ in 0..<Self.inputs / 10 {
            let message =
                isAuthentic
                ? manager.message(Self.mutated(pdu, using: &random))
                : Self.mutated(manager.message(pdu), using: &random)
            guard let answer = engine.respond(message) else { continue }
            #expect(answer.count <= limits.maximumReplyV4)
            #expect(manager.read(answer) != nil || answer.starts(with: [0x30]))
        }
    }

    @Test func `lengths that lie are refused`() throws {
        let engine = try TestEngine()
        let good = Self.seeds[0]
        for tail in 0..<good.count { #expect(engine.respond(Array(good.prefix(tail))) == nil) }
        #expect(engine.respond(good + [0]) == nil)
        #expect(engine.respond([0x30, 0x80] + good.dropFirst(2) + [0, 0]) == nil)
        #expect(engine.respond([0x30, 0x84, 0xff, 0xff, 0xff, 0xff]) == nil)
        #expect(engine.respond([0x30, 0x85, 0, 0, 0, 0, 1, 0]) == nil)
        #expect(engine.count(.inASNParseErrs) == engine.count(.inPkts))
    }

    @Test func `deep nesting and long names are refused`() throws {
        let engine = try TestEngine()
        var nested: [UInt8] = [5, 0]
        for _ in 0..<500 { nested = BER.element(0x30, nested) }
        #expect(engine.respond(BER.message(1, BER.element(PDUType.get.rawValue, nested))) == nil)
        let long = BER.element(6, [0x2b] + [UInt8](repeating: 1, count: 127))
        let binding = BER.element(0x30, long + [5, 0])
        let pdu = BER.element(
            PDUType.get.rawValue, BER.integer(1) + BER.integer(0) + BER.integer(0) + BER.element(0x30, binding))
        #expect(engine.respond(BER.message(1, pdu)) == nil)
        let wide = BER.element(6, [0x2b, 0x90, 0x80, 0x80, 0x80, 0x00])
        let wider = BER.element(0x30, wide + [5, 0])
        let other = BER.element(
            PDUType.get.rawValue, BER.integer(1) + BER.integer(0) + BER.integer(0) + BER.element(0x30, wider))
        #expect(engine.respond(BER.message(1, other)) == nil)
    }
}
