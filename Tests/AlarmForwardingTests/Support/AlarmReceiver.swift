import Faults
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

@testable import AlarmForwarding

/// A web server that takes alarms as JSON, or answers with a status of its choice.
final class AlarmReceiver: Sendable {
    private struct State {
        var taken: [AlarmJSON] = []
        var refused: [AlarmJSON] = []
    }

    private let state = Mutex(State())
    private let answer: @Sendable (AlarmJSON) -> Int
    private let channel: Mutex<(any Channel)?> = Mutex(nil)

    /// Listens; `answer` gives the status for an alarm.
    init(_ answer: @escaping @Sendable (AlarmJSON) -> Int = { _ in 204 }) async throws {
        self.answer = answer
        let listening = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { [weak self] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(self))
                }
            }.bind(host: "127.0.0.1", port: 0).get()
        channel.withLock { $0 = listening }
    }

    /// The settings of a server that is this one.
    func server(_ index: Int = 1) -> AlarmServer {
        var server = AlarmServer(
            index: index, host: "127.0.0.1", port: UInt16(channel.withLock { $0?.localAddress?.port ?? 0 }))
        server.form = .json
        server.minimum = .disabled
        return server
    }

    /// What it took, in the order in which it came.
    var taken: [AlarmJSON] { state.withLock { $0.taken } }
    /// The same in short: what happened, and to what; `again` for a repetition.
    var words: [String] { taken.map { "\($0.activity) \($0.source)" + ($0.isRepeat ? " again" : "") } }
    /// How often it refused something.
    var refusals: Int { state.withLock { $0.refused.count } }

    func stop() async { try? await channel.withLock { $0 }?.close().get() }

    private func status(_ body: ByteBuffer) -> Int {
        guard let alarm = try? JSONDecoder().decode(AlarmJSON.self, from: Data(body.readableBytesView)) else {
            return 404
        }
        let status = answer(alarm)
        state.withLock { state in
            if status < 300 { state.taken.append(alarm) } else { state.refused.append(alarm) }
        }
        return status
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart
        private let receiver: AlarmReceiver?
        private var body = ByteBuffer()

        init(_ receiver: AlarmReceiver?) { self.receiver = receiver }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head: body.clear()
            case .body(var part): body.writeBuffer(&part)
            case .end:
                let status = HTTPResponseStatus(statusCode: receiver?.status(body) ?? 404)
                let head = HTTPResponseHead(version: .http1_1, status: status, headers: ["Content-Length": "0"])
                context.write(wrapOutboundOut(.head(head)), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}
