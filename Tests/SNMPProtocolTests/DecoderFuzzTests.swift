import Foundation
import SNMPProtocol
import Testing

/// The decoders take any octets: they end, and what they find lies within the message.
///
/// `IPDECT_FUZZ_INPUTS` says how many inputs; a million take some ten seconds.
struct DecoderFuzzTests {
    static let inputs = ProcessInfo.processInfo.environment["IPDECT_FUZZ_INPUTS"].flatMap { Int($0) } ?? 1_000_000

    /// A small generator with a seed (SplitMix64).
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

    private static func sequence(_ parts: [UInt8]...) -> [UInt8] {
        BEREncoding.element(BERTag.sequence, parts.flatMap(\.self))
    }

    private static func octets(_ content: [UInt8]) -> [UInt8] { BEREncoding.element(BERTag.octetString, content) }

    /// A message of version 3 in the clear, with a GETBULK of two names.
    private static let valid: [UInt8] = {
        let bindings = sequence(
            sequence(BEREncoding.name([1, 3, 6, 1, 2, 1, 1, 3, 0]), [5, 0]),
            sequence(BEREncoding.name([1, 3, 6, 1, 4, 1, 8072, 9999]), [5, 0]))
        let pdu = BEREncoding.element(
            PDUType.getBulk.rawValue,
            BEREncoding.integer(77) + BEREncoding.integer(1) + BEREncoding.integer(20) + bindings)
        let parameters = sequence(
            octets([0x80, 0, 0x1f, 0x88, 5, 1]), BEREncoding.integer(3), BEREncoding.integer(4000),
            octets(Array("user".utf8)), octets([UInt8](repeating: 0, count: 24)),
            octets([UInt8](repeating: 9, count: 8)))
        return sequence(
            BEREncoding.integer(3),
            sequence(BEREncoding.integer(5), BEREncoding.integer(1472), octets([5]), BEREncoding.integer(3)),
            octets(parameters), sequence(octets([0x80, 0, 0x1f, 0x88, 5, 1]), octets([]), pdu))
    }()

    /// Reads a message as far as it goes; returns the number of variable bindings, `nil` when it is malformed.
    private func decode(_ message: [UInt8]) -> Int? {
        let bytes = message.span
        var count = 0
        do throws(BERError) {
            var outer = BERReader(bytes)
            var reader = try outer.read(BERTag.sequence, in: bytes)
            try outer.expectEnd()
            guard try SNMPVersion(&reader, in: bytes) == .v3 else { return nil }
            let header = try SecurityHeader(reader, in: bytes)
            let parameters = try USMParameters(header.parameters, in: bytes)
            let scoped = try ScopedPDU(header.data, in: bytes, padding: 8)
            for range in [
                parameters.engineID, parameters.userName, parameters.digest, parameters.salt, scoped.contextEngineID,
                scoped.contextName,
            ] {
                #expect(range.lowerBound >= 0 && range.upperBound <= message.count)
            }
            var list = try PDUView(scoped.pdu, in: bytes).varBinds
            var room = [UInt32](repeating: 0, count: 128)
            var arcs = room.mutableSpan
            while !list.isAtEnd {
                let (octets, arcCount) = try PDUView.readName(&list, in: bytes, to: &arcs)
                #expect((2...128).contains(arcCount) && octets.range.upperBound <= message.count)
                count += 1
            }
            return count
        } catch {
            #expect(error.offset <= message.count && !error.description.isEmpty)
            return nil
        }
    }

    @Test func `a valid message is read whole`() {
        #expect(decode(Self.valid) == 2)
    }

    @Test func `every prefix of a message is malformed`() {
        for count in 0..<Self.valid.count { #expect(decode(Array(Self.valid.prefix(count))) == nil) }
    }

    @Test func `octets that were changed at random are read within bounds`() {
        var random = Generator(state: 2026)
        var malformed = 0
        for _ in 0..<Self.inputs {
            var message = Self.valid
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<max(message.count, 1), using: &random)
                guard place < message.count else { break }
                switch Int.random(in: 0..<6, using: &random) {
                case 0: message[place] = UInt8.random(in: .min ... .max, using: &random)
                case 1: message[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
                case 2: message.remove(at: place)
                case 3: message.insert(UInt8.random(in: .min ... .max, using: &random), at: place)
                case 4: message[place] = [0x00, 0x7f, 0x80, 0x81, 0x84, 0x85, 0xff].randomElement(using: &random) ?? 0
                default: message.removeSubrange(place..<min(message.count, place + 8))
                }
            }
            if decode(message) == nil { malformed += 1 }
        }
        #expect(malformed > Self.inputs / 4)
    }
}
