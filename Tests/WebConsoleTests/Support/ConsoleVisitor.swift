import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import NetworkValues
import Settings
import Synchronization
import Testing
import WebServer

@testable import WebAccess
@testable import WebConsole

/// Somebody who looks at the console over an API that is made up.
struct ConsoleVisitor {
    /// The time of all pages: 2026-11-28 08:00:00 UTC.
    static let now = Timestamp(seconds: 1_795_852_800)
    /// Sessions so far: what waits for one visitor is not another's, whatever runs beside.
    private static let sessions = Atomic(0)

    /// The number of the session.
    private let session: Int
    /// What forms carry.
    var csrf: String { "the token of the forms of session \(session)" }

    let api = AskedAPI()
    private let responder: RouterResponder<WebContext>

    /// A visitor with all rights, or with those that are given.
    init(_ rights: Set<Right> = Set(Right.allCases), name: String = "anna") throws {
        session = Self.sessions.add(1, ordering: .relaxed).newValue
        let schema = SettingsSchema(AccessConfiguration.modules)
        let access = try AccessControl(
            SettingsDocument(ConfigText(""), schema: schema), memoryPath: nil, now: { Self.now })
        let console = try ConsoleRoutes(over: WebSite([api]), access: access, now: { Self.now }, apply: { _ in })
        api.answer("GET status", #"{"system":"Works","health":"ok","version":"1","time":"2026-11-28T08:00:00Z"}"#)
        responder = WebSite([console], behind: [Recognition(rights, name, session: session)]).router().buildResponder()
    }

    /// Says who asks, as the gate does.
    private struct Recognition: RouterMiddleware {
        let principal: Principal
        let session: Int

        init(_ rights: Set<Right>, _ name: String, session: Int) {
            self.session = session
            var principal = Principal(localUser: name)
            principal.rights = rights
            self.principal = principal
        }

        @concurrent func handle(
            _ request: Request, context: WebContext,
            next: @concurrent (Request, WebContext) async throws -> Response
        ) async throws -> Response {
            var context = context
            context.principal = principal
            context.session = ActiveSession(
                principal: principal,
                summary: SessionSummary(
                    number: session, name: principal.name, role: .systemAdministrator, began: ConsoleVisitor.now,
                    lastUse: ConsoleVisitor.now, source: .v4(0x7f00_0001), userAgent: "", hasCertificate: false),
                csrfToken: Secret("the token of the forms of session \(session)"), endsAt: nil)
            return try await next(request, context)
        }
    }

    /// A page, or what came of a form.
    struct Shown {
        var status: Int
        var place: String?
        var text: String

        /// Whether the text has a piece.
        func has(_ piece: String) -> Bool { text.contains(piece) }
    }

    /// The page at a path.
    func look(_ path: String) async throws -> Shown {
        try await shown(HTTPRequest(method: .get, scheme: "http", authority: "agent", path: path), [])
    }

    /// Sends a form with the session's token; a value of a list stands several times.
    func send(_ path: String, _ fields: KeyValuePairs<String, String> = [:]) async throws -> Shown {
        let pairs = [("csrf", csrf)] + fields.map { ($0.key, $0.value) }
        let body = pairs.map { "\(PageFormat.pathComponent($0.0))=\(PageFormat.pathComponent($0.1))" }
        return try await post(path, "application/x-www-form-urlencoded", Array(body.joined(separator: "&").utf8))
    }

    /// Sends a form with a file.
    func upload(_ path: String, _ content: String, _ fields: KeyValuePairs<String, String> = [:]) async throws -> Shown
    {
        var body = ""
        for (name, value) in [("csrf", csrf)] + fields.map({ ($0.key, $0.value) }) {
            body += "--part\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        body +=
            "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n\(content)\r\n--part--\r\n"
        return try await post(path, "multipart/form-data; boundary=part", Array(body.utf8))
    }

    private func post(_ path: String, _ type: String, _ body: [UInt8]) async throws -> Shown {
        try await shown(
            HTTPRequest(
                method: .post, scheme: "http", authority: "agent", path: path, headerFields: [.contentType: type]), body
        )
    }

    private func shown(_ head: HTTPRequest, _ body: [UInt8]) async throws -> Shown {
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body)))
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let channel = NIOAsyncTestingChannel()
        let context = WebContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        let response = try await responder.respond(to: request, context: context)
        let kept = TextKeeper()
        try await response.body.write(kept)
        _ = try await channel.finish()
        let text = kept.text
        // No page may have a script or a style in it: the browser would refuse them.
        #expect(!text.contains("<style") && !text.contains(" style=") && !text.contains(" onclick="))
        #expect(text.utf8.count < 100_000)
        return Shown(status: response.status.code, place: response.headers[.location], text: text)
    }
}

/// Collects what a response writes.
private final class TextKeeper: ResponseBodyWriter, Sendable {
    private let kept = Mutex<[UInt8]>([])

    var text: String { String(decoding: kept.withLock(\.self), as: UTF8.self) }

    func write(_ buffer: ByteBuffer) async throws { kept.withLock { $0 += Array(buffer.readableBytesView) } }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
