import NIOCore
import NIOHTTP1
import TLSKit

/// One connection: one request after the other, each with its response. Everything here happens on the connection's event
/// loop; `Connection` is the way in from tasks.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = HTTPClientRequestPart

    /// What the connection waits for; each has its own time limit.
    enum Phase {
        /// Nothing with a limit.
        case nothing
        /// `100 Continue`.
        case proceed
        /// A part of the request's body to go.
        case sending
        /// The header of the response.
        case header
        /// More of its body.
        case body
        /// The next request.
        case idle
    }

    let peer: String
    let limits: ConnectionLimits
    let watch: ByteWatch

    var context: ChannelHandlerContext?
    var progress: ResponseProgress?
    var isRequestSent = false
    /// Whether the body of the request is not to be sent any more.
    var isBodyStopped = false
    var failure: (any Error)?
    /// Whether the connection ended or was given up.
    var isOver = false

    var wholeWaiter: CheckedContinuation<ReceivedResponse, any Error>?
    var headWaiter: CheckedContinuation<HTTPResponseHead, any Error>?
    var chunkWaiter: CheckedContinuation<ReceivedChunks, any Error>?
    var proceedWaiter: CheckedContinuation<Bool, any Error>?
    var mayProceed: Bool?

    var isReadHeld = false
    var phase = Phase.nothing
    var deadline = NIODeadline.distantFuture
    var wholeDeadline = NIODeadline.distantFuture
    var timer: Scheduled<Void>?
    var timerDeadline = NIODeadline.distantFuture

    init(peer: String, limits: ConnectionLimits, watch: ByteWatch) {
        self.peer = peer
        self.limits = limits
        self.watch = watch
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end(with: closed())
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard var current = progress, failure == nil else {
            if failure == nil { fail(WebClientError(.malformed, "\(peer) sent something that nobody asked for")) }
            return
        }
        // The value is taken out while it changes, so that its buffers are not copied.
        progress = nil
        let event: ResponseProgress.Event
        do throws(WebClientError) {
            event = try current.receive(unwrapInboundIn(data))
            progress = current
        } catch {
            progress = current
            fail(error)
            return
        }
        switch event {
        case .nothing: break
        case .proceed: proceed(true)
        case .head: receivedHead()
        case .body: receivedBody()
        case .end: receivedEnd()
        }
    }

    private func receivedHead() {
        guard let head = progress?.head else { return }
        if !isRequestSent, head.status.code >= 300 { isBodyStopped = true }
        proceed(head.status.code < 300)
        wait(for: .body)
        if let waiter = headWaiter {
            headWaiter = nil
            waiter.resume(returning: head)
        }
    }

    private func receivedBody() {
        wait(for: .body)
        giveChunks()
    }

    private func receivedEnd() {
        wait(for: .idle)
        giveChunks()
        giveWhole()
    }

    /// Hands over what has come of a streamed body.
    func giveChunks() {
        guard let waiter = chunkWaiter, let chunks = progress?.takeChunks() else { return }
        chunkWaiter = nil
        waiter.resume(returning: chunks)
        releaseRead()
    }

    func giveWhole() {
        guard let progress, progress.isEnded, let head = progress.head, let waiter = wholeWaiter else { return }
        let response = ReceivedResponse(head: head, body: progress.whole, isReusable: isReusable)
        self.progress = nil
        wholeWaiter = nil
        waiter.resume(returning: response)
    }

    /// Whether another request may follow.
    var isReusable: Bool {
        guard let progress, let head = progress.head else { return false }
        return progress.isEnded && head.isKeepAlive && isRequestSent && failure == nil && !isOver
    }

    func proceed(_ decision: Bool) {
        guard mayProceed == nil else { return }
        mayProceed = decision
        if phase == .proceed { wait(for: .nothing) }
        if let waiter = proceedWaiter {
            proceedWaiter = nil
            waiter.resume(returning: decision)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(with: closed())
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // A body that ends with the connection may have been cut off by anybody (RFC 9112 9.8).
        if case .truncated? = event as? TLSEvent, let progress, !progress.isEnded { fail(closed()) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(explain(error))
    }

    /// Gives the connection up for a reason that its waiters hear.
    func fail(_ error: any Error) {
        end(with: error)
        context?.close(promise: nil)
    }

    /// The connection is over: whoever waits hears why.
    private func end(with error: any Error) {
        wait(for: .nothing)
        timer?.cancel()
        timer = nil
        isOver = true
        if progress?.isEnded != true, failure == nil { failure = error }
        guard let failure else { return }
        wholeWaiter?.resume(throwing: failure)
        headWaiter?.resume(throwing: failure)
        // What has come of a streamed body is of use only whole or in order: the error comes behind it.
        if let waiter = chunkWaiter {
            if let chunks = progress?.takeChunks(), !chunks.buffers.isEmpty {
                waiter.resume(returning: chunks)
            } else {
                waiter.resume(throwing: failure)
            }
        }
        proceedWaiter?.resume(throwing: failure)
        (wholeWaiter, headWaiter, chunkWaiter, proceedWaiter) = (nil, nil, nil, nil)
    }
}
