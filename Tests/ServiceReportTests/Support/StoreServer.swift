import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server that takes files, as a WebDAV directory does, and fails when it is told to.
final class StoreServer: Sendable {
    struct State {
        var files: [String: Int] = [:]
        var requests: [String] = []
        /// Answers to the next requests that store a file, before it takes them.
        var failures: [UInt] = []
        var hasDirectory = true
    }

    let state = Mutex(State())
    private let channel: any Channel

    var port: Int { channel.localAddress?.port ?? 0 }
    var files: [String: Int] { state.withLock { $0.files } }
    var requests: [String] { state.withLock { $0.requests } }

    init() async throws {
        let weakly = Weak()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandler(StoreHandler(weakly))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        weakly.server.withLock { $0 = self }
    }

    /// A way to the server for its connections.
    final class Weak: Sendable {
        let server = Mutex<StoreServer?>(nil)
    }

    func close() async { try? await channel.close() }

    /// The status of a request.
    fileprivate func answer(_ head: HTTPRequestHead, octets: Int) -> HTTPResponseStatus {
        state.withLock { state in
            state.requests.append("\(head.method.rawValue) \(head.uri)")
            switch head.method {
            case .OPTIONS: return state.hasDirectory ? .ok : .notFound
            case .MKCOL:
                state.hasDirectory = true
                return .created
            case .PUT:
                if !state.failures.isEmpty { return HTTPResponseStatus(statusCode: Int(state.failures.removeFirst())) }
                guard state.hasDirectory else { return .conflict }
                state.files[head.uri] = octets
                return .created
            default: return .methodNotAllowed
            }
        }
    }
}

private final class StoreHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let weakly: StoreServer.Weak
    private var head: HTTPRequestHead?
    private var octets = 0

    init(_ weakly: StoreServer.Weak) { self.weakly = weakly }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            (self.head, octets) = (head, 0)
            guard head.headers.contains(name: "Expect") else { return }
            context.writeAndFlush(
                wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
        case .body(let part): octets += part.readableBytes
        case .end:
            guard let head, let server = weakly.server.withLock({ $0 }) else { return }
            let status = server.answer(head, octets: octets)
            let response = HTTPResponseHead(version: .http1_1, status: status, headers: ["Content-Length": "0"])
            context.write(wrapOutboundOut(.head(response)), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
