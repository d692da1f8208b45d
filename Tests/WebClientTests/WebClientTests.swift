import NIOCore
import Synchronization
import Testing
import WebClient

@Suite struct `A web client` {
    /// Answers every request with the connection's number and the request line.
    private static let echo: ScriptedServer.Script = { connection in
        while true {
            let request = try await connection.request()
            try await connection.answer("200 OK", "\(connection.number) \(request.line) \(request.body)")
        }
    }

    @Test func `sends many requests on one connection`() async throws {
        try await ScriptedServer.run(Self.echo) { port in
            let client = makeClient()
            for number in 0..<50 {
                let response = try await client.perform(WebRequest("GET"), at: try url(port, "/\(number)"))
                #expect(response.text == "1 GET /\(number) HTTP/1.1 ")
            }
            #expect(client.connectionCounts.open == 1 && client.connectionCounts.idle == 1)
            await client.shutdown()
            #expect(client.connectionCounts.open == 0)
        }
    }

    @Test func `sends what the caller gave, and the fields of its own`() async throws {
        try await ScriptedServer.run { connection in
            let request = try await connection.request()
            try await connection.answer("200 OK", request.head + request.body)
        } _: { port in
            let response = try await makeClient().perform(
                WebRequest(
                    "POST", headers: [("X-One", "1"), ("Content-Length", "999"), ("Host", "evil")], body: [0x61]),
                at: try url(port, "/a?b=c"))
            #expect(response.text.hasPrefix("POST /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n"))
            #expect(response.text.contains("X-One: 1\r\n") && response.text.contains("User-Agent: ipdect-agent\r\n"))
            #expect(response.text.contains("Content-Length: 1\r\n") && !response.text.contains("999"))
            #expect(!response.text.contains("evil") && response.text.hasSuffix("\r\n\r\na"))
        }
    }

    @Test(arguments: [
        WebRequest("GET /\r\nX: y"), WebRequest("CONNECT"), WebRequest(""), WebRequest(headers: [("A b", "c")]),
        WebRequest(headers: [("A", "b\r\nC: d")]), WebRequest(headers: [("", "b")]),
    ])
    func `refuses requests that would be read as something else`(request: WebRequest) async throws {
        let error = await #expect(throws: WebClientError.self) {
            try await makeClient().perform(request, at: try url(1))
        }
        #expect(error?.code == .invalidRequest)
        var odd = try url(1)
        odd.target = "/a b"
        let place = odd
        let other = await #expect(throws: WebClientError.self) {
            try await makeClient().perform(WebRequest(), at: place)
        }
        #expect(other?.code == .invalidURL)
    }

    @Test func `repeats a request whose kept connection was closed`() async throws {
        try await ScriptedServer.run { connection in
            let request = try await connection.request()
            try await connection.answer("200 OK", "\(connection.number)")
            #expect(request.line == "GET / HTTP/1.1")
            // It is kept, and closed as soon as the next request comes.
            if connection.number == 1 { _ = try await connection.head() }
        } _: { port in
            let client = makeClient()
            let reply1 = try await client.perform(WebRequest(), at: try url(port))
            #expect(reply1.text == "1")
            let reply2 = try await client.perform(WebRequest(), at: try url(port))
            #expect(reply2.text == "2")
        }
    }

    @Test func `repeats only what may be done twice`() async throws {
        try await ScriptedServer.run { connection in
            _ = try await connection.request()
            try await connection.answer("200 OK", "\(connection.number)")
            _ = try await connection.request()
        } _: { port in
            let client = makeClient()
            _ = try await client.perform(WebRequest(), at: try url(port))
            let error = await #expect(throws: WebClientError.self) {
                try await client.perform(WebRequest("POST", body: [1]), at: try url(port))
            }
            #expect(error?.code == .closed)
            _ = try await client.perform(WebRequest(), at: try url(port))
            // Unless the caller knows better.
            let response = try await client.perform(
                WebRequest("POST", body: [1], isIdempotent: true), at: try url(port))
            #expect(response.text == "3")
        }
    }

    @Test func `repeats once only, and never behind the first octet`() async throws {
        try await ScriptedServer.run { connection in
            _ = try await connection.request()
            guard connection.number == 1 else { return }
            try await connection.answer()
            _ = try await connection.request()
        } _: { port in
            let client = makeClient()
            _ = try await client.perform(WebRequest(), at: try url(port))
            let error = await #expect(throws: WebClientError.self) {
                try await client.perform(WebRequest(), at: try url(port))
            }
            #expect(error?.code == .closed)
        }
        try await ScriptedServer.run { connection in
            _ = try await connection.request()
            try await connection.answer("200 OK", "\(connection.number)")
            _ = try await connection.request()
            try await connection.send("HTTP/1.1 2")
        } _: { port in
            let client = makeClient()
            _ = try await client.perform(WebRequest(), at: try url(port))
            let error = await #expect(throws: WebClientError.self) {
                try await client.perform(WebRequest(), at: try url(port))
            }
            #expect(error?.code == .closed)
        }
    }

    @Test func `opens no more connections than it may, and serves all in turn`() async throws {
        let most = Mutex((now: 0, most: 0))
        try await ScriptedServer.run { connection in
            while true {
                let request = try await connection.request()
                most.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                try await Task.sleep(for: .milliseconds(1))
                most.withLock { $0.now -= 1 }
                try await connection.answer("200 OK", request.line)
            }
        } _: { port in
            let client = makeClient { $0.connectionsPerHost = 3 }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<60 {
                    group.addTask {
                        let response = try await client.perform(WebRequest(), at: try url(port, "/\(number)"))
                        #expect(response.text == "GET /\(number) HTTP/1.1")
                    }
                }
                try await group.waitForAll()
            }
            #expect(client.connectionCounts.open == 3)
            #expect(most.withLock { $0.most } == 3)
        }
    }

    @Test func `refuses requests when too many wait`() async throws {
        try await ScriptedServer.run { connection in
            _ = try await connection.request()
            try await connection.untilClosed()
        } _: { port in
            let client = makeClient {
                $0.connectionsPerHost = 1
                $0.maximumWaiting = 0
            }
            let first = Task { try await client.perform(WebRequest(), at: try url(port)) }
            try await expectSoon { client.connectionCounts.open == 1 }
            let error = await #expect(throws: WebClientError.self) {
                try await client.perform(WebRequest(), at: try url(port))
            }
            #expect(error?.code == .busy)
            first.cancel()
            await #expect(throws: CancellationError.self) { try await first.value }
        }
    }

    @Test func `can be cancelled while it waits for a response or a connection`() async throws {
        let seen = Mutex(0)
        try await ScriptedServer.run { connection in
            _ = try await connection.request()
            seen.withLock { $0 += 1 }
            try await connection.untilClosed()
        } _: { port in
            let client = makeClient { $0.connectionsPerHost = 1 }
            let first = Task { try await client.perform(WebRequest(), at: try url(port)) }
            try await expectSoon { seen.withLock { $0 == 1 } }
            let second = Task { try await client.perform(WebRequest(), at: try url(port)) }
            second.cancel()
            await #expect(throws: CancellationError.self) { try await second.value }
            first.cancel()
            await #expect(throws: CancellationError.self) { try await first.value }
            try await expectSoon { client.connectionCounts.open == 0 }
        }
    }

    @Test func `ends what is under way when it is shut down`() async throws {
        try await ScriptedServer.run { connection in
            _ = try await connection.request()
            try await connection.untilClosed()
        } _: { port in
            let client = makeClient()
            let request = Task { try await client.perform(WebRequest(), at: try url(port)) }
            try await expectSoon { client.connectionCounts.open == 1 }
            await client.shutdown()
            let error = await #expect(throws: WebClientError.self) { try await request.value }
            #expect(error?.code == .shutDown)
            let later = await #expect(throws: WebClientError.self) {
                try await client.perform(WebRequest(), at: try url(port))
            }
            #expect(later?.code == .shutDown)
        }
    }

    @Test func `closes its connections when nobody has it any more`() async throws {
        let closed = Mutex(0)
        try await ScriptedServer.run { connection in
            _ = try await connection.request()
            try await connection.answer()
            defer { closed.withLock { $0 += 1 } }
            try await connection.untilClosed()
        } _: { port in
            _ = try await makeClient().perform(WebRequest(), at: try url(port))
            try await expectSoon { closed.withLock { $0 == 1 } }
        }
    }

    @Test func `does not keep a connection that the server closes`() async throws {
        try await ScriptedServer.run { connection in
            _ = try await connection.request()
            try await connection.answer("200 OK", "\(connection.number)", fields: ["Connection: close"])
            try await connection.untilClosed()
        } _: { port in
            let client = makeClient()
            for number in 1...3 {
                let reply3 = try await client.perform(WebRequest(), at: try url(port))
                #expect(reply3.text == "\(number)")
            }
        }
    }

    @Test func `says that nothing listens, and that https needs TLS`() async throws {
        let error = await #expect(throws: WebClientError.self) {
            try await makeClient().perform(WebRequest(), at: try url(1))
        }
        #expect(error?.code == .notConnected && error?.message.contains("127.0.0.1:1") == true)
        let other = await #expect(throws: WebClientError.self) {
            try await makeClient().perform(WebRequest(), at: WebURL("https://127.0.0.1:1/"))
        }
        #expect(other?.code == .tls)
    }

    @Test func `takes answers without a body`() async throws {
        try await ScriptedServer.run { connection in
            while true {
                let request = try await connection.request()
                if request.line.hasPrefix("HEAD") {
                    try await connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
                } else {
                    try await connection.send("HTTP/1.1 204 No Content\r\n\r\n")
                }
            }
        } _: { port in
            let client = makeClient()
            for method in ["HEAD", "GET", "HEAD", "DELETE"] {
                let response = try await client.perform(WebRequest(method), at: try url(port))
                #expect(response.status == (method == "HEAD" ? 200 : 204) && response.body.isEmpty)
            }
            #expect(client.connectionCounts.open == 1)
        }
    }

    @Test func `takes a body that ends with the connection`() async throws {
        try await ScriptedServer.run { connection in
            _ = try await connection.request()
            try await connection.send("HTTP/1.0 200 OK\r\n\r\nall of it")
        } _: { port in
            let reply4 = try await makeClient().perform(WebRequest(), at: try url(port))
            #expect(reply4.text == "all of it")
        }
    }
}
