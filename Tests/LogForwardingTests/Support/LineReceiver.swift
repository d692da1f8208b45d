import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A TCP receiver of lines that can stop reading, and break its connections as a process does that is killed.
final class LineReceiver: Sendable {
    private struct State {
        var lines: [String] = []
        var numbers: Set<Int> = []
        var connections: [any Channel] = []
        var accepted = 0
        var isReading = true
        var limit = Int.max
    }

    private let state = Mutex(State())
    private let channel: any Channel
    let port: UInt16

    /// Listens on `port`, or on a free one. Each connection is closed behind so many lines.
    init(port: UInt16 = 0, host: String = "127.0.0.1", linesAtMost limit: Int = .max) async throws {
        state.withLock { $0.limit = limit }
        let box = Box()
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // So much the kernel acknowledges of what nobody reads.
            .serverChannelOption(.socketOption(.so_rcvbuf), value: 65_536)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(box))
                }
            }
        channel = try await bootstrap.bind(host: host, port: Int(port)).get()
        self.port = UInt16(channel.localAddress?.port ?? 0)
        box.receiver.withLock { $0 = self }
    }

    /// Everything received so far, line by line.
    var lines: [String] { state.withLock { $0.lines } }
    /// The numbers of the lines received so far.
    var numbers: Set<Int> { state.withLock { $0.numbers } }
    /// The connections accepted so far.
    var accepted: Int { state.withLock { $0.accepted } }

    /// Stops reading: what comes stays in the kernel.
    func stall() { state.withLock { $0.isReading = false } }

    /// Forgets what was not read, breaks all connections with a reset, and stops listening.
    func die() async {
        try? await channel.close().get()
        let connections = state.withLock { state in
            defer { state.connections = [] }
            return state.connections
        }
        for connection in connections {
            // A process that is killed with unread data resets its connections; so does this.
            if let provider = connection as? any SocketOptionProvider {
                try? await provider.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
            }
            try? await connection.close().get()
        }
    }

    private final class Box: Sendable {
        let receiver = Mutex<LineReceiver?>(nil)
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let box: Box
        private var rest = ""
        private var count = 0

        init(_ box: Box) { self.box = box }

        func channelActive(context: ChannelHandlerContext) {
            let channel = context.channel
            let isFull = box.receiver.withLock { $0 }?.state.withLock { state in
                state.connections.append(channel)
                state.accepted += 1
                return state.limit == 0
            }
            if isFull == true { return context.close(promise: nil) }
            context.read()
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let text = rest + String(buffer: unwrapInboundIn(data))
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            rest = lines.removeLast()
            let before = count
            count += lines.count
            let isFull = box.receiver.withLock { $0 }?.state.withLock { state in
                // What is beyond the limit the program throws away with the connection.
                let taken = lines.prefix(max(0, state.limit - before))
                state.lines += taken
                state.numbers.formUnion(taken.compactMap(number))
                return count >= state.limit
            }
            if isFull == true { context.close(promise: nil) }
        }

        func channelReadComplete(context: ChannelHandlerContext) {
            let isReading = box.receiver.withLock { $0 }?.state.withLock { $0.isReading } ?? false
            if isReading { context.read() }
        }
    }
}

/// Asks again and again until the answer is there, at most `seconds`.
func eventually(within seconds: Double = 60, _ isSo: @Sendable () async -> Bool) async throws -> Bool {
    let end = ContinuousClock.now.advanced(by: .seconds(seconds))
    while ContinuousClock.now < end {
        if await isSo() { return true }
        try await Task.sleep(for: .milliseconds(10))
    }
    return await isSo()
}
