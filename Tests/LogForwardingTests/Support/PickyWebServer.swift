import NIOCore
import NIOPosix
import Synchronization

/// Something that is off until it is turned on.
final class Switch: Sendable {
    private let state = Mutex(false)

    var isOn: Bool { state.withLock(\.self) }

    func turnOn() { state.withLock { $0 = true } }
}

/// A web server that takes requests with lines `msgnum:N`, but those that it refuses with a status of its choice.
final class PickyWebServer: Sendable {
    private struct State {
        var taken: [Int] = []
        var refusals: [Int: Int] = [:]
        var longestLine = 0
    }

    private let state = Mutex(State())
    private let answer: @Sendable (Int) -> Int
    private let channel: Mutex<(any Channel)?> = Mutex(nil)

    /// Listens; `answer` gives the status for a number, 0 for none at all.
    init(host: String = "127.0.0.1", _ answer: @escaping @Sendable (Int) -> Int) async throws {
        self.answer = answer
        let listening = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { [weak self] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(self))
                }
            }.bind(host: host, port: 0).get()
        channel.withLock { $0 = listening }
    }

    /// Its port.
    var port: UInt16 { channel.withLock { UInt16($0?.localAddress?.port ?? 0) } }
    /// The numbers that it took, in the order in which they came.
    var taken: [Int] { state.withLock { $0.taken } }
    /// How often it refused each number.
    var refusals: [Int: Int] { state.withLock { $0.refusals } }

    /// The octets of the longest request line.
    var longestLine: Int { state.withLock { $0.longestLine } }

    /// Stops listening.
    func stop() async { try? await channel.withLock { $0 }?.close().get() }

    private func status(_ number: Int) -> Int {
        let status = answer(number)
        state.withLock { state in
            if status < 300 { state.taken.append(number) } else { state.refusals[number, default: 0] += 1 }
        }
        return status
    }

    /// Answers each GET; its header ends with an empty line, and it has no content.
    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let server: PickyWebServer?
        private var text = ""

        init(_ server: PickyWebServer?) { self.server = server }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
            while let end = text.firstRange(of: "\r\n\r\n") {
                let head = text[..<end.lowerBound].replacing("%3A", with: ":")
                let line = text.prefix { $0 != "\r\n" }.utf8.count + 2
                text = String(text[end.upperBound...])
                server?.state.withLock { $0.longestLine = max($0.longestLine, line) }
                let status = number(String(head)).flatMap { server?.status($0) } ?? 404
                guard status > 0 else { continue }
                let answer = ByteBuffer(string: "HTTP/1.1 \(status) Told\r\nContent-Length: 0\r\n\r\n")
                context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
            }
        }
    }
}
