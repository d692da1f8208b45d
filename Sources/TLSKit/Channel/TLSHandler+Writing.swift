public import NIOCore

/// Writing.
extension TLSHandler {
    /// Writes up to this size that are flushed together share records.
    private static let smallBytes = 4096
    /// The plaintext whose ciphertext goes to the socket in one buffer; with what TLS adds, that is below 256 KiB.
    private static let pieceBytes = 15 * TLSConnection.recordLimit

    /// Keeps plaintext until it is flushed.
    public func write(context channel: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isOutputClosed, !mustCloseOutput else {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        switch state {
        case .idle, .handshaking, .active:
            let buffer = unwrapOutboundIn(data)
            pendingBytes += buffer.readableBytes
            pending.append((buffer, promise))
        case .closing, .lingering, .closed:
            promise?.fail(ChannelError.ioOnClosedChannel)
        }
    }

    /// Encrypts what was written.
    public func flush(context channel: ChannelHandlerContext) {
        pending.mark()
        encryptFlushed(channel)
        channel.flush()
    }

    /// Encrypts what was flushed, and hands the ciphertext on before it returns. The promises are kept when the ciphertext
    /// has been written.
    func encryptFlushed(_ channel: ChannelHandlerContext) {
        guard let connection, state == .active, pending.hasMark else { return }
        var promises: [EventLoopPromise<Void>] = []
        var staged = ByteBuffer()
        var isDone = true
        while isDone, pending.hasMark, let (buffer, promise) = pending.popFirst() {
            if let promise { promises.append(promise) }
            let bytes = buffer.readableBytes
            if bytes > Self.smallBytes || staged.readableBytes + bytes > TLSConnection.recordLimit {
                isDone = encrypt(staged, connection, channel)
                staged.clear()
            }
            if bytes > Self.smallBytes || (staged.readableBytes == 0 && !pending.hasMark) {
                isDone = isDone && encrypt(buffer, connection, channel)
            } else {
                staged.writeImmutableBuffer(buffer)
            }
            pendingBytes -= bytes
        }
        guard isDone, encrypt(staged, connection, channel) else {
            report(connection)
            let error = TLSError(.connection, "the TLS connection with \(peer) broke: \(connection.reason)")
            for promise in promises { promise.fail(error) }
            return giveUp(channel, error)
        }
        let promise: EventLoopPromise<Void>? =
            promises.count <= 1 ? promises.first : channel.eventLoop.makePromise(of: Void.self)
        if promises.count > 1, let promise {
            for each in promises { promise.futureResult.cascade(to: each) }
        }
        send(channel, promise: promise)
    }

    /// Encrypts plaintext. Ciphertext that has become much goes to the socket meanwhile, unflushed.
    private func encrypt(_ buffer: ByteBuffer, _ connection: TLSConnection, _ channel: ChannelHandlerContext) -> Bool {
        buffer.withUnsafeReadableBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                if connection.waitingBytes >= Self.pieceBytes, let piece = connection.drain() {
                    channel.write(wrapOutboundOut(piece), promise: nil)
                }
                connection.reserve(
                    plaintext: min(max(pendingBytes, rest.count), Self.pieceBytes), channel.channel.allocator)
                var used = 0
                guard connection.write(UnsafeRawBufferPointer(rebasing: rest), used: &used) == .done else {
                    return false
                }
                rest = rest.dropFirst(used)
            }
            return true
        }
    }

    /// Hands the ciphertext that waits to the socket.
    func send(_ channel: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
        guard let buffer = connection?.drain() else {
            promise?.succeed(())
            return
        }
        channel.writeAndFlush(wrapOutboundOut(buffer), promise: promise)
    }
}
