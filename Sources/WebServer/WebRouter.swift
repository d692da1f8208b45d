import HTTPTypes
public import Hummingbird

/// Something that a server answers.
public protocol WebRoute: Sendable {
    /// Adds what it answers to a router.
    func add(to router: Router<WebContext>)
}

/// What a server answers, and what stands before it.
public struct WebSite: Sendable {
    /// The routes.
    public var routes: [any WebRoute]
    /// What each request passes before it reaches a route, from the outside in.
    public var gates: [any RouterMiddleware<WebContext>]

    /// Makes a site.
    public init(_ routes: [any WebRoute], behind gates: [any RouterMiddleware<WebContext>] = []) {
        self.routes = routes
        self.gates = gates
    }

    /// The router that answers, without a socket.
    public func router() -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders())
        router.add(middleware: ProblemMiddleware())
        router.add(middleware: EntityTags())
        for gate in gates { Self.add(gate, to: router) }
        for route in routes { route.add(to: router) }
        Self.refuseOtherMethods(in: router)
        return router
    }

    private static func add(_ gate: some RouterMiddleware<WebContext>, to router: Router<WebContext>) {
        router.add(middleware: gate)
    }

    /// A path that is served answers other methods with those that it takes (RFC 9110 15.5.6), not with "not found".
    private static func refuseOtherMethods(in router: Router<WebContext>) {
        for (path, routes) in Dictionary(grouping: router.routes, by: \.path.description) {
            let served = Set(routes.map(\.method))
            let all = served.contains(.get) ? served.union([.head]) : served
            let allow = all.map(\.rawValue).sorted().joined(separator: ", ")
            let query = HTTPRequest.Method(rawValue: "QUERY").map { [$0] } ?? []
            for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete, .options, .trace] + query
            where !served.contains(method) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    throw HTTPError(.methodNotAllowed, headers: [.allow: allow])
                }
            }
        }
    }
}
