import LogProtocols
import NIOCore
import NIOPosix
import NetworkValues
import Sockets
import Synchronization
import Waking

/// Syslog datagrams (RFC 5426). Nobody acknowledges them: what was sent, and not refused within a moment, counts as
/// delivered.
final class DatagramConnection: LogConnection {
    /// Milliseconds in which a refusal would have come back.
    static let settleMilliseconds: Int64 = 200
    /// The most octets of a datagram that IPv4 carries.
    static let payloadLimit = 65_507
    /// Datagrams that leave together; a pause follows, so that the receiver's buffer has room for them.
    static let burst = 64
    /// The pause between two bursts.
    static let pause = Duration.milliseconds(5)

    private let channel: any Channel
    private let end: EventLoopFuture<LogDeliveryError>
    private let server: LogServer
    private let encoder: LogEncoder
    private let surroundings: LogSurroundings
    private let counters: DeliveryCounters
    private let state: Mutex<(settled: UInt64, marks: [(number: UInt64, at: Timestamp)])>

    private init(
        _ channel: any Channel, end: EventLoopFuture<LogDeliveryError>, _ server: LogServer, payloadLimit: Int,
        position: UInt64, _ surroundings: LogSurroundings, counters: DeliveryCounters
    ) {
        self.channel = channel
        self.end = end
        self.server = server
        encoder = LogEncoder(
            format: server.lineFormat, framing: .none, limit: min(server.lineLimitBytes, payloadLimit))
        self.surroundings = surroundings
        self.counters = counters
        state = Mutex((position, []))
    }

    static func open(
        _ server: LogServer, after position: UInt64, _ surroundings: LogSurroundings, counters: DeliveryCounters,
        payloadLimit: Int = DatagramConnection.payloadLimit
    ) async throws(LogDeliveryError) -> DatagramConnection {
        do {
            let address = try await server.resolved(by: surroundings.resolve)
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
                channel, end: end, server, payloadLimit: payloadLimit, position: position, surroundings,
                counters: counters)
        } catch {
            throw LogDeliveryError(.notReachable, "cannot send to \(server.address): \(error)")
        }
    }

    func send(_ batch: LogBatch, wake: Doorbell) async throws(LogDeliveryError) {
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
        let datagrams = lines.map { number, line in
            var octets: [UInt8] = []
            let isCut = encoder.append(line, to: &octets)
            return (number: number, octets: octets.count, isCut: isCut, future: write(octets))
        }
        channel.flush()
        for datagram in datagrams {
            do {
                try await datagram.future.get()
            } catch ChannelError.writeMessageTooLarge {
                let reason = "a datagram of \(datagram.octets) octets is too large for the way"
                counters.setAside(datagram.number, reason, by: server, surroundings)
                continue
            } catch {
                throw LogDeliveryError(.notReachable, "a datagram could not be sent: \(error)")
            }
            counters.update { figures in
                figures.sent += 1
                figures.sentOctets += UInt64(datagram.octets)
                figures.cut += datagram.isCut ? 1 : 0
            }
        }
    }

    private func write(_ octets: [UInt8]) -> EventLoopFuture<Void> {
        channel.write(channel.allocator.buffer(bytes: octets))
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
    /// The server's first address, looked up anew each time.
    func resolved(by resolve: @Sendable (String) async throws -> [IPAddress]) async throws -> SocketAddress {
        guard let address = try await resolve(host).first else {
            throw NameResolver.Failure(host: host, reason: "the lookup found none")
        }
        return try SocketAddress(ipAddress: "\(address)", port: Int(port))
    }
}
