import HTTPTypes
import Hummingbird

extension WebService.Content {
    /// The router that answers for this content, without a socket.
    func router() -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders())
        router.add(middleware: ProblemMiddleware())
        switch self {
        case .metrics(let page, let store, let more):
            MetricsRoute(page, of: store).add(to: router)
            HealthRoute(store).add(to: router)
            for route in more { route.add(to: router) }
        case .api(let control, let more):
            router.add(middleware: UserMiddleware())
            APIRoutes(control).add(to: router)
            for route in more { route.add(to: router) }
        }
        refuseOtherMethods(in: router)
        return router
    }

    /// A path that is served answers other methods with those that it takes (RFC 9110 15.5.6), not with "not found".
    private func refuseOtherMethods(in router: Router<WebContext>) {
        for (path, routes) in Dictionary(grouping: router.routes, by: \.path.description) {
            let served = Set(routes.map(\.method))
            let all = served.contains(.get) ? served.union([.head]) : served
            let allow = all.map(\.rawValue).sorted().joined(separator: ", ")
            for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] where !served.contains(method) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    throw HTTPError(.methodNotAllowed, headers: [.allow: allow])
                }
            }
        }
    }
}
