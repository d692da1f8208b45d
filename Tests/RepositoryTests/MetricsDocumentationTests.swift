import Exposition
import Foundation
import Testing

/// Metrics that the page names are exposed, and every exposed one is documented.
struct MetricsDocumentationTests {
    static var exposed: Set<String> { Set(MetricsPage().families.map(\.sampleName)) }

    @Test func `every metric stands in docs/metrics.md and nothing else does`() throws {
        let named = try Repository.text("docs/metrics.md").matches(of: #"^\| `([a-z_]+)` \|"#).map { $0[1] }
        #expect(named.count == Set(named).count, "a metric stands there twice")
        for name in Self.exposed.subtracting(named).sorted() {
            Issue.record("docs/metrics.md does not tell of \(name)")
        }
        for name in Set(named).subtracting(Self.exposed).sorted() { Issue.record("\(name) is not exposed") }
    }
}
