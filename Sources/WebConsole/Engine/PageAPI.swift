import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import WebServer

/// The REST API for pages, asked in this process on behalf of the viewer: the same routes, rights, validation and errors.
struct PageAPI: Sendable {
    /// The most octets of an answer that a page takes in.
    static let octetLimit = 8 << 20

    private let responder: RouterResponder<WebContext>
    private let context: WebContext

    init(_ responder: RouterResponder<WebContext>, as context: WebContext) {
        self.responder = responder
        self.context = context
    }

    /// How something is changed.
    enum Verb: String, Sendable {
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"

        fileprivate var method: HTTPRequest.Method { HTTPRequest.Method(rawValue: rawValue) ?? .post }
    }

    /// An answer with what stands beside its content.
    struct Answer: Sendable {
        var value: PageValue
        /// How many elements there are in all, for a list in pages.
        var total: Int?
    }

    /// The value at a path below `/api/v1/`.
    func get(_ path: String) async throws -> PageValue { try await list(path).value }

    /// The value at a path, or nothing when it is not there or not for this viewer.
    func find(_ path: String) async throws -> PageValue {
        do {
            return try await get(path)
        } catch let problem as Problem where [403, 404].contains(problem.status) {
            return .none
        }
    }

    /// One page of a list.
    func list(_ path: String) async throws -> Answer {
        let (response, content) = try await collected(.get, path, [:], [])
        let total = HTTPField.Name("X-Total-Count").flatMap { response.headers[$0] }.flatMap(Int.init)
        return Answer(value: content.isEmpty ? .none : try PageValue(json: Data(content)), total: total)
    }

    /// The text at a path, such as settings.
    func text(_ path: String) async throws -> String {
        String(decoding: try await collected(.get, path, [:], []).1, as: UTF8.self)
    }

    /// Changes something; returns what the API answers, if anything.
    @discardableResult
    func send(_ verb: Verb, _ path: String, _ content: PageValue = .none) async throws -> PageValue {
        let octets =
            content == .none
            ? Data() : try JSONSerialization.data(withJSONObject: content.json, options: .fragmentsAllowed)
        return try await send(verb, path, type: "application/json", Array(octets))
    }

    /// Sends content of another type.
    @discardableResult
    func send(
        _ verb: Verb, _ path: String, type: String, _ content: [UInt8], headers: HTTPFields = [:]
    ) async throws -> PageValue {
        var headers = headers
        headers[.contentType] = type
        let (_, answer) = try await collected(verb.method, path, headers, content)
        return answer.isEmpty
            ? .none : (try? PageValue(json: Data(answer))) ?? .text(String(decoding: answer, as: UTF8.self))
    }

    /// The answer at a path as it is, for downloads and pictures.
    func response(_ path: String, headers: HTTPFields = [:]) async throws -> Response {
        try await respond(.get, path, headers, [])
    }

    /// The answer at a path for a browser to show or, with a name for it, to keep as a file. Throws the problem of a refusal.
    func passed(_ path: String, as file: String? = nil) async throws -> Response {
        var response = try await respond(.get, path, [:], [])
        guard response.status.code < 400 else { throw try await Self.problem(of: response, "GET \(path)") }
        if let file { response.headers[.contentDisposition] = "attachment; filename=\"\(file)\"" }
        // A picture is a document when it is opened by itself: it may have its own style and nothing else.
        if response.headers[.contentType]?.hasPrefix("image/svg") == true {
            response.headers[.contentSecurityPolicy] =
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
        }
        return response
    }

    private static func problem(of response: Response, _ request: String) async throws -> Problem {
        let keeper = ContentKeeper(limit: octetLimit)
        try await response.body.write(keeper)
        if let problem = try? JSONDecoder().decode(Problem.self, from: Data(keeper.octets)) { return problem }
        return Problem(
            status: response.status.code, title: response.status.reasonPhrase, detail: "the request \(request) failed")
    }

    private func respond(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ content: [UInt8]
    ) async throws -> Response {
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "console", path: "/api/v1/" + path, headerFields: headers)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: content)))
        return try await responder.respond(to: request, context: context)
    }

    private func collected(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ content: [UInt8]
    ) async throws -> (Response, [UInt8]) {
        let response = try await respond(method, path, headers, content)
        guard response.status.code < 400 else {
            throw try await Self.problem(of: response, "\(method.rawValue) \(path)")
        }
        let keeper = ContentKeeper(limit: Self.octetLimit)
        try await response.body.write(keeper)
        return (response, keeper.octets)
    }
}

/// Collects what a response writes.
private final class ContentKeeper: ResponseBodyWriter, Sendable {
    private let kept = Mutex<[UInt8]>([])
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    var octets: [UInt8] { kept.withLock(\.self) }

    func write(_ buffer: ByteBuffer) async throws {
        let fits = kept.withLock { kept in
            guard kept.count + buffer.readableBytes <= limit else { return false }
            kept += buffer.readableBytesView
            return true
        }
        guard fits else {
            throw Problem(status: 500, title: "Too large", detail: "the answer has more than \(limit) octets")
        }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
