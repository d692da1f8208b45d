import Testing

@testable import TLSKit

/// Every version and suite of every profile, with OpenSSL's own programs on the other side.
struct TLSSuiteTests {
    private static let versions = [
        ("-tls1", "TLSv1"), ("-tls1_1", "TLSv1.1"), ("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3"),
    ]

    @Test(arguments: TLSProfile.allCases)
    func `s_client agrees with our server on each suite`(_ profile: TLSProfile) async throws {
        let workshop = try CertificateWorkshop()
        try await workshop.makeServer()
        let server = try await EchoServer(try workshop.server(profile: profile))
        for suite in profile.manualSuites {
            let printed = try await workshop.connect(server.port, "-tls1_2 -cipher \(suite):@SECLEVEL=0")
            #expect(printed.contains("Cipher is \(suite)\n"), "\(profile) \(suite): \(printed.suffix(600))")
            #expect(printed.contains("Verify return code: 0 (ok)"))
        }
        for suite in profile.modernSuites {
            let printed = try await workshop.connect(server.port, "-tls1_3 -ciphersuites \(suite)")
            #expect(printed.contains("Cipher is \(suite)\n"), "\(profile) \(suite)")
        }
        await server.stop()
    }

    @Test(arguments: TLSProfile.allCases)
    func `our client agrees with s_server on each suite`(_ profile: TLSProfile) async throws {
        let workshop = try CertificateWorkshop()
        try await workshop.makeServer()
        let client = try workshop.client(profile: profile)
        for suite in profile.manualSuites {
            let agreed = try await workshop.serving("-tls1_2 -cipher \(suite):@SECLEVEL=0") { port in
                let client = try await EchoClient.connect(client, port: port)
                await client.close()
                return client.session
            }
            #expect(agreed.version == "TLSv1.2" && agreed.cipher.hasPrefix("TLS_"))
            #expect(Self.standardName(suite) == agreed.cipher)
        }
        for suite in profile.modernSuites {
            let agreed = try await workshop.serving("-tls1_3 -ciphersuites \(suite)") { port in
                let client = try await EchoClient.connect(client, port: port)
                await client.close()
                return client.session
            }
            #expect(agreed.version == "TLSv1.3" && agreed.cipher == suite)
        }
    }

    @Test(arguments: TLSProfile.allCases)
    func `our server prefers the suites in the order of the manual`(_ profile: TLSProfile) async throws {
        let workshop = try CertificateWorkshop()
        try await workshop.makeServer()
        let context = try workshop.server(profile: profile)
        #expect(context.cipherNames.filter { !$0.hasPrefix("TLS_") } == profile.suites)
        let server = try await EchoServer(context)
        // The peer likes the last one best; ours decides.
        for first in profile.manualSuites.indices {
            let offered = profile.manualSuites[first...].reversed().joined(separator: ":")
            let printed = try await workshop.connect(server.port, "-tls1_2 -cipher \(offered):@SECLEVEL=0")
            #expect(printed.contains("Cipher is \(profile.manualSuites[first])\n"))
        }
        await server.stop()
    }

    @Test(arguments: TLSProfile.allCases)
    func `a profile has the versions of the manual`(_ profile: TLSProfile) async throws {
        let workshop = try CertificateWorkshop()
        try await workshop.makeServer()
        let server = try await EchoServer(try workshop.server(profile: profile))
        for (option, name) in Self.versions {
            let printed = try await workshop.connect(server.port, "\(option) -cipher ALL:@SECLEVEL=0")
            let isOld = name == "TLSv1" || name == "TLSv1.1"
            let isWanted = !isOld || profile == .normal || profile == .fast
            #expect(
                printed.contains("New, \(name), Cipher is") == isWanted
                    || printed.contains("Protocol  : \(name)\n") == isWanted)
            #expect(printed.contains("Cipher is (NONE)") == !isWanted, "\(profile) \(name)")
        }
        await server.stop()
    }

    @Test(arguments: TLSProfile.allCases)
    func `a certificate with an elliptic key works in each profile`(_ profile: TLSProfile) async throws {
        let workshop = try CertificateWorkshop()
        try await workshop.makeServer(key: "ec -pkeyopt ec_paramgen_curve:P-256")
        let server = try await EchoServer(try workshop.server(profile: profile))
        let printed = try await workshop.connect(server.port, "-tls1_2")
        #expect(printed.contains("Cipher is ECDHE-ECDSA-"))
        await server.stop()
    }

    /// The standard name of a suite that OpenSSL has another for.
    private static func standardName(_ suite: String) -> String {
        var rest = suite
        var key = "RSA"
        if rest.hasPrefix("ECDHE-RSA-") {
            key = "ECDHE_RSA"
            rest = String(rest.dropFirst(10))
        } else if rest.hasPrefix("DHE-RSA-") {
            key = "DHE_RSA"
            rest = String(rest.dropFirst(8))
        }
        if rest.hasPrefix("CHACHA20") { return "TLS_\(key)_WITH_CHACHA20_POLY1305_SHA256" }
        let size = rest.dropFirst(3).prefix(3)
        let mode = rest.contains("GCM") ? "GCM" : "CBC"
        let digest = rest.split(separator: "-").last ?? ""
        return "TLS_\(key)_WITH_AES_\(size)_\(mode)_\(digest)"
    }
}
