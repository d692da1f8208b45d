import NetworkValues
import SNMPProtocol
import Settings
import Testing

@testable import SNMPAgent

struct ReceiverEngineTests {
    private let start = Timestamp(seconds: 1000)
    private let identifier: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]

    @Test func `an engine's time is zero until it told it, and goes on then`() {
        var engine = ReceiverEngine()
        let result1 = engine.discover(identifier)
        #expect(result1)
        let result2 = !engine.discover(identifier)
        #expect(result2)
        let result3 = !engine.discover([1, 2])
        #expect(result3, "RFC 3411 5: 5 to 32 octets")
        #expect(engine.clock(at: start) == (0, 0))
        engine.learn(boots: 4, time: 100, at: start)
        #expect(engine.clock(at: start.adding(seconds: 7)) == (4, 107))
    }

    @Test func `messages move the time forward only, and late ones are not timely`() {
        var engine = ReceiverEngine()
        _ = engine.discover(identifier)
        engine.learn(boots: 4, time: 1000, at: start)
        let result4 = engine.hear(boots: 4, time: 900, at: start)
        #expect(result4, "within 150 s")
        #expect(engine.clock(at: start) == (4, 1000))
        let result5 = !engine.hear(boots: 4, time: 849, at: start)
        #expect(result5)
        let result6 = !engine.hear(boots: 3, time: 5000, at: start)
        #expect(result6)
        let result7 = engine.hear(boots: 4, time: 1010, at: start)
        #expect(result7)
        #expect(engine.clock(at: start) == (4, 1010))
        let result8 = engine.hear(boots: 5, time: 1, at: start)
        #expect(result8)
        #expect(engine.clock(at: start) == (5, 1))
    }

    @Test func `another engine's time is not taken over`() {
        var engine = ReceiverEngine()
        _ = engine.discover(identifier)
        engine.learn(boots: 4, time: 1000, at: start)
        let result9 = engine.discover([1, 2, 3, 4, 5])
        #expect(result9)
        #expect(!engine.hasClock && engine.clock(at: start) == (0, 0))
    }

    /// RFC 3414 A.3: the password maplesyrup at the engine 0x02 of twelve octets, with MD5 and SHA.
    @Test(arguments: [
        (AuthenticationProtocol.md5, "526f5eed9fcce26f8964c2930787d82b"),
        (.sha1, "6695febc9288e36282235fc7151f128497b38f3f"),
    ])
    func `keys for the receiver's engine are those of the RFC's examples`(
        algorithm: AuthenticationProtocol, expected: String
    ) {
        let key = KeyLocalization(engineID: identifier, hashing: LibraryHashing())
            .authenticationKey(algorithm, password: Array("maplesyrup".utf8))
        #expect(key.map { hexadecimal(UInt64($0), digits: 2) }.joined() == expected)
    }

    @Test func `the first message asks for the engine in nobody's name, the second proves who asks`() throws {
        let user = SNMPUser(
            name: "op", authentication: .init(algorithm: .sha256, password: Secret("authentication")))
        let agent = NotificationAgent(
            root: .standard, objectID: [1, 3], name: { "host" }, upTime: { 1 }, counters: SNMPCounters(),
            sealer: NoSealer(), users: { _ in user })
        var target = NotificationTarget(index: 1, host: "h", version: .v3(user: "op"))
        target.kind = .inform
        var channel = InformChannel(target, agent, RequestNumbers(first: 5))
        #expect(!channel.isReady)
        let first = try channel.message(.generic(.coldStart), requestID: 77, at: start)
        let engine = InformEngine(.init(engineID: identifier, user: user))
        let report = try #require(engine.answer(first) { _ in })
        let result10 = channel.take(report, at: start) == .learned(requestID: 77)
        #expect(result10)
        let result11 = channel.take([0x30], at: start) == .unexpected
        #expect(result11)
        let second = try channel.message(.generic(.coldStart), requestID: 77, at: start)
        let untimely = try #require(engine.answer(second) { _ in })
        var spoiled = untimely
        spoiled[spoiled.count - 1] ^= 1
        let result12 = channel.take(spoiled, at: start) == .unexpected
        #expect(result12, "nobody without the key sets the time")
        #expect(!channel.isReady)
        let result13 = channel.take(untimely, at: start) == .learned(requestID: 77)
        #expect(result13)
        #expect(channel.isReady)
        let third = try channel.message(.generic(.coldStart), requestID: 77, at: start)
        let answer = try #require(engine.answer(third) { _ in })
        for place in answer.indices {
            var broken = answer
            broken[place] ^= 0x55
            var other = channel
            if case .acknowledged = other.take(broken, at: start) { Issue.record("octet \(place) was not checked") }
        }
        let result14 = channel.take(answer, at: start) == .acknowledged(requestID: 77)
        #expect(result14)
        let result15 = channel.take(answer, at: start) == .unexpected
        #expect(result15, "an answer that comes twice")
    }
}
