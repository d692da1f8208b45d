import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import TLSKit

/// A client and a server of ours without sockets, on a loop whose clock the test moves.
final class TLSPair {
    let loop = EmbeddedEventLoop()
    let client: EmbeddedChannel
    let server: EmbeddedChannel
    /// What handlers, promises and sides have told, in order.
    let told = Told()

    /// Notes what happens. A test of this kind must not wait for futures: its loop runs only when the test moves it.
    final class Told: Sendable {
        private let state = Mutex((texts: [String](), sessions: [TLSSession]()))

        var all: [String] { state.withLock { $0.texts } }
        var sessions: [TLSSession] { state.withLock { $0.sessions } }

        func add(_ text: String) { state.withLock { $0.texts.append(text) } }
        func add(_ session: TLSSession) { state.withLock { $0.sessions.append(session) } }
    }

    /// Notes events and errors behind a `TLSHandler`.
    private final class Listener: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let told: Told
        private let side: String

        init(_ told: Told, _ side: String) {
            self.told = told
            self.side = side
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            switch event {
            case TLSEvent.handshakeCompleted(let session):
                told.add("\(side) connected")
                told.add(session)
            case TLSEvent.truncated: told.add("\(side) truncated")
            case ChannelEvent.inputClosed: told.add("\(side) input closed")
            default: told.add("\(side) \(event)")
            }
            context.fireUserInboundEventTriggered(event)
        }

        func channelInactive(context: ChannelHandlerContext) {
            told.add("\(side) inactive")
            context.fireChannelInactive()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { told.add("\(side) \(error)") }
    }

    init(
        client clientContext: TLSContext, server serverContext: TLSContext, serverName: String? = "localhost",
        peer: String = "server:6514"
    ) throws {
        client = EmbeddedChannel(loop: loop)
        server = EmbeddedChannel(loop: loop)
        try client.pipeline.syncOperations.addHandlers([
            TLSHandler(clientContext, serverName: serverName, peer: peer), Listener(told, "client"),
        ])
        try server.pipeline.syncOperations.addHandlers([
            TLSHandler(serverContext, serverName: nil, peer: "client"), Listener(told, "server"),
        ])
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: 6514)
        client.connect(to: address, promise: nil)
        server.connect(to: address, promise: nil)
    }

    /// Takes what one side has for the other's socket.
    static func wire(of channel: EmbeddedChannel) throws -> [ByteBuffer] {
        var buffers: [ByteBuffer] = []
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { buffers.append(buffer) }
        return buffers
    }

    /// Takes the plaintext that came to one side.
    static func plaintext(of channel: EmbeddedChannel) throws -> [UInt8] {
        var octets: [UInt8] = []
        while let buffer = try channel.readInbound(as: ByteBuffer.self) { octets += Array(buffer.readableBytesView) }
        return octets
    }

    /// Carries ciphertext to and fro until nobody has any more.
    func carry() throws {
        var isMoving = true
        while isMoving {
            isMoving = false
            for (from, to) in [(client, server), (server, client)] {
                for buffer in try Self.wire(of: from) {
                    isMoving = true
                    if to.isActive { Self.deliver(buffer, to: to) }
                }
            }
        }
    }

    /// Gives octets to one side as its socket would.
    static func deliver(_ buffer: ByteBuffer, to channel: EmbeddedChannel) {
        channel.pipeline.fireChannelRead(buffer)
        channel.pipeline.fireChannelReadComplete()
    }

    /// A promise that tells how it was kept.
    func promise(_ name: String) -> EventLoopPromise<Void> {
        let promise = loop.makePromise(of: Void.self)
        let told = told
        promise.futureResult.whenComplete { result in
            switch result {
            case .success: told.add("\(name) done")
            case .failure(let error): told.add("\(name) failed: \(error)")
            }
        }
        return promise
    }

    /// Ends both sides. `EmbeddedChannel.finish` would wait for ever: closing takes until the clock is moved.
    func finish() {
        client.close(promise: nil)
        server.close(promise: nil)
        loop.advanceTime(by: .seconds(2))
    }
}
