import NIOCore
import TLSKit

/// Looks at the first octet of a connection that must be encrypted: a handshake gets its TLS, anything else is said so in
/// the clear, as clients expect it.
final class TLSDetector: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let context: TLSContext
    private let peer: String
    private let mail: RPCAPMail
    private var isDone = false

    init(_ context: TLSContext, peer: String, mail: RPCAPMail) {
        self.context = context
        self.peer = peer
        self.mail = mail
    }

    func channelRead(context channel: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        guard !isDone else { return channel.fireChannelRead(data) }
        isDone = true
        guard buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) == 0x16 else {
            mail.isInTheClear()
            return
        }
        do {
            try channel.pipeline.syncOperations.addHandler(
                TLSHandler(context, serverName: nil, peer: peer), position: .after(self))
            channel.fireChannelRead(data)
            // What the session asked for before TLS was there did not reach it.
            channel.channel.read()
        } catch {
            channel.close(promise: nil)
        }
    }
}
