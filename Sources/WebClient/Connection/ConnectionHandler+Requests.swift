import NIOCore
import NIOHTTP1

extension ConnectionHandler {
    /// Sends a request's header, and its body as far as it is there.
    func start(_ request: OutgoingRequest) {
        guard let context, context.channel.isActive, !isOver else {
            failure = ConnectionUnused()
            return
        }
        guard progress == nil || progress?.isEnded == true else {
            failure = WebClientError(.invalidRequest, "a request to \(peer) while another one is under way")
            return
        }
        failure = nil
        watch.hasSeenOctets = false
        progress = ResponseProgress(peer: peer, bodyLimitBytes: request.bodyLimitBytes)
        isRequestSent = false
        isBodyStopped = false
        mayProceed = request.expectsContinue ? nil : true
        wholeDeadline = request.wholeLimit.map { .now() + $0 } ?? .distantFuture
        context.write(wrapOutboundOut(.head(request.head)), promise: nil)
        if let body = request.body { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        if request.isWhole {
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            isRequestSent = true
            if failure == nil { wait(for: .header) }
        } else {
            context.flush()
            if failure == nil { wait(for: request.expectsContinue ? .proceed : .nothing) }
        }
    }

    /// Sends more of the body. The answer is whether more is wanted.
    func write(_ buffer: ByteBuffer, _ waiter: CheckedContinuation<Bool, any Error>) {
        guard let context, failure == nil, !isBodyStopped, progress?.isEnded == false else {
            waiter.resume(returning: false)
            return
        }
        if progress?.head == nil { wait(for: .sending) }
        let written = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: written)
        written.futureResult.assumeIsolated().whenComplete { result in
            if self.phase == .sending { self.wait(for: .nothing) }
            // A server may answer and close before it has read all: what it answered counts, not this failure.
            if case .success = result { waiter.resume(returning: true) } else { waiter.resume(returning: false) }
        }
    }

    /// Ends the body.
    func endRequest() {
        guard let context, failure == nil, !isBodyStopped, !isRequestSent else { return }
        isRequestSent = true
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        if let progress, progress.head == nil, failure == nil { wait(for: .header) }
    }

    func whole(_ waiter: CheckedContinuation<ReceivedResponse, any Error>) {
        if let failure { return waiter.resume(throwing: failure) }
        wholeWaiter = waiter
        giveWhole()
    }

    func head(_ waiter: CheckedContinuation<HTTPResponseHead, any Error>) {
        if let head = progress?.head { return waiter.resume(returning: head) }
        if let failure { return waiter.resume(throwing: failure) }
        headWaiter = waiter
    }

    func chunks(_ waiter: CheckedContinuation<ReceivedChunks, any Error>) {
        guard chunkWaiter == nil else {
            waiter.resume(throwing: WebClientError(.invalidRequest, "the body from \(peer) has two readers"))
            return
        }
        if failure != nil, progress?.chunks.isEmpty != false {
            return waiter.resume(throwing: failure ?? closed())
        }
        chunkWaiter = waiter
        giveChunks()
    }

    /// Waits until the body may be sent; the answer is whether it is wanted.
    func permission(_ waiter: CheckedContinuation<Bool, any Error>) {
        if let failure { return waiter.resume(throwing: failure) }
        if let mayProceed { return waiter.resume(returning: mayProceed) }
        proceedWaiter = waiter
    }

    /// Ends a streamed exchange. The answer is whether the connection can be used again; if not, it is closed.
    func finish() -> Bool {
        let isReusable = isReusable
        progress = nil
        if isReusable { releaseRead() } else { fail(closed()) }
        return isReusable
    }

    // MARK: Back-pressure

    func read(context: ChannelHandlerContext) {
        if let progress, progress.bodyLimitBytes == nil, progress.chunksBytes >= limits.readAheadBytes {
            isReadHeld = true
            if phase == .body { wait(for: .nothing) }
        } else {
            context.read()
        }
    }

    func releaseRead() {
        guard isReadHeld else { return }
        isReadHeld = false
        if let progress, progress.head != nil, !progress.isEnded { wait(for: .body) }
        context?.read()
    }
}
