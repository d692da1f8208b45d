import Testing
import WebClient

@Suite struct `Redirects` {
    /// A server that redirects from `/` with a status to a place, and answers with the request there.
    private func run(
        _ status: String, to place: String, _ request: WebRequest, _ change: (inout WebClientOptions) -> Void = { _ in }
    ) async throws -> WebResponse {
        try await ScriptedServer.run { connection in
            while true {
                let request = try await connection.request()
                if request.line.contains(" / ") {
                    try await connection.answer(status, "go on", fields: place.isEmpty ? [] : ["Location: \(place)"])
                } else {
                    try await connection.answer(
                        "200 OK", "\(request.line)|\(request.field("content-type") ?? "-")|\(request.body)")
                }
            }
        } _: { port in
            try await makeClient(change).perform(request, at: try url(port))
        }
    }

    @Test(arguments: [
        ("301 Moved", "GET", "GET"), ("302 Found", "GET", "GET"), ("303 See", "GET", "GET"), ("307 T", "GET", "GET"),
        ("308 P", "GET", "GET"), ("301 Moved", "POST", "GET"), ("302 Found", "POST", "GET"), ("303 See", "POST", "GET"),
        ("307 T", "POST", "POST"), ("308 P", "POST", "POST"), ("301 Moved", "PUT", "PUT"), ("303 See", "PUT", "GET"),
        ("308 P", "DELETE", "DELETE"),
    ])
    func `keep or change the method`(status: String, method: String, then: String) async throws {
        let hasBody = method == "POST" || method == "PUT"
        let response = try await run(
            status, to: "/next?a=b",
            WebRequest(method, headers: hasBody ? [("Content-Type", "text/x")] : [], body: hasBody ? [0x61] : []))
        let keeps = hasBody && then == method
        #expect(response.text == "\(then) /next?a=b HTTP/1.1|\(keeps ? "text/x" : "-")|\(keeps ? "a" : "")")
    }

    @Test func `are not followed without a place, or when the caller does not want it`() async throws {
        let reply1 = try await run("302 Found", to: "", WebRequest())
        #expect(reply1.status == 302)
        let reply2 = try await run("304 Not Modified", to: "/next", WebRequest())
        #expect(reply2.status == 304)
        let reply3 = try await run("302 Found", to: "/next", WebRequest()) { $0.maximumRedirects = 0 }
        #expect(reply3.status == 302)
    }

    @Test(arguments: ["/", "ftp://a/", "http://me:secret@127.0.0.1/", "http://"])
    func `that lead nowhere are refused`(place: String) async throws {
        let error = await #expect(throws: WebClientError.self) { try await run("302 Found", to: place, WebRequest()) }
        #expect(error?.code == .redirect && error?.message.contains("secret") == false)
    }

    @Test func `end after so many`() async throws {
        try await ScriptedServer.run { connection in
            while true {
                let request = try await connection.request()
                let path = request.line.split(separator: " ")[1]
                try await connection.answer("302 Found", fields: ["Location: \(path)x"])
            }
        } _: { port in
            let error = await #expect(throws: WebClientError.self) {
                try await makeClient().perform(WebRequest(), at: try url(port))
            }
            #expect(error?.code == .redirect && error?.message.contains("more than 5") == true)
        }
    }

    @Test func `in a circle are found`() async throws {
        try await ScriptedServer.run { connection in
            while true {
                let request = try await connection.request()
                try await connection.answer(
                    "302 Found", fields: ["Location: \(request.line.contains("/a") ? "/b" : "/a")"])
            }
        } _: { port in
            let error = await #expect(throws: WebClientError.self) {
                try await makeClient().perform(WebRequest(), at: try url(port, "/a"))
            }
            #expect(error?.code == .redirect && error?.message.contains("circle") == true)
        }
    }

    @Test func `to another server leave what was meant for the first one behind`() async throws {
        try await ScriptedServer.run { other in
            let request = try await other.request()
            try await other.answer("200 OK", request.head)
        } _: { otherPort in
            try await ScriptedServer.run { connection in
                let request = try await connection.request()
                #expect(request.field("cookie") == "a=b" && request.field("authorization") == "Bearer x")
                try await connection.answer("307 T", fields: ["Location: http://127.0.0.1:\(otherPort)/"])
            } _: { port in
                let response = try await makeClient().perform(
                    WebRequest(headers: [("Cookie", "a=b"), ("Authorization", "Bearer x"), ("X-Kept", "1")]),
                    at: try url(port))
                #expect(response.text.contains("X-Kept: 1"))
                #expect(!response.text.lowercased().contains("cookie") && !response.text.contains("Bearer"))
            }
        }
    }

    @Test func `to another server do not take the log-in with them`() async throws {
        try await ScriptedServer.run { other in
            let request = try await other.request()
            #expect(request.field("authorization") == nil)
            try await other.answer("401 No", fields: [#"WWW-Authenticate: Basic realm="r""#])
        } _: { otherPort in
            try await ScriptedServer.run { connection in
                while true {
                    let request = try await connection.request()
                    if request.field("authorization") == nil {
                        try await connection.answer("401 No", fields: [#"WWW-Authenticate: Basic realm="r""#])
                    } else {
                        try await connection.answer("307 T", fields: ["Location: http://127.0.0.1:\(otherPort)/"])
                    }
                }
            } _: { port in
                let client = makeClient(credentials: [try credentials(port)])
                let reply4 = try await client.perform(WebRequest(), at: try url(port))
                #expect(reply4.status == 401)
            }
        }
    }
}
