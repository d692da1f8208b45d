import NIOCore
import NIOEmbedded
import Testing

@testable import WebServer

/// Clients that only hold a connection, with time that the test moves.
struct ConnectionGuardTests {
    private func open() throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(
            handler: ConnectionGuard(answer: .seconds(100), progress: .seconds(40), interval: .seconds(10)))
        try channel.connect(to: SocketAddress(ipAddress: "192.0.2.1", port: 1)).wait()
        return channel
    }

    @Test func `a connection on which nothing is asked ends`() throws {
        let channel = try open()
        channel.embeddedEventLoop.advanceTime(by: .seconds(100))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(10))
        #expect(!channel.isActive)
    }

    @Test func `a request that comes octet by octet ends it, however often one comes`() throws {
        let channel = try open()
        for second in 1...120 {
            guard channel.isActive else {
                #expect(second > 100)
                return
            }
            try channel.writeInbound(ByteBuffer(string: "x"))
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        }
        #expect(!channel.isActive)
    }

    @Test func `who is answered stays, and has the time anew for the next request`() throws {
        let channel = try open()
        for _ in 0..<20 {
            try channel.writeInbound(ByteBuffer(string: "GET"))
            channel.embeddedEventLoop.advanceTime(by: .seconds(90))
            try channel.writeOutbound(ByteBuffer(string: "200"))
            channel.embeddedEventLoop.advanceTime(by: .seconds(300))
        }
        #expect(channel.isActive)
        _ = try channel.finish()
    }

    @Test func `an answer that nobody reads ends it, one that gets on does not`() throws {
        let channel = try open()
        try channel.writeOutbound(ByteBuffer(string: "200"))
        for _ in 0..<5 {
            channel.isWritable = false
            channel.pipeline.fireChannelWritabilityChanged()
            channel.embeddedEventLoop.advanceTime(by: .seconds(30))
            channel.isWritable = true
            channel.pipeline.fireChannelWritabilityChanged()
        }
        #expect(channel.isActive)
        channel.isWritable = false
        channel.pipeline.fireChannelWritabilityChanged()
        channel.embeddedEventLoop.advanceTime(by: .seconds(51))
        #expect(!channel.isActive)
    }

    @Test func `nothing is left to run when the connection is gone`() throws {
        let channel = try open()
        _ = try channel.finish()
        channel.embeddedEventLoop.advanceTime(by: .hours(1))
        #expect(!channel.isActive)
    }
}
