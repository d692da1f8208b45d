public import NIOCore

/// Reading.
extension TLSHandler {
    /// The most plaintext that is handed on together.
    private static let readLimit = 262_144

    /// Somebody wants plaintext.
    public func read(context channel: ChannelHandlerContext) {
        isReadWanted = true
        channel.read()
    }

    /// Takes ciphertext.
    public func channelRead(context channel: ChannelHandlerContext, data: NIOAny) {
        guard let connection, !hasEnded else { return }
        connection.feed(unwrapInboundIn(data))
        if state == .handshaking { shakeHands(channel) } else { readPlaintext(channel) }
    }

    /// Reads on when nothing of what came was plaintext: who asked for that still waits.
    public func channelReadComplete(context channel: ChannelHandlerContext) {
        if hasDelivered { isReadWanted = false }
        hasDelivered = false
        channel.fireChannelReadComplete()
        switch state {
        case .idle, .closed: break
        case .active: if isReadWanted { channel.read() }
        case .handshaking, .closing, .lingering: channel.read()
        }
    }

    /// Decrypts all that came, and hands it on.
    func readPlaintext(_ channel: ChannelHandlerContext) {
        guard let connection else { return }
        let allocator = channel.channel.allocator
        var buffer = connection.roomForPlaintext(allocator)
        var failure: TLSError?
        loop: while state == .active || state == .closing {
            switch connection.read(into: &buffer) {
            case .done:
                guard buffer.readableBytes >= Self.readLimit else { continue }
                deliver(buffer, channel)
                buffer = connection.roomForPlaintext(allocator)
            case .wantsMore:
                break loop
            case .ended:
                hasEnded = true
                break loop
            case .failed:
                failure = TLSError(.connection, "the TLS connection with \(peer) broke: \(connection.reason)")
                break loop
            }
        }
        report(connection)
        keepSession(connection)
        // What TLS itself has to say, such as a new key or an alert.
        send(channel, promise: nil)
        if buffer.readableBytes > 0, state != .closed { deliver(buffer, channel) }
        if let failure { return giveUp(channel, failure) }
        if hasEnded { endBecausePeerDid(channel) }
    }

    private func deliver(_ buffer: ByteBuffer, _ channel: ChannelHandlerContext) {
        hasDelivered = true
        channel.fireChannelRead(wrapInboundOut(buffer))
    }
}
