public import NIOCore

/// Ending: by this side, by the peer, and by what breaks.
extension TLSHandler {
    /// Ends the connection in order, or with `.output` only what this side sends.
    public func close(context channel: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        switch (mode, state) {
        case (.input, _):
            channel.close(mode: mode, promise: promise)
        case (.output, .handshaking) where !mustCloseOutput:
            pending.mark()
            mustCloseOutput = true
            outputPromise = promise
        case (.output, .active) where !isOutputClosed:
            pending.mark()
            encryptFlushed(channel)
            closeOutput(channel, promise: promise)
        case (.output, .handshaking), (.output, .active), (.output, .closing), (.output, .lingering):
            promise?.fail(ChannelError.outputClosed)
        case (_, .active):
            waitForClose(promise)
            pending.mark()
            encryptFlushed(channel)
            if state == .active { sayGoodbye(channel) }
        case (_, .closing), (_, .lingering):
            waitForClose(promise)
        case (_, .idle), (_, .handshaking), (_, .closed):
            fail(TLSError(.connection, "the connection with \(peer) was closed"))
            finish()
            channel.close(mode: .all, promise: promise)
        }
    }

    private func waitForClose(_ promise: EventLoopPromise<Void>?) {
        guard let promise else { return }
        if let closePromise { closePromise.futureResult.cascade(to: promise) } else { closePromise = promise }
    }

    /// Says close_notify and goes on reading.
    func closeOutput(_ channel: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
        mustCloseOutput = false
        outputPromise = nil
        guard state == .active, !isOutputClosed else {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        isOutputClosed = true
        fail(TLSError(.connection, "the output to \(peer) was closed"))
        sendEnd(channel)
        channel.close(mode: .output, promise: promise)
        if hasEnded { closeSocket(channel) }
    }

    /// Says close_notify and waits for the peer's, not for long: a socket that is closed with octets unread in it would
    /// reset the connection, and with it what the peer has not read yet.
    private func sayGoodbye(_ channel: ChannelHandlerContext) {
        state = .closing
        if !isOutputClosed { sendEnd(channel) }
        if hasEnded { return closeSocket(channel) }
        guard state == .closing else { return }
        schedule(in: Self.closeLimit, channel) { $0.closeSocket($1) }
        channel.read()
    }

    private func sendEnd(_ channel: ChannelHandlerContext) {
        guard let connection else { return }
        connection.end()
        report(connection)
        send(channel, promise: nil)
    }

    /// The peer has said close_notify: what it does not read is over, too, unless the channel allows half closure.
    func endBecausePeerDid(_ channel: ChannelHandlerContext) {
        guard state == .active, !isOutputClosed else { return closeSocket(channel) }
        if (try? channel.channel.syncOptions?.getOption(.allowRemoteHalfClosure)) == true {
            channel.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
            return
        }
        state = .closing
        sendEnd(channel)
        closeSocket(channel)
    }

    // MARK: The socket

    /// Hears that the peer's side of the socket has ended, where the channel allows half closure.
    public func userInboundEventTriggered(context channel: ChannelHandlerContext, event: Any) {
        guard case .inputClosed? = event as? ChannelEvent else {
            return channel.fireUserInboundEventTriggered(event)
        }
        switch state {
        case .handshaking:
            giveUp(channel, TLSError(.handshake, "\(peer) has ended the connection during the TLS handshake"))
        case .active where hasEnded:
            // That was told when it said close_notify.
            return
        case .active:
            channel.fireUserInboundEventTriggered(TLSEvent.truncated)
        case .closing, .lingering:
            closeSocket(channel)
        case .idle, .closed: break
        }
        channel.fireUserInboundEventTriggered(event)
    }

    /// Says of what breaks which connection it was.
    public func errorCaught(context channel: ChannelHandlerContext, error: any Error) {
        guard error is IOError else { return channel.fireErrorCaught(error) }
        switch state {
        case .handshaking:
            giveUp(channel, TLSError(.handshake, "the connection with \(peer) broke in the TLS handshake: \(error)"))
        case .active:
            let error = TLSError(.connection, "the connection with \(peer) broke: \(error)")
            breakage = error
            channel.fireErrorCaught(error)
        case .closing, .lingering:
            closeSocket(channel)
        case .idle, .closed:
            channel.fireErrorCaught(error)
        }
    }

    /// Tells whether the end was one in order.
    public func channelInactive(context channel: ChannelHandlerContext) {
        switch state {
        case .handshaking:
            fail(TLSError(.handshake, "\(peer) has ended the connection during the TLS handshake"))
        case .active where !hasEnded:
            channel.fireUserInboundEventTriggered(TLSEvent.truncated)
        default: break
        }
        fail(breakage ?? TLSError(.connection, "the connection with \(peer) has ended"))
        finish()
        channel.fireChannelInactive()
    }

    // MARK: Giving up

    /// Ends the connection because of an error. A peer that was told by an alert gets time to read it: a socket that is
    /// closed with octets unread in it would reset the connection, and the alert with it.
    func giveUp(_ channel: ChannelHandlerContext, _ error: TLSError) {
        guard state != .closed, state != .lingering else { return }
        fail(error)
        guard hasComplained, channel.channel.isActive else {
            finish()
            channel.fireErrorCaught(error)
            channel.close(mode: .all, promise: nil)
            return
        }
        state = .lingering
        connection = nil
        schedule(in: Self.closeLimit, channel) { $0.closeSocket($1) }
        channel.fireErrorCaught(error)
        guard state == .lingering else { return }
        channel.close(mode: .output, promise: nil)
        channel.read()
    }

    func closeSocket(_ channel: ChannelHandlerContext) {
        guard state != .closed else { return }
        let promise = closePromise
        closePromise = nil
        fail(TLSError(.connection, "the connection with \(peer) was closed"))
        finish()
        channel.close(mode: .all, promise: promise)
    }

    /// Forgets everything.
    func finish() {
        state = .closed
        timer?.cancel()
        timer = nil
        closePromise?.succeed(())
        closePromise = nil
        outputPromise?.fail(ChannelError.ioOnClosedChannel)
        outputPromise = nil
        connection = nil
    }

    /// Calls `body` later, unless something else is scheduled or all is over before.
    func schedule(
        in time: TimeAmount, _ channel: ChannelHandlerContext,
        _ body: @escaping @Sendable (TLSHandler, ChannelHandlerContext) -> Void
    ) {
        timer?.cancel()
        let bound = NIOLoopBound((self, channel), eventLoop: channel.eventLoop)
        timer = channel.eventLoop.scheduleTask(in: time) {
            let (handler, channel) = bound.value
            body(handler, channel)
        }
    }
}
