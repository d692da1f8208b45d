import HTTPTypes
import Testing
import WebAccess
import WebSupport

@testable import WebServer

/// From HTTP to HTTPS, and the certificates of clients.
struct EncryptionGateTests {
    private static let hsts = HTTPField.Name("Strict-Transport-Security") ?? .contentType

    @Test func `HTTP is sent on to the same place over HTTPS where that is forced`() async throws {
        let bench = try GateBench(["config add HTTP0-ACCESS /force-https"])
        let client = bench.client(httpsPort: 8443)
        for (host, there) in [
            ("agent", "https://agent:8443"), ("agent:8080", "https://agent:8443"),
            ("192.0.2.1:80", "https://192.0.2.1:8443"), ("[2001:db8::1]", "https://[2001:db8::1]:8443"),
            ("[2001:db8::1]:80", "https://[2001:db8::1]:8443"),
            ("[::ffff:192.0.2.1]", "https://[::ffff:192.0.2.1]:8443"),
        ] {
            let answer = try await client.get("/alarms?severity=major", headers: [:], host: host)
            #expect(answer.status == 308)
            #expect(answer.headers[.location] == there + "/alarms?severity=major")
            #expect(answer.headers[Self.hsts] == nil)
        }
        #expect(try await bench.client(httpsPort: 443).get("/").headers[.location] == "https://agent/")
        #expect(try await client.send(.post, "/login").status == 308)
        // Without HTTPS there is nowhere to go.
        #expect(try await bench.client(httpsPort: 0).get("/login").status == 200)
    }

    @Test(arguments: [
        "", ":80", "a b", "a/b", "user@evil", "a\"b", "[::1", "[]", "[]:80", "[::1]x", "[::1]:", "a:b", "a:123456", "ä",
        "a:80:90", "[2001:db8::1%eth0]", "evil?x", "evil#x", "a\\b", "<script>",
    ])
    func `odd hosts are sent nowhere`(host: String) async throws {
        let bench = try GateBench(["config add HTTP0-ACCESS /force-https"])
        let answer = try await bench.client(httpsPort: 443).get("/", headers: [:], host: host)
        if host == "[::1]:" {
            #expect([308, 400].contains(answer.status))
        } else {
            #expect(answer.status == 400, "\(host): \(answer.headers[.location] ?? "")")
        }
    }

    @Test func `a target that is no path is sent nowhere`() async throws {
        let bench = try GateBench(["config add HTTP0-ACCESS /force-https"])
        let client = bench.client(httpsPort: 443)
        for target in ["@evil/", ".evil/", "http://evil/", "*", "evil"] {
            #expect(try await client.get(target).status == 400, "\(target)")
        }
    }

    @Test func `browsers are asked to stay with HTTPS only over HTTPS`() async throws {
        let bench = try GateBench(["config add HTTP0-ACCESS /force-https /hsts-days 30"])
        let answer = try await bench.client(isEncrypted: true, httpsPort: 443).get("/login")
        #expect(answer.headers[Self.hsts] == "max-age=2592000")
        #expect(try await bench.client(httpsPort: 443).get("/login").headers[Self.hsts] == nil)
        try bench.apply(["config add HTTP0-ACCESS /force-https"])
        let without = try await bench.client(isEncrypted: true, httpsPort: 443).get("/login")
        #expect(without.headers[Self.hsts] == nil)
    }

    @Test func `with mutual TLS no connection without a certificate goes on`() async throws {
        let bench = try GateBench(["config add HTTP0-ACCESS /mutual-tls"])
        let client = bench.client(isEncrypted: true, httpsPort: 443)
        for path in ["/login", "/metrics", "/assets/console.css"] {
            let answer = try await client.get(path)
            #expect(answer.status == 421 && answer.headers[.connection] == "close", "\(path)")
        }
        let identity = ClientIdentity()
        identity.show(["olga@example.org"])
        let text = try await ClientIdentity.$current.withValue(identity) { try await client.get("/login").text }
        #expect(text == "nobody olga@example.org")
        // HTTP would be the way around.
        #expect(try await bench.client(httpsPort: 443).get("/login").status == 308)
        #expect(try await bench.client(httpsPort: 443).get("//alarms").status == 308)
        #expect(try await bench.client(httpsPort: 443).get("/metrics").status == 200)
    }
}
