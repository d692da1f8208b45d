import Testing

@testable import TLSKit

/// The profiles against the words of the manual, Appendix K.
struct TLSManualTests {
    /// The suites of each profile in order of priority, by their standard names, as the manual prints them.
    private static let suites: [(TLSProfile, [String])] = [
        (
            .normal,
            [
                "TLS_AES_256_GCM_SHA384",
                "TLS_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_RSA_WITH_AES_256_CBC_SHA256",
                "TLS_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                "TLS_RSA_WITH_AES_256_CBC_SHA",
                "TLS_RSA_WITH_AES_128_CBC_SHA",
                "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
                "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_DHE_RSA_WITH_AES_256_CBC_SHA",
                "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
            ]
        ),
        (
            .fast,
            [
                "TLS_AES_256_GCM_SHA384",
                "TLS_AES_128_GCM_SHA256",
                "TLS_RSA_WITH_AES_128_CBC_SHA",
                "TLS_RSA_WITH_AES_256_CBC_SHA",
                "TLS_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_RSA_WITH_AES_256_CBC_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
                "TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
                "TLS_DHE_RSA_WITH_AES_256_CBC_SHA",
                "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
                "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
            ]
        ),
        (
            .secure,
            [
                "TLS_AES_256_GCM_SHA384",
                "TLS_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
                "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256",
            ]
        ),
        (
            .strict,
            [
                "TLS_AES_256_GCM_SHA384",
                "TLS_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            ]
        ),
    ]

    @Test(arguments: suites)
    func `a profile has the suites of the manual, in its order`(_ profile: TLSProfile, _ printed: [String]) async throws
    {
        // OpenSSL says which of its own names stands for which standard name: "TLS_… - NAME TLSv1.2 …".
        let workshop = try CertificateWorkshop()
        let listed = try await workshop.openssl("ciphers -v -stdname ALL:@SECLEVEL=0").output
        let names = Dictionary(
            uniqueKeysWithValues: listed.split(separator: "\n").compactMap { line -> (String, String)? in
                let words = line.split(separator: " ").map(String.init)
                return words.count > 2 ? (words[2], words[0]) : nil
            })
        let used = profile.modernSuites + profile.manualSuites.map { names[$0] ?? $0 }
        #expect(used == printed)
    }

    @Test(
        arguments: [(TLSProfile.normal, 0x0301), (.fast, 0x0301), (.secure, 0x0303), (.strict, 0x0303)]
            as [(TLSProfile, Int32)])
    func `a profile has the versions of the manual`(_ profile: TLSProfile, _ least: Int32) {
        #expect(profile.leastVersion == least && profile.greatestVersion == 0x0304)
    }

    @Test func `our own profile has nothing without forward secrecy and authenticated encryption`() {
        #expect(TLSProfile.modern.leastVersion == 0x0303 && TLSProfile.allCases.count == Self.suites.count + 1)
        for suite in TLSProfile.modern.suites {
            #expect(suite.hasPrefix("ECDHE-") && (suite.contains("GCM") || suite.contains("CHACHA20")), "\(suite)")
        }
    }
}
