import Foundation
import NetworkValues
import Snapshot
import Sockets
import Testing

@testable import Performance

@Suite struct `An echo` {
    private static func packet(_ family: Int) -> EchoPacket {
        EchoPacket(family: family, identifier: 0x1234, sequence: 0x0102, token: 0x1122_3344_5566_7788)
    }

    /// The reply to a request, as the peer makes it.
    private static func reply(_ packet: EchoPacket) -> [UInt8] {
        [packet.family == 6 ? 129 : 0] + packet.request.dropFirst()
    }

    private static let header: [UInt8] = [0x45, 0, 0, 84, 0, 0, 0, 0, 64, 1, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1]

    @Test func `has a checksum that adds up`() {
        let request = Self.packet(4).request
        #expect(request.count == 64 && EchoPacket.checksum(request) == 0)
        #expect(EchoPacket.checksum([0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]) == 0x220d)
    }

    @Test func `knows its own reply and its own errors`() {
        for family in [4, 6] {
            let packet = Self.packet(family)
            let reply = Self.reply(packet)
            #expect(packet.answer(in: reply, hasHeader: false) == .reply)
            if family == 4 { #expect(packet.answer(in: Self.header + reply, hasHeader: true) == .reply) }
            // A datagram socket's kernel has changed the identifier.
            var other = reply
            other[4] = 0xff
            #expect(packet.answer(in: other, hasHeader: false) == .reply)
            var foreign = reply
            foreign[9] ^= 1
            #expect(packet.answer(in: foreign, hasHeader: false) == .foreign)
            foreign = reply
            foreign[7] ^= 1
            #expect(packet.answer(in: foreign, hasHeader: false) == .foreign)
            #expect(packet.answer(in: packet.request, hasHeader: false) == .foreign)
            let quoted = (family == 6 ? [UInt8](repeating: 0x60, count: 40) : Self.header) + packet.request.prefix(8)
            let error: [UInt8] = [family == 6 ? 1 : 3, 1, 0, 0, 0, 0, 0, 0] + quoted
            #expect(packet.answer(in: error, hasHeader: false) == .unreachable(code: 1))
            var about = error
            about[about.count - 1] ^= 1
            #expect(packet.answer(in: about, hasHeader: false) == .foreign)
        }
    }

    @Test func `takes any octets without a trap`() {
        let inputs = ProcessInfo.processInfo.environment["IPDECT_FUZZ_INPUTS"].flatMap { Int($0) } ?? 20_000
        var random = SystemRandomNumberGenerator()
        var replies = 0
        for number in 0..<inputs {
            let packet = Self.packet(number % 2 == 0 ? 4 : 6)
            var octets = number % 3 == 0 ? Self.header + Self.reply(packet) : Self.reply(packet)
            for _ in 0..<Int.random(in: 0...4, using: &random) where !octets.isEmpty {
                octets[Int.random(in: 0..<octets.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            octets = Array(octets.prefix(Int.random(in: 0...octets.count, using: &random)))
            if packet.answer(in: octets, hasHeader: number % 3 == 0) == .reply { replies += 1 }
        }
        #expect(replies > 0)
    }

    @Test(arguments: ["127.0.0.1", "::1"]) func `comes back from this host`(address: String) async throws {
        switch await Echo.send(to: address, .any, timeoutMilliseconds: 10_000) {
        case .replied(let found, let seconds):
            #expect(found == IPAddress(address) && seconds >= 0 && seconds < 10)
        case .forbidden(let reason): #expect(reason.contains("CAP_NET_RAW"))
        case .unreachable where address == "::1": break
        case let other: Issue.record("\(other)")
        }
    }

    @Test func `says what hinders it`() async throws {
        guard case .unresolved(let reason) = await Echo.send(to: "no.such.host.invalid", .any, timeoutMilliseconds: 100)
        else {
            Issue.record("a name that cannot be has an address")
            return
        }
        #expect(reason.contains("no.such.host.invalid"))
        guard case .unresolved = await Echo.send(to: "127.0.0.1", .ipv6, timeoutMilliseconds: 100) else {
            Issue.record("an address of another family was used")
            return
        }
    }

    @Test func `waits no longer for a name when it is cancelled`() async throws {
        let (asked, gate) = (AsyncStream.makeStream(of: Void.self), DispatchSemaphore(value: 0))
        defer { gate.signal() }
        let resolver = NameResolver { _ in
            asked.continuation.yield()
            gate.wait()
            return []
        }
        let lookup = Task { try await NameLookup.address(of: "dead.example", .any, by: resolver) }
        for await _ in asked.stream { break }
        lookup.cancel()
        let failure = await #expect(throws: NameLookup.Failure.self) { try await lookup.value }
        #expect(failure?.text == "dead.example: the lookup was cancelled")
    }

    @Test func `asks for the family that is wanted`() async throws {
        let resolver = NameResolver { question throws(NameResolver.Failure) in
            guard question.family != .ipv4 else { throw NameResolver.Failure(host: question.host, reason: "nothing") }
            return [.v6(high: 0xfe80 << 48, low: 1, zone: 2)]
        }
        #expect(try await NameLookup.address(of: "x.example", .ipv6, by: resolver) == IPAddress("fe80::1"))
        let failure = await #expect(throws: NameLookup.Failure.self) {
            try await NameLookup.address(of: "x.example", .ipv4, by: resolver)
        }
        #expect(failure?.text == "x.example: nothing")
    }

    @Test func `counts what was sent, and nothing else`() {
        let address = IPAddress.v4(1)
        var probe = PingProbe(name: "PING1", target: "x")
        probe.take(.replied(address, seconds: 0.0007))
        probe.take(.lost(address))
        probe.take(.unreachable(address, "no route", wasSent: false))
        probe.take(.unreachable(address, "a router says so", wasSent: true))
        probe.take(.unresolved("no"))
        #expect(probe.address == nil && probe.state == .unresolved)
        probe.take(.forbidden("no"))
        #expect(probe.sent == 3 && probe.received == 1 && probe.state == .forbidden)
        #expect(probe.lastRoundTripSeconds == nil && probe.sumSeconds == 0.0007)
        #expect(probe.buckets.reduce(0, +) == 1 && probe.buckets[2] == 1)
        probe.take(.replied(address, seconds: 60))
        #expect(probe.buckets.last == 1 && probe.state == .ok && probe.reason.isEmpty)
    }
}
