extension FaultCatalogue {
    /// Module `0x000c`, part `0x01`: TLS alerts that the device itself sends. The last octet is the alert's number; the
    /// meanings are those of RFC 5246, section 7.2.2, and of the versions before it.
    static let tlsLocal: [FaultDefinition] = tlsLocalToCertificates + tlsLocalBeyondCertificates

    private static let tlsLocalToCertificates: [FaultDefinition] = [
        FaultDefinition(
            .tlsLocalUnexpectedMessage, "tlsLocalUnexpectedMessage", "TLS", .indeterminate,
            "TLS alert sent: message out of turn",
            "This device ended a TLS connection because a message came that does not belong there."),
        FaultDefinition(
            .tlsLocalBadMac, "tlsLocalBadMac", "TLS", .indeterminate,
            "TLS alert sent: record not authentic",
            "This device ended a TLS connection because the check value of a record was wrong."),
        FaultDefinition(
            .tlsLocalDecryptionFailed, "tlsLocalDecryptionFailed", "TLS", .indeterminate,
            "TLS alert sent: record not decrypted",
            "This device ended a TLS connection because it could not decrypt a record."),
        FaultDefinition(
            .tlsLocalRecordOverflow, "tlsLocalRecordOverflow", "TLS", .indeterminate,
            "TLS alert sent: record too long",
            "This device ended a TLS connection because a record was longer than the protocol allows."),
        FaultDefinition(
            .tlsLocalDecompressionFailure, "tlsLocalDecompressionFailure", "TLS", .indeterminate,
            "TLS alert sent: record not decompressed",
            "This device ended a TLS connection because it could not decompress a record."),
        FaultDefinition(
            .tlsLocalHandshakeFailure, "tlsLocalHandshakeFailure", "TLS", .indeterminate,
            "TLS alert sent: handshake failed",
            "This device ended a TLS connection because no acceptable set of security parameters was on offer."),
        FaultDefinition(
            .tlsLocalNoCertificate, "tlsLocalNoCertificate", "TLS", .indeterminate,
            "TLS alert sent: no certificate",
            "This device told the other side of a TLS connection that a certificate is missing."),
        FaultDefinition(
            .tlsLocalBadCertificate, "tlsLocalBadCertificate", "TLS", .indeterminate,
            "TLS alert sent: bad certificate",
            """
            This device refused a TLS connection because the other side's certificate was damaged or its signature \
            wrong.
            """),
        FaultDefinition(
            .tlsLocalUnsupportedCertificate, "tlsLocalUnsupportedCertificate", "TLS", .indeterminate,
            "TLS alert sent: certificate of an unknown kind",
            "This device refused a TLS connection because it cannot handle the kind of certificate that came."),
        FaultDefinition(
            .tlsLocalRevokedCertificate, "tlsLocalRevokedCertificate", "TLS", .indeterminate,
            "TLS alert sent: certificate revoked",
            "This device refused a TLS connection because the other side's certificate was revoked."),
        FaultDefinition(
            .tlsLocalExpiredCertificate, "tlsLocalExpiredCertificate", "TLS", .indeterminate,
            "TLS alert sent: certificate expired",
            "This device refused a TLS connection because the other side's certificate is not valid at this time."),
        FaultDefinition(
            .tlsLocalUnknownCertificate, "tlsLocalUnknownCertificate", "TLS", .indeterminate,
            "TLS alert sent: certificate not accepted",
            "This device refused a TLS connection because of something else about the other side's certificate."),
    ]

    private static let tlsLocalBeyondCertificates: [FaultDefinition] = [
        FaultDefinition(
            .tlsLocalIllegalParameter, "tlsLocalIllegalParameter", "TLS", .indeterminate,
            "TLS alert sent: value out of range",
            """
            This device ended a TLS connection because a value in the handshake was out of range or contradicted \
            another.
            """),
        FaultDefinition(
            .tlsLocalUnknownCa, "tlsLocalUnknownCa", "TLS", .indeterminate,
            "TLS alert sent: certificate authority not trusted",
            """
            This device refused a TLS connection because it does not trust the authority behind the other side's \
            certificate.
            """,
            remedy: "The list of rejected certificates says more."),
        FaultDefinition(
            .tlsLocalAccessDenied, "tlsLocalAccessDenied", "TLS", .indeterminate,
            "TLS alert sent: access denied",
            "This device refused a TLS connection: the certificate was valid, but its owner has no access."),
        FaultDefinition(
            .tlsLocalDecodeError, "tlsLocalDecodeError", "TLS", .indeterminate,
            "TLS alert sent: message not decoded",
            "This device ended a TLS connection because a message had a wrong length or a value out of range."),
        FaultDefinition(
            .tlsLocalDecryptionError, "tlsLocalDecryptionError", "TLS", .indeterminate,
            "TLS alert sent: cryptography of the handshake failed",
            """
            This device ended a TLS connection because a signature, a key exchange or the closing check of the \
            handshake failed.
            """),
        FaultDefinition(
            .tlsLocalExportRestriction, "tlsLocalExportRestriction", "TLS", .indeterminate,
            "TLS alert sent: export restriction",
            "This device ended a TLS connection because the negotiation broke export restrictions on key lengths."),
        FaultDefinition(
            .tlsLocalProtocolVersion, "tlsLocalProtocolVersion", "TLS", .indeterminate,
            "TLS alert sent: protocol version not supported",
            "This device ended a TLS connection because it does not support the version asked for."),
        FaultDefinition(
            .tlsLocalInsufficientSecurity, "tlsLocalInsufficientSecurity", "TLS", .indeterminate,
            "TLS alert sent: security too weak",
            "This device ended a TLS connection because the other side offers nothing as secure as it demands."),
        FaultDefinition(
            .tlsLocalInternalError, "tlsLocalInternalError", "TLS", .indeterminate,
            "TLS alert sent: internal error",
            "This device ended a TLS connection because of an error of its own."),
        FaultDefinition(
            .tlsLocalUserCancelled, "tlsLocalUserCancelled", "TLS", .indeterminate,
            "TLS alert sent: handshake cancelled",
            "This device broke off a TLS handshake for a reason outside the protocol."),
        FaultDefinition(
            .tlsLocalNoRenegotiation, "tlsLocalNoRenegotiation", "TLS", .indeterminate,
            "TLS alert sent: no new handshake",
            "This device declined to negotiate a TLS connection anew."),
    ]
}
