package import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Synchronization
package import WebServer

/// Asks a router without a socket.
package struct RouterClient: Sendable {
    private let responder: RouterResponder<WebContext>
    private let source: SocketAddress?

    /// Makes a client; `address` is where its requests come from, `nil` for a UNIX socket.
    package init(_ site: WebSite, from address: String? = nil) {
        responder = site.router().buildResponder()
        source = address.flatMap { try? SocketAddress(ipAddress: $0, port: 40_000) }
    }

    /// The answer to a request; headers by their names. `host` is what the client calls the server.
    package func send(
        _ method: HTTPRequest.Method, _ path: String, headers: [String: String] = [:], body: [UInt8] = [],
        host: String = "agent"
    ) async throws -> Answer {
        var fields: HTTPFields = [:]
        for (name, value) in headers { if let name = HTTPField.Name(name) { fields[name] = value } }
        let request = Request(
            head: HTTPRequest(method: method, scheme: "http", authority: host, path: path, headerFields: fields),
            body: RequestBody(buffer: ByteBuffer(bytes: body)))
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let channel = NIOAsyncTestingChannel()
        channel.remoteAddress = source
        let context = WebContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        let response = try await responder.respond(to: request, context: context)
        let kept = BodyKeeper()
        try await response.body.write(kept)
        _ = try await channel.finish()
        return Answer(status: response.status.code, headers: response.headers, body: kept.bytes)
    }

    /// The same with text as content.
    package func send(
        _ method: HTTPRequest.Method, _ path: String, headers: [String: String] = [:], text: String
    ) async throws -> Answer {
        try await send(method, path, headers: headers, body: Array(text.utf8))
    }

    /// The answer to GET.
    package func get(_ path: String, headers: [String: String] = [:], host: String = "agent") async throws -> Answer {
        try await send(.get, path, headers: headers, host: host)
    }
}

/// What a router answered.
package struct Answer: Sendable {
    package var status: Int
    package var headers: HTTPFields
    package var body: [UInt8]

    /// The content as text.
    package var text: String { String(decoding: body, as: UTF8.self) }
    /// The media type with its parameters.
    package var contentType: String? { headers[.contentType] }

    /// Makes an answer.
    init(status: Int, headers: HTTPFields, body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Collects what a response writes.
private final class BodyKeeper: ResponseBodyWriter, Sendable {
    private let kept = Mutex<[UInt8]>([])

    var bytes: [UInt8] { kept.withLock(\.self) }

    func write(_ buffer: ByteBuffer) async throws {
        kept.withLock { $0 += Array(buffer.readableBytesView) }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
