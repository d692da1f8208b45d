import Journal
import LogProtocols
import Logging
import NIOCore
import NetworkValues

/// One connection that brings lines. Nothing more is read from it than waits to be durable: a sender that is faster than
/// the disk finds its own buffer full.
final class StreamHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Records that may wait for the append under way.
    static let waitingLimit = 4096

    private let intake: LineIntake
    private let source: IPAddress
    private var reader: LineReader
    private var decoder: FrameDecoder
    /// The session of a sender that waits for answers; `nil` where lines just come.
    private var session: RELPSession?
    private var rest: [UInt8] = []
    private var waiting: [LogRecord] = []
    private var isAppending = false
    private var isCounted = false
    private var isPaused = false
    private var mustRead = false
    private let idleLimit: TimeAmount?
    /// When the sender could speak last: when something came, or reading went on.
    private var heardAt = NIODeadline.uptimeNanoseconds(0)
    private var silenceCheck: Scheduled<Void>?

    init(_ intake: LineIntake, source: IPAddress, usesRELP: Bool = false) {
        self.intake = intake
        self.source = source
        reader = intake.reader(for: source)
        let settings = intake.settings
        decoder = FrameDecoder(limit: settings.messageLimitBytes)
        session = usesRELP ? RELPSession(limit: settings.messageLimitBytes) : nil
        idleLimit = settings.idleSeconds > 0 ? .seconds(Int64(settings.idleSeconds)) : nil
    }

    func channelActive(context: ChannelHandlerContext) {
        guard intake.begin(source, context.channel) else {
            context.close(promise: nil)
            return
        }
        isCounted = true
        heardAt = context.eventLoop.now
        watchSilence(context)
        context.read()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard isCounted else { return }
        heardAt = context.eventLoop.now
        rest.append(contentsOf: unwrapInboundIn(data).readableBytesView)
        let now = intake.now()
        let before = cut
        let count = waiting.count
        var bytes = 0
        func take(_ range: Range<Int>) {
            waiting.append(reader.record(rest.span, range, at: now))
            bytes += range.count
        }
        do {
            let used =
                session == nil
                ? decoder.frames(in: rest.span) { range, _ in take(range) }
                : try session?.messages(in: rest.span, take) ?? 0
            rest.removeFirst(used)
        } catch {
            return errorCaught(context: context, error: error)
        }
        note(waiting.count - count, bytes: bytes, cut: cut - before, context, at: now)
        answer(context, durable: 0)
    }

    private var cut: UInt64 { session?.cut ?? decoder.cut }

    func channelReadComplete(context: ChannelHandlerContext) {
        mustRead = true
        append(context)
        readOn(context)
        context.fireChannelReadComplete()
    }

    func channelInactive(context: ChannelHandlerContext) {
        guard isCounted else { return context.fireChannelInactive() }
        isCounted = false
        silenceCheck?.cancel()
        intake.end(context.channel)
        let now = intake.now()
        let count = waiting.count
        var bytes = 0
        // What a sender has no answer to comes again over its next connection.
        if session == nil {
            decoder.end(rest.span) { range, _ in
                waiting.append(reader.record(rest.span, range, at: now))
                bytes += range.count
            }
        }
        rest = []
        note(waiting.count - count, bytes: bytes, cut: 0, nil, at: now)
        append(context)
        context.fireChannelInactive()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        readOn(context)
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        intake.logger.debug(
            "a connection that brings logs broke", metadata: ["source": "\(source)", "reason": "\(error)"])
        context.close(promise: nil)
    }

    private func note(
        _ messages: Int, bytes: Int, cut: UInt64, _ context: ChannelHandlerContext?, at now: Timestamp
    ) {
        guard messages > 0 || cut > 0 else { return }
        intake.sources.update(source, at: now) { status in
            status.received += UInt64(messages)
            status.receivedBytes += UInt64(bytes)
            status.cut += cut
            status.lastSeen = now
        }
        let pause = intake.sources.take(messages: messages, bytes: bytes, from: source, intake.settings, at: now)
        guard pause > 0, let context else { return }
        isPaused = true
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .milliseconds(pause)) {
            let (handler, context) = bound.value
            handler.isPaused = false
            handler.readOn(context)
        }
    }

    /// Appends what waits, one batch at a time so that the order stays.
    private func append(_ context: ChannelHandlerContext) {
        guard !isAppending, !waiting.isEmpty else { return }
        isAppending = true
        let records = waiting
        waiting = []
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let (intake, source, loop) = (intake, source, context.eventLoop)
        intake.enterAppend()
        Task {
            let isDurable = await intake.append(records)
            if !isDurable {
                intake.sources.update(source, at: intake.now()) { $0.overload += UInt64(records.count) }
            }
            loop.execute {
                let (handler, context) = bound.value
                handler.isAppending = false
                handler.conclude(context, records.count, isDurable)
                handler.append(context)
                handler.readOn(context)
                intake.leaveAppend()
            }
        }
    }

    /// Answers a sender that waits for it, or ends the connection without: then it sends again what it has no answer to.
    private func conclude(_ context: ChannelHandlerContext, _ count: Int, _ isDurable: Bool) {
        guard session != nil else { return }
        if isDurable { answer(context, durable: count) } else { context.close(promise: nil) }
    }

    private func answer(_ context: ChannelHandlerContext, durable count: Int) {
        guard let octets = session?.answers(durable: count), !octets.isEmpty else { return }
        let written = context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: octets)))
        guard session?.isOver == true else { return }
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        written.whenComplete { _ in bound.value.close(promise: nil) }
    }

    private func readOn(_ context: ChannelHandlerContext) {
        // A sender that does not read its answers gets no further ones.
        guard mustRead, !isPaused, isCounted, waiting.count < Self.waitingLimit, context.channel.isWritable else {
            return
        }
        mustRead = false
        heardAt = context.eventLoop.now
        context.read()
    }

    /// Ends the connection when nothing came for too long; looks again when that may be.
    private func watchSilence(_ context: ChannelHandlerContext) {
        guard let idleLimit else { return }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        silenceCheck = context.eventLoop.scheduleTask(deadline: heardAt + idleLimit) {
            let (handler, context) = bound.value
            let now = context.eventLoop.now
            // While nothing is read, because of the rate or the disk, it is not the sender that is silent.
            if handler.mustRead { handler.heardAt = now }
            guard now - handler.heardAt >= idleLimit else { return handler.watchSilence(context) }
            handler.intake.logger.debug(
                "a connection that brought no logs was ended", metadata: ["source": "\(handler.source)"])
            context.close(promise: nil)
        }
    }
}
