import Testing

@testable import WebClient

@Suite struct `Challenges` {
    @Test func `are read from one field or several`() {
        let field =
            #"Newauth realm="apps", type=1, title="Login to \"apps\"", Basic realm="simple", Negotiate abc/+==, NTLM"#
        let expected = [
            Challenge(scheme: "newauth", parameters: ["realm": "apps", "type": "1", "title": #"Login to "apps""#]),
            Challenge(scheme: "basic", parameters: ["realm": "simple"]),
            Challenge(scheme: "negotiate", token: "abc/+=="),
            Challenge(scheme: "ntlm"),
        ]
        #expect(Challenge.all(in: [field]) == expected)
        #expect(
            Challenge.all(in: [
                #"Newauth realm="apps", type=1, title="Login to \"apps\"""#, #"Basic realm="simple""#,
                "Negotiate abc/+==", "NTLM",
            ]) == expected)
    }

    @Test func `are read with spaces and empty elements`() {
        #expect(
            Challenge.all(in: [", ,Digest realm = \"a, b\" ,, nonce=\t\"x\", stale=TRUE,"]) == [
                Challenge(scheme: "digest", parameters: ["realm": "a, b", "nonce": "x", "stale": "TRUE"])
            ])
    }

    @Test func `keep the first of several parameters of one name`() {
        #expect(
            Challenge.all(in: [#"Digest nonce="a", NONCE="b""#]) == [
                Challenge(scheme: "digest", parameters: ["nonce": "a"])
            ])
    }

    @Test func `do not share parameters across fields`() {
        #expect(
            Challenge.all(in: ["Basic", #"realm="a""#]) == [Challenge(scheme: "basic")])
    }

    @Test(arguments: ["", ",", "\"", "=", "Digest \"", "Digest realm=\"open", "(((", "Digest realm", "\u{1}\u{2}"])
    func `that are damaged are read as far as they go`(field: String) {
        #expect(Challenge.all(in: [field]).count <= 1)
    }

    @Test func `are bounded in number`() {
        let many = String(repeating: "A x=y,", count: 1000)
        #expect(Challenge.all(in: [many]).count == Challenge.limit)
        let wide = "A " + (0..<1000).map { "p\($0)=y" }.joined(separator: ",")
        #expect(Challenge.all(in: [wide]).first?.parameters.count == Challenge.limit)
    }
}
