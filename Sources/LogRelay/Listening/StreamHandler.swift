import Journal
import LogProtocols
import Logging
import NIOCore
import NetworkValues

/// One connection that brings lines. Nothing more is read from it than waits to be durable: a sender that is faster than
/// the disk finds its own buffer full.
final class StreamHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// Records that may wait for the append under way.
    static let waitingLimit = 4096

    private let intake: LineIntake
    private let source: IPAddress
    private var reader: LineReader
    private var decoder: FrameDecoder
    private var rest: [UInt8] = []
    private var waiting: [LogRecord] = []
    private var isAppending = false
    private var isCounted = false
    private var isPaused = false
    private var mustRead = false

    init(_ intake: LineIntake, source: IPAddress) {
        self.intake = intake
        self.source = source
        reader = intake.reader(for: source)
        decoder = FrameDecoder(limit: intake.settings.messageLimitBytes)
    }

    func channelActive(context: ChannelHandlerContext) {
        guard intake.begin(source, context.channel) else {
            context.close(promise: nil)
            return
        }
        isCounted = true
        context.read()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard isCounted else { return }
        rest.append(contentsOf: unwrapInboundIn(data).readableBytesView)
        let now = intake.now()
        let before = decoder.cut
        let count = waiting.count
        var bytes = 0
        let used = decoder.frames(in: rest.span) { range, _ in
            waiting.append(reader.record(rest.span, range, at: now))
            bytes += range.count
        }
        rest.removeFirst(used)
        note(waiting.count - count, bytes: bytes, cut: decoder.cut - before, context, at: now)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        mustRead = true
        append(context)
        readOn(context)
        context.fireChannelReadComplete()
    }

    func channelInactive(context: ChannelHandlerContext) {
        guard isCounted else { return context.fireChannelInactive() }
        isCounted = false
        intake.end(context.channel)
        let now = intake.now()
        let count = waiting.count
        var bytes = 0
        decoder.end(rest.span) { range, _ in
            waiting.append(reader.record(rest.span, range, at: now))
            bytes += range.count
        }
        rest = []
        note(waiting.count - count, bytes: bytes, cut: 0, nil, at: now)
        append(context)
        context.fireChannelInactive()
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
        let (intake, loop) = (intake, context.eventLoop)
        Task {
            await intake.append(records)
            loop.execute {
                let (handler, context) = bound.value
                handler.isAppending = false
                handler.append(context)
                handler.readOn(context)
            }
        }
    }

    private func readOn(_ context: ChannelHandlerContext) {
        guard mustRead, !isPaused, isCounted, waiting.count < Self.waitingLimit else { return }
        mustRead = false
        context.read()
    }
}
