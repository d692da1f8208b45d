import Logging
import NIOCore
import NIOPosix
import NetworkValues
import SNMPProtocol
import TLSKit
import Testing

@testable import SNMPAgent

/// The server on sockets of the loopback interface.
@Suite struct StreamServerTests {
    private let test: TestEngine
    private let server: StreamServer

    init() throws {
        test = try TestEngine()
        server = StreamServer(test.shared, tls: nil, logger: Logger(label: "test"))
    }

    private func settings(_ addresses: String..., port: UInt16 = 0, usesTLS: Bool = false) throws -> StreamSettings {
        StreamSettings(
            listeners: try addresses.map {
                .init(address: try #require(IPAddress($0)), port: port, usesTLS: usesTLS)
            })
    }

    /// The address and port of an open listener, such as `tcp 127.0.0.1:161`.
    private func place(_ text: String) throws -> (host: String, port: Int) {
        let colon = try #require(text.lastIndex(of: ":"))
        let host = text[..<colon].dropFirst(4).filter { $0 != "[" && $0 != "]" }
        return (String(host), try #require(Int(text[text.index(after: colon)...])))
    }

    private func connect(_ text: String) async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        let (host, port) = try place(text)
        return try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup).connect(host: host, port: port) {
            channel in
            channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel(wrappingChannelSynchronously: channel) }
        }
    }

    @Test func `requests over both families are answered, and closing ends the connections`() async throws {
        let settings = try settings("127.0.0.1", "::1")
        let failed = await server.open(settings)
        #expect(failed.isEmpty)
        let open = server.listening
        #expect(open.count == 2 && open[0].hasPrefix("tcp 127.0.0.1:") && open[1].hasPrefix("tcp [::1]:"))
        for text in open {
            try await connect(text).executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(bytes: TestStreams.request(id: 1) + TestStreams.request(id: 2)))
                var octets: [UInt8] = []
                var replies = inbound.makeAsyncIterator()
                while octets.count(where: { $0 == 0xa2 }) < 2, let part = try await replies.next() {
                    octets += part.readableBytesView
                }
                #expect(octets.count(where: { $0 == 0xa2 }) == 2)
                if text == open[1] {
                    await server.close()
                    #expect(try await replies.next() == nil)
                }
            }
        }
        #expect(server.listening.isEmpty)
        #expect(test.shared.transports.value(.streamAccepts) == 2)
    }

    @Test func `other settings close what was open, the same ones leave it`() async throws {
        var settings = try settings("127.0.0.1")
        _ = await server.open(settings)
        let first = server.listening
        _ = await server.open(settings)
        #expect(server.listening == first)
        settings.limits.connections = 7
        _ = await server.open(settings)
        #expect(server.listening.count == 1)
        _ = await server.open(StreamSettings())
        #expect(server.listening.isEmpty)
    }

    @Test func `a port that is taken, and TLS without certificates, are told`() async throws {
        _ = await server.open(try settings("127.0.0.1"))
        let taken = try place(try #require(server.listening.first)).port
        let other = StreamServer(test.shared, tls: nil, logger: Logger(label: "test"))
        let failed = await other.open(try settings("127.0.0.1", port: UInt16(taken)))
        #expect(failed.map(\.transport) == ["TCP"])
        #expect(failed.first?.description == "could not open TCP 127.0.0.1:\(taken): Address already in use")
        let unsafe = await other.open(try settings("127.0.0.1", usesTLS: true))
        #expect(unsafe.map(\.transport) == ["TLS"])
        #expect(unsafe.first?.description.hasSuffix("there are no certificates for SNMP over TLS") == true)
        await other.close()
        await server.close()
    }
}
