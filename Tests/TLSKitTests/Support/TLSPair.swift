import NIOCore
import NIOEmbedded
import Testing

@testable import TLSKit

/// A client and a server of ours without sockets, on a loop whose clock the test moves.
final class TLSPair {
    let loop = EmbeddedEventLoop()
    let client: EmbeddedChannel
    let server: EmbeddedChannel
    let handler: TLSHandler

    init(
        client clientContext: TLSContext, server serverContext: TLSContext, serverName: String? = "localhost",
        peer: String = "server:6514"
    ) throws {
        client = EmbeddedChannel(loop: loop)
        server = EmbeddedChannel(loop: loop)
        handler = TLSHandler(clientContext, serverName: serverName, peer: peer)
        try client.pipeline.syncOperations.addHandler(handler)
        try server.pipeline.syncOperations.addHandler(TLSHandler(serverContext, serverName: nil, peer: "client"))
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
                    if to.isActive { try to.writeInbound(buffer) }
                }
            }
        }
    }

    /// Ends both sides.
    func finish() {
        _ = try? client.finish(acceptAlreadyClosed: true)
        _ = try? server.finish(acceptAlreadyClosed: true)
    }
}
