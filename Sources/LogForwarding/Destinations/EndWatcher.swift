import NIOCore
import TLSKit

/// Reads what a server sends, which nobody expects, and tells when it has ended the connection: a sender that does not
/// read would find out with the loss of its next lines.
final class EndWatcher<Message>: ChannelInboundHandler {
    typealias InboundIn = Message

    let end: EventLoopFuture<LogDeliveryError>
    private let promise: EventLoopPromise<LogDeliveryError>
    private let peer: String
    private var reason: LogDeliveryError?

    init(peer: String, loop: any EventLoop) {
        self.peer = peer
        promise = loop.makePromise()
        end = promise.futureResult
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if reason == nil {
            reason = LogDeliveryError(
                error is TLSError ? .configuration : .notReachable, "the connection to \(peer) broke: \(error)")
        }
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        finish()
    }

    private func finish() {
        promise.succeed(reason ?? LogDeliveryError(.notReachable, "\(peer) has ended the connection"))
    }
}
