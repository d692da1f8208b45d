import HTTPTypes
public import Hummingbird
public import WebServer

/// Shows people with a browser a page where programs get problem details: for paths that nobody serves, and for what is
/// refused before a page is reached.
public struct FailureGate: RouterMiddleware {
    /// What a request is known by.
    public typealias Context = WebContext

    private let console: ConsoleRoutes

    /// Makes the gate over the console that makes the pages.
    public init(_ console: ConsoleRoutes) {
        self.console = console
    }

    /// Answers a request.
    @concurrent public func handle(
        _ request: Request, context: WebContext,
        next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where isForPeople(request) && error.status != .unauthorized {
            let problem = Problem(
                status: error.status.code, title: error.status.reasonPhrase,
                detail: error.status == .notFound
                    ? "Nothing is served at \(request.uri.path)." : error.body ?? "The request was refused.")
            var response = await console.failure(problem, of: request, context)
            response.headers.append(contentsOf: error.headers)
            return response
        }
    }

    private func isForPeople(_ request: Request) -> Bool {
        !request.uri.path.hasPrefix("/api/") && request.headers[.accept]?.contains("text/html") ?? false
    }
}
