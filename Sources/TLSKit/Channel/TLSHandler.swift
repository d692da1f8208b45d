public import NIOCore

/// TLS in a channel: plaintext on the side of the handlers behind it, ciphertext on that of the socket.
///
/// Put it first, or behind what counts octets on the wire. Writes wait for the handshake. A handshake that fails or takes
/// too long closes the channel and fails `handshake` with a `TLSError`; closing sends close_notify and waits for that of
/// the peer at most a second.
public final class TLSHandler: ChannelDuplexHandler {
    /// Ciphertext from the socket.
    public typealias InboundIn = ByteBuffer
    /// Plaintext for the handlers behind.
    public typealias InboundOut = ByteBuffer
    /// Plaintext from the handlers behind.
    public typealias OutboundIn = ByteBuffer
    /// Ciphertext for the socket.
    public typealias OutboundOut = ByteBuffer

    /// How long a peer may take to answer close_notify.
    static let closeLimit = TimeAmount.seconds(1)
    /// The most plaintext of one record.
    static let recordLimit = 16_384
    /// The most plaintext that is handed on together.
    static let readLimit = 262_144

    enum State {
        case idle
        case handshaking
        case active
        /// close_notify was sent.
        case closing
        case closed
    }

    let context: TLSContext
    let peer: String
    let serverName: String?
    private let handshakeLimit: TimeAmount
    private var promise: EventLoopPromise<TLSSession>?
    var state = State.idle
    var connection: TLSConnection?
    var pending = MarkedCircularBuffer<(ByteBuffer, EventLoopPromise<Void>?)>(initialCapacity: 8)
    var closePromise: EventLoopPromise<Void>?
    var timer: Scheduled<Void>?
    var hasEnded = false

    /// Makes a handler for a connection of `context`. A client sends and checks `serverName`; `peer` is the other side in
    /// reports, and what its sessions are kept by. The handshake may take `handshakeTimeout`.
    public init(
        _ context: TLSContext, serverName: String?, peer: String, handshakeTimeout: TimeAmount = .seconds(10)
    ) {
        self.context = context
        self.serverName = serverName
        self.peer = peer
        handshakeLimit = handshakeTimeout
    }

    /// What the handshake came to, once it is done. Ask for it when the handler is in its pipeline, on the event loop.
    public var handshake: EventLoopFuture<TLSSession> {
        guard let promise else { preconditionFailure("a TLSHandler has a handshake only in a pipeline") }
        return promise.futureResult
    }

    // MARK: Beginning

    /// Begins when the channel is open already.
    public func handlerAdded(context channel: ChannelHandlerContext) {
        promise = channel.eventLoop.makePromise()
        if channel.channel.isActive { begin(channel) }
    }

    /// Ends what is under way.
    public func handlerRemoved(context channel: ChannelHandlerContext) {
        fail(TLSError(.connection, "the connection with \(peer) was given up"))
        finish()
    }

    /// Begins the handshake.
    public func channelActive(context channel: ChannelHandlerContext) {
        begin(channel)
        channel.fireChannelActive()
    }

    private func begin(_ channel: ChannelHandlerContext) {
        guard case .idle = state else { return }
        state = .handshaking
        do throws(TLSError) {
            let configuration = context.configuration
            let connection = try TLSConnection(
                context, serverName: serverName,
                checksName: configuration.role == .client && configuration.verification == .full)
            if configuration.role == .client, let session = context.session(for: peer) { connection.offer(session) }
            self.connection = connection
        } catch {
            giveUp(channel, error)
            return
        }
        let limit = handshakeLimit
        let bound = NIOLoopBound((self, channel), eventLoop: channel.eventLoop)
        timer = channel.eventLoop.scheduleTask(in: limit) {
            let (handler, channel) = bound.value
            handler.giveUp(
                channel,
                TLSError(
                    .timeout, "no TLS handshake with \(handler.peer) within \(limit.nanoseconds / 1_000_000_000) s"))
        }
        shakeHands(channel)
    }

    private func shakeHands(_ channel: ChannelHandlerContext) {
        guard let connection else { return }
        let step = connection.handshake()
        report(connection)
        send(channel, promise: nil)
        switch step {
        case .wantsMore: return
        case .done:
            timer?.cancel()
            state = .active
            let session = connection.summary
            promise?.succeed(session)
            channel.fireUserInboundEventTriggered(TLSEvent.handshakeCompleted(session))
            encryptFlushed(channel)
            readPlaintext(channel)
        case .ended, .failed:
            if let rejection = connection.rejection {
                context.configuration.observer.onRejection(
                    connection.peerChain, rejection, peer, context.configuration.purpose)
                giveUp(
                    channel,
                    TLSError(.certificateRejected, "the certificate of \(peer) is not accepted: \(rejection.text)"))
            } else {
                giveUp(channel, TLSError(.handshake, "no TLS with \(peer): \(connection.reason)"))
            }
        }
    }

    // MARK: Reading

    /// Takes ciphertext.
    public func channelRead(context channel: ChannelHandlerContext, data: NIOAny) {
        guard let connection, state != .closed else { return }
        guard connection.feed(unwrapInboundIn(data)) else {
            return giveUp(channel, TLSError(.system, "there is no memory for TLS"))
        }
        if case .handshaking = state { shakeHands(channel) } else { readPlaintext(channel) }
    }

    private func readPlaintext(_ channel: ChannelHandlerContext) {
        guard let connection else { return }
        var buffer = channel.channel.allocator.buffer(capacity: Self.recordLimit)
        loop: while state == .active || state == .closing {
            switch connection.read(into: &buffer, atMost: Self.recordLimit) {
            case .done:
                guard buffer.readableBytes >= Self.readLimit else { continue }
                channel.fireChannelRead(wrapInboundOut(buffer))
                buffer = channel.channel.allocator.buffer(capacity: Self.recordLimit)
            case .wantsMore:
                break loop
            case .ended:
                hasEnded = true
                break loop
            case .failed:
                report(connection)
                send(channel, promise: nil)
                giveUp(channel, TLSError(.connection, "the TLS connection with \(peer) broke: \(connection.reason)"))
                break loop
            }
        }
        if buffer.readableBytes > 0, state != .closed { channel.fireChannelRead(wrapInboundOut(buffer)) }
        report(connection)
        keepSession(connection)
        // What TLS itself has to say, such as a new key.
        send(channel, promise: nil)
        if hasEnded, state != .closed { endBecausePeerDid(channel) }
    }

    private func keepSession(_ connection: TLSConnection) {
        guard context.configuration.role == .client, let session = connection.session else { return }
        context.keep(session, for: peer)
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
        fail(TLSError(.connection, "the connection with \(peer) has ended"))
        finish()
        channel.fireChannelInactive()
    }

    // MARK: Reporting

    private func report(_ connection: TLSConnection) {
        while let alert = connection.nextAlert() {
            context.configuration.observer.onAlert(
                TLSAlert(
                    direction: alert.isSent ? .sent : .received, number: alert.number, isFatal: alert.isFatal,
                    peer: peer, purpose: context.configuration.purpose))
        }
    }

    /// Fails what waits: the handshake, and what was to be written.
    func fail(_ error: TLSError) {
        promise?.fail(error)
        while let (_, promise) = pending.popFirst() { promise?.fail(error) }
    }

    /// Ends the connection because of an error.
    func giveUp(_ channel: ChannelHandlerContext, _ error: TLSError) {
        guard state != .closed else { return }
        fail(error)
        finish()
        channel.fireErrorCaught(error)
        channel.close(mode: .all, promise: nil)
    }

    /// Forgets everything.
    func finish() {
        state = .closed
        timer?.cancel()
        timer = nil
        closePromise?.succeed(())
        closePromise = nil
        connection = nil
    }
}
