import NIOCore
import Synchronization
import Testing
import WebClient

@Suite struct `Bodies` {
    /// Parts of a body, counted as they are taken.
    private struct Parts: AsyncSequence, Sendable {
        typealias Element = ByteBuffer
        let count: Int
        let size: Int
        let taken: Taken

        final class Taken: Sendable {
            let number = Mutex(0)
            var value: Int { number.withLock { $0 } }
        }

        struct AsyncIterator: AsyncIteratorProtocol {
            var left: Int
            let size: Int
            let taken: Taken

            mutating func next() async throws -> ByteBuffer? {
                guard left > 0 else { return nil }
                left -= 1
                taken.number.withLock { $0 += 1 }
                return ByteBuffer(repeating: 0x61, count: size)
            }
        }

        func makeAsyncIterator() -> AsyncIterator { AsyncIterator(left: count, size: size, taken: taken) }
    }

    private static let echo: ScriptedServer.Script = { connection in
        while true {
            let request = try await connection.head()
            if request.field("expect") != nil { try await connection.send("HTTP/1.1 100 Continue\r\n\r\n") }
            var body = ""
            if let length = request.field("content-length").flatMap({ Int($0) }) {
                body = try await connection.octets(length)
            } else if request.field("transfer-encoding") == "chunked" {
                body = try await connection.text(until: "0\r\n\r\n")
            }
            try await connection.answer("200 OK", "\(request.field("expect") ?? "-") \(body)")
        }
    }

    @Test func `are sent with a length or in chunks`() async throws {
        try await ScriptedServer.run(Self.echo) { port in
            let client = makeClient()
            let taken = Parts.Taken()
            let known = WebBody(length: 6) { Parts(count: 2, size: 3, taken: taken) }
            let answer1 = try await client.perform(WebRequest("PUT"), at: try url(port), body: known).text
            #expect(answer1 == "- aaaaaa")
            let unknown = WebBody { Parts(count: 2, size: 3, taken: taken) }
            let response = try await client.perform(WebRequest("PUT"), at: try url(port), body: unknown)
            #expect(response.text == "100-continue 3\r\naaa\r\n3\r\naaa\r\n0\r\n\r\n")
            let answer2 = try await client.perform(WebRequest("PUT"), at: try url(port), body: WebBody(ByteBuffer()))
                .text
            #expect(answer2 == "- ")
            #expect(client.connectionCounts.open == 1)
        }
    }

    @Test(arguments: [1, 3])
    func `of another length than announced end the request`(count: Int) async throws {
        try await ScriptedServer.run(Self.echo) { port in
            let taken = Parts.Taken()
            let error = await #expect(throws: WebClientError.self) {
                try await makeClient().perform(
                    WebRequest("PUT"), at: try url(port),
                    body: WebBody(length: 6) { Parts(count: count, size: 3, taken: taken) })
            }
            #expect(error?.code == .invalidRequest)
        }
    }

    @Test func `pass their own errors on`() async throws {
        struct Broken: Error {}
        try await ScriptedServer.run(Self.echo) { port in
            await #expect(throws: Broken.self) {
                try await makeClient().perform(
                    WebRequest("PUT"), at: try url(port),
                    body: WebBody(length: 6) { AsyncThrowingStream<ByteBuffer, any Error> { throw Broken() } })
            }
        }
    }

    @Test func `are not sent when the server says no at once`() async throws {
        try await ScriptedServer.run { connection in
            let request = try await connection.head()
            #expect(request.field("expect") == "100-continue")
            try await connection.answer("413 Too large", "no")
            try await connection.untilClosed()
        } _: { port in
            let taken = Parts.Taken()
            let body = WebBody(length: 3 << 20) { Parts(count: 3, size: 1 << 20, taken: taken) }
            let response = try await makeClient().perform(WebRequest("PUT"), at: try url(port), body: body)
            #expect(response.status == 413 && response.text == "no")
            #expect(taken.value == 0)
        }
    }

    @Test func `are stopped when the server has answered`() async throws {
        try await ScriptedServer.run { connection in
            _ = try await connection.head()
            _ = try await connection.octets(1000)
            try await connection.answer("507 Full", "stop")
            try await connection.untilClosed()
        } _: { port in
            let taken = Parts.Taken()
            let client = makeClient { $0.expectAboveBytes = .max }
            let body = WebBody(length: 1 << 40) { Parts(count: 1 << 20, size: 1 << 20, taken: taken) }
            let response = try await client.perform(WebRequest("PUT"), at: try url(port), body: body)
            #expect(response.status == 507 && response.text == "stop")
            #expect(taken.value < 1000)
            try await expectSoon { client.connectionCounts.open == 0 }
        }
    }

    @Test func `are sent when the server does not speak of Expect`() async throws {
        try await ScriptedServer.run { connection in
            _ = try await connection.head()
            try await connection.answer("200 OK", try await connection.octets(3))
        } _: { port in
            let taken = Parts.Taken()
            let client = makeClient {
                $0.continueWait = .milliseconds(20)
                $0.expectAboveBytes = 2
            }
            let body = WebBody(length: 3) { Parts(count: 1, size: 3, taken: taken) }
            let answer3 = try await client.perform(WebRequest("PUT"), at: try url(port), body: body).text
            #expect(answer3 == "aaa")
        }
    }

    @Test func `are announced no more when the server does not take that`() async throws {
        try await ScriptedServer.run { connection in
            while true {
                let request = try await connection.head()
                if request.field("expect") != nil {
                    try await connection.answer("417 Expectation Failed")
                } else {
                    try await connection.answer("200 OK", try await connection.octets(3))
                }
            }
        } _: { port in
            let taken = Parts.Taken()
            let client = makeClient { $0.expectAboveBytes = 2 }
            let body = WebBody(length: 3) { Parts(count: 1, size: 3, taken: taken) }
            let answer4 = try await client.perform(WebRequest("PUT"), at: try url(port), body: body).text
            #expect(answer4 == "aaa")
            #expect(taken.value == 1)
        }
    }

    /// A server that wants a log-in before it reads a body.
    private static let guarded: ScriptedServer.Script = { connection in
        while true {
            let request = try await connection.head()
            guard request.field("authorization") != nil else {
                if request.field("expect") == nil { _ = try await connection.octets(3) }
                try await connection.answer("401 No", fields: [#"WWW-Authenticate: Basic realm="r""#])
                continue
            }
            if request.field("expect") != nil { try await connection.send("HTTP/1.1 100 Continue\r\n\r\n") }
            try await connection.answer("200 OK", try await connection.octets(3))
        }
    }

    @Test func `that are there only once survive a log-in`() async throws {
        try await ScriptedServer.run(Self.guarded) { port in
            let taken = Parts.Taken()
            let client = makeClient(credentials: [try credentials(port)])
            let body = WebBody(once: Parts(count: 1, size: 3, taken: taken), length: 3)
            let answer5 = try await client.perform(WebRequest("PUT"), at: try url(port), body: body).text
            #expect(answer5 == "aaa")
            #expect(taken.value == 1)
        }
    }

    @Test func `that are gone are not sent again`() async throws {
        try await ScriptedServer.run { connection in
            _ = try await connection.head()
            try await connection.send("HTTP/1.1 100 Continue\r\n\r\n")
            _ = try await connection.octets(3)
            try await connection.answer("307 T", fields: ["Location: /other"])
        } _: { port in
            let taken = Parts.Taken()
            let body = WebBody(once: Parts(count: 1, size: 3, taken: taken), length: 3)
            let error = await #expect(throws: WebClientError.self) {
                try await makeClient().perform(WebRequest("PUT"), at: try url(port), body: body)
            }
            #expect(error?.code == .bodyConsumed)
        }
    }

    @Test func `that can be made anew survive redirects and log-ins`() async throws {
        try await ScriptedServer.run(Self.guarded) { port in
            let taken = Parts.Taken()
            let client = makeClient(credentials: [try credentials(port)])
            let body = WebBody(length: 3) { Parts(count: 1, size: 3, taken: taken) }
            let answer6 = try await client.perform(WebRequest("PUT"), at: try url(port), body: body).text
            #expect(answer6 == "aaa")
            #expect(taken.value == 2)
            // Octets in memory, large enough to be sent part by part.
            let large = makeClient(credentials: [try credentials(port)])
            let response = try await large.perform(WebRequest("PUT", body: [1, 2, 3]), at: try url(port))
            #expect(response.body == [1, 2, 3])
        }
    }

    @Test func `of responses come part by part, at the reader's pace`() async throws {
        let sent = Mutex(0)
        try await ScriptedServer.run { connection in
            while true {
                _ = try await connection.request()
                try await connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(64 << 20)\r\nX-A: b\r\n\r\n")
                let part = String(repeating: "x", count: 1 << 20)
                for _ in 0..<64 {
                    try await connection.send(part)
                    sent.withLock { $0 += 1 }
                }
            }
        } _: { port in
            let client = makeClient()
            let count = try await client.withResponse(to: WebRequest(), at: try url(port)) { head, body in
                #expect(head.status == 200 && head.header("x-a") == "b" && head.body.isEmpty)
                var count = 0
                for try await part in body {
                    // The server cannot go on while nobody reads; kernel buffers take some megabytes.
                    if count == 0 {
                        try await Task.sleep(for: .milliseconds(100))
                        #expect(sent.withLock { $0 } < 32)
                    }
                    count += part.readableBytes
                }
                return count
            }
            #expect(count == 64 << 20)
            // The connection was read to the end, and serves again.
            _ = try await client.withResponse(to: WebRequest(), at: try url(port)) { _, body in
                try await body.collect(upTo: 64 << 20)
            }
            #expect(client.connectionCounts.open == 1)
        }
    }

    @Test func `of responses that are not read close the connection`() async throws {
        try await ScriptedServer.run { connection in
            _ = try await connection.request()
            try await connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome")
            try await connection.untilClosed()
        } _: { port in
            let client = makeClient()
            let status = try await client.withResponse(to: WebRequest(), at: try url(port)) { head, _ in head.status }
            #expect(status == 200)
            try await expectSoon { client.connectionCounts.open == 0 }
        }
    }

    @Test func `of responses that are cut off give what came, then the error`() async throws {
        try await ScriptedServer.run { connection in
            _ = try await connection.request()
            try await connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome")
        } _: { port in
            let came = Mutex("")
            let error = await #expect(throws: WebClientError.self) {
                try await makeClient().withResponse(to: WebRequest(), at: try url(port)) { _, body in
                    for try await part in body { came.withLock { $0 += String(buffer: part) } }
                }
            }
            #expect(error?.code == .closed && came.withLock { $0 } == "some")
        }
    }

    @Test func `of responses end when their reader is cancelled`() async throws {
        let taken = Parts.Taken()
        try await ScriptedServer.run { connection in
            _ = try await connection.request()
            try await connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome")
            try await connection.untilClosed()
        } _: { port in
            let client = makeClient()
            let reading = Task {
                try await client.withResponse(to: WebRequest(), at: try url(port)) { _, body in
                    for try await _ in body { taken.number.withLock { $0 += 1 } }
                }
            }
            try await expectSoon { taken.value == 1 }
            reading.cancel()
            await #expect(throws: CancellationError.self) { try await reading.value }
            try await expectSoon { client.connectionCounts.open == 0 }
        }
    }

    @Test func `go both ways at once`() async throws {
        try await ScriptedServer.run { connection in
            _ = try await connection.head()
            try await connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<3 {
                _ = try await connection.text(until: "aaa\r\n")
                try await connection.send("2\r\nok\r\n")
            }
            _ = try await connection.text(until: "0\r\n\r\n")
            try await connection.send("0\r\n\r\n")
            try await connection.untilClosed()
        } _: { port in
            let taken = Parts.Taken()
            let client = makeClient { $0.expectAboveBytes = .max }
            let answer = try await client.withResponse(
                to: WebRequest("POST"), at: try url(port), body: WebBody { Parts(count: 3, size: 3, taken: taken) }
            ) { _, body in
                String(buffer: try await body.collect(upTo: 100))
            }
            #expect(answer == "okokok")
            #expect(client.connectionCounts.idle == 1)
        }
    }
}
