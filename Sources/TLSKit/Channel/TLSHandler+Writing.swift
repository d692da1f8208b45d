public import NIOCore

/// Writing and closing.
extension TLSHandler {
    /// Keeps plaintext until it is flushed.
    public func write(context channel: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard state != .closed, state != .closing else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        pending.append((unwrapOutboundIn(data), promise))
    }

    /// Encrypts what was written.
    public func flush(context channel: ChannelHandlerContext) {
        pending.mark()
        if state == .active { encryptFlushed(channel) }
        channel.flush()
    }

    /// Encrypts what was flushed, and hands the ciphertext on. Each promise is kept when the octets of its write are.
    func encryptFlushed(_ channel: ChannelHandlerContext) {
        guard let connection, state == .active else { return }
        var promises: [EventLoopPromise<Void>] = []
        while pending.hasMark, let (buffer, promise) = pending.popFirst() {
            if let promise { promises.append(promise) }
            guard connection.write(buffer) == .done else {
                let error = TLSError(.connection, "the TLS connection with \(peer) broke: \(connection.reason)")
                for promise in promises { promise.fail(error) }
                return giveUp(channel, error)
            }
        }
        let promise: EventLoopPromise<Void>? =
            promises.count <= 1 ? promises.first : channel.eventLoop.makePromise(of: Void.self)
        if promises.count > 1, let promise {
            for each in promises { promise.futureResult.cascade(to: each) }
        }
        send(channel, promise: promise)
    }

    /// Hands the ciphertext that waits to the socket.
    func send(_ channel: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
        guard let buffer = connection?.drain(channel.channel.allocator) else {
            promise?.succeed(())
            return
        }
        channel.writeAndFlush(wrapOutboundOut(buffer), promise: promise)
    }

    /// Ends the connection in order.
    public func close(context channel: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        switch (mode, state) {
        case (.input, _):
            channel.close(mode: mode, promise: promise)
        case (_, .active):
            if let promise {
                if let closePromise { closePromise.futureResult.cascade(to: promise) } else { closePromise = promise }
            }
            pending.mark()
            encryptFlushed(channel)
            guard state == .active else { return }
            sayGoodbye(channel)
        case (_, .closing):
            if let promise {
                if let closePromise { closePromise.futureResult.cascade(to: promise) } else { closePromise = promise }
            }
        case (_, .idle), (_, .handshaking), (_, .closed):
            fail(TLSError(.connection, "the connection with \(peer) was closed"))
            finish()
            channel.close(mode: .all, promise: promise)
        }
    }

    /// Sends close_notify and waits for the peer's, not for long: a socket that is closed with octets unread in it would
    /// reset the connection, and with it what the peer has not read yet.
    private func sayGoodbye(_ channel: ChannelHandlerContext) {
        state = .closing
        connection?.end()
        send(channel, promise: nil)
        if hasEnded { return closeSocket(channel) }
        let bound = NIOLoopBound((self, channel), eventLoop: channel.eventLoop)
        timer = channel.eventLoop.scheduleTask(in: Self.closeLimit) {
            let (handler, channel) = bound.value
            handler.closeSocket(channel)
        }
    }

    /// The peer has said goodbye: answers it, if that was not done, and closes.
    func endBecausePeerDid(_ channel: ChannelHandlerContext) {
        if state == .active {
            state = .closing
            connection?.end()
            send(channel, promise: nil)
        }
        closeSocket(channel)
    }

    private func closeSocket(_ channel: ChannelHandlerContext) {
        guard state != .closed else { return }
        let promise = closePromise
        closePromise = nil
        fail(TLSError(.connection, "the connection with \(peer) was closed"))
        finish()
        channel.close(mode: .all, promise: promise)
    }
}
