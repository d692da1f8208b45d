/// EAP-TLS (RFC 5216, RFC 9190): only its framing; TLS is done elsewhere.
extension EAPPeer {
    mutating func tlsRequest(_ packet: EAPPacket, _ bytes: Span<UInt8>) throws(EAPError) -> [EAPAction] {
        let fragment = try EAPTLSFragment(bytes, in: packet.data)
        guard !fragment.isStart else {
            let actions: [EAPAction] = tlsState == nil ? [.startTLS] : [.stopTLS, .startTLS]
            method = .tls
            tlsState = EAPTLSState()
            wait(packet)
            return actions
        }
        guard var state = tlsState else { throw .notStarted }
        guard !state.isWaiting else { throw .dataWhileWaiting }
        if var sending = state.sending {
            guard fragment.isAcknowledgment else { throw .dataWhileSending }
            let data = sending.next()
            state.sending = sending.isDone ? nil : sending
            tlsState = state
            return respond(packet.identifier, .tls, data)
        }
        if fragment.isAcknowledgment, !state.reassembly.isPartial {
            // Nothing to say on either side: the server waits for us to have nothing to say.
            return respond(packet.identifier, .tls, [0])
        }
        // What was put together is forgotten when a fragment is wrong, so the state is kept in both cases.
        defer { tlsState = state }
        switch try state.reassembly.take(fragment, bytes) {
        case .more: return respond(packet.identifier, .tls, [0])
        case .whole(let records):
            state.isWaiting = true
            wait(packet)
            return [.feedTLS(records)]
        }
    }

    /// Takes what the TLS client answers. Returns what must be done, in this order; nothing when no answer was waited for.
    public mutating func tls(_ output: EAPTLSOutput) -> [EAPAction] {
        guard var state = tlsState, state.isWaiting, let identifier = lastIdentifier else { return [] }
        state.isWaiting = false
        state.status = output.status
        if output.status == .finished13, !output.applicationData.isEmpty {
            guard output.applicationData == [0] else {
                let octets = output.applicationData.count
                return reset() + [.failed(.wrongCommitment(octets: octets))]
            }
            state.isCommitted = true
        }
        guard !output.records.isEmpty else {
            tlsState = state
            return respond(identifier, .tls, [0])
        }
        var sending = EAPTLSFragments(output.records, size: fragmentSize)
        let data = sending.next()
        state.sending = sending.isDone ? nil : sending
        tlsState = state
        return respond(identifier, .tls, data)
    }

    private mutating func wait(_ packet: EAPPacket) {
        lastIdentifier = packet.identifier
        lastResponse = nil
    }
}
