import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Gives every answer in JSON to GET a weak entity tag made of its content, and answers "not modified" to who has it
/// already (RFC 9110 8.8.3, 13.1.2). Streams have none.
///
/// Tags are good for as long as this agent runs: a restart may give the same content another one.
struct EntityTags: RouterMiddleware {
    typealias Context = WebContext

    @concurrent func handle(
        _ request: Request, context: WebContext,
        next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard request.method == .get || request.method == .head, response.status == .ok,
            response.headers[.contentType] == "application/json", response.body.contentLength != nil,
            response.headers[.eTag] == nil
        else { return response }
        let content = try await Self.collect(response.body)
        let tag = Self.tag(of: content)
        response.headers[.eTag] = tag
        if let known = request.headers[.ifNoneMatch], Self.matches(known, tag) {
            response.headers[.contentType] = nil
            return Response(status: .notModified, headers: response.headers)
        }
        response.body = .init(byteBuffer: content)
        return response
    }

    static func tag(of content: ByteBuffer) -> String {
        var hasher = Hasher()
        content.withUnsafeReadableBytes { hasher.combine(bytes: $0) }
        return "W/\"\(String(UInt(bitPattern: hasher.finalize()), radix: 36))\""
    }

    /// Whether a list of tags has one, compared weakly.
    static func matches(_ list: String, _ tag: String) -> Bool {
        let wanted = tag.dropFirst(2)
        return list.split(separator: ",").contains { part in
            var part = part.drop { $0 == " " || $0 == "\t" }
            while part.last == " " || part.last == "\t" { part.removeLast() }
            if part == "*" { return true }
            return part.hasPrefix("W/") ? part.dropFirst(2) == wanted : part == wanted
        }
    }

    private static func collect(_ body: ResponseBody) async throws -> ByteBuffer {
        let collector = Collector()
        try await body.write(collector)
        return collector.content.withLock(\.self)
    }

    private final class Collector: ResponseBodyWriter, Sendable {
        let content = Mutex(ByteBuffer())

        func write(_ buffer: ByteBuffer) async throws {
            content.withLock { content in
                if content.readableBytes == 0 { content = buffer } else { content.writeImmutableBuffer(buffer) }
            }
        }

        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
