extension FaultCatalogue {
    /// Module `0x000c`, parts `0x04` and `0x10`: signing in by Kerberos, and certificates.
    static let authentication: [FaultDefinition] = [
        FaultDefinition(
            .kerberosServiceNotFound, "kerberosServiceNotFound", "Kerb client", .major,
            "Device unknown to Kerberos",
            "The Kerberos server knows no account of this device.",
            cause: "The account that the device has as a host was deleted on the server.",
            remedy: "Let the device join the realm once more."),
        FaultDefinition(
            .kerberosServerUnreachable, "kerberosServerUnreachable", "Kerb client", .major,
            "Kerberos server does not answer",
            "The device asked the Kerberos server and got no answer.",
            remedy: "See that the server runs, and that the device has its right address."),
        FaultDefinition(
            .kerberosCrossRealmFailure, "kerberosCrossRealmFailure", "Kerb client", .major,
            "Sign-in from another realm failed",
            "A user of another Kerberos realm could not sign in, because the trust between the realms does not work.",
            cause: """
                One of the two realms does not trust the other, or their Kerberos servers hold different passwords for \
                the trust.
                """),
        FaultDefinition(
            .x509SystemTimeNotSet, "x509SystemTimeNotSet", "X509", .indeterminate,
            "Time not set, certificates not checked",
            """
            Without the date, the device cannot tell whether a certificate is valid; connections by TLS fail until it \
            has the time.
            """,
            cause: "The clock of the device was never set.",
            remedy: "Name an NTP server in the settings, or set the clock by hand."),
        FaultDefinition(
            .x509CertificateNearExpiration, "x509CertificateNearExpiration", "X509", .indeterminate,
            "Certificate expires soon or has expired",
            """
            The device's own certificate or one that it trusts is past its last day, or will be within 30 days. From \
            then on, TLS connections that need it fail.
            """,
            remedy: "Put a new certificate in its place."),
    ]
}
