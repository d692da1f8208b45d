import WebServer

/// What stands in a page's place when it cannot be shown.
struct FailurePage: ConsolePage {
    let path = "/failure"
    let template = """
        <h1>{{problem.title}}</h1>
        <p>{{problem.detail}}</p>
        <p><a href="/">To the overview</a></p>
        """

    func content(_ visit: PageVisit) async throws -> PageContent {
        throw Problem.notFound("nothing is served at \(visit.path)")
    }
}
