import NIOCore

/// Notes whether any octet of a response has come: a request whose connection closes before that was not looked at.
final class ByteWatch: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    var hasSeenOctets = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        hasSeenOctets = true
        context.fireChannelRead(data)
    }
}
