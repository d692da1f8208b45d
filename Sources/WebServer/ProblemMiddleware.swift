import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1

/// An error that says itself what becomes of the request.
public protocol ProblemError: Error {
    /// The error as problem details.
    var problem: Problem { get }
}

/// Turns every error on the way to an answer into problem details (RFC 9457), paths that nobody serves included.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = WebContext

    @concurrent func handle(
        _ request: Request, context: WebContext,
        next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let problem: Problem
        var headers: HTTPFields = [:]
        do {
            return try await next(request, context)
        } catch let error as Problem {
            problem = error
        } catch let error as any ProblemError {
            problem = error.problem
        } catch let error as NIOTooManyBytesError {
            let limit = error.maxBytes ?? context.maxUploadSize
            problem = Problem(
                status: 413, title: "Too large", detail: "expected at most \(limit) bytes of content, got more")
        } catch let error as HTTPParserError {
            problem = .malformed("expected the content as the header says, got something else: \(error)")
        } catch let error as HTTPError {
            headers = error.headers
            problem = Problem(error, for: request)
        } catch {
            context.logger.error("a request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            problem = Problem(status: 500, title: "Failed", detail: "the agent could not do this: \(error)")
        }
        var response = try JSON.response(
            problem, status: .init(code: problem.status), type: "application/problem+json")
        response.headers.append(contentsOf: headers)
        return response
    }
}

extension Problem {
    /// What the router itself refused.
    init(_ error: HTTPError, for request: Request) {
        let place = "\(request.method.rawValue) \(request.uri.path)"
        let detail: String
        switch error.status {
        case .notFound: detail = "nothing is served at \(place)"
        case .methodNotAllowed: detail = "expected \(error.headers[.allow] ?? "another method"), got \(place)"
        default: detail = error.body ?? "\(place) was refused"
        }
        self.init(status: error.status.code, title: error.status.reasonPhrase, detail: detail)
    }
}
