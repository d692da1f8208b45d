import HTTPTypes
import Testing
import WebAccess
import WebSupport

@testable import WebServer

/// Who comes past the gate, as what, and what others are told.
struct AccessGateTests {
    private static func basic(_ name: String, _ password: String) -> [String: String] {
        ["Authorization": "Basic " + base64("\(name):\(password)")]
    }

    private static func base64(_ text: String) -> String {
        let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var out = ""
        let octets = Array(text.utf8)
        for start in stride(from: 0, to: octets.count, by: 3) {
            let part = octets[start..<min(start + 3, octets.count)]
            let number = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
            for place in 0..<4 { out.append(place <= part.count ? signs[number >> (18 - 6 * place) & 63] : "=") }
        }
        return out
    }

    // MARK: Ways in

    @Test func `a cookie, Basic and a token say who asks`() async throws {
        let bench = try GateBench([GateBench.token("read")])
        let client = bench.client()
        let (cookie, _) = try await bench.logIn()
        #expect(try await client.get("/alarms", headers: cookie).text == "olga ")
        let basic = Self.basic("anna", GateBench.password)
        #expect(try await client.get("/api/v1/things", headers: basic).text == "anna ")
        let bearer = ["Authorization": "Bearer \(GateBench.token)"]
        #expect(try await client.get("/api/v1/things", headers: bearer).text == "tests ")
        #expect(try await client.get("/api/v1/things", headers: ["Authorization": "Bearer x"]).status == 401)
    }

    @Test func `whoever is nobody is challenged by what the settings take`() async throws {
        let bench = try GateBench(["config add HTTP0-ACCESS /digest"])
        let answer = try await bench.client().get("/api/v1/things")
        #expect(answer.status == 401)
        let challenges = answer.headers[values: .wwwAuthenticate]
        #expect(challenges.map { $0.prefix { $0 != " " } } == ["Digest", "Digest", "Basic", "Bearer"])
        #expect(challenges[0].contains("algorithm=SHA-256") && challenges[1].contains("algorithm=MD5"))
        try bench.apply(["config add HTTP0-ACCESS /digest /disable-basic"])
        let fewer = try await bench.client().get("/api/v1/things").headers[values: .wwwAuthenticate]
        #expect(!fewer.contains { $0.hasPrefix("Basic") } && fewer.contains { $0.hasPrefix("Digest") })
        let refused = try await bench.client().get(
            "/api/v1/things", headers: Self.basic("anna", GateBench.password))
        #expect(refused.status == 401)
    }

    @Test(arguments: ["Basic", "Basic !", "Digest", "Digest username=\"a\"", "Bearer", "", "Negotiate x", "Basic OmE="])
    func `what is no credentials opens nothing`(field: String) async throws {
        let answer = try await GateBench().client().get("/api/v1/things", headers: ["Authorization": field])
        #expect([400, 401].contains(answer.status), "\(field): \(answer.status)")
    }

    @Test func `a wrong password blocks, and says for how long`() async throws {
        let client = try GateBench().client()
        #expect(try await client.get("/alarms", headers: Self.basic("olga", "wrong")).status == 401)
        let blocked = try await client.get("/alarms", headers: Self.basic("olga", GateBench.password))
        #expect(blocked.status == 429 && blocked.headers[.retryAfter] == "5")
    }

    // MARK: Where to

    @Test func `people are led to the log-in and back, programs are not`() async throws {
        let client = try GateBench().client()
        for method in [HTTPRequest.Method.get, .head] {
            let page = try await client.send(method, "/alarms?severity=major&x=%2F")
            #expect(page.status == 303, "\(method)")
            #expect(page.headers[.location] == "/login?to=%2Falarms%3Fseverity%3Dmajor%26x%3D%252F")
        }
        #expect(try await client.get("/").headers[.location] == "/login")
        for path in ["/api/v1/things", "//api/v1/things", "/api//v1/things/x"] {
            #expect(try await client.get(path).status == 401, "\(path)")
        }
        #expect(try await client.send(.post, "/alarms").status == 401)
        for method in ["OPTIONS", "TRACE", "PROPFIND", "CONNECT"] {
            let method = try #require(HTTPRequest.Method(method))
            #expect(try await client.send(method, "/alarms").status == 401, "\(method)")
        }
    }

    @Test func `what machines ask for is open unless all is protected`() async throws {
        let bench = try GateBench()
        let open = ["/metrics", "/login", "/assets/console.css", "/capture"]
        for path in open { #expect(try await bench.client().get(path).status == 200, "\(path)") }
        for path in ["/metrics/", "//metrics"] {
            #expect(try await bench.client().get(path).status == 200, "\(path)")
        }
        for path in ["/assets/../alarms", "/assets/%2e%2e/alarms", "/login/../alarms", "/metrics/../alarms"] {
            #expect(![200].contains(try await bench.client().get(path).status), "\(path)")
        }
        try bench.apply(["config add HTTP0-ACCESS /protect-all"])
        #expect(try await bench.client().get("/metrics").status == 401)
        #expect(try await bench.client().get("/metrics", headers: Self.basic("anna", GateBench.password)).status == 200)
        #expect(try await bench.client().get("/login").status == 200)
        #expect(try await bench.client().get("/capture").status == 200)
    }

    @Test func `a password that must be changed opens nothing but its change`() async throws {
        let bench = try GateBench([GateBench.account(3, "neu", .systemAdministrator, "/change-password")])
        let (cookie, csrf) = try await bench.logIn("neu")
        let client = bench.client()
        #expect(try await client.get("/alarms", headers: cookie).headers[.location] == "/password")
        #expect(try await client.get("/api/v1/things", headers: cookie).status == 403)
        #expect(try await client.send(.post, "/alarms", headers: cookie).status == 403)
        #expect(try await client.get("/password", headers: cookie).status == 200)
        #expect(try await client.send(.post, "/password", headers: cookie).status == 200)
        let forged = cookie.merging(["X-CSRF-Token": csrf]) { $1 }
        #expect(try await client.send(.post, "/api/v1/things", headers: forged).status == 403)
    }

    @Test func `only networks that may are answered`() async throws {
        let bench = try GateBench(["config add HTTP0-ACCESS /networks 192.0.2.0/24"])
        #expect(try await bench.client(from: "192.0.2.200").get("/login").status == 200)
        #expect(try await bench.client(from: "::ffff:192.0.2.200").get("/login").status == 200)
        for address in ["198.51.100.1", "::1"] {
            for path in ["/login", "/metrics", "/assets/console.css", "/capture"] {
                #expect(try await bench.client(from: address).get(path).status == 403, "\(address) \(path)")
            }
        }
    }

    // MARK: Forged requests

    @Test func `a cookie changes nothing through the API without the session's token`() async throws {
        let bench = try GateBench()
        let (cookie, csrf) = try await bench.logIn()
        let (_, other) = try await bench.logIn("anna")
        let client = bench.client()
        for path in ["/api/v1/things", "//api/v1/things", "/api//v1/things", "/api/v1/things/"] {
            for given in [nil, "", "x", other] {
                var headers = cookie
                headers["X-CSRF-Token"] = given
                #expect(try await client.send(.post, path, headers: headers).status == 403, "\(path) \(given ?? "")")
            }
            let right = cookie.merging(["X-CSRF-Token": csrf]) { $1 }
            #expect(try await client.send(.post, path, headers: right).status == 200, "\(path)")
        }
    }

    @Test func `another site's form is not taken, whatever a browser adds to it`() async throws {
        let bench = try GateBench()
        let client = bench.client()
        let known = Self.basic("olga", GateBench.password)
        for (name, value, status) in [
            ("Sec-Fetch-Site", "cross-site", 403), ("Sec-Fetch-Site", "same-site", 403),
            ("Sec-Fetch-Site", "same-origin", 200), ("Sec-Fetch-Site", "none", 200), ("Origin", "https://evil", 403),
            ("Origin", "http://agent", 200), ("Origin", "http://AGENT", 200), ("Origin", "null", 200),
        ] {
            let headers = known.merging([name: value]) { $1 }
            #expect(try await client.send(.post, "/api/v1/things", headers: headers).status == status, "\(value)")
            #expect(try await client.send(.post, "/login", headers: [name: value]).status == status, "\(value)")
            #expect(try await client.send(.get, "/api/v1/things", headers: headers).status == 200, "\(value)")
        }
    }

    // MARK: Sessions

    @Test func `pages that renew themselves keep no session alive`() async throws {
        let bench = try GateBench(["config add HTTP0-ACCESS /logout-after 10"])
        let (cookie, _) = try await bench.logIn()
        let client = bench.client()
        bench.pass(seconds: 540)
        #expect(try await client.get("/alarms", headers: cookie).status == 200)
        for _ in 0..<2 {
            bench.pass(seconds: 290)
            #expect(try await client.get("/live", headers: cookie).status == 200)
            let part = cookie.merging(["X-Part": "main"]) { $1 }
            #expect(try await client.get("/alarms", headers: part).status == 200)
        }
        bench.pass(seconds: 30)
        #expect(try await client.get("/alarms", headers: cookie).status == 303)
    }

    @Test func `cookies are out of reach of scripts and other sites, and over HTTPS bound to the host`() {
        let plain = SessionCookie.setting("t", isEncrypted: false)
        #expect(plain == "session=t; Path=/; HttpOnly; SameSite=Lax")
        let encrypted = SessionCookie.setting("t", isEncrypted: true)
        #expect(encrypted == "__Host-session=t; Path=/; HttpOnly; SameSite=Lax; Secure")
        #expect(SessionCookie.removal(isEncrypted: true).hasSuffix("; Max-Age=0"))
    }

    @Test func `a cookie of HTTP is none over HTTPS, nor is one too many taken apart`() async throws {
        let bench = try GateBench()
        let (cookie, _) = try await bench.logIn()
        #expect(try await bench.client(isEncrypted: true).get("/alarms", headers: cookie).status == 303)
        let long = ["Cookie": String(repeating: "a=b; ", count: 2000) + (cookie["Cookie"] ?? "")]
        #expect(try await bench.client().get("/alarms", headers: long).status == 303)
        let among = ["Cookie": "a=b; xsession=no; " + (cookie["Cookie"] ?? "") + "; session2=no"]
        #expect(try await bench.client().get("/alarms", headers: among).text == "olga ")
    }

    @Test func `who asks for no caching gets none`() async throws {
        let bench = try GateBench(["config add HTTP0-ACCESS /no-cache"])
        #expect(try await bench.client().get("/assets/console.css").headers[.cacheControl] == "no-store")
        let headers = try await GateBench().client().get("/login").headers
        #expect(headers[.xContentTypeOptions] == "nosniff")
        #expect(headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true)
    }
}
