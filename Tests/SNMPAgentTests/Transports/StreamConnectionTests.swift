import Logging
import NIOCore
import NIOEmbedded
import NetworkValues
import SNMPProtocol
import Testing

@testable import SNMPAgent

/// Connections over a channel without a socket, whose time the test moves.
final class TestStreams {
    let test: TestEngine
    let engine: StreamEngine
    let loop = EmbeddedEventLoop()
    var counters: TransportCounters { test.shared.transports }

    init(limits: StreamLimits = StreamLimits(), policy: AccessPolicy? = nil, requestsPerSource: UInt64 = 0) throws {
        test = try TestEngine(policy: policy)
        engine = StreamEngine(
            test.shared, StreamSettings(limits: limits, requestsPerSource: requestsPerSource))
    }

    func connect(from address: UInt32 = 0x0a01_0203) throws -> EmbeddedChannel {
        let connection = StreamConnection(
            engine, source: MessageSource(address: .v4(address), port: 50_000), logger: Logger(label: "test"))
        let channel = EmbeddedChannel(handler: connection, loop: loop)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 161)).wait()
        loop.run()
        return channel
    }

    static func request(id: Int) -> [UInt8] {
        BER.message(1, BER.pdu(PDUType.get.rawValue, id: id, [TestEngine.system + [1, 0]]))
    }
}

extension EmbeddedChannel {
    func bring(_ octets: [UInt8]) throws {
        try writeInbound(ByteBuffer(bytes: octets))
        embeddedEventLoop.run()
    }

    /// The request-ids of the replies that were written.
    func replies() throws -> [Int] {
        var found: [Int] = []
        while let buffer = try readOutbound(as: ByteBuffer.self) {
            if buffer.readableBytes == 0 { continue }
            found.append(try #require(ReadMessage(Array(buffer.readableBytesView))).id)
        }
        return found
    }
}

@Suite struct StreamConnectionTests {
    @Test func `requests in one go are answered in order`() throws {
        let streams = try TestStreams()
        let channel = try streams.connect()
        try channel.bring((1...100).flatMap { TestStreams.request(id: $0) })
        #expect(try channel.replies() == Array(1...100))
        #expect(channel.isActive)
    }

    @Test func `a request may come octet by octet`() throws {
        let streams = try TestStreams()
        let channel = try streams.connect()
        for octet in TestStreams.request(id: 5) + TestStreams.request(id: 6) { try channel.bring([octet]) }
        #expect(try channel.replies() == [5, 6])
    }

    @Test func `what a message is not ends the connection behind the answers before it`() throws {
        let streams = try TestStreams()
        let channel = try streams.connect()
        try channel.bring(TestStreams.request(id: 1) + Array("GET / HTTP/1.1\r\n".utf8))
        #expect(try channel.replies() == [1])
        #expect(!channel.isActive)
        #expect(streams.counters.value(.streamMalformed) == 1)
    }

    @Test func `a message that is malformed inside gets no answer, and the next one does`() throws {
        let streams = try TestStreams()
        let channel = try streams.connect()
        try channel.bring(BER.element(0x30, [2, 1, 1, 4, 9, 1]) + TestStreams.request(id: 2))
        #expect(try channel.replies() == [2])
        #expect(streams.test.count(.inASNParseErrs) == 1)
    }

    @Test func `a connection without a message ends after its time`() throws {
        let streams = try TestStreams()
        let channel = try streams.connect()
        streams.loop.advanceTime(by: .seconds(590))
        try channel.bring(TestStreams.request(id: 1))
        streams.loop.advanceTime(by: .seconds(599))
        #expect(channel.isActive)
        streams.loop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
        #expect(streams.counters.value(.streamIdle) == 1)
    }

    @Test func `a message that comes too slowly ends the connection`() throws {
        let streams = try TestStreams()
        let channel = try streams.connect()
        for octet in TestStreams.request(id: 1).prefix(9) {
            try channel.bring([octet])
            streams.loop.advanceTime(by: .seconds(1))
        }
        #expect(channel.isActive)
        streams.loop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
        #expect(streams.counters.value(.streamUnfinished) == 1)
    }

    @Test func `while replies are not read nothing more is worked on, and then the connection ends`() throws {
        let streams = try TestStreams()
        let channel = try streams.connect()
        channel.isWritable = false
        channel.pipeline.fireChannelWritabilityChanged()
        try channel.bring(TestStreams.request(id: 1))
        #expect(try channel.replies() == [])
        streams.loop.advanceTime(by: .seconds(19))
        channel.isWritable = true
        channel.pipeline.fireChannelWritabilityChanged()
        #expect(try channel.replies() == [1])
        channel.isWritable = false
        channel.pipeline.fireChannelWritabilityChanged()
        streams.loop.advanceTime(by: .seconds(20))
        #expect(!channel.isActive)
        #expect(streams.counters.value(.streamStalled) == 1)
    }

    @Test func `an end of the input is an end behind the answers`() throws {
        let streams = try TestStreams()
        let channel = try streams.connect()
        try channel.bring((1...40).flatMap { TestStreams.request(id: $0) })
        channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        streams.loop.run()
        #expect(try channel.replies() == Array(1...40))
        #expect(!channel.isActive)
    }

    @Test func `a reply may come later, from anywhere, while the connection stands`() throws {
        let streams = try TestStreams()
        let channel = try streams.connect()
        let send = try #require(StreamReturn(channel, counters: streams.counters).wayBack(for: 0))
        try channel.bring(TestStreams.request(id: 1))
        send(BER.message(1, BER.pdu(PDUType.response.rawValue, id: 9, [])))
        streams.loop.run()
        #expect(try channel.replies() == [1, 9])
        try channel.close().wait()
        send([0x30, 0])
        streams.loop.run()
        #expect(streams.counters.value(.streamRepliesLost) == 1)
    }

    @Test func `connections have limits in all and for each address`() throws {
        var limits = StreamLimits()
        limits.connections = 3
        limits.connectionsPerSource = 2
        let streams = try TestStreams(limits: limits)
        let first = try streams.connect()
        #expect(try streams.connect().isActive)
        #expect(try !streams.connect().isActive)
        #expect(try streams.connect(from: 7).isActive)
        #expect(try !streams.connect(from: 8).isActive)
        #expect(streams.counters.value(.streamLimitRefused) == 2)
        try first.close().wait()
        streams.loop.run()
        #expect(try streams.connect(from: 8).isActive)
        #expect(streams.engine.channels.count == 3)
    }

    @Test func `of too many connections the one that was silent longest gives way`() throws {
        var limits = StreamLimits()
        limits.connections = 2
        let streams = try TestStreams(limits: limits)
        let (first, second) = (try streams.connect(from: 1), try streams.connect(from: 2))
        streams.loop.advanceTime(by: .seconds(29))
        try first.bring(TestStreams.request(id: 1))
        #expect(try !streams.connect(from: 3).isActive)
        streams.loop.advanceTime(by: .seconds(1))
        #expect(try streams.connect(from: 3).isActive)
        #expect(first.isActive && !second.isActive)
        #expect(streams.counters.value(.streamGaveWay) == 1)
        #expect(streams.engine.channels.count == 2)
    }

    @Test func `networks and rates hold as for datagrams`() throws {
        let policy = AccessPolicy(
            networks: AllowedNetworks([try #require(IPNetwork("10.0.0.0/8"))]), views: [],
            communities: [SNMPCommunity(name: "public".utf8)], users: [])
        let streams = try TestStreams(policy: policy, requestsPerSource: 10)
        #expect(try !streams.connect(from: 0x0b00_0001).isActive)
        #expect(streams.counters.value(.streamNetworkRefused) == 1)
        let channel = try streams.connect()
        try channel.bring((1...50).flatMap { TestStreams.request(id: $0) })
        #expect(try channel.replies() == Array(1...20))
        #expect(streams.test.count(.rateLimited) == 30)
    }

    @Test func `mutated streams are answered, counted or ended, and never more`() throws {
        var random = SeededNumbers(seed: 1)
        let streams = try TestStreams()
        for _ in 0..<5000 {
            var octets = (1...3).flatMap { TestStreams.request(id: $0) }
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                octets[Int.random(in: octets.indices, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
            }
            let channel = try streams.connect()
            var rest = octets[...]
            while !rest.isEmpty {
                let part = rest.prefix(Int.random(in: 1...40, using: &random))
                rest = rest.dropFirst(part.count)
                guard channel.isActive else { break }
                try channel.bring(Array(part))
            }
            while try channel.readOutbound(as: ByteBuffer.self) != nil {}
            if channel.isActive { streams.loop.advanceTime(by: .minutes(10)) }
            #expect(!channel.isActive)
        }
        #expect(streams.engine.channels.isEmpty)
        let ended = [TransportCounter.streamMalformed, .streamUnfinished, .streamIdle].map(streams.counters.value)
        #expect(ended.reduce(0, +) == 5000)
    }
}
