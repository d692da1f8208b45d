import DashboardSupport
import Foundation

/// A query of a panel, a rule, a variable or an annotation, with its variables replaced.
struct DashboardQuery: Sendable {
    /// Where it stands, for messages.
    var place: String
    /// What must give data: all expressions of one of these lists.
    var alternatives: [[String]]
    /// The label that the answer must have; `nil` for none.
    var label: String?

    /// The selectors of its expression.
    var selectors: [PromQLSelector] {
        get throws { try alternatives[0].flatMap { try PromQLParser.selectors(in: $0) } }
    }

    /// Every query of the dashboards and rules below a folder.
    static func all(in folder: String) throws -> [DashboardQuery] {
        var found: [DashboardQuery] = []
        let grafana = folder + "/grafana/"
        for name in try FileManager.default.contentsOfDirectory(atPath: grafana) where name.hasSuffix(".json") {
            let json = try Data(contentsOf: URL(fileURLWithPath: grafana + name))
            found += try ofDashboard(try GrafanaDashboard(json: json), name)
        }
        for name in ["alerts.yml", "recording.yml"] {
            let text = try String(contentsOfFile: folder + "/prometheus/" + name, encoding: .utf8)
            found += try ofRules(in: text, name)
        }
        return found
    }

    private static func ofDashboard(_ dashboard: GrafanaDashboard, _ name: String) throws -> [DashboardQuery] {
        func filled(_ text: String) -> String { dashboard.substituting(in: text, rateInterval: "30s", range: "5m") }
        var found = dashboard.queries.map {
            DashboardQuery(place: "\(name), \($0.panel)", alternatives: [[filled($0.expression)]])
        }
        for annotation in dashboard.annotations.list {
            guard let expression = annotation.expr else { continue }
            found.append(.init(place: "\(name), annotation \(annotation.name)", alternatives: [[filled(expression)]]))
        }
        for variable in dashboard.templating.list where variable.type == "query" {
            guard let query = variable.labelQuery else { continue }
            found.append(
                .init(
                    place: "\(name), variable \(variable.name)", alternatives: [[filled(query.expression)]],
                    label: query.label))
        }
        return found
    }

    private static func ofRules(in text: String, _ name: String) throws -> [DashboardQuery] {
        try RuleFile.rules(in: text).map { rule in
            var query = DashboardQuery(place: "\(name), \(rule.name)", alternatives: [[rule.expression]])
            if rule.kind == "alert" {
                // While all is well an alert gives nothing: then each of its selectors must.
                query.alternatives.append(try PromQLParser.selectors(in: rule.expression).map(\.text))
            } else {
                query.alternatives[0].append(rule.name)
            }
            return query
        }
    }
}

extension PrometheusServer {
    /// Asks until every query is answered, at most so long, and returns those that are not.
    func unanswered(_ queries: [DashboardQuery], within seconds: Double) async throws -> [DashboardQuery] {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: .seconds(seconds))
        var open = queries
        while true {
            var remaining: [DashboardQuery] = []
            for query in open where try await !isAnswered(query) { remaining.append(query) }
            open = remaining
            if open.isEmpty || clock.now >= end { return open }
            try await Task.sleep(for: .seconds(1))
        }
    }

    private func isAnswered(_ query: DashboardQuery) async throws -> Bool {
        for expressions in query.alternatives {
            var areAll = true
            for expression in expressions where areAll {
                let series = try await self.query(expression)
                areAll = series.contains { series in
                    !series.value.isNaN && query.label.map { series.labels[$0]?.isEmpty == false } ?? true
                }
            }
            if areAll { return true }
        }
        return false
    }
}
