import HTTPTypes
import Testing
import WebAccess

/// Certificates: what is shown, and what is sent for each form.
struct CertificatesPageTests {
    private static func certificate(_ subject: String, until: String = "2036-01-01T00:00:00Z") -> String {
        """
        {"subject":"\(subject)","issuer":"CN=\(subject)","serial":"01","notBefore":"2026-01-01T00:00:00Z","notAfter":"\(until)",
         "names":["dect.example"],"addresses":[],"users":["eve@example.com"],"key":"EC P-256","signature":"ECDSA","usages":[],
         "fingerprint":"aa:bb:\(subject.utf8.count)","isAuthority":true,"isSelfSigned":true}
        """
    }

    private static func fill(_ api: AskedAPI, isEmpty: Bool = false) {
        let own = certificate("CN=<own>")
        api.answer(
            "GET certificates/device",
            isEmpty
                ? "{\"kind\":\"default\",\"chain\":[\(own)]}"
                : """
                {"kind":"signed","chain":[\(own),\(certificate("CN=CA"))],
                 "request":{"subject":"CN=waiting","pem":"-----BEGIN CERTIFICATE REQUEST-----"}}
                """)
        let old = certificate("CN=old", until: "2026-01-02T00:00:00Z")
        api.answer("GET certificates/trusted", isEmpty ? "[]" : "[\(old)]")
        api.answer("GET certificates/trusted/aa%3Abb%3A6", old)
        api.answer(
            "GET certificates/rejected",
            isEmpty
                ? "[]"
                : """
                [{"id":5,"reason":"not trusted","number":20,"code":"0x000c0130","peer":"<b>10.0.0.1","purpose":"log server 1",
                  "firstSeen":"2026-11-27T00:00:00Z","lastSeen":"2026-11-28T00:00:00Z","count":3,
                  "chain":[\(certificate("CN=peer")),\(certificate("CN=issuer"))]}]
                """)
        api.answer(
            "GET certificates/revocations",
            isEmpty
                ? "[]"
                : """
                [{"issuer":"CN=CA","thisUpdate":"2026-01-01T00:00:00Z","nextUpdate":"2026-02-01T00:00:00Z","revoked":2,"fingerprint":"cc"}]
                """)
    }

    private let visitor: ConsoleVisitor

    init() throws {
        visitor = try ConsoleVisitor()
        Self.fill(visitor.api)
    }

    @Test func `everything is shown, names escaped`() async throws {
        let page = try await visitor.look("/certificates")
        #expect(page.status == 200 && page.has("CN=&lt;own&gt;") && !page.has("<own>") && !page.has("<b>10"))
        #expect(page.has("Signed by") && page.has("A signing request waits: CN=waiting.") && page.has("expired"))
        #expect(page.has("out of date") && page.has("/certificates/rejected/5/trust") && page.has("0x000c0130"))
        #expect(page.has("name=\"certificate\" value=\"1\""))
        let one = try await visitor.look("/certificates/aa%3Abb%3A6")
        #expect(one.has("eve@example.com") && one.has("/api/v1/certificates/trusted/aa%3Abb%3A6.pem"))
    }

    @Test func `a store with nothing but the device's own says so`() async throws {
        let empty = try ConsoleVisitor()
        Self.fill(empty.api, isEmpty: true)
        let page = try await empty.look("/certificates")
        for sentence in ["No certificate is trusted.", "No certificate was rejected.", "There is no revocation list."] {
            #expect(page.has(sentence))
        }
        #expect(!page.has("trusted-clear") && !page.has("revocations-clear") && !page.has("rejected/clear"))
        #expect(!page.has("request/discard"))
    }

    @Test func `an auditor reads`() async throws {
        let auditor = try ConsoleVisitor([.read])
        Self.fill(auditor.api)
        let page = try await auditor.look("/certificates")
        #expect(page.status == 200 && page.has("CN=&lt;own&gt;") && !page.has("type=\"file\"") && !page.has("/trust\""))
        let paths = [
            "/certificates/device/self-signed", "/certificates/device/restore", "/certificates/trusted",
            "/certificates/trusted-clear", "/certificates/rejected/clear", "/certificates/rejected/5/trust",
            "/certificates/revocations", "/certificates/device/pkcs12",
        ]
        for path in paths { #expect(try await auditor.send(path).status == 403, "\(path)") }
        #expect(auditor.api.changes.isEmpty)
    }

    @Test func `a certificate is made as it is wanted`() async throws {
        let done = try await visitor.send(
            "/certificates/device/self-signed",
            [
                "commonName": "dect.example", "dnsName": "a.example, 10.0.0.1", "organization": "", "country": "DE",
                "key": "ec-p256", "signature": "sha384", "validityYears": "5",
            ])
        #expect(done.place == "/certificates")
        let content = visitor.api.lastContent
        #expect(content["commonName"] as? String == "dect.example" && content["validityYears"] as? Int == 5)
        #expect(content["organization"] == nil && content["key"] as? String == "ec-p256")
        visitor.api.refuse("POST certificates/device/request", "expected two letters, got <Germany>")
        let refused = try await visitor.send(
            "/certificates/device/request", ["commonName": "\"x\"", "country": "Germany", "key": "rsa-4096"])
        #expect(refused.status == 422 && refused.has(#"role="alert""#) && refused.has("got &lt;Germany&gt;"))
        #expect(refused.has(#"id="request" open"#) && refused.has("value=\"&quot;x&quot;\""))
        #expect(refused.has("<option selected>rsa-4096</option>"))
        let years = try await visitor.send(
            "/certificates/device/self-signed", ["commonName": "x", "validityYears": "many"])
        #expect(years.status == 422 && years.has("got many"))
    }

    @Test func `a file goes with its password in a header`() async throws {
        visitor.api.answer(
            "POST certificates/trusted", "{\"added\":[\(Self.certificate("CN=new<>"))],\"removed\":[],\"trusted\":2}")
        let done = try await visitor.upload("/certificates/trusted", "PEM or so", ["password": "Größe 7"])
        #expect(done.place == "/certificates")
        let change = try #require(visitor.api.changes.last)
        #expect(change.content == "PEM or so" && !change.content.contains("Gr"))
        let name = try #require(HTTPField.Name("X-Password"))
        #expect(change.headers[name] == "Gr%C3%B6%C3%9Fe%207")
        #expect(try await visitor.look("/certificates").has("Trusted now: CN=new&lt;&gt;."))
        visitor.api.refuse("POST certificates/device/pkcs12", "the password does not open the file")
        let refused = try await visitor.upload("/certificates/device/pkcs12", "DER", ["password": "wrong one"])
        #expect(refused.status == 422 && refused.has("does not open") && refused.has(#"id="pkcs12" open"#))
        #expect(!refused.has("wrong one"))
        #expect(try await visitor.upload("/certificates/revocations", "").has("choose a file first"))
    }

    @Test(arguments: [
        ("/certificates/device/request/discard", "DELETE certificates/device/request"),
        ("/certificates/device/restore", "DELETE certificates/device"),
        ("/certificates/trusted-clear", "DELETE certificates/trusted"),
        ("/certificates/trusted/aa%3Abb/remove", "DELETE certificates/trusted/aa%3Abb"),
        ("/certificates/rejected/clear", "DELETE certificates/rejected"),
        ("/certificates/revocations-clear", "DELETE certificates/revocations"),
    ])
    func `what a button does is asked of the API`(path: String, call: String) async throws {
        let done = try await visitor.send(path)
        #expect(done.status == 303 && done.place == "/certificates")
        #expect(visitor.api.changes.map(\.call) == [call])
    }

    @Test func `one certificate of a rejected chain is trusted`() async throws {
        #expect(try await visitor.send("/certificates/rejected/5/trust", ["certificate": "1"]).status == 303)
        #expect(visitor.api.changes.last?.call == "POST certificates/rejected/5/trust?certificate=1")
    }
}
