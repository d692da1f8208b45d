/// Versions and suites of each profile (manual Appendix K).
///
/// The manual names the suites for RSA certificates only. A certificate with an elliptic key needs the twin of an ECDHE
/// suite that signs with ECDSA: it stands directly behind its suite, so that the order stays what the manual says for
/// either kind of certificate.
extension TLSProfile {
    /// The oldest version, as on the wire: 0x0301 is TLS 1.0.
    var leastVersion: Int32 {
        switch self {
        case .normal, .fast: 0x0301
        case .modern, .secure, .strict: 0x0303
        }
    }

    /// TLS 1.2, as on the wire.
    static let version12: Int32 = 0x0303

    /// The newest version: TLS 1.3.
    var greatestVersion: Int32 { 0x0304 }

    /// OpenSSL's security level: TLS 1.0 and 1.1 sign with SHA-1, which no level above 0 lets pass.
    var securityLevel: Int32 { leastVersion < 0x0303 ? 0 : 2 }

    /// The suites of TLS 1.3, in order.
    var modernSuites: [String] {
        let suites = ["TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"]
        return self == .modern ? suites + ["TLS_CHACHA20_POLY1305_SHA256"] : suites
    }

    /// The suites up to TLS 1.2 by OpenSSL's names, in the order of the manual, without the twins.
    var manualSuites: [String] {
        switch self {
        case .modern:
            ["ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-CHACHA20-POLY1305"]
        case .normal:
            [
                "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-SHA384",
                "ECDHE-RSA-AES128-SHA256", "AES256-GCM-SHA384", "AES128-GCM-SHA256", "AES256-SHA256", "AES128-SHA256",
                "ECDHE-RSA-AES256-SHA", "ECDHE-RSA-AES128-SHA", "AES256-SHA", "AES128-SHA",
                "DHE-RSA-AES256-GCM-SHA384", "DHE-RSA-AES128-GCM-SHA256", "DHE-RSA-AES256-SHA256",
                "DHE-RSA-AES128-SHA256", "DHE-RSA-AES256-SHA", "DHE-RSA-AES128-SHA",
            ]
        case .fast:
            [
                "AES128-SHA", "AES256-SHA", "AES128-SHA256", "AES256-SHA256", "ECDHE-RSA-AES128-SHA",
                "ECDHE-RSA-AES256-SHA", "ECDHE-RSA-AES128-SHA256", "ECDHE-RSA-AES256-SHA384", "AES128-GCM-SHA256",
                "AES256-GCM-SHA384", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384",
                "DHE-RSA-AES128-SHA", "DHE-RSA-AES256-SHA", "DHE-RSA-AES128-SHA256", "DHE-RSA-AES256-SHA256",
                "DHE-RSA-AES128-GCM-SHA256", "DHE-RSA-AES256-GCM-SHA384",
            ]
        case .secure:
            [
                "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-SHA384",
                "ECDHE-RSA-AES128-SHA256", "DHE-RSA-AES256-GCM-SHA384", "DHE-RSA-AES128-GCM-SHA256",
                "DHE-RSA-AES256-SHA256", "DHE-RSA-AES128-SHA256",
            ]
        case .strict:
            ["ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-AES128-GCM-SHA256"]
        }
    }

    /// The suites up to TLS 1.2 as they are used, each with its twin.
    var suites: [String] {
        manualSuites.flatMap { suite in
            suite.hasPrefix("ECDHE-RSA-") ? [suite, "ECDHE-ECDSA-" + suite.dropFirst(10)] : [suite]
        }
    }
}
