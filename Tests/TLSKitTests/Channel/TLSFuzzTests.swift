import Foundation
import NIOCore
import NIOEmbedded
import Testing

@testable import TLSKit

/// Any octets at all do a handler no harm. `IPDECT_FUZZ_INPUTS` says how many inputs.
struct TLSFuzzTests {
    private static let inputs = ProcessInfo.processInfo.environment["IPDECT_FUZZ_INPUTS"].flatMap { Int($0) } ?? 1000

    private let clientContext: TLSContext
    private let serverContext: TLSContext

    init() async throws {
        let workshop = try CertificateWorkshop()
        try await workshop.makeServer(key: "ec -pkeyopt ec_paramgen_curve:P-256")
        clientContext = try workshop.client()
        serverContext = try workshop.server(profile: .normal)
    }

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

    private func changed(_ valid: [UInt8], _ random: inout Generator) -> [UInt8] {
        var octets = valid
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            octets[Int.random(in: 0..<octets.count, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
            octets.removeLast(Int.random(in: 0..<octets.count, using: &random))
        }
        return octets
    }

    private func octets(_ buffers: [ByteBuffer]) -> [UInt8] { buffers.flatMap { Array($0.readableBytesView) } }

    /// Gives octets in parts, as a socket may.
    private func deliver(_ octets: [UInt8], to channel: EmbeddedChannel, _ random: inout Generator) {
        var rest = octets[...]
        while !rest.isEmpty, channel.isActive {
            let part = rest.prefix(Int.random(in: 1...max(1, rest.count), using: &random))
            TLSPair.deliver(ByteBuffer(bytes: part), to: channel)
            rest = rest.dropFirst(part.count)
        }
    }

    @Test func `a server takes anything for a first flight`() throws {
        var random = Generator(state: 2026)
        var refused = 0
        for index in 0..<Self.inputs {
            let pair = try TLSPair(client: clientContext, server: serverContext)
            let hello = octets(try TLSPair.wire(of: pair.client))
            try #require(hello.first == 22)
            if index % 4 == 0 {
                let count = Int.random(in: 1...400, using: &random)
                deliver(
                    (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }, to: pair.server, &random)
            } else {
                deliver(changed(hello, &random), to: pair.server, &random)
            }
            if !pair.server.isActive { refused += 1 }
            pair.loop.advanceTime(by: .seconds(11))
            #expect(!pair.server.isActive && !pair.told.all.contains("server connected"))
            pair.finish()
        }
        #expect(refused > Self.inputs / 4)
    }

    @Test func `a client takes anything for an answer`() throws {
        var random = Generator(state: 2027)
        for _ in 0..<Self.inputs / 2 {
            let pair = try TLSPair(client: clientContext, server: serverContext)
            for buffer in try TLSPair.wire(of: pair.client) { TLSPair.deliver(buffer, to: pair.server) }
            deliver(changed(octets(try TLSPair.wire(of: pair.server)), &random), to: pair.client, &random)
            pair.loop.advanceTime(by: .seconds(11))
            // Some octets, such as the version of a record, nobody looks at: then it is the same answer as before.
            #expect(!pair.client.isActive || pair.told.all.contains("client connected"))
            #expect(!pair.server.isActive)
            pair.finish()
        }
    }

    @Test func `a record that was changed on its way is never taken for plaintext`() throws {
        var random = Generator(state: 2028)
        for _ in 0..<Self.inputs / 4 {
            let pair = try TLSPair(client: clientContext, server: serverContext)
            try pair.carry()
            let text = [UInt8](repeating: 0x61, count: 3000)
            for _ in 0..<3 { pair.client.writeAndFlush(ByteBuffer(bytes: text), promise: nil) }
            let wire = octets(try TLSPair.wire(of: pair.client))
            deliver(changed(wire, &random), to: pair.server, &random)
            let came = try TLSPair.plaintext(of: pair.server)
            #expect(came.count <= 3 * text.count && came.allSatisfy { $0 == 0x61 } && came.count % text.count == 0)
            pair.finish()
            #expect(!pair.server.isActive)
        }
    }
}
