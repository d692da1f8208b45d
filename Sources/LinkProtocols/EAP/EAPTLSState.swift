/// Where EAP-TLS stands in a conversation.
struct EAPTLSState: Hashable, Sendable {
    var reassembly = EAPTLSReassembly()
    /// Our message, while fragments of it wait for acknowledgments.
    var sending: EAPTLSFragments?
    /// Whether TLS works on the last request.
    var isWaiting = true
    var status = EAPTLSOutput.Status.handshaking
    /// Whether the server committed itself to success (RFC 9190 2.5).
    var isCommitted = false

    /// Whether the server may say that it succeeded.
    var isProven: Bool {
        switch status {
        case .finished: !isWaiting && sending == nil
        case .finished13: !isWaiting && sending == nil && isCommitted
        case .handshaking, .failed: false
        }
    }

    var failure: String? {
        if case .failed(let reason) = status { reason } else { nil }
    }
}
