import NIOCore
import Testing
import WebClient

/// Servers that are slow, too large, or speak something else. The limits are small, and the servers never go on.
@Suite struct `The limits of a web client` {
    private func failure(
        of script: @escaping ScriptedServer.Script, method: String = "GET", body: [UInt8] = [],
        _ change: (inout WebClientOptions) -> Void = { _ in }
    ) async throws -> WebClientError {
        try await ScriptedServer.run(script) { port in
            let client = makeClient(change)
            let error = await #expect(throws: WebClientError.self) {
                try await client.perform(WebRequest(method, body: body), at: try url(port))
            }
            // What failed is not kept.
            try await expectSoon { client.connectionCounts.open == 0 }
            return try #require(error)
        }
    }

    @Test func `end a wait for the header`() async throws {
        let error = try await failure(of: { try await $0.untilClosed() }) { $0.headerLimit = .milliseconds(50) }
        #expect(error.code == .timedOut && error.message.contains("header"))
    }

    @Test func `end a header that comes one octet at a time`() async throws {
        let error = try await failure(of: { connection in
            try await connection.send("HTTP/1.1 200 OK\r\nX: ")
            while true {
                try await connection.send("x")
                try await Task.sleep(for: .milliseconds(5))
            }
        }) { $0.headerLimit = .milliseconds(100) }
        #expect(error.code == .timedOut && error.message.contains("header"))
    }

    @Test func `end a body that rests`() async throws {
        let error = try await failure(of: { connection in
            _ = try await connection.request()
            try await connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
            try await connection.untilClosed()
        }) { $0.bodyIdleLimit = .milliseconds(50) }
        #expect(error.code == .timedOut && error.message.contains("more of the response"))
    }

    @Test func `end a body that comes one octet at a time`() async throws {
        let error = try await failure(of: { connection in
            _ = try await connection.request()
            try await connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            while true {
                try await connection.send("x")
                try await Task.sleep(for: .milliseconds(5))
            }
        }) { $0.wholeLimit = .milliseconds(100) }
        #expect(error.code == .timedOut && error.message.contains("whole response"))
    }

    @Test func `end a request that the server does not read`() async throws {
        let error = try await failure(
            of: { connection in
                _ = try await connection.head()
                // Nothing more is read: the body stays in the buffers between.
                try await Task.sleep(for: .seconds(30))
            }, method: "PUT", body: [UInt8](repeating: 0, count: 32 << 20)
        ) {
            $0.expectAboveBytes = .max
            $0.bodyIdleLimit = .milliseconds(100)
        }
        #expect(error.code == .timedOut && error.message.contains("request"))
    }

    @Test func `close a connection that is not used`() async throws {
        try await ScriptedServer.run { connection in
            _ = try await connection.request()
            try await connection.answer()
            try await connection.untilClosed()
        } _: { port in
            let client = makeClient { $0.keepAlive = .milliseconds(50) }
            _ = try await client.perform(WebRequest(), at: try url(port))
            try await expectSoon { client.connectionCounts.open == 0 }
        }
    }

    @Test func `end the wait for a connection`() async throws {
        try await ScriptedServer.run { connection in
            try await connection.untilClosed()
        } _: { port in
            let client = makeClient { $0.connectionsPerHost = 1 }
            let first = Task { try await client.perform(WebRequest(), at: try url(port)) }
            try await expectSoon { client.connectionCounts.open == 1 }
            let impatient = makeClient {
                $0.connectionsPerHost = 0
                $0.wholeLimit = .milliseconds(50)
            }
            let error = await #expect(throws: WebClientError.self) {
                try await impatient.perform(WebRequest(), at: try url(port))
            }
            #expect(error?.code == .timedOut && error?.message.contains("free") == true)
            first.cancel()
        }
    }

    @Test(arguments: [
        "Content-Length: 9\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n9\r\n123456789\r\n", "\r\n123456789",
    ])
    func `refuse a body that is too large`(rest: String) async throws {
        let error = try await failure(of: { connection in
            _ = try await connection.request()
            try await connection.send("HTTP/1.1 200 OK\r\n" + rest)
            try await connection.untilClosed()
        }) { $0.bodyLimitBytes = 8 }
        #expect(error.code == .tooLarge)
    }

    @Test(arguments: [
        (field: "X: y", times: 40), ("X: 5000", 1), ("5000: x", 1), ("Xxxxxxxxx: 500", 10),
    ])
    func `refuse a header that is too large`(field: String, times: Int) async throws {
        // A number stands for so many letters.
        let field = ["5000", "500"].reduce(field) {
            $0.replacing($1, with: String(repeating: "y", count: Int($1) ?? 0))
        }
        let fields = String(repeating: field + "\r\n", count: times)
        let error = try await failure(of: { connection in
            _ = try await connection.request()
            try await connection.send("HTTP/1.1 200 OK\r\n" + fields)
            try await connection.untilClosed()
        }) {
            $0.headerLimitBytes = 4096
            $0.headerFieldLimit = 32
        }
        #expect(error.code == .tooLarge)
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH_9.2\r\n", "\u{15}\u{3}\u{1}\u{0}\u{2}\u{2}", "HTTP/2 200\r\n\r\n", "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 99 No\r\n\r\n", "HTTP/1.1 600 No\r\n\r\n", "HTTP/1.1 101 Other\r\nUpgrade: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "HTTP/1.1 200 OK\r\nA\u{0}: b\r\n\r\n",
        String(repeating: "HTTP/1.1 102 Wait\r\n\r\n", count: 17),
    ])
    func `refuse what is not HTTP`(text: String) async throws {
        let error = try await failure(of: { connection in
            _ = try await connection.request()
            try await connection.send(text)
            try await connection.untilClosed()
        })
        #expect(error.code == .malformed)
    }

    @Test(arguments: [
        "", "HTTP", "HTTP/1.1 200 OK\r\nX: y\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfour",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "HTTP/1.1 100 Continue\r\n\r\n",
    ])
    func `know an end that comes too early`(text: String) async throws {
        let error = try await failure(of: { connection in
            _ = try await connection.request()
            try await connection.send(text)
        })
        #expect(error.code == .closed)
    }

    @Test func `do not take a second answer for the next request`() async throws {
        try await ScriptedServer.run { connection in
            _ = try await connection.request()
            try await connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\(connection.number)")
            guard connection.number == 1 else { return }
            try await connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil")
            try await connection.untilClosed()
        } _: { port in
            let client = makeClient()
            let reply1 = try await client.perform(WebRequest(), at: try url(port))
            #expect(reply1.text == "1")
            try await expectSoon { client.connectionCounts.open == 0 }
            let reply2 = try await client.perform(WebRequest(), at: try url(port))
            #expect(reply2.text == "2")
        }
    }
}
