package import Foundation

/// A dashboard of Grafana in its classic form, as far as tests look at it.
package struct GrafanaDashboard: Decodable, Sendable {
    package struct DataSource: Decodable, Sendable {
        package var type: String
        package var uid: String
    }

    package struct Target: Decodable, Sendable {
        package var refId: String
        package var expr: String
        package var datasource: DataSource
    }

    package struct GridPosition: Decodable, Sendable {
        package var h, w, x, y: Int
    }

    package struct FieldConfiguration: Decodable, Sendable {
        package struct Defaults: Decodable, Sendable {
            package var unit: String?
        }
        package var defaults: Defaults
    }

    package struct Panel: Decodable, Sendable {
        package var id: Int
        package var type: String
        package var title: String?
        package var description: String?
        package var datasource: DataSource?
        package var targets: [Target]?
        package var gridPos: GridPosition
        package var fieldConfig: FieldConfiguration?

        /// Whether it shows something, and is not only the head of a row.
        package var isPanel: Bool { type != "row" }
    }

    package struct Variable: Decodable, Sendable {
        package var name: String
        package var label: String?
        package var type: String
        package var datasource: DataSource?
        /// The query of one that is asked for; empty for others.
        package var definition: String?
        package var refresh: Int?
        package var multi: Bool?
        package var includeAll: Bool?
        package var allValue: String?

        /// What a query of the form `label_values(EXPRESSION, LABEL)` asks for; `nil` for any other.
        package var labelQuery: (expression: String, label: String)? {
            guard let match = definition?.wholeMatch(of: /label_values\((.+), ([a-z_]+)\)/) else { return nil }
            return (String(match.output.1), String(match.output.2))
        }
    }

    package struct Templating: Decodable, Sendable {
        package var list: [Variable]
    }

    package struct Annotation: Decodable, Sendable {
        package var name: String
        package var expr: String?
        package var datasource: DataSource
    }

    package struct Annotations: Decodable, Sendable {
        package var list: [Annotation]
    }

    package struct Link: Decodable, Sendable {
        package var type: String
        package var tags: [String]
        package var includeVars: Bool
        package var keepTime: Bool
    }

    package var uid: String
    package var title: String
    package var description: String
    package var tags: [String]
    package var schemaVersion: Int
    package var editable: Bool
    package var graphTooltip: Int
    package var templating: Templating
    package var panels: [Panel]
    package var annotations: Annotations
    package var links: [Link]

    /// Reads a dashboard.
    package init(json: Data) throws { self = try JSONDecoder().decode(Self.self, from: json) }

    /// Every query of a panel, with the panel's title.
    package var queries: [(panel: String, expression: String)] {
        panels.flatMap { panel in (panel.targets ?? []).map { (panel.title ?? "", $0.expr) } }
    }

    /// An expression with the variables of this dashboard replaced by all their values, and those of Grafana by durations.
    package func substituting(in expression: String, rateInterval: String, range: String) -> String {
        var text = expression.replacing("$__rate_interval", with: rateInterval).replacing("$__range", with: range)
        for variable in templating.list { text = text.replacing("$\(variable.name)", with: variable.allValue ?? ".*") }
        return text
    }
}
