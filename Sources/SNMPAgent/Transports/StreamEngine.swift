import NIOCore
import NetworkValues

/// What the connections of one event loop share: one responder, the memory that it makes replies in, and who is connected.
/// It belongs to that loop.
final class StreamEngine {
    let shared: EngineShared
    let limits: StreamLimits
    let counters: TransportCounters
    /// Finds out who comes over TLS.
    let mapper: CertificateMapper
    private let responder: Responder
    private let room: ReplyRoom
    private var connections: [ObjectIdentifier: (channel: any Channel, connection: StreamConnection)] = [:]
    private var bySource: [IPAddress: Int] = [:]

    init(_ shared: EngineShared, _ settings: StreamSettings) {
        self.shared = shared
        limits = settings.limits
        counters = shared.transports
        mapper = CertificateMapper(settings.rules)
        responder = Responder(shared, limits: StreamLimits.responder(requestsPerSource: settings.requestsPerSource))
        let capacity = ReplyRoom.capacity(forMessagesOf: StreamLimits.maximumMessage)
        room = ReplyRoom(base: .allocate(capacity: capacity))
        room.base.initialize(repeating: 0, count: capacity)
    }

    deinit {
        room.base.deallocate()
    }

    /// The channels of all connections.
    var channels: [any Channel] { connections.values.map(\.channel) }

    /// Whether a connection may stand; counts it. `leave` ends it. Of too many, the one that was silent longest gives way.
    func admits(_ connection: StreamConnection, _ channel: any Channel) -> Bool {
        let source = connection.source.address
        guard shared.policy.networks.allows(source) else {
            counters.add(.streamNetworkRefused)
            return false
        }
        let isFull = connections.count >= limits.connections
        guard bySource[source, default: 0] < limits.connectionsPerSource,
            !isFull || makeRoom(at: channel.eventLoop.now)
        else {
            counters.add(.streamLimitRefused)
            return false
        }
        connections[ObjectIdentifier(channel)] = (channel, connection)
        bySource[source, default: 0] += 1
        counters.add(.streamAccepts)
        return true
    }

    /// Ends the connection that was silent longest, if that was long enough. Returns whether there was one.
    private func makeRoom(at now: NIODeadline) -> Bool {
        guard let (channel, connection) = connections.values.min(by: { $0.connection.heardAt < $1.connection.heardAt }),
            connection.heardAt + limits.spared <= now
        else { return false }
        counters.add(.streamGaveWay)
        leave(channel)
        channel.close(promise: nil)
        return true
    }

    /// A manager's certificate leads to no name.
    func refused(_ source: MessageSource) {
        shared.failures.report(.unknownUser, from: source, at: shared.clock.milliseconds)
    }

    /// A connection that was admitted has ended.
    func leave(_ channel: any Channel) {
        guard let (_, connection) = connections.removeValue(forKey: ObjectIdentifier(channel)) else { return }
        let source = connection.source.address
        let count = bySource[source, default: 1] - 1
        bySource[source] = count > 0 ? count : nil
    }

    /// Answers the message in the first `count` octets of `buffer`, and takes it out. The reply is in a buffer of
    /// `allocator`; `nil` for none, or for one that comes later by `late`.
    func answer(
        _ buffer: inout ByteBuffer, count: Int, from source: MessageSource, _ session: TransportSession?,
        late: StreamReturn? = nil, _ allocator: ByteBufferAllocator
    ) -> ByteBuffer? {
        let image = shared.images.current
        let policy = shared.policy
        let context = Responder.Context(image: image, policy: policy, now: shared.clock.milliseconds, late: late)
        defer { buffer.moveReaderIndex(forwardBy: count) }
        return withExtendedLifetime((image, policy, late)) {
            // Decryption works in place.
            buffer.withUnsafeMutableReadableBytes { bytes in
                guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), count <= bytes.count else {
                    return nil
                }
                let arrival = Responder.Arrival(
                    message: ReceivedMessage(octets: base, count: count), isTruncated: false, source: source,
                    session: session)
                guard let reply = responder.respond(to: arrival, context: context, room: room) else { return nil }
                var answer = allocator.buffer(capacity: reply.count)
                answer.writeBytes(UnsafeRawBufferPointer(start: reply.start, count: reply.count))
                return answer
            }
        }
    }
}
