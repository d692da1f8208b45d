import Foundation
import PortSupport
import Testing

/// HTTPS as `openssl s_client` finds it in each profile (manual 4.3.3), in the way of testssl.
@Suite(.builtAgent, .peers(.openssl), .timeLimit(.minutes(5)))
struct ConsoleTLSTests {
    /// A profile, and what it offers.
    struct Profile: CustomTestStringConvertible, Sendable {
        var name: String
        var hasOldVersions: Bool
        var hasStaticKeys: Bool
        var testDescription: String { name }
    }

    private static let profiles = [
        Profile(name: "modern", hasOldVersions: false, hasStaticKeys: false),
        Profile(name: "normal", hasOldVersions: true, hasStaticKeys: true),
        Profile(name: "fast", hasOldVersions: true, hasStaticKeys: true),
        Profile(name: "secure", hasOldVersions: false, hasStaticKeys: false),
        Profile(name: "strict", hasOldVersions: false, hasStaticKeys: false),
    ]

    private struct Server: Sendable {
        var place: String

        /// What s_client says of a handshake with these options.
        func ask(_ options: String..., input: String = "Q\n") async throws -> String {
            try await runTool(
                .openssl, ["s_client", "-connect", place, "-legacy_renegotiation"] + options, input: input
            ).everything
        }

        /// Whether a handshake with these options succeeds.
        func accepts(_ options: String...) async throws -> Bool {
            let text = try await runTool(.openssl, ["s_client", "-connect", place] + options, input: "Q\n").everything
            return text.contains("Cipher is ") && !text.contains("Cipher is (NONE)")
        }
    }

    @Test(arguments: profiles)
    func `each profile offers its versions and suites, and nothing weak`(profile: Profile) async throws {
        let port = try LoopbackPort.free()
        let lines = ["config add HTTP0 /https-port \(port)", "config change TLS0 /profile \(profile.name)"]
        try await AgentProcess.run(.console(radios: 2, scenario: "quiet", lines: lines)) { _ in
            let server = Server(place: "127.0.0.1:\(port)")
            let all = ["-cipher", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"]
            #expect(try await !server.accepts("-ssl3"), "SSL 3")
            #expect(try await server.accepts("-tls1", all[0], all[1]) == profile.hasOldVersions, "TLS 1.0")
            #expect(try await server.accepts("-tls1_1", all[0], all[1]) == profile.hasOldVersions, "TLS 1.1")
            #expect(try await server.accepts("-tls1_2"), "TLS 1.2")
            #expect(try await server.accepts("-tls1_3"), "TLS 1.3")
            for weak in [
                "aNULL", "eNULL", "RC4", "3DES", "EXPORT", "MD5", "PSK", "SRP", "CAMELLIA", "ARIA", "SEED", "AESCCM",
            ] {
                #expect(try await !server.accepts("-tls1_2", "-cipher", weak + ":@SECLEVEL=0"), "\(weak)")
            }
            // Which kind of key the certificate has decides on these.
            let isStatic = try await server.accepts("-tls1_2", "-cipher", "kRSA:@SECLEVEL=0")
            #expect(!isStatic || profile.hasStaticKeys, "keys without forward secrecy")
            for suite in ["TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"] {
                #expect(try await server.accepts("-tls1_3", "-ciphersuites", suite), "\(suite)")
            }
            let hasChaCha = try await server.accepts("-tls1_3", "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256")
            #expect(hasChaCha == (profile.name == "modern"))
            #expect(try await !server.accepts("-tls1_3", "-ciphersuites", "TLS_AES_128_CCM_8_SHA256"))
        }
    }

    @Test func `nothing is renegotiated or compressed, and no other protocol is agreed on`() async throws {
        let port = try LoopbackPort.free()
        let lines = ["config add HTTP0 /https-port \(port)"]
        try await AgentProcess.run(.console(radios: 2, scenario: "quiet", lines: lines)) { agent async throws in
            let server = Server(place: "127.0.0.1:\(port)")
            let plain = try await server.ask("-tls1_2", "-comp", "-alpn", "h2,http/1.1,spdy/3")
            #expect(plain.contains("Compression: NONE"), "\(plain)")
            #expect(plain.contains("Secure Renegotiation IS supported"), "\(plain)")
            #expect(!plain.contains("ALPN protocol: h2") && !plain.contains("ALPN protocol: spdy"), "\(plain)")
            #expect(!plain.contains("Next protocol: (1)"))
            // s_client renegotiates at a line with an R.
            let again = try await server.ask("-tls1_2", input: "R\nQ\n")
            #expect(again.contains("no renegotiation"), "\(again)")
            let hint = plain.firstMatch(of: /ticket lifetime hint: ([0-9]+)/).flatMap { Int($0.1) }
            #expect(hint.map { $0 <= 86_400 } ?? true)
            let status = try await curl("https://127.0.0.1:\(port)/health", "-k")
            #expect(status.status == 200 && !agent.daemon.hasEnded)
        }
    }
}
