import Foundation
import Logging
import NIOCore
import Settings
import TLSKit
import Testing
import WebClient

@Suite(.enabled(if: RealServer.nginx != nil && RealServer.openssl != nil, "needs nginx and openssl"))
struct `Against nginx over TLS` {
    private static let server = """
        ssl_certificate FOLDER/chain.pem; ssl_certificate_key FOLDER/key.pem; ssl_protocols TLSv1.2 TLSv1.3;
        location / { return 200 "$ssl_protocol $ssl_session_reused"; }
        location /down { return 302 http://127.0.0.1:1/; }
        location /big { alias FOLDER/big; }
        location /guarded { auth_basic "here"; auth_basic_user_file FOLDER/users; try_files /users =404; }
        """

    /// Runs nginx with a certificate for localhost and 127.0.0.1, made by openssl, and hands it over.
    private func withServer(
        _ body: @escaping @Sendable (_ port: Int, _ folder: String, _ authority: [Certificate]) async throws -> Void
    ) async throws {
        try await RealServer.withFolder { made in
            _ = try await RealServer.output(
                "openssl",
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=test", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout",
                    made + "/key.pem", "-out", made + "/chain.pem",
                ])
            let authority = try Certificate.all(
                in: [UInt8](Data(contentsOf: URL(fileURLWithPath: made + "/chain.pem"))))
            let settings = Self.server.replacingOccurrences(of: "FOLDER/chain", with: made + "/chain")
                .replacingOccurrences(of: "FOLDER/key", with: made + "/key")
            try await RealServer.withNginx(settings, flags: "ssl") { port, folder in
                try await body(port, folder, authority)
            }
        }
    }

    private func client(
        _ trusted: [Certificate], _ verification: TLSConfiguration.Verification = .full,
        credentials: [WebCredentials] = []
    ) throws -> WebClient {
        let context = try TLSContext(
            TLSConfiguration(role: .client, trusted: trusted, verification: verification, purpose: "test"))
        return WebClient(tls: context, credentials: credentials, logger: Logger(label: "test"))
    }

    @Test func `requests go over one connection, by name and by address`() async throws {
        try await withServer { port, _, authority in
            let client = try client(authority)
            for host in ["localhost", "127.0.0.1"] {
                for _ in 0..<20 {
                    let response = try await client.perform(WebRequest(), at: WebURL("https://\(host):\(port)/"))
                    #expect(response.text.hasPrefix("TLSv1.3 "))
                }
            }
            #expect(client.connectionCounts.open == 2)
            await client.shutdown()
            #expect(client.connectionCounts.open == 0)
        }
    }

    @Test func `a certificate that is not trusted ends the request, unless nothing is checked`() async throws {
        try await withServer { port, _, _ in
            let place = try WebURL("https://127.0.0.1:\(port)/")
            let strict = try client([])
            let error = await #expect(throws: WebClientError.self) { try await strict.perform(WebRequest(), at: place) }
            #expect(error?.code == .tls && error?.message.contains("127.0.0.1:\(port)") == true)
            let reply1 = try await client([], .none).perform(WebRequest(), at: place)
            #expect(reply1.status == 200)
        }
    }

    @Test func `large bodies come and go whole`() async throws {
        try await withServer { port, folder, authority in
            let content = Data(
                (0..<(1 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) } + Array(repeating: 7, count: 19 << 20))
            try content.write(to: URL(fileURLWithPath: folder + "/big"))
            let client = try client(authority)
            let place = try WebURL("https://127.0.0.1:\(port)/big")
            let came = try await client.withResponse(to: WebRequest(), at: place) { _, body in
                try await body.collect(upTo: content.count)
            }
            #expect(Data(came.readableBytesView) == content)
            let refused = try await client.perform(
                WebRequest("PUT", body: [UInt8](repeating: 1, count: 2 << 20)), at: place)
            #expect(refused.status == 405)
        }
    }

    @Test func `Basic is used, and https is not left`() async throws {
        try await withServer { port, folder, authority in
            try "agent:{PLAIN}secret\n".write(toFile: folder + "/users", atomically: false, encoding: .utf8)
            let place = try WebURL("https://127.0.0.1:\(port)/")
            let client = try client(
                authority, credentials: [WebCredentials(prefix: place, user: "agent", password: Secret("secret"))])
            var guarded = place
            guarded.target = "/guarded"
            let file = try await client.perform(WebRequest(), at: guarded)
            #expect(file.text == "agent:{PLAIN}secret\n")
            var down = place
            down.target = "/down"
            let away = down
            let error = await #expect(throws: WebClientError.self) { try await client.perform(WebRequest(), at: away) }
            #expect(error?.code == .redirect)
        }
    }

    @Test func `a server that never shakes hands is given up`() async throws {
        try await ScriptedServer.run {
            try await $0.untilClosed()
        } _: { port in
            var options = WebClientOptions()
            options.connectLimit = .milliseconds(100)
            let context = try TLSContext(TLSConfiguration(role: .client, purpose: "test"))
            let client = WebClient(options, tls: context, logger: Logger(label: "test"))
            let error = await #expect(throws: WebClientError.self) {
                try await client.perform(WebRequest(), at: WebURL("https://127.0.0.1:\(port)/"))
            }
            #expect(error?.code == .timedOut)
        }
    }
}
