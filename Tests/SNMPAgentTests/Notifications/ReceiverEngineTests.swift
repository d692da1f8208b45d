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
        let isNew = engine.discover(identifier)
        #expect(isNew)
        let isKnown = !engine.discover(identifier)
        #expect(isKnown)
        let isRefused = !engine.discover([1, 2])
        #expect(isRefused, "RFC 3411 5: 5 to 32 octets")
        #expect(engine.clock(at: start) == (0, 0))
        engine.learn(boots: 4, time: 100, at: start)
        #expect(engine.clock(at: start.adding(seconds: 7)) == (4, 107))
    }

    @Test func `messages move the time forward only, and late ones are not timely`() {
        var engine = ReceiverEngine()
        _ = engine.discover(identifier)
        engine.learn(boots: 4, time: 1000, at: start)
        let isTimely = engine.hear(boots: 4, time: 900, at: start)
        #expect(isTimely, "within 150 s")
        #expect(engine.clock(at: start) == (4, 1000))
        let isLate = !engine.hear(boots: 4, time: 849, at: start)
        #expect(isLate)
        let isOfEarlierStart = !engine.hear(boots: 3, time: 5000, at: start)
        #expect(isOfEarlierStart)
        let isLater = engine.hear(boots: 4, time: 1010, at: start)
        #expect(isLater)
        #expect(engine.clock(at: start) == (4, 1010))
        let isOfNextStart = engine.hear(boots: 5, time: 1, at: start)
        #expect(isOfNextStart)
        #expect(engine.clock(at: start) == (5, 1))
    }

    @Test func `another engine's time is not taken over`() {
        var engine = ReceiverEngine()
        _ = engine.discover(identifier)
        engine.learn(boots: 4, time: 1000, at: start)
        let isAnother = engine.discover([1, 2, 3, 4, 5])
        #expect(isAnother)
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
        let hasLearnedEngine = channel.take(report, at: start) == .learned(requestID: 77)
        #expect(hasLearnedEngine)
        let ignoresRubbish = channel.take([0x30], at: start) == .unexpected
        #expect(ignoresRubbish)
        let second = try channel.message(.generic(.coldStart), requestID: 77, at: start)
        let untimely = try #require(engine.answer(second) { _ in })
        var spoiled = untimely
        spoiled[spoiled.count - 1] ^= 1
        let ignoresForgery = channel.take(spoiled, at: start) == .unexpected
        #expect(ignoresForgery, "nobody without the key sets the time")
        #expect(!channel.isReady)
        let hasLearnedTime = channel.take(untimely, at: start) == .learned(requestID: 77)
        #expect(hasLearnedTime)
        #expect(channel.isReady)
        let third = try channel.message(.generic(.coldStart), requestID: 77, at: start)
        let answer = try #require(engine.answer(third) { _ in })
        for place in answer.indices {
            var broken = answer
            broken[place] ^= 0x55
            var other = channel
            if case .acknowledged = other.take(broken, at: start) { Issue.record("octet \(place) was not checked") }
        }
        let isAcknowledged = channel.take(answer, at: start) == .acknowledged(requestID: 77)
        #expect(isAcknowledged)
        let ignoresCopy = channel.take(answer, at: start) == .unexpected
        #expect(ignoresCopy, "an answer that comes twice")
    }
}
