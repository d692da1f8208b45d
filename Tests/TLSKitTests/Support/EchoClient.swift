import NIOCore
import NIOPosix
import Synchronization

@testable import TLSKit

/// A client of ours: what came of its handshake, and what it then received.
struct EchoClient {
    let channel: any Channel
    let session: TLSSession
    private let received: Collected

    /// Connects; throws what the handshake failed of.
    static func connect(
        _ context: TLSContext, port: Int, serverName: String? = "127.0.0.1", limit: TimeAmount = .seconds(10)
    ) async throws -> EchoClient {
        let received = Collected()
        let (channel, handshake) = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = TLSHandler(
                        context, serverName: serverName, peer: "127.0.0.1:\(port)", handshakeTimeout: limit)
                    try channel.pipeline.syncOperations.addHandler(handler)
                    try channel.pipeline.syncOperations.addHandler(Collector(received))
                    return (channel, handler.handshake)
                }
            }
        return EchoClient(channel: channel, session: try await handshake.get(), received: received)
    }

    /// Sends octets and waits until as many came back; returns them.
    func exchange(_ octets: [UInt8]) async throws -> [UInt8] {
        try await channel.writeAndFlush(channel.allocator.buffer(bytes: octets))
        let end = ContinuousClock.now.advanced(by: .seconds(30))
        while received.octets.withLock({ $0.count }) < octets.count, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(2))
        }
        return received.octets.withLock { octets in
            defer { octets = [] }
            return octets
        }
    }

    /// How many octets have come since the last exchange.
    var count: Int { received.octets.withLock { $0.count } }

    func close() async { try? await channel.close().get() }

    private final class Collected: Sendable { let octets = Mutex<[UInt8]>([]) }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let collected: Collected

        init(_ collected: Collected) { self.collected = collected }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let buffer = unwrapInboundIn(data)
            collected.octets.withLock { $0 += Array(buffer.readableBytesView) }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {}
    }
}
