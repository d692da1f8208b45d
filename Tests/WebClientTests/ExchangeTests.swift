import NIOCore
import NIOHTTP1
import NIOPosix
import Testing
import WebClient

@Suite struct `An exchange` {
    @Test func `brings back status, headers and body`() async throws {
        try await withServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-One: 1\r\n\r\nhello") { port in
            let response = try await Exchange(with: .tcp(host: "127.0.0.1", port: port)).perform(WebRequest("GET", "/"))
            #expect(response.status == 200)
            #expect(response.header("x-one") == "1")
            #expect(response.body == Array("hello".utf8))
        }
    }

    @Test func `passes over interim responses and undoes chunks`() async throws {
        let text =
            "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
        try await withServer(answering: text) { port in
            let response = try await Exchange(with: .tcp(host: "127.0.0.1", port: port)).perform(WebRequest("GET", "/"))
            #expect(response.status == 404)
            #expect(response.body == Array("abcde".utf8))
        }
    }

    @Test func `refuses a body over the limit`() async throws {
        try await withServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123456789") { port in
            let exchange = Exchange(with: .tcp(host: "127.0.0.1", port: port), bodyLimitBytes: 8)
            let error = await #expect(throws: WebClientError.self) {
                try await exchange.perform(WebRequest("GET", "/"))
            }
            #expect(error?.code == .tooLarge)
        }
    }

    @Test func `says that nothing listens`() async {
        let exchange = Exchange(with: .unix(path: "/nonexistent/socket"))
        let error = await #expect(throws: WebClientError.self) { try await exchange.perform(WebRequest("GET", "/")) }
        #expect(error?.code == .notConnected)
        #expect(error?.message.contains("/nonexistent/socket") == true)
    }

    @Test func `says that the server closed too early`() async throws {
        try await withServer(answering: "") { port in
            let exchange = Exchange(with: .tcp(host: "127.0.0.1", port: port))
            let error = await #expect(throws: WebClientError.self) {
                try await exchange.perform(WebRequest("GET", "/"))
            }
            #expect(error?.code == .closed)
        }
    }

    @Test func `hands over lines as they come, however they are cut`() async throws {
        let text =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3\r\none\r\n6\r\n\n\ntwo\n\r\n4\r\nend?\r\n0\r\n\r\n"
        try await withServer(answering: text) { port in
            var lines: [String] = []
            let response = try await Exchange(with: .tcp(host: "127.0.0.1", port: port))
                .readLines(of: WebRequest("GET", "/")) { lines.append(String(decoding: $0, as: UTF8.self)) }
            #expect(response.status == 200 && lines == ["one", "two"])
        }
    }

    @Test func `hands over no lines of a refusal, and none that has no end`() async throws {
        try await withServer(answering: "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nno!\n") { port in
            let response = try await Exchange(with: .tcp(host: "127.0.0.1", port: port))
                .readLines(of: WebRequest("GET", "/")) { _ in Issue.record("a line of a refusal") }
            #expect(response.status == 404 && response.body == Array("no!\n".utf8))
        }
        try await withServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123456789") { port in
            let exchange = Exchange(with: .tcp(host: "127.0.0.1", port: port))
            let error = await #expect(throws: WebClientError.self) {
                _ = try await exchange.readLines(of: WebRequest("GET", "/"), lineLimitBytes: 8) { _ in }
            }
            #expect(error?.code == .tooLarge)
        }
    }

    /// Runs `body` beside a server on loopback that answers the first octets of each connection with `text` and closes.
    private func withServer(answering text: String, _ body: (Int) async throws -> Void) async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.pipeline.addHandler(Answer(text: text))
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        try await body(port)
        try await server.close()
    }

    private final class Answer: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        let text: String

        init(text: String) {
            self.text = text
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            context.close(promise: nil)
        }
    }
}
