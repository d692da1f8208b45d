import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Synchronization
import Testing
import WebServer

@testable import WebAPI

/// Asks a router without a socket.
struct RouterClient: Sendable {
    private let responder: RouterResponder<WebContext>

    init(_ site: WebSite) {
        responder = site.router().buildResponder()
    }

    /// The answer to a request; headers by their names.
    func send(
        _ method: HTTPRequest.Method, _ path: String, headers: [String: String] = [:], body: [UInt8] = []
    ) async throws -> Answer {
        var fields: HTTPFields = [:]
        for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
        let request = Request(
            head: HTTPRequest(method: method, scheme: "http", authority: "agent", path: path, headerFields: fields),
            body: RequestBody(buffer: ByteBuffer(bytes: body)))
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let channel = NIOAsyncTestingChannel()
        let context = WebContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        let response = try await responder.respond(to: request, context: context)
        let kept = BodyKeeper()
        try await response.body.write(kept)
        _ = try await channel.finish()
        return Answer(status: response.status.code, headers: response.headers, body: kept.bytes)
    }

    /// The same with text as content.
    func send(
        _ method: HTTPRequest.Method, _ path: String, headers: [String: String] = [:], text: String
    ) async throws -> Answer {
        try await send(method, path, headers: headers, body: Array(text.utf8))
    }

    /// The answer to GET.
    func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
        try await send(.get, path, headers: headers)
    }
}

/// What a router answered.
struct Answer: Sendable {
    var status: Int
    var headers: HTTPFields
    var body: [UInt8]

    /// The content as text.
    var text: String { String(decoding: body, as: UTF8.self) }
    /// The media type with its parameters.
    var contentType: String? { headers[.contentType] }

    /// The content as a value, when the answer is a success in JSON.
    func value<Value: Decodable>(_ type: Value.Type = Value.self, _ place: SourceLocation = #_sourceLocation) throws
        -> Value
    {
        #expect(status == 200 && contentType == "application/json", "\(status) \(text)", sourceLocation: place)
        return try JSONDecoder().decode(type, from: Data(body))
    }

    /// The content as problem details that repeat the status (RFC 9457).
    func problem(_ expected: Int, _ place: SourceLocation = #_sourceLocation) throws -> Problem {
        #expect(status == expected, "\(text)", sourceLocation: place)
        #expect(contentType == "application/problem+json", sourceLocation: place)
        let problem = try JSONDecoder().decode(Problem.self, from: Data(body))
        #expect(problem.status == expected && !problem.title.isEmpty && !problem.detail.isEmpty, sourceLocation: place)
        return problem
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

extension HTTPField.Name {
    /// How many rows a list has in all.
    static let totalCount = HTTPField.Name("X-Total-Count") ?? .contentLength
    /// Where the pages of a list are.
    static let link = HTTPField.Name("Link") ?? .location
}

extension Answer {
    /// Where a relation of the header Link leads.
    func link(_ relation: String) -> String? {
        for part in headers[.link]?.split(separator: ",") ?? [] {
            let parts = part.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            if parts.count == 2, parts[1] == "rel=\"\(relation)\"" { return String(parts[0].dropFirst().dropLast()) }
        }
        return nil
    }
}
