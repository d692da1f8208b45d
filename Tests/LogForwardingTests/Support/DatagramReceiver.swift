import NIOCore
import NIOPosix
import Synchronization

/// A receiver of datagrams.
final class DatagramReceiver: Sendable {
    private let kept = Mutex<[String]>([])
    private let channel: Mutex<(any Channel)?> = Mutex(nil)

    /// Listens on `port`, or on a free one.
    init(port: UInt16 = 0, host: String = "127.0.0.1") async throws {
        let bound = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.socketOption(.so_rcvbuf), value: 1 << 20)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 65_536))
            .channelInitializer { [weak self] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(self))
                }
            }.bind(host: host, port: Int(port)).get()
        channel.withLock { $0 = bound }
    }

    /// Its port.
    var port: UInt16 { channel.withLock { UInt16($0?.localAddress?.port ?? 0) } }
    /// What came, each a datagram.
    var datagrams: [String] { kept.withLock(\.self) }

    /// Stops listening.
    func stop() async { try? await channel.withLock { $0 }?.close().get() }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = AddressedEnvelope<ByteBuffer>
        private let receiver: DatagramReceiver?

        init(_ receiver: DatagramReceiver?) { self.receiver = receiver }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let text = String(buffer: unwrapInboundIn(data).data)
            receiver?.kept.withLock { $0.append(text) }
        }
    }
}
