/// The engine without sockets: octets in, octets out. Tests and fuzzers ask it what a manager would ask over UDP.
public final class SocketlessEngine {
    private let shared: EngineShared
    private let responder: Responder
    private let room: ReplyRoom
    private let capacity: Int
    /// The way of replies that come later; without it no SET is taken.
    var late: (any LateReplyPath)?

    /// Makes an engine over what its threads would share.
    public init(_ shared: EngineShared, limits: ResponderLimits = .init()) {
        self.shared = shared
        responder = Responder(shared, limits: limits)
        capacity = ReplyRoom.capacity(forMessagesOf: limits.maximumReply)
        room = ReplyRoom(base: .allocate(capacity: capacity))
        room.base.initialize(repeating: 0, count: capacity)
    }

    deinit {
        room.base.deallocate()
    }

    /// The reply to a message from `source`; `nil` for none. `isTruncated` says that the message was longer than what was
    /// received.
    public func respond(to octets: [UInt8], from source: MessageSource, isTruncated: Bool = false) -> [UInt8]? {
        let image = shared.images.current
        let policy = shared.policy
        let context = Responder.Context(image: image, policy: policy, now: shared.clock.milliseconds, late: late)
        // The responder works in the message itself, as in a receive buffer.
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(octets.count, 1))
        defer { copy.deallocate() }
        octets.withUnsafeBufferPointer { buffer in
            if let base = buffer.baseAddress { copy.initialize(from: base, count: buffer.count) }
        }
        let arrival = Responder.Arrival(
            message: ReceivedMessage(octets: copy, count: octets.count), isTruncated: isTruncated, source: source)
        return withExtendedLifetime((image, policy)) {
            guard let reply = responder.respond(to: arrival, context: context, room: room) else { return nil }
            return Array(UnsafeBufferPointer(start: reply.start, count: reply.count))
        }
    }
}
