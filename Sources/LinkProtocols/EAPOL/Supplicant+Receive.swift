import NetworkValues

extension Supplicant {
    /// Reads a frame, and keeps an EAP packet for the backend.
    mutating func accept(_ bytes: Span<UInt8>) throws(EAPOLError) {
        let frame: EthernetFrame
        do throws(FrameError) { frame = try EthernetFrame(bytes) } catch { throw .frame(error) }
        guard frame.kind == .eapol else { throw .notEAPOL }
        guard frame.destination == GroupAddress.portAccessEntity || frame.destination == address,
            frame.source != address
        else { throw .notForUs }
        statistics.framesIn += 1
        statistics.lastSource = frame.source
        if !frame.payload.isEmpty { statistics.lastVersion = bytes[frame.payload.lowerBound] }
        let packet = try EAPOLPacket(bytes, in: frame.payload)
        guard packet.type == .eap else { return }
        let inner: EAPPacket
        do throws(EAPError) {
            inner = try EAPPacket(bytes, in: packet.body)
        } catch {
            if error.isLengthError { statistics.lengthErrorsIn += 1 } else { statistics.invalidIn += 1 }
            actions.append(.discarded(error))
            return
        }
        if inner.code == .request {
            if inner.type == .identity { statistics.identityRequestsIn += 1 } else { statistics.requestsIn += 1 }
        }
        guard matters(inner) else {
            statistics.discarded += 1
            return
        }
        pending = bytes.octets(in: packet.body)
        eapolEap = true
    }

    /// Only a request begins a conversation. A success or failure outside of one answers nothing: switches send failures
    /// when a link comes up, and to believe one would keep the supplicant waiting. A failure takes back an earlier success.
    private func matters(_ packet: EAPPacket) -> Bool {
        switch packet.code {
        case .request: true
        case .response: false
        case .success: state == .authenticating
        case .failure: state == .authenticating || state == .authenticated
        }
    }

    mutating func count(_ error: EAPOLError) {
        switch error {
        case .frame, .notEAPOL, .notForUs: break
        case .lengthOverrun: statistics.lengthErrorsIn += 1
        case .truncated, .unknownType: statistics.invalidIn += 1
        }
    }

    /// Takes what the peer wants done.
    mutating func take(_ made: [EAPAction]) {
        for action in made {
            switch action {
            case .respond(let packet): eapResp = packet
            case .startTLS: actions.append(.startTLS)
            case .feedTLS(let records): actions.append(.feedTLS(records))
            case .stopTLS: actions.append(.stopTLS)
            case .notification(let text): actions.append(.notification(text))
            case .succeeded(let method):
                eapSuccess = true
                lastFailure = nil
                acceptedBy = method
            case .failed(let failure):
                eapFail = true
                lastFailure = failure
            case .discarded(let error):
                statistics.discarded += 1
                eapNoResp = true
                actions.append(.discarded(error))
            }
        }
    }

    mutating func abortPeer() {
        guard var peer else { return }
        let made = peer.reset()
        self.peer = peer
        for case .stopTLS in made { actions.append(.stopTLS) }
    }
}
