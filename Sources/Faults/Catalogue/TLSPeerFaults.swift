extension FaultCatalogue {
    /// Module `0x000c`, part `0x02`: TLS alerts that the device gets from the other side. The last octet is the alert's
    /// number; the meanings are those of RFC 5246, section 7.2.2, and of the versions before it.
    static let tlsPeer: [FaultDefinition] = tlsPeerToCertificates + tlsPeerBeyondCertificates

    private static let tlsPeerToCertificates: [FaultDefinition] = [
        FaultDefinition(
            .tlsPeerUnexpectedMessage, "tlsPeerUnexpectedMessage", "TLS", .indeterminate,
            "TLS alert received: message out of turn",
            "The other side ended a TLS connection because it got a message that does not belong there."),
        FaultDefinition(
            .tlsPeerBadMac, "tlsPeerBadMac", "TLS", .indeterminate,
            "TLS alert received: record not authentic",
            "The other side ended a TLS connection because the check value of a record from here was wrong to it."),
        FaultDefinition(
            .tlsPeerDecryptionFailed, "tlsPeerDecryptionFailed", "TLS", .indeterminate,
            "TLS alert received: record not decrypted",
            "The other side ended a TLS connection because it could not decrypt a record from here."),
        FaultDefinition(
            .tlsPeerRecordOverflow, "tlsPeerRecordOverflow", "TLS", .indeterminate,
            "TLS alert received: record too long",
            "The other side ended a TLS connection because a record from here was longer than the protocol allows."),
        FaultDefinition(
            .tlsPeerDecompressionFailure, "tlsPeerDecompressionFailure", "TLS", .indeterminate,
            "TLS alert received: record not decompressed",
            "The other side ended a TLS connection because it could not decompress a record from here."),
        FaultDefinition(
            .tlsPeerHandshakeFailure, "tlsPeerHandshakeFailure", "TLS", .indeterminate,
            "TLS alert received: handshake failed",
            """
            The other side ended a TLS connection because this device offered no security parameters that it \
            accepts.
            """),
        FaultDefinition(
            .tlsPeerNoCertificate, "tlsPeerNoCertificate", "TLS", .indeterminate,
            "TLS alert received: no certificate",
            "The other side of a TLS connection reported that a certificate is missing."),
        FaultDefinition(
            .tlsPeerBadCertificate, "tlsPeerBadCertificate", "TLS", .indeterminate,
            "TLS alert received: bad certificate",
            """
            The other side refused a TLS connection because this device's certificate looked damaged or wrongly \
            signed.
            """),
        FaultDefinition(
            .tlsPeerUnsupportedCertificate, "tlsPeerUnsupportedCertificate", "TLS", .indeterminate,
            "TLS alert received: certificate of an unknown kind",
            """
            The other side refused a TLS connection because it cannot handle the kind of certificate that this \
            device has.
            """),
        FaultDefinition(
            .tlsPeerRevokedCertificate, "tlsPeerRevokedCertificate", "TLS", .indeterminate,
            "TLS alert received: certificate revoked",
            "The other side refused a TLS connection because this device's certificate was revoked."),
        FaultDefinition(
            .tlsPeerExpiredCertificate, "tlsPeerExpiredCertificate", "TLS", .indeterminate,
            "TLS alert received: certificate expired",
            "The other side refused a TLS connection because this device's certificate is not valid at this time."),
        FaultDefinition(
            .tlsPeerUnknownCertificate, "tlsPeerUnknownCertificate", "TLS", .indeterminate,
            "TLS alert received: certificate not accepted",
            "The other side refused a TLS connection because of something else about this device's certificate."),
    ]

    private static let tlsPeerBeyondCertificates: [FaultDefinition] = [
        FaultDefinition(
            .tlsPeerIllegalParameter, "tlsPeerIllegalParameter", "TLS", .indeterminate,
            "TLS alert received: value out of range",
            """
            The other side ended a TLS connection because a value from here was out of range or contradicted \
            another.
            """),
        FaultDefinition(
            .tlsPeerUnknownCa, "tlsPeerUnknownCa", "TLS", .indeterminate,
            "TLS alert received: certificate authority not trusted",
            """
            The other side refused a TLS connection because it does not trust the authority behind this device's \
            certificate.
            """),
        FaultDefinition(
            .tlsPeerAccessDenied, "tlsPeerAccessDenied", "TLS", .indeterminate,
            "TLS alert received: access denied",
            "The other side refused a TLS connection: this device's certificate was valid, but gives it no access."),
        FaultDefinition(
            .tlsPeerDecodeError, "tlsPeerDecodeError", "TLS", .indeterminate,
            "TLS alert received: message not decoded",
            """
            The other side ended a TLS connection because a message from here had a wrong length or a value out of \
            range.
            """),
        FaultDefinition(
            .tlsPeerDecryptionError, "tlsPeerDecryptionError", "TLS", .indeterminate,
            "TLS alert received: cryptography of the handshake failed",
            """
            The other side ended a TLS connection because a signature, a key exchange or the closing check of the \
            handshake failed.
            """),
        FaultDefinition(
            .tlsPeerExportRestriction, "tlsPeerExportRestriction", "TLS", .indeterminate,
            "TLS alert received: export restriction",
            "The other side ended a TLS connection because the negotiation broke export restrictions on key lengths."),
        FaultDefinition(
            .tlsPeerProtocolVersion, "tlsPeerProtocolVersion", "TLS", .indeterminate,
            "TLS alert received: protocol version not supported",
            """
            The other side ended a TLS connection because it does not support the version that this device asked \
            for.
            """),
        FaultDefinition(
            .tlsPeerInsufficientSecurity, "tlsPeerInsufficientSecurity", "TLS", .indeterminate,
            "TLS alert received: security too weak",
            "The other side ended a TLS connection because this device offers nothing as secure as it demands."),
        FaultDefinition(
            .tlsPeerInternalError, "tlsPeerInternalError", "TLS", .indeterminate,
            "TLS alert received: internal error",
            "The other side ended a TLS connection because of an error of its own."),
        FaultDefinition(
            .tlsPeerUserCancelled, "tlsPeerUserCancelled", "TLS", .indeterminate,
            "TLS alert received: handshake cancelled",
            "The other side broke off a TLS handshake for a reason outside the protocol."),
        FaultDefinition(
            .tlsPeerNoRenegotiation, "tlsPeerNoRenegotiation", "TLS", .indeterminate,
            "TLS alert received: no new handshake",
            "The other side declined to negotiate a TLS connection anew."),
    ]
}
