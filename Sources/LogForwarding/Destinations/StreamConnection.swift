import LogProtocols
import NIOCore
import NIOPosix
import NetworkValues
import Synchronization
import TLSKit
import Waking

/// Lines over TCP, in the clear or under TLS. What the peer's kernel has acknowledged counts as delivered.
final class StreamConnection: LogConnection {
    /// Seconds until a connection must stand, the handshake of TLS not counted.
    static let connectSeconds: Int64 = 10
    /// Milliseconds after which the kernel gives up a connection whose peer acknowledges nothing (TCP_USER_TIMEOUT).
    static let userTimeoutMilliseconds = 20_000

    let channel: any Channel
    private let counter: NIOLoopBound<WireCounter>
    private let end: EventLoopFuture<LogDeliveryError>
    private let encoder: LogEncoder
    private let tracker: Mutex<AckTracker>
    private let counters: DeliveryCounters
    private let now: @Sendable () -> Timestamp

    private init(
        _ channel: any Channel, _ counter: NIOLoopBound<WireCounter>, end: EventLoopFuture<LogDeliveryError>,
        encoder: LogEncoder, position: UInt64, counters: DeliveryCounters, now: @escaping @Sendable () -> Timestamp
    ) {
        self.channel = channel
        self.counter = counter
        self.end = end
        self.encoder = encoder
        self.counters = counters
        self.now = now
        tracker = Mutex(AckTracker(settled: position, at: now()))
    }

    /// Connects to `server`. What is sent follows record `position`.
    static func open(
        _ server: LogServer, after position: UInt64, _ surroundings: LogSurroundings, counters: DeliveryCounters
    ) async throws(LogDeliveryError) -> StreamConnection {
        let context: TLSContext? = server.transport.usesTLS ? try surroundings.context(for: server) : nil
        let bootstrap = ClientBootstrap(group: surroundings.group)
            .connectTimeout(.seconds(connectSeconds))
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(.tcpOption(.keepIdle), value: 30)
            .channelOption(.tcpOption(.keepInterval), value: 10)
            .channelOption(.tcpOption(.keepCount), value: 3)
            .channelOption(.tcpOption(.userTimeout), value: userTimeoutMilliseconds)
            .channelOption(.writeBufferWaterMark, value: .init(low: 64 << 10, high: 256 << 10))
        do {
            let parts = try await bootstrap.connect(host: server.host, port: Int(server.port)) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let counter = WireCounter()
                    try channel.pipeline.syncOperations.addHandler(counter)
                    var handshake: EventLoopFuture<Void> = channel.eventLoop.makeSucceededVoidFuture()
                    if let context {
                        let handler = TLSHandler(context, serverName: server.host, peer: server.address)
                        try channel.pipeline.syncOperations.addHandler(handler)
                        handshake = handler.handshake.map { _ in }
                    }
                    let watcher = EndWatcher<ByteBuffer>(peer: server.address, loop: channel.eventLoop)
                    try channel.pipeline.syncOperations.addHandler(watcher)
                    return (channel, NIOLoopBound(counter, eventLoop: channel.eventLoop), watcher.end, handshake)
                }
            }
            try await parts.3.get()
            return StreamConnection(
                parts.0, parts.1, end: parts.2,
                encoder: LogEncoder(
                    format: server.lineFormat, framing: server.lineFraming, limit: server.lineLimitBytes),
                position: position, counters: counters, now: surroundings.now)
        } catch let error as TLSError {
            throw LogDeliveryError(.configuration, "no TLS with \(server.address): \(error)")
        } catch {
            throw LogDeliveryError(.notReachable, "cannot connect to \(server.address): \(error)")
        }
    }

    func send(_ batch: LogBatch, wake: Doorbell) async throws(LogDeliveryError) {
        var octets: [UInt8] = []
        octets.reserveCapacity(batch.lines.count * 320)
        var cut: UInt64 = 0
        for (_, line) in batch.lines where encoder.append(line, to: &octets) { cut += 1 }
        let buffer = octets.isEmpty ? nil : channel.allocator.buffer(bytes: octets)
        let (channel, counter) = (channel, counter)
        do {
            let offset = try await channel.eventLoop.flatSubmit {
                guard let buffer else { return channel.eventLoop.makeSucceededFuture(counter.value.octets) }
                let written = channel.writeAndFlush(buffer)
                let offset = counter.value.octets
                return written.map { offset }
            }.get()
            let now = now()
            tracker.withLock { $0.hasSent(upTo: batch.last, offset: offset, at: now) }
        } catch {
            throw LogDeliveryError(.notReachable, "the connection broke: \(error)")
        }
        counters.update { counters in
            counters.sent += UInt64(batch.lines.count)
            counters.sentOctets += UInt64(octets.count)
            counters.cut += cut
        }
    }

    func progress() async throws(LogDeliveryError) -> DeliveryProgress {
        let (channel, counter) = (channel, counter)
        let octets: UInt64
        do {
            octets = try await channel.eventLoop.submit { try counter.value.acknowledged(on: channel) }.get()
        } catch {
            throw LogDeliveryError(.notReachable, "the connection broke: \(error)")
        }
        let now = now()
        return tracker.withLock { tracker in
            _ = tracker.acknowledge(octets, at: now)
            return DeliveryProgress(
                settled: tracker.settled, isOutstanding: tracker.isOutstanding,
                stalledMilliseconds: tracker.stalledMilliseconds(at: now))
        }
    }

    func ended() async -> LogDeliveryError {
        (try? await end.get()) ?? LogDeliveryError(.notReachable, "the connection broke")
    }

    func close() async {
        try? await channel.close().get()
    }
}

extension NIOBSDSocket.Option {
    /// TCP_USER_TIMEOUT (RFC 5482), in milliseconds.
    static var userTimeout: NIOBSDSocket.Option { NIOBSDSocket.Option(rawValue: 18) }
    /// TCP_KEEPIDLE, in seconds.
    static var keepIdle: NIOBSDSocket.Option { NIOBSDSocket.Option(rawValue: 4) }
    /// TCP_KEEPINTVL, in seconds.
    static var keepInterval: NIOBSDSocket.Option { NIOBSDSocket.Option(rawValue: 5) }
    /// TCP_KEEPCNT.
    static var keepCount: NIOBSDSocket.Option { NIOBSDSocket.Option(rawValue: 6) }
}
