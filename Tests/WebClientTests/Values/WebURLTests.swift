import Testing

@testable import WebClient

@Suite struct `A URL` {
    @Test func `is read with its parts`() throws {
        let url = try WebURL("HTTP://Example.ORG:8080/a/b?c=d#e")
        #expect(url.scheme == .http && url.host == "example.org" && url.port == 8080)
        #expect(url.target == "/a/b?c=d" && url.path == "/a/b")
        #expect(url.hostField == "example.org:8080")
        #expect(url.description == "http://example.org:8080/a/b?c=d")
    }

    @Test func `has the port of its scheme`() throws {
        #expect(try WebURL("http://a").port == 80)
        #expect(try WebURL("https://a").port == 443)
        #expect(try WebURL("https://a:/").port == 443)
        #expect(try WebURL("https://a:443/").hostField == "a")
        #expect(try WebURL("http://a:443/").hostField == "a:443")
        #expect(try WebURL("http://a?b").target == "/?b")
    }

    @Test func `takes IPv6 addresses in brackets`() throws {
        let url = try WebURL("http://[2001:DB8:0::1]:81/")
        #expect(url.host == "2001:db8::1" && url.port == 81)
        #expect(url.hostField == "[2001:db8::1]:81")
        #expect(url.origin.peer == "[2001:db8::1]:81")
        #expect(try WebURL("https://[::1]").hostField == "[::1]")
    }

    @Test func `encodes what may not stand in it`() throws {
        #expect(try WebURL("http://a/ä b%20%zz\"<>").target == "/%C3%A4%20b%20%25zz%22%3C%3E")
    }

    @Test(arguments: [
        "", "ftp://a/", "http:/a", "a/b", "http://", "http:///x", "http://a:0/", "http://a:65536/", "http://a:b/",
        "http://[::1", "http://[::1]x/", "http://[1.2.3.4]/", "http://[fe80::1%25eth0]/", "http://1.2.3/",
        "http://0x7f000001/", "http://1.2.3.256/", "http://a b/", "http://ä/", "http://a\r\n/", "http://a/\u{0}",
        "http://a%41/", "http://a../",
    ])
    func `is refused when it is none`(text: String) {
        let error = #expect(throws: WebClientError.self) { try WebURL(text) }
        #expect(error?.code == .invalidURL)
    }

    @Test(arguments: ["http://user:pass-word@host/", "http://user:pass-word/@host", "https://pass-word@[::1]:1/"])
    func `with a password is refused without repeating it`(text: String) {
        let error = #expect(throws: WebClientError.self) { try WebURL(text) }
        #expect(error.map { !"\($0)".contains("pass-word") } == true)
    }

    /// RFC 3986 5.4, as far as it concerns HTTP.
    @Test(arguments: [
        ("g", "/b/c/g"), ("./g", "/b/c/g"), ("g/", "/b/c/g/"), ("/g", "/g"), ("?y", "/b/c/d;p?y"), ("g?y", "/b/c/g?y"),
        ("#s", "/b/c/d;p?q"), ("g#s", "/b/c/g"), (";x", "/b/c/;x"), ("", "/b/c/d;p?q"), (".", "/b/c/"), ("./", "/b/c/"),
        ("..", "/b/"), ("../", "/b/"), ("../g", "/b/g"), ("../..", "/"), ("../../g", "/g"), ("../../../g", "/g"),
        ("/./g", "/g"), ("/../g", "/g"), ("g.", "/b/c/g."), ("..g", "/b/c/..g"), ("./../g", "/b/g"),
        ("./g/.", "/b/c/g/"), ("g/./h", "/b/c/g/h"), ("g/../h", "/b/c/h"), ("g?y/./x", "/b/c/g?y/./x"),
    ])
    func `resolves references`(reference: String, target: String) throws {
        let base = try WebURL("http://a/b/c/d;p?q")
        #expect(try base.resolving(reference) == WebURL("http://a" + target))
    }

    @Test func `resolves references to other servers`() throws {
        let base = try WebURL("https://a:8443/b")
        #expect(try base.resolving("//c/d") == WebURL("https://c/d"))
        #expect(try base.resolving("http://c:1/d") == WebURL("http://c:1/d"))
        #expect(throws: WebClientError.self) { try base.resolving("mailto:a@b") }
        #expect(throws: WebClientError.self) { try base.resolving("a\nb") }
    }
}
