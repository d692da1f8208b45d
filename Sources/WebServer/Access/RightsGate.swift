import HTTPTypes
public import Hummingbird
public import WebAccess

/// Lets a request through whose sender has the right that its operation needs.
public struct RightsGate: RouterMiddleware {
    /// What a request is known by.
    public typealias Context = WebContext

    private let right: @Sendable (_ method: String, _ path: String) -> Right?

    /// Makes the gate; `right` says what an operation needs, by its method and the template of its path, such as
    /// `/api/v1/radios/{name}`; `nil` for what is no operation.
    public init(_ right: @escaping @Sendable (_ method: String, _ path: String) -> Right?) {
        self.right = right
    }

    /// Answers a request, or refuses it.
    @concurrent public func handle(
        _ request: Request, context: WebContext,
        next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let method = request.method == .head ? "GET" : request.method.rawValue
        guard let path = context.endpointPath, let needed = right(method, path) else {
            return try await next(request, context)
        }
        guard let principal = context.principal, principal.may(needed) else {
            throw HTTPError(.forbidden, message: "this needs the right \(needed.rawValue)")
        }
        return try await next(request, context)
    }
}
