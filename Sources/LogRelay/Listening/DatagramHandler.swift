import Journal
import Logging
import NIOCore
import NetworkValues
import Sockets

/// The datagrams of one socket. Nobody can be told to wait: what does not fit is dropped and counted.
final class DatagramHandler: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    /// Records that may wait for the append under way.
    static let waitingLimit = 16_384
    /// Sources whose readers are kept.
    static let readerLimit = 1024

    private let intake: LineIntake
    private var readers: [IPAddress: LineReader] = [:]
    private var waiting: [(source: IPAddress, record: LogRecord)] = []
    private var isAppending = false

    init(_ intake: LineIntake) {
        self.intake = intake
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        guard let source = IPAddress(envelope.remoteAddress), intake.isAllowed(source) else { return }
        let now = intake.now()
        var octets = Array(envelope.data.readableBytesView)
        while let last = octets.last, last == 0x0a || last == 0x0d || last == 0 { octets.removeLast() }
        guard !octets.isEmpty else { return }
        let settings = intake.settings
        let isCut = octets.count > settings.messageLimitBytes
        if isCut { octets.removeLast(octets.count - settings.messageLimitBytes) }
        guard intake.sources.take(messages: 1, bytes: octets.count, from: source, settings, at: now) == 0 else {
            intake.sources.giveBack(messages: 1, bytes: octets.count, to: source, at: now)
            return intake.sources.update(source, at: now) { $0.overRate += 1 }
        }
        guard waiting.count < Self.waitingLimit else {
            return intake.sources.update(source, at: now) { $0.overload += 1 }
        }
        if readers[source] == nil {
            if readers.count >= Self.readerLimit { readers = [:] }
            readers[source] = intake.reader(for: source)
        }
        guard let record = readers[source]?.record(octets.span, 0..<octets.count, at: now) else { return }
        waiting.append((source, record))
        let count = octets.count
        intake.sources.update(source, at: now) { status in
            status.received += 1
            status.receivedBytes += UInt64(count)
            status.cut += isCut ? 1 : 0
            status.lastSeen = now
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        append(context)
        context.fireChannelReadComplete()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        intake.logger.debug("a socket for logs had an error", metadata: ["reason": "\(error)"])
    }

    private func append(_ context: ChannelHandlerContext) {
        guard !isAppending, !waiting.isEmpty else { return }
        isAppending = true
        let batch = waiting
        waiting = []
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let (intake, loop) = (intake, context.eventLoop)
        intake.enterAppend()
        Task {
            if !(await intake.tryToAppend(batch.map(\.record))) {
                let now = intake.now()
                for (source, _) in batch { intake.sources.update(source, at: now) { $0.overload += 1 } }
            }
            loop.execute {
                let (handler, context) = bound.value
                handler.isAppending = false
                handler.append(context)
                intake.leaveAppend()
            }
        }
    }
}
