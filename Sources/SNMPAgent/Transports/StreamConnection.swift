import Logging
import NIOCore
import NetworkValues
import TLSKit

/// One connection of a manager (RFC 3430): requests are answered in the order in which they came. Nothing more is read
/// than is worked on, and nothing is worked on while the manager leaves its replies unread.
final class StreamConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let engine: StreamEngine
    let source: MessageSource
    let logger: Logger
    /// The connection is one of TLS, whose handshake comes first.
    private let tls: TLSContext?
    private var session: TransportSession?
    private var hasHandshake = false
    private var hasMessage = false
    /// What came and was not taken yet.
    private var rest = ByteBuffer()
    private var isAdmitted = false
    private var isEnding = false
    /// The manager sends no more; what it has asked is still answered.
    private var isInputClosed = false
    /// A further turn is on its way.
    private var isTurnDue = false
    /// A read is wanted once there is room.
    private var mustRead = false
    /// When the last whole message came, or the connection began.
    private(set) var heardAt = NIODeadline.uptimeNanoseconds(0)
    private var begunAt: NIODeadline?
    private var stalledAt: NIODeadline?
    private var check: (at: NIODeadline, task: Scheduled<Void>)?
    /// The way of replies that come later.
    private var late: StreamReturn?

    init(_ engine: StreamEngine, source: MessageSource, tls: TLSContext? = nil, logger: Logger) {
        self.tls = tls
        self.engine = engine
        self.source = source
        self.logger = logger
    }

    // MARK: Beginning and ending

    func channelActive(context: ChannelHandlerContext) {
        heardAt = context.eventLoop.now
        guard engine.admits(self, context.channel) else {
            isEnding = true
            context.close(promise: nil)
            return
        }
        isAdmitted = true
        watch(context)
        context.read()
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        isEnding = true
        check?.task.cancel()
        check = nil
        rest = ByteBuffer()
        late = nil
        if isAdmitted { engine.leave(context.channel) }
        if hasHandshake { engine.counters.add(.tlsServerCloses) }
        isAdmitted = false
        hasHandshake = false
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        var counter: TransportCounter?
        if let error = error as? TLSError, isAdmitted, tls != nil, !hasHandshake {
            counter = Self.isAboutCertificate(error) ? .tlsInvalidClientCertificates : .tlsHandshakeFailures
            // The alert of TLS 1.3 for a certificate that is missing is no fault of the catalogue.
            if counter == .tlsInvalidClientCertificates, error.code != .certificateRejected { engine.refused(source) }
        }
        end(context, counter, "\(error)")
    }

    /// Whether a handshake failed because of the manager's certificate, one that is missing included (RFC 6353 5.3.2), which
    /// only OpenSSL's words tell.
    private static func isAboutCertificate(_ error: TLSError) -> Bool {
        error.code == .certificateRejected || error.message.contains("did not return a certificate")
    }

    /// Finds out who the manager is. Nobody is let in without a name (RFC 6353 5.3.2).
    private func begin(_ context: ChannelHandlerContext, _ handshake: TLSSession) {
        guard let tls, isAdmitted, !isEnding else { return }
        hasHandshake = true
        guard let session = engine.mapper.session(of: handshake.peerChain, trusted: tls.configuration.trusted) else {
            engine.counters.add(.tlsUnmapped)
            engine.refused(source)
            let subject = handshake.peerChain.first?.subject ?? ""
            return end(context, .tlsInvalidClientCertificates, "no row of SNMP0-TLS-CERT fits to \(subject)")
        }
        self.session = session
        logger.debug(
            "a manager came over TLS", metadata: ["source": "\(source.address)", "name": "\(session.securityName)"])
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent {
            isInputClosed = true
            work(context)
        }
        if case .handshakeCompleted(let handshake)? = event as? TLSEvent { begin(context, handshake) }
        context.fireUserInboundEventTriggered(event)
    }

    /// Ends the connection at once, and counts why.
    private func end(_ context: ChannelHandlerContext, _ counter: TransportCounter?, _ reason: String) {
        guard !isEnding else { return }
        isEnding = true
        if let counter { engine.counters.add(counter) }
        logger.debug("an SNMP connection was ended", metadata: ["source": "\(source.address)", "reason": "\(reason)"])
        context.close(promise: nil)
    }

    // MARK: Messages

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard isAdmitted, !isEnding else { return }
        var buffer = unwrapInboundIn(data)
        if rest.readableBytes == 0 {
            rest = buffer
        } else {
            rest.discardReadBytes()
            rest.writeBuffer(&buffer)
        }
        work(context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        mustRead = true
        readOn(context)
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            stalledAt = nil
            work(context)
            readOn(context)
        } else {
            stalledAt = context.eventLoop.now
            watch(context)
        }
        context.fireChannelWritabilityChanged()
    }

    /// Answers whole messages, until a turn is over or the manager has to read first.
    private func work(_ context: ChannelHandlerContext) {
        guard !isTurnDue, !isEnding, isAdmitted, tls == nil || session != nil else { return }
        var count = 0
        do throws(FramingError) {
            while context.channel.isWritable, let length = try nextLength(context) {
                if count == engine.limits.requestsPerTurn {
                    takeTurnLater(context)
                    break
                }
                count += 1
                answer(length, context)
            }
        } catch {
            context.flush()
            return end(context, .streamMalformed, "\(error)")
        }
        if count > 0 { context.flush() }
        if isInputClosed, !isTurnDue, context.channel.isWritable { endBehindReplies(context) }
    }

    /// The octets of the next message when all of it is there. Notes when one has begun.
    private func nextLength(_ context: ChannelHandlerContext) throws(FramingError) -> Int? {
        let length = try MessageFramer.length(of: rest.readableBytesView, limit: StreamLimits.maximumMessage)
        if let length, length <= rest.readableBytes {
            begunAt = nil
            return length
        }
        if rest.readableBytes == 0 {
            begunAt = nil
        } else if begunAt == nil {
            begunAt = context.eventLoop.now
            watch(context)
        }
        return nil
    }

    private func answer(_ length: Int, _ context: ChannelHandlerContext) {
        heardAt = context.eventLoop.now
        if session != nil, !hasMessage {
            hasMessage = true
            engine.counters.add(.tlsAccepts)
        }
        let late = late ?? StreamReturn(context.channel, counters: engine.counters)
        self.late = late
        let reply = engine.answer(&rest, count: length, from: source, session, late: late, context.channel.allocator)
        if let reply { context.write(wrapOutboundOut(reply), promise: nil) }
    }

    /// Goes on when other connections had their turn.
    private func takeTurnLater(_ context: ChannelHandlerContext) {
        isTurnDue = true
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.execute {
            let (connection, context) = bound.value
            connection.isTurnDue = false
            connection.work(context)
            connection.readOn(context)
        }
    }

    private func readOn(_ context: ChannelHandlerContext) {
        guard mustRead, isAdmitted, !isEnding, !isTurnDue, !isInputClosed, context.channel.isWritable else { return }
        mustRead = false
        context.read()
    }

    /// The manager sends no more and has its answers: the connection ends when they are on their way.
    private func endBehindReplies(_ context: ChannelHandlerContext) {
        isEnding = true
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in bound.value.close(promise: nil) }
    }

    // MARK: Time

    /// When the connection is ended unless something happens before, what counts it, and why.
    private var deadline: (at: NIODeadline, counter: TransportCounter, reason: String) {
        let limits = engine.limits
        var first = (at: heardAt + limits.idle, counter: TransportCounter.streamIdle, reason: "nothing came")
        if let begunAt, begunAt + limits.unfinished < first.at {
            first = (begunAt + limits.unfinished, .streamUnfinished, "a message did not come to its end")
        }
        if let stalledAt, stalledAt + limits.stalled < first.at {
            first = (stalledAt + limits.stalled, .streamStalled, "its replies were not read")
        }
        return first
    }

    /// Looks at the time when the connection may have to be ended.
    private func watch(_ context: ChannelHandlerContext) {
        let at = deadline.at
        if let check, check.at <= at { return }
        check?.task.cancel()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let task = context.eventLoop.scheduleTask(deadline: at) {
            let (connection, context) = bound.value
            connection.check = nil
            let deadline = connection.deadline
            guard deadline.at <= context.eventLoop.now else { return connection.watch(context) }
            connection.isEnding = false
            connection.end(context, deadline.counter, deadline.reason)
        }
        check = (at, task)
    }
}
