public import Faults

/// Who hears of what happens in TLS connections. Called on their event loops: it must not block.
public struct TLSObserver: Sendable {
    /// An alert was sent or received.
    public var onAlert: @Sendable (TLSAlert) -> Void
    /// A peer's certificates were not accepted: all that it sent, the reason, the peer and the connection's purpose.
    public var onRejection:
        @Sendable (_ chain: [Certificate], _ reason: CertificateRejection, _ peer: String, _ purpose: String) -> Void

    /// Makes an observer; without arguments nobody hears anything.
    public init(
        onAlert: @escaping @Sendable (TLSAlert) -> Void = { _ in },
        onRejection: @escaping @Sendable ([Certificate], CertificateRejection, String, String) -> Void = { _, _, _, _ in
        }
    ) {
        self.onAlert = onAlert
        self.onRejection = onRejection
    }
}

/// An alert of TLS (RFC 8446 6).
public struct TLSAlert: Hashable, Sendable {
    /// Who sent it.
    public enum Direction: Hashable, Sendable {
        /// This side.
        case sent
        /// The peer.
        case received
    }

    /// Who sent it.
    public let direction: Direction
    /// Its number.
    public let number: UInt8
    /// Whether it ended the connection.
    public let isFatal: Bool
    /// The peer, as an address with a port.
    public let peer: String
    /// What the connection is for.
    public let purpose: String

    /// The fault of the alert (manual 6.2): 0x000c01nn for one that was sent, 0x000c02nn for one received; `nil` for what
    /// is no fault, such as the end of a connection in order.
    public var fault: FaultCode? {
        let code = FaultCode(rawValue: (direction == .sent ? 0x000c_0100 : 0x000c_0200) | UInt32(number))
        return FaultCatalogue.definition(of: code) == nil ? nil : code
    }

    /// Its name in RFC 8446, B.2, or RFC 5246, 7.2.
    public var name: String {
        Self.names[number] ?? "\(number)"
    }

    private static let names: [UInt8: String] = [
        0: "close_notify", 10: "unexpected_message", 20: "bad_record_mac", 21: "decryption_failed",
        22: "record_overflow", 30: "decompression_failure", 40: "handshake_failure", 41: "no_certificate",
        42: "bad_certificate", 43: "unsupported_certificate", 44: "certificate_revoked", 45: "certificate_expired",
        46: "certificate_unknown", 47: "illegal_parameter", 48: "unknown_ca", 49: "access_denied", 50: "decode_error",
        51: "decrypt_error", 60: "export_restriction", 70: "protocol_version", 71: "insufficient_security",
        80: "internal_error", 86: "inappropriate_fallback", 90: "user_canceled", 100: "no_renegotiation",
        109: "missing_extension", 110: "unsupported_extension", 111: "certificate_unobtainable",
        112: "unrecognized_name", 113: "bad_certificate_status_response", 114: "bad_certificate_hash_value",
        115: "unknown_psk_identity", 116: "certificate_required", 120: "no_application_protocol",
    ]
}
