import NIOCore
import NIOEmbedded
import Testing

@testable import TLSKit

/// How connections end, without sockets and without waiting.
struct TLSEndingTests {
    private let clientContext: TLSContext
    private let serverContext: TLSContext

    init() async throws {
        let workshop = try CertificateWorkshop()
        try await workshop.makeServer(key: "ec -pkeyopt ec_paramgen_curve:P-256")
        clientContext = try workshop.client()
        serverContext = try workshop.server()
    }

    private func connected() throws -> TLSPair {
        let pair = try TLSPair(client: clientContext, server: serverContext)
        try pair.carry()
        try #require(pair.told.sessions.count == 2)
        return pair
    }

    @Test func `a goodbye is answered, and both sides are closed`() throws {
        let pair = try connected()
        pair.server.writeAndFlush(ByteBuffer(string: "last words"), promise: pair.promise("write"))
        pair.server.close(promise: pair.promise("close"))
        try pair.carry()
        #expect(try TLSPair.plaintext(of: pair.client) == Array("last words".utf8))
        #expect(!pair.client.isActive && !pair.server.isActive)
        #expect(pair.told.all.contains("write done") && pair.told.all.contains("close done"))
        #expect(!pair.told.all.contains("client truncated"))
    }

    @Test func `a peer that does not say goodbye is left after a second`() throws {
        let pair = try connected()
        pair.client.close(promise: pair.promise("close"))
        pair.client.close(promise: pair.promise("close again"))
        pair.client.writeAndFlush(ByteBuffer(string: "late"), promise: pair.promise("write"))
        #expect(pair.told.all.last?.hasPrefix("write failed") == true)
        pair.loop.advanceTime(by: .milliseconds(990))
        #expect(pair.client.isActive && !pair.told.all.contains("close done"))
        pair.loop.advanceTime(by: .milliseconds(20))
        #expect(!pair.client.isActive)
        #expect(pair.told.all.contains("close done") && pair.told.all.contains("close again done"))
        pair.finish()
    }

    @Test func `an end without a goodbye is told of as a truncation`() throws {
        let pair = try connected()
        pair.client.write(ByteBuffer(string: "never flushed"), promise: pair.promise("write"))
        pair.client.pipeline.fireChannelInactive()
        #expect(pair.told.all.contains("client truncated"))
        #expect(pair.told.all.contains { $0.hasPrefix("write failed") && $0.contains("server:6514") })
        pair.finish()
    }

    @Test func `an end in the handshake is no truncation but a failure`() throws {
        let pair = try TLSPair(client: clientContext, server: serverContext)
        pair.client.writeAndFlush(ByteBuffer(string: "early"), promise: pair.promise("write"))
        pair.client.pipeline.fireChannelInactive()
        #expect(!pair.told.all.contains("client truncated"))
        #expect(pair.told.all.contains { $0.hasPrefix("write failed") && $0.contains("during the TLS handshake") })
        pair.finish()
    }

    @Test func `a peer that has ended may still be written to where half closure is allowed`() throws {
        let pair = try connected()
        pair.client.allowRemoteHalfClosure = true
        pair.server.close(promise: nil)
        for buffer in try TLSPair.wire(of: pair.server) { TLSPair.deliver(buffer, to: pair.client) }
        #expect(pair.told.all.contains("client input closed") && pair.client.isActive)
        pair.client.writeAndFlush(ByteBuffer(string: "answer"), promise: pair.promise("write"))
        #expect(pair.told.all.contains("write done"))
        // What comes behind a goodbye is nothing, and is not kept.
        TLSPair.deliver(ByteBuffer(repeating: 1, count: 1000), to: pair.client)
        pair.client.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(pair.told.all.filter { $0 == "client input closed" }.count == 1)
        pair.client.close(promise: pair.promise("close"))
        #expect(pair.told.all.contains("close done") && !pair.client.isActive)
        try pair.carry()
        #expect(try TLSPair.plaintext(of: pair.server) == Array("answer".utf8))
        pair.finish()
    }

    @Test func `an end of the socket without a goodbye is a truncation where half closure is allowed, too`() throws {
        let pair = try connected()
        pair.client.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(pair.told.all.suffix(2) == ["client truncated", "client input closed"])
        pair.finish()
    }

    @Test func `a connection that breaks says which one it was`() throws {
        let pair = try connected()
        pair.client.write(ByteBuffer(string: "x"), promise: pair.promise("write"))
        pair.client.pipeline.fireErrorCaught(IOError(errnoCode: 104, reason: "read"))
        #expect(pair.told.all.last?.contains("the connection with server:6514 broke") == true)
        pair.client.pipeline.fireChannelInactive()
        #expect(pair.told.all.contains { $0.hasPrefix("write failed") && $0.contains("broke") })
        pair.finish()
    }

    @Test func `writes wait for the handshake, and are kept when their ciphertext was written`() throws {
        let pair = try TLSPair(client: clientContext, server: serverContext)
        for number in 0..<3 {
            pair.client.write(ByteBuffer(string: "\(number)"), promise: pair.promise("write \(number)"))
        }
        pair.client.flush()
        pair.client.write(ByteBuffer(string: "unflushed"), promise: pair.promise("unflushed"))
        #expect(pair.told.all.isEmpty)
        try pair.carry()
        #expect(pair.told.all.contains("write 0 done") && pair.told.all.contains("write 2 done"))
        #expect(!pair.told.all.contains("unflushed done"))
        #expect(try TLSPair.plaintext(of: pair.server) == Array("012".utf8))
        pair.finish()
    }

    @Test func `small writes that are flushed together share a record, and large ones keep their order`() throws {
        let pair = try connected()
        let lines = (0..<60).map {
            Array("<14>line number \($0) of a log ".utf8) + [UInt8](repeating: 0x2e, count: 170)
        }
        for line in lines { pair.client.write(ByteBuffer(bytes: line), promise: nil) }
        pair.client.flush()
        var records = 0
        for buffer in try TLSPair.wire(of: pair.client) {
            var rest = buffer
            while let header = rest.readBytes(length: 5) {
                records += 1
                rest.moveReaderIndex(forwardBy: Int(header[3]) << 8 | Int(header[4]))
            }
            TLSPair.deliver(buffer, to: pair.server)
        }
        #expect(records == 1)
        #expect(try TLSPair.plaintext(of: pair.server) == Array(lines.joined()))
        // Empty, small and large ones in turn, over several records and buffers.
        let sizes = [1, 0, 4096, 4097, 16_384, 16_385, 3, 1_048_576, 0, 200, 100_000, 5]
        let parts = sizes.enumerated().map { [UInt8](repeating: UInt8($0), count: $1) }
        for part in parts { pair.client.write(ByteBuffer(bytes: part), promise: pair.promise("write")) }
        pair.client.flush()
        #expect(pair.told.all.filter { $0 == "write done" }.count == sizes.count)
        try pair.carry()
        #expect(try TLSPair.plaintext(of: pair.server) == Array(parts.joined()))
        pair.finish()
    }
}
