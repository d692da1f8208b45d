import LogProtocols
import NIOCore
import NIOPosix
import NetworkValues
import Synchronization

/// Syslog datagrams (RFC 5426). Nobody acknowledges them: what was sent, and not refused within a moment, counts as
/// delivered.
final class DatagramConnection: LogConnection {
    /// Milliseconds in which a refusal would have come back.
    static let settleMilliseconds: Int64 = 200
    /// Datagrams that leave together; a pause follows, so that the receiver's buffer has room for them.
    static let burst = 64
    /// The pause between two bursts.
    static let pause = Duration.milliseconds(5)

    private let channel: any Channel
    private let end: EventLoopFuture<LogDeliveryError>
    private let encoder: LogEncoder
    private let surroundings: LogSurroundings
    private let counters: DeliveryCounters
    private let state: Mutex<(settled: UInt64, marks: [(number: UInt64, at: Timestamp)])>

    private init(
        _ channel: any Channel, end: EventLoopFuture<LogDeliveryError>, encoder: LogEncoder, position: UInt64,
        _ surroundings: LogSurroundings, counters: DeliveryCounters
    ) {
        self.channel = channel
        self.end = end
        self.encoder = encoder
        self.surroundings = surroundings
        self.counters = counters
        state = Mutex((position, []))
    }

    static func open(
        _ server: LogServer, after position: UInt64, _ surroundings: LogSurroundings, counters: DeliveryCounters
    ) async throws(LogDeliveryError) -> DatagramConnection {
        do {
            let address = try await server.resolved(on: surroundings.group)
            let bootstrap = DatagramBootstrap(group: surroundings.group)
            let (channel, end) = try await bootstrap.connect(to: address) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let watcher = EndWatcher<AddressedEnvelope<ByteBuffer>>(
                        peer: server.address, loop: channel.eventLoop)
                    try channel.pipeline.syncOperations.addHandler(watcher)
                    return (channel, watcher.end)
                }
            }
            return DatagramConnection(
                channel, end: end,
                encoder: LogEncoder(format: server.lineFormat, framing: .none, limit: server.lineLimitBytes),
                position: position, surroundings, counters: counters)
        } catch {
            throw LogDeliveryError(.notReachable, "cannot send to \(server.address): \(error)")
        }
    }

    func send(_ batch: LogBatch) async throws(LogDeliveryError) {
        var rest = batch.lines[...]
        while !rest.isEmpty {
            let burst = rest.prefix(Self.burst)
            rest = rest.dropFirst(burst.count)
            try await send(burst)
            if !rest.isEmpty { try? await surroundings.sleep(Self.pause) }
        }
        let now = surroundings.now()
        state.withLock { state in
            if batch.lines.isEmpty, state.marks.isEmpty {
                state.settled = max(state.settled, batch.last)
            } else {
                state.marks.append((batch.last, now))
            }
        }
    }

    private func send(_ lines: ArraySlice<(number: UInt64, line: LogLine)>) async throws(LogDeliveryError) {
        var octets: UInt64 = 0
        var cut: UInt64 = 0
        var last: EventLoopFuture<Void>?
        for (_, line) in lines {
            var datagram: [UInt8] = []
            if encoder.append(line, to: &datagram) { cut += 1 }
            octets += UInt64(datagram.count)
            last = channel.write(channel.allocator.buffer(bytes: datagram))
        }
        channel.flush()
        do {
            try await last?.get()
        } catch {
            throw LogDeliveryError(.notReachable, "a datagram could not be sent: \(error)")
        }
        counters.update { figures in
            figures.sent += UInt64(lines.count)
            figures.sentOctets += octets
            figures.cut += cut
        }
    }

    func progress() async throws(LogDeliveryError) -> DeliveryProgress {
        let limit = surroundings.now().adding(milliseconds: -Self.settleMilliseconds)
        return state.withLock { state in
            let count = state.marks.prefix { $0.at <= limit }.count
            if count > 0 {
                state.settled = max(state.settled, state.marks[count - 1].number)
                state.marks.removeFirst(count)
            }
            return DeliveryProgress(
                settled: state.settled, isOutstanding: !state.marks.isEmpty, stalledMilliseconds: 0)
        }
    }

    func ended() async -> LogDeliveryError {
        (try? await end.get()) ?? LogDeliveryError(.notReachable, "the socket broke")
    }

    func close() async {
        try? await channel.close().get()
    }
}

extension LogServer {
    /// The server's address, looked up anew each time.
    func resolved(on group: any EventLoopGroup) async throws -> SocketAddress {
        let (host, port) = (host, Int(port))
        return try await NIOThreadPool.singleton.runIfActive {
            try SocketAddress.makeAddressResolvingHost(host, port: port)
        }
    }
}
