import NIOCore
import Synchronization
import Testing

@testable import WebClient

@Suite struct `Logging in` {
    /// Runs a request against a server that asks with `challenges` until a request has an Authorization, which is
    /// answered as the body.
    private func ask(_ challenges: [String]) async throws -> WebResponse {
        try await ScriptedServer.run { connection in
            while true {
                let request = try await connection.request()
                if let field = request.field("authorization") {
                    try await connection.answer("200 OK", field)
                } else {
                    try await connection.answer("401 No", "who?", fields: challenges.map { "WWW-Authenticate: " + $0 })
                }
            }
        } _: { port in
            try await makeClient(credentials: [try credentials(port)]).perform(WebRequest(), at: try url(port))
        }
    }

    private static func digest(_ algorithm: String) -> String {
        #"Digest realm="r", nonce="n", qop="auth", algorithm=\#(algorithm)"#
    }

    @Test func `uses Basic when there is nothing else`() async throws {
        let reply1 = try await ask([#"Basic realm="r""#])
        #expect(reply1.text == "Basic YWdlbnQ6c2VjcmV0")
        #expect(try await ask(["Negotiate", #"Bearer realm="x", Basic realm="r""#]).text.hasPrefix("Basic "))
    }

    @Test(arguments: [
        (["MD5", "SHA-256", "MD5-sess"], "SHA-256"), (["SHA-256-sess", "SHA-256", "MD5"], "SHA-256-sess"),
        (["MD5", "MD5-sess"], "MD5-sess"), (["SHA-512-256", "MD5"], "MD5"),
    ])
    func `uses the strongest scheme that is offered`(offered: [String], used: String) async throws {
        let challenges = [#"Basic realm="r""#] + offered.map { Self.digest($0) }
        #expect(try await ask(challenges).text.contains("algorithm=\(used),"))
        #expect(try await ask([challenges.joined(separator: ", ")]).text.contains("algorithm=\(used),"))
    }

    @Test func `does not fall back to Basic in the clear`() async throws {
        let response = try await ask([#"Basic realm="r""#, Self.digest("SHA-512-256")])
        #expect(response.status == 401 && response.text == "who?")
    }

    @Test func `is not done for servers without credentials, nor beside the caller's own`() async throws {
        try await ScriptedServer.run { connection in
            while true {
                let request = try await connection.request()
                #expect(request.field("authorization").map { $0 == "Own x" } ?? true)
                try await connection.answer("401 No", fields: [#"WWW-Authenticate: Basic realm="r""#])
            }
        } _: { port in
            let client = makeClient(credentials: [try credentials(port, "/a")])
            let reply2 = try await client.perform(WebRequest(), at: try url(port, "/ab"))
            #expect(reply2.status == 401)
            let own = WebRequest(headers: [("Authorization", "Own x")])
            let reply3 = try await client.perform(own, at: try url(port, "/a"))
            #expect(reply3.status == 401)
        }
    }

    @Test func `takes the credentials of the longest prefix`() async throws {
        try await ScriptedServer.run { connection in
            while true {
                let request = try await connection.request()
                if let field = request.field("authorization") {
                    try await connection.answer("200 OK", field)
                } else {
                    try await connection.answer("401 No", fields: [#"WWW-Authenticate: Basic realm="r""#])
                }
            }
        } _: { port in
            let client = makeClient(credentials: [
                try credentials(port, "/", user: "a"), try credentials(port, "/x/y", user: "b"),
                try credentials(port, "/x", user: "c"),
            ])
            for (path, user) in [
                ("/", "a"), ("/xy", "a"), ("/x", "c"), ("/x/yz", "c"), ("/x/y?z", "b"), ("/x/y/z", "b"),
            ] {
                let response = try await client.perform(WebRequest(), at: try url(port, path))
                #expect(response.text == "Basic " + base64(Array("\(user):secret".utf8)), "\(path)")
            }
        }
    }

    @Test func `is done at once the next time, and the nonce counts up`() async throws {
        let asked = Mutex(0)
        try await ScriptedServer.run { connection in
            while true {
                let request = try await connection.request()
                if let field = request.field("authorization") {
                    try await connection.answer("200 OK", field)
                } else {
                    asked.withLock { $0 += 1 }
                    try await connection.answer("401 No", fields: ["WWW-Authenticate: " + Self.digest("MD5")])
                }
            }
        } _: { port in
            let client = makeClient(credentials: [try credentials(port)])
            for number in 1...12 {
                let response = try await client.perform(WebRequest(), at: try url(port, "/\(number)"))
                #expect(response.text.contains("nc=0000000" + String(number, radix: 16)))
                #expect(response.text.contains(#"uri="/\#(number)""#))
            }
            #expect(asked.withLock { $0 } == 1)
        }
    }

    @Test func `is repeated when the nonce is stale, without end to it`() async throws {
        let count = Mutex(0)
        try await ScriptedServer.run { connection in
            while true {
                let request = try await connection.request()
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                if number >= 3, request.line.contains("/fine"), request.field("authorization")?.contains("n2") == true {
                    try await connection.answer("200 OK")
                } else {
                    try await connection.answer(
                        "401 No",
                        fields: [#"WWW-Authenticate: Digest realm="r", nonce="n\#(number)", qop="auth", stale=true"#])
                }
            }
        } _: { port in
            let client = makeClient(credentials: [try credentials(port)])
            let reply4 = try await client.perform(WebRequest(), at: try url(port, "/fine"))
            #expect(reply4.status == 200)
            #expect(count.withLock { $0 } == 3)
            let reply5 = try await client.perform(WebRequest(), at: try url(port, "/never"))
            #expect(reply5.status == 401)
            #expect(count.withLock { $0 } <= 8)
        }
    }

    @Test func `is given up when the password is wrong`() async throws {
        let count = Mutex(0)
        try await ScriptedServer.run { connection in
            while true {
                _ = try await connection.request()
                count.withLock { $0 += 1 }
                try await connection.answer("401 No", fields: ["WWW-Authenticate: " + Self.digest("SHA-256")])
            }
        } _: { port in
            let client = makeClient(credentials: [try credentials(port)])
            let reply6 = try await client.perform(WebRequest(), at: try url(port))
            #expect(reply6.status == 401)
            #expect(count.withLock { $0 } == 2)
        }
    }

    @Test func `begins anew when the server has forgotten its nonce`() async throws {
        let known = Mutex("n1")
        try await ScriptedServer.run { connection in
            while true {
                let request = try await connection.request()
                let nonce = known.withLock { $0 }
                if request.field("authorization")?.contains("nonce=\"\(nonce)\"") == true {
                    try await connection.answer("200 OK")
                } else {
                    try await connection.answer(
                        "401 No", fields: [#"WWW-Authenticate: Digest realm="r", nonce="\#(nonce)", qop="auth""#])
                }
            }
        } _: { port in
            let client = makeClient(credentials: [try credentials(port)])
            let reply7 = try await client.perform(WebRequest(), at: try url(port))
            #expect(reply7.status == 200)
            known.withLock { $0 = "n2" }
            let reply8 = try await client.perform(WebRequest(), at: try url(port))
            #expect(reply8.status == 200)
        }
    }

    @Test func `never shows the password`() async throws {
        let credentials = try credentials(1, password: "word-of-mine")
        var shown = "\(credentials)"
        dump(credentials, to: &shown)
        #expect(!shown.contains("word-of-mine"))
        let error = await #expect(throws: WebClientError.self) {
            try await makeClient(credentials: [credentials]).perform(WebRequest(), at: try url(1))
        }
        #expect(error.map { !"\($0)".contains("word-of-mine") } == true)
    }
}
