import HTTPTypes
import Hummingbird
import IPDECTCore
import Logging
import NIOCore
import Settings

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
        } catch let error as SiteRefusal {
            problem = Problem(status: 409, title: "Refused", detail: error.explanation)
        } catch let error as SettingsError {
            problem = Problem(error)
        } catch let error as NIOTooManyBytesError {
            let limit = error.maxBytes ?? context.maxUploadSize
            problem = Problem(
                status: 413, title: "Too large", detail: "expected at most \(limit) bytes of content, got more")
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
    /// Settings that were refused, or a file that could not be used.
    init(_ error: SettingsError) {
        switch error.code {
        case .changedOnDisk: self.init(status: 409, title: "Changed on disk", detail: "\(error)")
        case .fileFailed, .exposedSecrets: self.init(status: 500, title: "File not usable", detail: "\(error)")
        case .invalidValue, .missingOption, .unknownName, .invalidText:
            self.init(status: 422, title: "Settings refused", detail: "\(error)")
        }
    }

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
