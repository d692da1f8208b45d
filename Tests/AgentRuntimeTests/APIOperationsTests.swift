import Exposition
import HTTPTypes
import Hummingbird
import Testing
import WebAPI
import WebAccess
import WebServer

@testable import AgentRuntime

/// The table of the API's operations and what the agent serves.
struct APIOperationsTests {
    private func served() async throws -> [String] {
        let fixture = try await ControlPlaneTests.Fixture()
        let router = Router(context: WebContext.self)
        let services = WebServices(fixture.control, page: MetricsPage(MetricsSources()))
        for route in services.apiRoutes { route.add(to: router) }
        return router.routes.map { "\($0.method.rawValue) \($0.path)" }.sorted()
    }

    @Test func `every operation that is served is in the table, and every one in the table is served`() async throws {
        let served = try await served()
        let told = APIOperations.all.map { "\($0.method.rawValue) \($0.path)" }.sorted()
        #expect(Set(served).subtracting(told).sorted() == [])
        #expect(Set(told).subtracting(served).sorted() == [])
        #expect(Set(told).count == told.count && Set(served).count == served.count)
    }

    @Test func `what changes something needs more than to read`() {
        let harmless = ["config/check"]
        for operation in APIOperations.all where operation.method != .get {
            #expect(operation.right != .read || harmless.contains { operation.path.hasSuffix($0) }, "\(operation.path)")
        }
        #expect(APIOperations.operation(.get, "/api/v1/config/backup")?.right == .manageAccess)
    }

    @Test func `an operation is found by its method and its path, HEAD being GET`() {
        #expect(APIOperations.operation(.put, "/api/v1/radios/{name}/location")?.right == .radios)
        #expect(APIOperations.operation(.head, "/api/v1/radios")?.method == .get)
        #expect(APIOperations.operation(.post, "/api/v1/radios") == nil)
    }
}
