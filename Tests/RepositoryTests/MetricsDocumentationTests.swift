import Exposition
import Foundation
import Testing

/// Metrics that pages, dashboards and rules name are exposed, and every exposed one is documented.
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

    @Test func `metrics that rules and dashboards use are exposed`() throws {
        var used: [(name: String, file: String)] = []
        for file in Repository.files(under: "contrib/prometheus", "yml") + Repository.files(under: "Dashboards", "json")
        {
            for match in try Repository.text(file).matches(of: #"\b((?:ipdect|process)_[a-z_]+)"#) {
                used.append((match[1], file))
            }
        }
        #expect(used.count > 10)
        for (name, file) in used {
            #expect(Self.exposed.contains(name), "\(file) uses \(name), which is not exposed")
        }
    }
}
