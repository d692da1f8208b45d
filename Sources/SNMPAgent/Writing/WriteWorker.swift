import SNMPProtocol

/// Carries out the SETs that wait, one after the other, and answers them.
final class WriteWorker: Sendable {
    private let shared: EngineShared
    private let writer: @Sendable () -> (any ManagedWriter)?
    private let publish: @Sendable () -> Void

    /// Makes a worker. `publish` makes the image from which a manager sees what it has set.
    init(
        _ shared: EngineShared, writer: @escaping @Sendable () -> (any ManagedWriter)?,
        publish: @escaping @Sendable () -> Void
    ) {
        self.shared = shared
        self.writer = writer
        self.publish = publish
    }

    /// Works until the task is cancelled. What was taken by then is carried out.
    func run() async {
        while let pending = await shared.writes.next() { await carryOut(pending) }
    }

    /// Carries out one request and answers it, and its copies that came meanwhile.
    func carryOut(_ pending: WriteQueue.Pending) async {
        var failure: WriteFailure?
        do throws(WriteFailure) {
            try await make(pending.requested, by: pending.origin)
            shared.counters.add(.inTotalSetVars, UInt64(pending.requested.count))
        } catch {
            failure = error
        }
        for late in shared.writes.finish(pending, failure, at: shared.clock.milliseconds) { answer(late, failure) }
    }

    /// Makes all changes of a request, or none. One request comes after the other, so that snmpSetSerialNo is the same behind
    /// the changes as ahead of them.
    private func make(_ requested: RequestedChanges, by origin: WriteOrigin) async throws(WriteFailure) {
        let serialNumber = shared.writes.objects.serialNumber
        if let (value, index) = requested.serialNumber, value != serialNumber.current {
            throw WriteFailure(.inconsistentValue, index: index)
        }
        if let first = requested.changes.first {
            guard let writer = writer() else { throw WriteFailure(.resourceUnavailable, index: first.index) }
            try await writer.apply(requested.changes, by: origin)
            publish()
        }
        if requested.serialNumber != nil { serialNumber.advance() }
    }

    private func answer(_ late: LateReply, _ failure: WriteFailure?) {
        // Only a reply is made here: no source has to be remembered.
        var limits = late.limits
        limits.requestsPerSource = 0
        let responder = Responder(shared, limits: limits)
        let capacity = ReplyRoom.capacity(forMessagesOf: limits.maximumReply)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { room in
            guard let base = room.baseAddress else { return }
            room.initialize(repeating: 0)
            let octets = responder.reply(to: late, failure, room: ReplyRoom(base: base), now: shared.clock.milliseconds)
            if let octets { late.send(octets) }
        }
    }
}
