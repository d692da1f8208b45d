import Testing

@testable import WebClient

@Suite struct `Digest` {
    private func field(
        _ challenge: String, user: String, password: String, clientNonce: String, target: String,
        method: String = "GET", body: [UInt8]? = []
    ) throws -> String {
        let challenge = try #require(Challenge.all(in: [challenge]).first)
        let session = try #require(
            DigestSession(challenge, user: user, password: password, clientNonce: clientNonce))
        return try #require(session.authorization(method: method, target: target, body: body))
    }

    /// RFC 7616 3.9.1.
    private static let offer =
        #"realm="http-auth@example.org", qop="auth, auth-int", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "#
        + #"opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#

    @Test(arguments: [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ])
    func `gives the answers of RFC 7616`(algorithm: String, response: String) throws {
        let field = try field(
            "Digest \(Self.offer), algorithm=\(algorithm)", user: "Mufasa", password: "Circle of Life",
            clientNonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", target: "/dir/index.html")
        #expect(
            field == #"Digest username="Mufasa", realm="http-auth@example.org", "#
                + #"nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", uri="/dir/index.html", "#
                + #"response="\#(response)", algorithm=\#(algorithm), qop=auth, nc=00000001, "#
                + #"cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", "#
                + #"opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#)
    }

    @Test func `gives the answer of RFC 2617`() throws {
        let field = try field(
            #"Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", "#
                + #"opaque="5ccc069c403ebaf9f0171e9517f40e41""#,
            user: "Mufasa", password: "Circle Of Life", clientNonce: "0a4f113b", target: "/dir/index.html")
        #expect(field.contains(#"response="6629fae49393a05397450978507c4ef1""#))
    }

    @Test func `speaks to servers of RFC 2069`() throws {
        // The example of RFC 2069 2.4 with its erratum 749.
        let field = try field(
            #"Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093""#,
            user: "Mufasa", password: "CircleOfLife", clientNonce: "x", target: "/dir/index.html")
        #expect(field.contains(#"response="1949323746fe6a43ef61f9606e7febea""#))
        #expect(!field.contains("qop") && !field.contains("cnonce") && !field.contains("nc="))
    }

    @Test func `counts the nonce up, and starts anew with the next one`() throws {
        let challenge = try #require(Challenge.all(in: ["Digest " + Self.offer]).first)
        let session = try #require(DigestSession(challenge, user: "a", password: "b", clientNonce: "c"))
        for number in 1...3 {
            #expect(
                session.authorization(method: "GET", target: "/", body: nil)?.contains("nc=0000000\(number)") == true)
        }
        session.take(authenticationInfo: [#"qop=auth, rspauth="x", nextnonce="n,\"ext""#])
        let field = session.authorization(method: "GET", target: "/", body: nil)
        #expect(field?.contains(#"nonce="n,\"ext""#) == true && field?.contains("nc=00000001") == true)
    }

    @Test func `protects the body where the server wants that`() throws {
        let challenge = try #require(Challenge.all(in: [#"Digest realm="r", nonce="n", qop="auth-int""#]).first)
        let session = try #require(DigestSession(challenge, user: "a", password: "b", clientNonce: "c"))
        #expect(session.quality == .authInt)
        #expect(session.authorization(method: "PUT", target: "/", body: nil) == nil)
        #expect(session.authorization(method: "PUT", target: "/", body: [1])?.contains("qop=auth-int") == true)
    }

    @Test(arguments: [
        #"Digest realm="r""#, #"Digest nonce="n""#, #"Digest realm="r", nonce="n", algorithm=SHA-999"#,
        #"Digest realm="r", nonce="n", qop="other""#, #"Basic realm="r", nonce="n""#,
    ])
    func `passes over what it cannot answer`(field: String) throws {
        let challenge = try #require(Challenge.all(in: [field]).first)
        #expect(DigestSession(challenge, user: "a", password: "b", clientNonce: "c") == nil)
    }

    @Test func `orders its algorithms by strength`() {
        #expect([.sha256, .md5, .sha256Session, .md5Session].sorted() == DigestAlgorithm.allCases)
        #expect(DigestAlgorithm(name: nil) == .md5 && DigestAlgorithm(name: "sha-256-SESS") == .sha256Session)
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ])
    func `Basic encodes as RFC 4648 10 says`(text: String, encoded: String) {
        #expect(base64(Array(text.utf8)) == encoded)
    }
}
