import NIOCore
import NIOPosix
import NetworkValues
import Sockets
import Synchronization
import TLSKit

/// A port at which clients fetch packets. A session that began a capture waits here for its client's connection; with one
/// port for all, connections are told apart by the address that they come from, in the order in which captures began.
final class RPCAPDataPort: Sendable {
    /// Seconds that a client has to connect.
    static let waitSeconds: Int64 = 30

    private struct Waiter {
        var id: UInt64
        var peer: IPAddress
        var promise: EventLoopPromise<any Channel>
    }

    private struct State {
        var waiters: [Waiter] = []
        var lastID: UInt64 = 0
    }

    private let state = Mutex(State())
    private let channel: Mutex<(any Channel)?> = Mutex(nil)
    private let group: any EventLoopGroup

    private init(group: any EventLoopGroup) { self.group = group }

    /// Opens a port of an address; `port` 0 takes any.
    static func open(
        _ address: String, port: Int, group: any EventLoopGroup, tls: TLSContext?
    ) async throws -> RPCAPDataPort {
        let dataPort = RPCAPDataPort(group: group)
        let channel =
            try await ServerBootstrap(group: group)
            .only(address)
            .serverChannelOption(.backlog, value: 16)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelOption(.writeBufferWaterMark, value: .init(low: 256 << 10, high: 1 << 20))
            .childChannelInitializer { [weak dataPort] channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let dataPort, let peer = channel.remoteAddress.flatMap({ IPAddress($0) }) else {
                        throw ChannelError.unknownLocalAddress
                    }
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(
                        Arrival { channel in
                            if !dataPort.hand(channel, from: peer) { channel.close(promise: nil) }
                        })
                    if let tls { try pipeline.addHandler(TLSHandler(tls, serverName: nil, peer: "\(peer)")) }
                }
            }
            .bind(host: address, port: port).get()
        dataPort.channel.withLock { $0 = channel }
        return dataPort
    }

    /// Tells of a connection once it stands. Whoever gets it may close the port, and NIO closes with a port what it has
    /// accepted and not set up yet.
    private final class Arrival: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let onActive: (any Channel) -> Void

        init(onActive: @escaping (any Channel) -> Void) { self.onActive = onActive }

        func channelActive(context: ChannelHandlerContext) {
            context.fireChannelActive()
            onActive(context.channel)
        }
    }

    /// The port that it has.
    var port: UInt16 { UInt16(clamping: channel.withLock { $0?.localAddress?.port } ?? 0) }

    /// Waits for a connection from `peer`, which has to come before the time is over. The number is for `giveUp`.
    func expect(_ peer: IPAddress) -> (EventLoopFuture<any Channel>, UInt64) {
        let promise = group.next().makePromise(of: (any Channel).self)
        let id = state.withLock { state in
            state.lastID += 1
            state.waiters.append(Waiter(id: state.lastID, peer: peer, promise: promise))
            return state.lastID
        }
        promise.futureResult.eventLoop.scheduleTask(in: .seconds(Self.waitSeconds)) { [weak self] in
            self?.giveUp(id)
        }
        return (promise.futureResult, id)
    }

    /// Waits no longer.
    func giveUp(_ id: UInt64) {
        let waiter = state.withLock { state in
            state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
        }
        waiter?.promise.fail(ChannelError.connectTimeout(.seconds(Self.waitSeconds)))
    }

    /// Closes the port; who waits is told.
    func close() async {
        let waiters = state.withLock { state in
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.promise.fail(ChannelError.alreadyClosed) }
        let channel = self.channel.withLock { channel in
            defer { channel = nil }
            return channel
        }
        try? await channel?.close().get()
    }

    private func hand(_ channel: any Channel, from peer: IPAddress) -> Bool {
        let waiter = state.withLock { state in
            state.waiters.firstIndex { $0.peer == peer.unmapped }.map { state.waiters.remove(at: $0) }
        }
        waiter?.promise.succeed(channel)
        return waiter != nil
    }
}
