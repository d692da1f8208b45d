import CaptureFormats
import NIOCore
import Synchronization
import Waking

/// What has come for a session of Remote PCAP and is not done with.
final class RPCAPMail: Sendable {
    private struct State {
        var octets: [UInt8] = []
        var isClosed = false
        var isClear = false
        var captureEnd: CaptureEnd?
    }

    private let state = Mutex(State())
    /// Rings when something has come.
    let bell = Doorbell()

    func put(_ buffer: ByteBuffer) {
        state.withLock { $0.octets.append(contentsOf: buffer.readableBytesView) }
        bell.ring()
    }

    /// The connection is gone.
    func close() {
        state.withLock { $0.isClosed = true }
        bell.ring()
    }

    /// The first octet is none of TLS, though it had to be.
    func isInTheClear() {
        state.withLock { $0.isClear = true }
        bell.ring()
    }

    /// The capture has ended without being told to.
    func captureEnded(_ end: CaptureEnd) {
        state.withLock { $0.captureEnd = end }
        bell.ring()
    }

    var isClosed: Bool { state.withLock { $0.isClosed } }
    var waiting: Int { state.withLock { $0.octets.count } }

    func takeClear() -> Bool {
        state.withLock { state in
            defer { state.isClear = false }
            return state.isClear
        }
    }

    func takeCaptureEnd() -> CaptureEnd? {
        state.withLock { state in
            defer { state.captureEnd = nil }
            return state.captureEnd
        }
    }

    /// The next message, read by `decoder`; `nil` when more must come first.
    func next(_ decoder: inout RPCAPDecoder) -> RPCAPInput? {
        state.withLock { state in
            var position = 0
            let input = decoder.next(in: state.octets.span, at: &position)
            state.octets.removeFirst(position)
            return input
        }
    }
}

/// Puts what a control connection brings into the mail of its session. Nothing more is read than the session wants.
final class RPCAPMailHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let mail: RPCAPMail
    private let onActive: @Sendable () -> Void

    /// `onActive` hears when the connection can be read: what is asked for before that is forgotten.
    init(_ mail: RPCAPMail, onActive: @escaping @Sendable () -> Void) {
        self.mail = mail
        self.onActive = onActive
    }

    func channelActive(context: ChannelHandlerContext) {
        onActive()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { mail.put(unwrapInboundIn(data)) }

    func channelInactive(context: ChannelHandlerContext) {
        mail.close()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
