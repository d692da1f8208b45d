public import NIOCore

/// TLS in a channel: plaintext on the side of the handlers behind it, ciphertext on that of the socket.
///
/// Put it first, or behind what counts octets on the wire. Writes wait for the handshake. A handshake that fails or takes
/// too long closes the channel and fails `handshake` with a `TLSError`; closing sends close_notify and waits for that of
/// the peer at most a second. A peer that says close_notify closes the channel, unless it allows half closure
/// (`ChannelOptions.allowRemoteHalfClosure`): then `ChannelEvent.inputClosed` comes, and writing goes on.
public final class TLSHandler: ChannelDuplexHandler {
    /// Ciphertext from the socket.
    public typealias InboundIn = ByteBuffer
    /// Plaintext for the handlers behind.
    public typealias InboundOut = ByteBuffer
    /// Plaintext from the handlers behind.
    public typealias OutboundIn = ByteBuffer
    /// Ciphertext for the socket.
    public typealias OutboundOut = ByteBuffer

    /// How long a peer may take to answer close_notify, or to read why it was refused.
    static let closeLimit = TimeAmount.seconds(1)

    enum State {
        case idle
        case handshaking
        case active
        /// close_notify was sent, and that of the peer is waited for.
        case closing
        /// An alert was sent: the peer gets time to read it.
        case lingering
        case closed
    }

    let context: TLSContext
    let peer: String
    private let serverName: String?
    private let handshakeLimit: TimeAmount
    private var promise: EventLoopPromise<TLSSession>?
    private var offered: TLSContext.SavedSession?
    private var chain: [Certificate] = []
    var state = State.idle
    var connection: TLSConnection?
    var pending = MarkedCircularBuffer<(ByteBuffer, EventLoopPromise<Void>?)>(initialCapacity: 8)
    var pendingBytes = 0
    var closePromise: EventLoopPromise<Void>?
    /// Whether this side has said close_notify and may still read.
    var isOutputClosed = false
    /// Asked for during the handshake: to close the output behind what is to be written.
    var mustCloseOutput = false
    var outputPromise: EventLoopPromise<Void>?
    /// Whether the peer has said close_notify.
    var hasEnded = false
    /// Whether a fatal alert went out.
    var hasComplained = false
    /// Why the socket broke.
    var breakage: TLSError?
    /// Whether somebody asked for plaintext since some was handed on.
    var isReadWanted = false
    var hasDelivered = false
    var timer: Scheduled<Void>?

    /// Makes a handler for a connection of `context`. A client sends and checks `serverName`; `peer` is the other side in
    /// reports, and with the name what its sessions are kept by. The handshake may take `handshakeTimeout`.
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
            if configuration.role == .client, let session = context.session(for: sessionKey) {
                offered = session
                connection.offer(session.octets)
            }
            self.connection = connection
        } catch {
            giveUp(channel, error)
            return
        }
        let limit = handshakeLimit
        schedule(in: limit, channel) { handler, channel in
            let seconds = Double(limit.nanoseconds / 1_000_000) / 1000
            let text = seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
            handler.giveUp(channel, TLSError(.timeout, "no TLS handshake with \(handler.peer) within \(text) s"))
        }
        shakeHands(channel)
        // Nobody else asks for what the handshake needs.
        if state == .handshaking { channel.read() }
    }

    /// Goes on with the handshake.
    func shakeHands(_ channel: ChannelHandlerContext) {
        guard let connection else { return }
        let step = connection.handshake()
        report(connection)
        send(channel, promise: nil)
        switch step {
        case .wantsMore: return
        case .done: begin(connection, channel)
        case .ended, .failed: refuse(connection, channel)
        }
    }

    private func begin(_ connection: TLSConnection, _ channel: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        state = .active
        var session = connection.summary
        // A session knows no more than the first of the peer's certificates.
        if session.isResumed, let offered, offered.chain.first == session.peerChain.first {
            session.peerChain = offered.chain
        }
        offered = nil
        chain = session.peerChain
        promise?.succeed(session)
        channel.fireUserInboundEventTriggered(TLSEvent.handshakeCompleted(session))
        encryptFlushed(channel)
        if mustCloseOutput, state == .active { closeOutput(channel, promise: outputPromise) }
        readPlaintext(channel)
    }

    private func refuse(_ connection: TLSConnection, _ channel: ChannelHandlerContext) {
        giveUp(
            channel,
            connection.refusal(of: peer, context.configuration)
                ?? TLSError(.handshake, "no TLS with \(peer): \(connection.reason)"))
    }

    // MARK: Sessions

    private var sessionKey: TLSContext.SessionKey { .init(serverName: serverName, peer: peer) }

    /// Keeps a session that the server gave.
    func keepSession(_ connection: TLSConnection) {
        guard context.configuration.role == .client, let session = connection.takeSession() else { return }
        context.keep(.init(octets: session, chain: chain), for: sessionKey)
    }

    // MARK: Reporting

    /// Tells of alerts.
    func report(_ connection: TLSConnection) {
        while let alert = connection.nextAlert() {
            if alert.isSent, alert.isFatal { hasComplained = true }
            context.configuration.observer.onAlert(
                TLSAlert(
                    direction: alert.isSent ? .sent : .received, number: alert.number, isFatal: alert.isFatal,
                    peer: peer, purpose: context.configuration.purpose))
        }
    }

    /// Fails what waits: the handshake, and what was to be written.
    func fail(_ error: TLSError) {
        // Some servers choke on a session of their own: the next handshake goes without it.
        if offered != nil { context.drop(sessionFor: sessionKey) }
        offered = nil
        promise?.fail(error)
        while let (_, promise) = pending.popFirst() { promise?.fail(error) }
        pendingBytes = 0
    }
}
