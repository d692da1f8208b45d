import DashboardSupport
import Foundation

/// The dashboards and rules of this repository.
enum DashboardFiles {
    /// A dashboard and where it stands.
    struct File: Sendable {
        var path: String
        var dashboard: GrafanaDashboard
    }

    /// Every dashboard.
    static func dashboards() throws -> [File] {
        try Repository.files(under: "Dashboards/grafana", "json").map { path in
            File(path: path, dashboard: try GrafanaDashboard(json: Data(Repository.text(path).utf8)))
        }
    }

    /// Every alert (`alert`) or recorded series (`record`).
    static func rules(_ kind: String) throws -> [RuleFile.Rule] {
        try ["alerts.yml", "recording.yml"].flatMap {
            RuleFile.rules(in: try Repository.text("Dashboards/prometheus/" + $0))
        }.filter { $0.kind == kind }
    }
}
