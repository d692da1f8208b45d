import Logging
import NIOCore
import NIOPosix
import NetworkValues
import Sockets
import Synchronization
import TLSKit

/// Listens for managers that come over TCP. All connections are served by one event loop with one responder of its own,
/// which is there only while a port is asked for.
final class StreamServer: Sendable {
    private struct State {
        var settings = StreamSettings()
        var group: MultiThreadedEventLoopGroup?
        var engine: NIOLoopBound<StreamEngine>?
        var context: TLSContext?
        var channels: [StreamSettings.Listener: any Channel] = [:]
    }

    private let tls: (@Sendable (_ pinned: [[UInt8]]) throws -> TLSContext)?
    private let shared: EngineShared
    private let logger: Logger
    private let state = Mutex(State())
    /// Held while a context is made, so that the newest settings and certificates are in the one that stays.
    private let renewing = Mutex(())

    /// Makes a server. `tls` makes the context of the TLS port; it is given the digests of managers' certificates that are
    /// trusted for themselves.
    init(
        _ shared: EngineShared, tls: (@Sendable (_ pinned: [[UInt8]]) throws -> TLSContext)?, logger: Logger
    ) {
        self.shared = shared
        self.tls = tls
        self.logger = logger
    }

    /// The ports that are open, such as `tcp 127.0.0.1:161`.
    var listening: [String] {
        state.withLock { state in
            state.channels.map { listener, channel in
                var listener = listener
                listener.port = UInt16(clamping: channel.localAddress?.port ?? Int(listener.port))
                return listener.text
            }
        }.sorted()
    }

    /// Opens what the settings ask for and is not open. Other settings than before close everything first. Returns what
    /// failed; what is open stays then. Not to be called twice at once.
    func open(_ settings: StreamSettings) async -> [SocketError] {
        if settings != state.withLock({ $0.settings }) { await close() }
        guard !settings.listeners.isEmpty else { return [] }
        let (group, engine) = await running(settings)
        let open = state.withLock { Set($0.channels.keys) }
        var failed: [SocketError] = []
        for listener in settings.listeners where !open.contains(listener) {
            do {
                let channel = try await bind(listener, group, engine)
                state.withLock { $0.channels[listener] = channel }
                logger.info("SNMP answers", metadata: ["address": "\(listener.text)"])
            } catch {
                let error = Self.failure(listener, error)
                if !error.isWithoutFamily { failed.append(error) }
            }
        }
        return failed
    }

    /// Closes all ports and connections, and ends the event loop.
    func close() async {
        let old = state.withLock { state in
            let old = state
            state = State()
            return old
        }
        guard let group = old.group else { return }
        for channel in old.channels.values { try? await channel.close().get() }
        if let engine = old.engine {
            let channels = try? await group.any().submit { engine.value.channels }.get()
            for channel in channels ?? [] { channel.close(promise: nil) }
            for channel in channels ?? [] { try? await channel.closeFuture.get() }
        }
        try? await group.shutdownGracefully()
    }

    /// The event loop and what belongs to it, made if need be.
    private func running(
        _ settings: StreamSettings
    ) async -> (MultiThreadedEventLoopGroup, NIOLoopBound<StreamEngine>) {
        let (made, there) = state.withLock { ($0.group, $0.engine) }
        if let made, let there { return (made, there) }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.any()
        let shared = shared
        let engine = await withCheckedContinuation { continuation in
            loop.execute {
                continuation.resume(returning: NIOLoopBound(StreamEngine(shared, settings), eventLoop: loop))
            }
        }
        state.withLock { $0 = State(settings: settings, group: group, engine: engine) }
        return (group, engine)
    }

    private func bind(
        _ listener: StreamSettings.Listener, _ group: MultiThreadedEventLoopGroup, _ engine: NIOLoopBound<StreamEngine>
    ) async throws -> any Channel {
        let logger = logger
        let outbound = state.withLock { $0.settings.limits.outbound }
        if listener.usesTLS { try renewContext() }
        return
            try await ServerBootstrap(group: group)
            .only("\(listener.address)")
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelOption(.tcpOption(.keepIdle), value: 60)
            .childChannelOption(.tcpOption(.keepInterval), value: 20)
            .childChannelOption(.tcpOption(.keepCount), value: 3)
            .childChannelOption(
                .writeBufferWaterMark, value: .init(low: outbound / 4, high: outbound)
            )
            .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 16_384))
            .childChannelOption(.maxMessagesPerRead, value: 2)
            .childChannelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let remote = channel.remoteAddress, let source = IPAddress(remote) else {
                        throw ChannelError.unknownLocalAddress
                    }
                    let context = listener.usesTLS ? state.withLock { $0.context } : nil
                    let pipeline = channel.pipeline.syncOperations
                    if listener.usesTLS {
                        guard let context else { throw ChannelError.ioOnClosedChannel }
                        let host = if case .v6 = source { "[\(source)]" } else { "\(source)" }
                        try pipeline.addHandler(
                            TLSHandler(context, serverName: nil, peer: "\(host):\(remote.port ?? 0)"))
                    }
                    try pipeline.addHandler(
                        StreamConnection(
                            engine.value,
                            source: MessageSource(address: source, port: UInt16(clamping: remote.port ?? 0)),
                            tls: context, logger: logger))
                }
            }
            .bind(host: "\(listener.address)", port: Int(listener.port)).get()
    }

    /// Certificates have changed: new connections go by them, those that stand go on.
    func renewTLS() {
        guard state.withLock({ $0.settings.listeners.contains(where: \.usesTLS) }) else { return }
        do {
            try renewContext()
        } catch {
            logger.error("SNMP over TLS goes on with the certificates of before: \(error)")
        }
    }

    private func renewContext() throws {
        try renewing.withLock { _ in
            let pinned = state.withLock { $0.settings.rules.rows.map(\.fingerprint) }
            guard let context = try tls?(pinned) else {
                throw TLSError(.configuration, "there are no certificates for SNMP over TLS")
            }
            state.withLock { $0.context = context }
        }
    }

    private static func failure(_ listener: StreamSettings.Listener, _ error: any Error) -> SocketError {
        SocketError(
            address: listener.address, port: listener.port, number: (error as? IOError)?.errnoCode ?? 0,
            transport: listener.usesTLS ? "TLS" : "TCP", reason: error is IOError ? nil : "\(error)")
    }
}

extension NIOBSDSocket.Option {
    /// TCP_KEEPIDLE, in seconds.
    fileprivate static var keepIdle: NIOBSDSocket.Option { NIOBSDSocket.Option(rawValue: 4) }
    /// TCP_KEEPINTVL, in seconds.
    fileprivate static var keepInterval: NIOBSDSocket.Option { NIOBSDSocket.Option(rawValue: 5) }
    /// TCP_KEEPCNT.
    fileprivate static var keepCount: NIOBSDSocket.Option { NIOBSDSocket.Option(rawValue: 6) }
}
