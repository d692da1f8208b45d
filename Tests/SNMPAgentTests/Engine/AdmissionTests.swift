import SNMPProtocol
import NetworkValues
import Testing

@testable import SNMPAgent

@Suite struct AdmissionTests {
    let request = BER.message(1, BER.pdu(PDUType.get.rawValue, [TestEngine.system + [1, 0]]))

    func policy(_ networks: [String], community: [String] = []) throws -> AccessPolicy {
        func list(_ texts: [String]) throws -> AllowedNetworks {
            AllowedNetworks(try texts.map { try #require(IPNetwork($0)) })
        }
        return AccessPolicy(
            networks: try list(networks), views: [],
            communities: [SNMPCommunity(name: "public".utf8, networks: try list(community))], users: [])
    }

    @Test func `only allowed networks are answered`() throws {
        let engine = try TestEngine(policy: try policy(["10.1.0.0/16", "fd00::/8"]))
        func answers(_ address: String) throws -> Bool {
            let source = MessageSource(address: try #require(IPAddress(address)), port: 1000)
            return engine.respond(request, from: source) != nil
        }
        #expect(try answers("10.1.200.3"))
        #expect(try answers("fd12::1"))
        #expect(try !answers("10.2.0.1"))
        #expect(try !answers("2001:db8::1"))
        #expect(engine.count(.networkRefused) == 2)
        #expect(engine.failures.all.isEmpty)
    }

    @Test func `a community may have networks of its own`() throws {
        let engine = try TestEngine(policy: try policy([], community: ["10.9.0.0/16"]))
        #expect(engine.respond(request) == nil)
        #expect(engine.count(.inBadCommunityNames) == 1)
        #expect(engine.respond(request, from: MessageSource(address: .v4(0x0a09_0001), port: 9)) != nil)
    }

    @Test func `port 0 and cut messages are refused`() throws {
        let engine = try TestEngine()
        #expect(engine.respond(request, from: MessageSource(address: .loopback, port: 0)) == nil)
        #expect(engine.engine.respond(to: request, from: engine.source, isTruncated: true) == nil)
        #expect(engine.count(.portZero) == 1 && engine.count(.oversized) == 1)
    }

    @Test func `a source that asks too much waits, others do not`() throws {
        var limits = ResponderLimits()
        limits.requestsPerSource = 10
        let engine = try TestEngine(limits: limits)
        let answers = (0..<50).count { _ in engine.respond(request) != nil }
        #expect(answers == 20)
        #expect(engine.count(.rateLimited) == 30)
        #expect(engine.respond(request, from: MessageSource(address: .loopback, port: 9)) != nil)
        engine.time.advance(milliseconds: 100)
        #expect(engine.respond(request) != nil)
        #expect(engine.respond(request) == nil)
    }

    @Test func `all sources together have a limit`() throws {
        var limits = ResponderLimits()
        limits.requestsInAll = 50
        let engine = try TestEngine(limits: limits)
        let answers = (0..<300).count { number in
            engine.respond(request, from: MessageSource(address: .v4(UInt32(number)), port: 9)) != nil
        }
        #expect(answers == 100)
        #expect(engine.count(.rateLimitedGlobally) == 200)
    }

    @Test func `the table of sources does not grow, and the busy stay in it`() {
        var limiter = RateLimiter(rate: 1)
        let busy = IPAddress.v4(0xc0a8_0001)
        var isRefused = false
        for number in 0..<UInt32(200_000) {
            _ = limiter.allows(.v4(number), at: UInt64(number) / 100)
            if number % 10 == 0, !limiter.allows(busy, at: UInt64(number) / 100) { isRefused = true }
        }
        #expect(isRefused)
        let isAllowed = limiter.allows(busy, at: 1999)
        #expect(!isAllowed)
    }

    @Test func `addresses of one IPv6 network share a bucket`() {
        var limiter = RateLimiter(rate: 1)
        let answers = (0..<10 as Range<UInt64>).count { limiter.allows(.v6(high: 7, low: $0, zone: 0), at: 0) }
        #expect(answers == 2)
    }
}
