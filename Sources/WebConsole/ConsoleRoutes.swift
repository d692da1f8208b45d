import Foundation
import HTTPTypes
public import Hummingbird
import Logging
import NIOCore
public import NetworkValues
import Settings
public import WebAccess
public import WebServer

/// The console: pages for people with a browser, made by the server from the REST API.
public struct ConsoleRoutes: WebRoute {
    private let api: RouterResponder<WebContext>
    private let renderer: PageRenderer
    private let pages: [any ConsolePage]
    private let accessPages: AccessPages
    private let notices = Notices()
    private let now: @Sendable () -> Timestamp

    /// Makes the console over the REST API, which checks the rights of whoever asks. Throws when a template cannot be read.
    /// `apply` writes a change of accounts into the settings.
    public init(
        over api: WebSite, access: AccessControl, now: @escaping @Sendable () -> Timestamp,
        apply: @escaping @Sendable (AccessChange) async throws -> Void
    ) throws {
        self.api = api.router().buildResponder()
        self.now = now
        pages = ConsolePages.all
        renderer = try PageRenderer(pages)
        accessPages = AccessPages(access, renderer, now: now, apply: apply)
    }

    /// The first parts of all paths of the console: nothing else on the same server may have one of them.
    public static let reservedPaths: Set<String> = {
        let paths = ConsolePages.all.flatMap { page in
            [page.path] + page.actions.map(\.path) + page.passages.map(\.path)
        }
        let heads = paths.compactMap { $0.split(separator: "/").first.map(String.init) }
        return Set(heads + ["", "api", "assets", "login", "logout", "welcome", "password", "account", "live"])
    }()

    /// Adds the pages to a router.
    public func add(to router: Router<WebContext>) {
        accessPages.add(to: router)
        router.get("live") { _, context in
            guard Viewer(context).may("read") else { throw HTTPError(.forbidden) }
            return try await PageAPI(api, as: context).response("live")
        }
        for file in ConsoleAssets.files {
            router.get(RouterPath("assets/" + file.name)) { _, _ in
                Response(
                    status: .ok,
                    headers: [.contentType: file.type, .cacheControl: "public, max-age=31536000, immutable"],
                    body: .init(byteBuffer: file.content))
            }
        }
        for page in pages {
            router.get(RouterPath(page.path)) { request, context in
                await answer(request, context, page) { try await show(page, $0, request, context) }
            }
            for passage in page.passages {
                router.get(RouterPath(passage.path)) { request, context in
                    await answer(request, context, page) { visit in
                        guard visit.viewer.may(passage.right) else { throw Self.notAllowed(visit) }
                        return try await passage.fetch(visit)
                    }
                }
            }
            for action in page.actions {
                router.post(RouterPath(action.path)) { request, context in
                    await answer(request, context, page) { try await perform(action, on: page, $0, request, context) }
                }
            }
        }
    }

    // MARK: A request

    /// Makes the visit, and turns every error into a page that says what is wrong.
    private func answer(
        _ request: Request, _ context: WebContext, _ page: any ConsolePage,
        _ body: (PageVisit) async throws -> Response
    ) async -> Response {
        let viewer = Viewer(context)
        let visit = PageVisit(
            api: PageAPI(api, as: context), viewer: viewer, now: now(), path: request.uri.path,
            parameters: Self.parameters(of: context), query: Self.query(of: request))
        do {
            guard viewer.may(page.right) else {
                if request.uri.path == "/", viewer.may("accounts") {
                    return Response(status: .seeOther, headers: [.location: "/users"])
                }
                throw Problem(status: 403, title: "Not allowed", detail: "this page is not for the role \(viewer.role)")
            }
            return try await body(visit)
        } catch let error as any ProblemError {
            return await failure(error.problem, visit, context)
        } catch let problem as Problem {
            return await failure(problem, visit, context)
        } catch let error as HTTPError {
            let detail = error.body ?? error.status.reasonPhrase
            return await failure(
                Problem(status: error.status.code, title: error.status.reasonPhrase, detail: detail), visit, context)
        } catch {
            context.logger.error("a page failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            return await failure(
                Problem(status: 500, title: "Failed", detail: "the agent could not make this page: \(error)"), visit,
                context)
        }
    }

    private func show(
        _ page: any ConsolePage, _ visit: PageVisit, _ request: Request, _ context: WebContext,
        status: HTTPResponse.Status = .ok, result: PageValue = .none
    ) async throws -> Response {
        var content = try await page.content(visit)
        if result != .none { content.values = content.values.adding(["result": result]) }
        let main = renderer.main(of: page, content, visit)
        // The script asks for the main part alone.
        if request.headers[PartHeader.name] != nil { return Self.html(main, status: status) }
        return try await framed(main, content.title, visit, context, isLive: content.isLive, status: status)
    }

    private func perform(
        _ action: PageAction, on page: any ConsolePage, _ visit: PageVisit, _ request: Request, _ context: WebContext
    ) async throws -> Response {
        var visit = visit
        visit.form = try await PageForm(request)
        guard let session = context.session, session.accepts(csrfToken: visit.form.exact("csrf") ?? "") else {
            throw Problem(
                status: 403, title: "Not from this console",
                detail: "the form does not belong to this session; go back, reload the page and send it again")
        }
        guard visit.viewer.may(action.right) else {
            throw Self.notAllowed(visit)
        }
        do {
            switch try await action.perform(visit) {
            case .done(let path, let notice):
                notices.put(notice, for: session.summary.number)
                return Response(status: .seeOther, headers: [.location: path])
            case .result(let result): return try await show(page, visit, request, context, result: result)
            case .response(let response): return response
            }
        } catch let error as any ProblemError {
            visit.refusal = error.problem
        } catch let problem as Problem {
            visit.refusal = problem
        }
        let status = HTTPResponse.Status(code: visit.refusal?.status ?? 400)
        return try await show(page, visit, request, context, status: status)
    }

    /// What a browser is shown when something else than a page refused its request.
    func failure(_ problem: Problem, of request: Request, _ context: WebContext) async -> Response {
        let visit = PageVisit(
            api: PageAPI(api, as: context), viewer: Viewer(context), now: now(), path: request.uri.path,
            parameters: [:],
            query: [])
        return await failure(problem, visit, context)
    }

    private func failure(_ problem: Problem, _ visit: PageVisit, _ context: WebContext) async -> Response {
        let status = HTTPResponse.Status(code: problem.status)
        let page = FailurePage()
        let content = PageContent(problem.title, ["problem": problem.value])
        let main = renderer.main(of: page, content, visit)
        let framed = try? await framed(main, problem.title, visit, context, isLive: false, status: status)
        return framed ?? Self.html(main, status: status)
    }

    private func framed(
        _ main: String, _ title: String, _ visit: PageVisit, _ context: WebContext, isLive: Bool,
        status: HTTPResponse.Status
    ) async throws -> Response {
        var frame = PageFrame(title: title, viewer: visit.viewer, path: visit.path)
        frame.isLive = isLive
        if let session = context.session { frame.notice = notices.take(for: session.summary.number) }
        if visit.viewer.may("read") { frame.overview = try await visit.api.find("overview") }
        return Self.html(renderer.page(main, frame, at: visit.now), status: status)
    }

    // MARK: Means

    private static func notAllowed(_ visit: PageVisit) -> Problem {
        Problem(status: 403, title: "Not allowed", detail: "this is not for the role \(visit.viewer.role)")
    }

    /// What browsers may load for a page: our own style, script and pictures, and nothing else.
    private static let contentPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    static func html(_ text: String, status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8", .contentSecurityPolicy: contentPolicy],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    private static func parameters(of context: WebContext) -> [String: String] {
        Dictionary(
            context.parameters.map { (String($0.key), $0.value.removingPercentEncoding ?? String($0.value)) }
        ) { $1 }
    }

    private static func query(of request: Request) -> [(name: String, value: String)] {
        (try? PageForm.decoded(Array((request.uri.query ?? "").utf8))) ?? []
    }
}

extension Viewer {
    /// Whoever sent a request.
    init(_ context: WebContext) {
        guard let principal = context.principal else { return }
        name = principal.name
        role = principal.role?.title ?? "Token"
        rights = Set(Right.allCases.filter { principal.may($0) }.map(\.rawValue))
        csrf = context.session?.csrfToken.revealed ?? ""
    }
}
