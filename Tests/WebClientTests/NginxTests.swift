import Foundation
import NIOCore
import Testing
import WebClient

@Suite(.enabled(if: RealServer.nginx != nil, "needs nginx (nginx-light)")) struct `Against nginx` {
    @Test func `many requests go over one connection, and over several at once`() async throws {
        try await RealServer.withNginx("location / { return 200 $connection; }") { port, _ in
            let client = makeClient()
            var connections: Set<String> = []
            for number in 0..<200 {
                connections.insert(try await client.perform(WebRequest(), at: try url(port, "/\(number)")).text)
            }
            #expect(connections.count == 1)
            let many = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<400 {
                    group.addTask { try await client.perform(WebRequest(), at: try url(port, "/\(number)")).text }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(1...8 ~= many.count && client.connectionCounts.open <= 8)
        }
    }

    @Test func `connections that the server ends are made anew`() async throws {
        let server = "keepalive_requests 3; location / { return 200 $connection_requests; }"
        try await RealServer.withNginx(server) { port, _ in
            let client = makeClient()
            for number in 0..<30 {
                let response = try await client.perform(WebRequest(), at: try url(port))
                #expect(response.text == "\(number % 3 + 1)")
            }
        }
        // The server keeps connections for a moment only, and says nothing of it.
        try await RealServer.withNginx("keepalive_timeout 100ms; location / { return 204; }") { port, _ in
            let client = makeClient()
            for _ in 0..<5 {
                let response1 = try await client.perform(WebRequest(), at: try url(port))
                #expect(response1.status == 204)
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    @Test func `a log-in by Basic is done, and refused when it is wrong`() async throws {
        let server = #"location / { auth_basic "here"; auth_basic_user_file FOLDER/users; return 200 never; }"#
        // `return` comes before the check of nginx, a file does not.
        let checked = server.replacingOccurrences(of: "return 200 never;", with: "try_files /users =404;")
        try await RealServer.withNginx(checked) { port, folder in
            try "agent:{PLAIN}sec-ret\n".write(toFile: folder + "/users", atomically: false, encoding: .utf8)
            let good = makeClient(credentials: [try credentials(port, password: "sec-ret")])
            let response2 = try await good.perform(WebRequest(), at: try url(port))
            #expect(response2.text == "agent:{PLAIN}sec-ret\n")
            let wrong = makeClient(credentials: [try credentials(port, password: "other")])
            let response3 = try await wrong.perform(WebRequest(), at: try url(port))
            #expect(response3.status == 401)
            let response4 = try await makeClient().perform(WebRequest(), at: try url(port))
            #expect(response4.status == 401)
        }
    }

    @Test func `redirects are followed`() async throws {
        let server = """
            location /a { return 301 /b?x=$request_method; } location /b { return 308 http://127.0.0.1:PORT/c; }
            location /c { return 200 $request_method; } location /loop { return 302 /loop; }
            location /s { return 303 /c; }
            """
        try await RealServer.withNginx(server) { port, _ in
            let client = makeClient()
            let response5 = try await client.perform(WebRequest(), at: try url(port, "/a"))
            #expect(response5.text == "GET")
            let response6 = try await client.perform(WebRequest("POST", body: [1]), at: try url(port, "/a"))
            #expect(response6.text == "GET")
            let response7 = try await client.perform(WebRequest("PUT", body: [1]), at: try url(port, "/s"))
            #expect(response7.text == "GET")
            let error = await #expect(throws: WebClientError.self) {
                try await client.perform(WebRequest(), at: try url(port, "/loop"))
            }
            #expect(error?.code == .redirect)
        }
    }

    @Test func `large bodies come whole, in chunks or with a length`() async throws {
        let server = "ssi on; ssi_types text/plain; location /raw { ssi off; alias FOLDER/; }"
        try await RealServer.withNginx(server) { port, folder in
            let content = Data(
                (0..<(1 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) | 0x40 }
                    + Array(repeating: 65, count: 7 << 20))
            try content.write(to: URL(fileURLWithPath: folder + "/big.html"))
            let client = makeClient()
            let chunked = try await client.perform(WebRequest(), at: try url(port, "/big.html"))
            #expect(chunked.header("transfer-encoding") == "chunked" && chunked.body == Array(content))
            let plain = try await client.perform(WebRequest(), at: try url(port, "/raw/big.html"))
            #expect(plain.header("content-length") == "\(content.count)" && plain.body == Array(content))
            let count = try await client.withResponse(to: WebRequest(), at: try url(port, "/raw/big.html")) { _, body in
                try await body.reduce(into: 0) { $0 += $1.readableBytes }
            }
            #expect(count == content.count && client.connectionCounts.open == 1)
        }
    }

    @Test func `bodies of requests arrive, with a length or in chunks`() async throws {
        // nginx passes the body on to itself, which gives it back from the file that it was kept in.
        let server = """
            location /up { client_body_in_file_only on; proxy_http_version 1.1; proxy_pass http://127.0.0.1:PORT/size; }
            location /size { client_body_buffer_size 1k; proxy_pass http://127.0.0.1:PORT/end?length=$content_length; }
            location /end { return 200 $arg_length; }
            location /limit { client_max_body_size 1k; proxy_pass http://127.0.0.1:PORT/end; }
            """
        try await RealServer.withNginx(server) { port, _ in
            let client = makeClient()
            let parts = WebBody(length: 20 << 20) {
                AsyncStream<ByteBuffer> { stream in
                    for _ in 0..<20 { stream.yield(ByteBuffer(repeating: 1, count: 1 << 20)) }
                    stream.finish()
                }
            }
            let response8 = try await client.perform(WebRequest("POST"), at: try url(port, "/up"), body: parts)
            #expect(response8.text == "\(20 << 20)")
            let unknown = WebBody {
                AsyncStream<ByteBuffer> { stream in
                    for _ in 0..<100 { stream.yield(ByteBuffer(repeating: 1, count: 1000)) }
                    stream.finish()
                }
            }
            let response9 = try await client.perform(WebRequest("POST"), at: try url(port, "/up"), body: unknown)
            #expect(response9.text == "100000")
            let large = [UInt8](repeating: 1, count: 3 << 20)
            let response10 = try await client.perform(WebRequest("POST", body: large), at: try url(port, "/limit"))
            #expect(response10.status == 413)
        }
    }

    @Test func `IPv6 is spoken`() async throws {
        try await RealServer.withNginx("location / { return 200 $http_host; }", listen: "[::1]") { port, _ in
            let response = try await makeClient().perform(WebRequest(), at: WebURL("http://[::1]:\(port)/"))
            #expect(response.text == "[::1]:\(port)")
        }
    }
}
