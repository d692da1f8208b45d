import DashboardSupport
import Exposition
import Foundation
import Testing

/// The dashboards and rules: what holds for all of them, and that they name only what there is.
struct DashboardTests {
    /// Everything that a query may name: the samples of the metrics page, what the rules record, and `up`.
    static func known() throws -> Set<String> {
        var names: Set = ["up"]
        for family in MetricsPage().families {
            let suffixes = family.kind == .histogram ? ["_bucket", "_sum", "_count"] : [""]
            names.formUnion(suffixes.map { family.sampleName + $0 })
        }
        return names.union(try DashboardFiles.rules("record").map(\.name))
    }

    @Test func `there are five dashboards, each with a uid of its own`() throws {
        let files = try DashboardFiles.dashboards()
        let expected = ["agent", "fleet", "forwarding", "radio-and-sync", "site"]
        #expect(files.map(\.path) == expected.map { "Dashboards/grafana/\($0).json" })
        #expect(files.map(\.dashboard.uid) == expected.map { "ipdect-" + $0 })
        #expect(Set(files.map(\.dashboard.title)).count == files.count)
    }

    @Test func `a dashboard can be imported as it is`() throws {
        for file in try DashboardFiles.dashboards() {
            let json = try JSONSerialization.jsonObject(with: Data(Repository.text(file.path).utf8)) as? [String: Any]
            #expect(json?["id"] == nil && json?["__inputs"] == nil, "\(file.path) has what only an export has")
            let dashboard = file.dashboard
            #expect(dashboard.schemaVersion == 39 && dashboard.graphTooltip == 1, "\(file.path)")
            #expect(dashboard.tags == ["ipdect"] && !dashboard.description.isEmpty, "\(file.path)")
            let linked = dashboard.links.contains { $0.tags == ["ipdect"] && $0.includeVars && $0.keepTime }
            #expect(linked, "\(file.path) does not lead to the other dashboards")
            let site = dashboard.templating.list.first { $0.name == "site" }
            #expect(site?.allValue == ".*", "\(file.path): without a label site, nothing would be shown")
        }
    }

    @Test func `panels neither overlap nor leave the grid`() throws {
        for file in try DashboardFiles.dashboards() {
            let panels = file.dashboard.panels
            #expect(Set(panels.map(\.id)).count == panels.count, "\(file.path): two panels have one id")
            var taken: Set<[Int]> = []
            for panel in panels {
                let place = panel.gridPos
                #expect(place.x >= 0 && place.x + place.w <= 24, "\(file.path): \(panel.title ?? "") is too wide")
                for x in place.x..<place.x + place.w {
                    for y in place.y..<place.y + place.h where !taken.insert([x, y]).inserted {
                        Issue.record("\(file.path): \(panel.title ?? "") stands on another panel")
                        return
                    }
                }
            }
        }
    }

    @Test func `titles within a dashboard tell its panels apart`() throws {
        for file in try DashboardFiles.dashboards() {
            var row = ""
            var seen: Set<[String]> = []
            for panel in file.dashboard.panels {
                guard panel.isPanel else {
                    row = panel.title ?? ""
                    continue
                }
                let isNew = seen.insert([row, panel.title ?? ""]).inserted
                #expect(isNew, "\(file.path): two panels '\(panel.title ?? "")' in the row '\(row)'")
            }
        }
    }

    @Test func `dashboards name only metrics that are exposed`() throws {
        let known = try Self.known()
        for file in try DashboardFiles.dashboards() {
            let annotations = file.dashboard.annotations.list.compactMap { $0.expr.map { ("annotation", $0) } }
            let variables = file.dashboard.templating.list.compactMap { variable in
                variable.labelQuery.map { ("variable", $0.expression) }
            }
            for (place, expression) in file.dashboard.queries + annotations + variables {
                for selector in (try? PromQLParser.selectors(in: expression)) ?? []
                where !known.contains(selector.name) {
                    Issue.record("\(file.path), \(place): there is no metric \(selector.name)")
                }
            }
        }
    }

    @Test func `rules name only metrics that are exposed or recorded`() throws {
        let known = try Self.known()
        let rules = try DashboardFiles.rules("alert") + DashboardFiles.rules("record")
        #expect(rules.count > 60)
        for rule in rules {
            for selector in try PromQLParser.selectors(in: rule.expression) where !known.contains(selector.name) {
                Issue.record("\(rule.name): there is no metric \(selector.name)")
            }
        }
    }

    @Test func `every alert says how serious it is, what happened, and what helps`() throws {
        let alerts = try DashboardFiles.rules("alert")
        #expect(Set(alerts.map(\.name)).count == alerts.count, "two alerts have one name")
        for alert in alerts {
            #expect(alert.name.hasPrefix("IPDECT"), "\(alert.name): names begin with IPDECT")
            #expect(
                ["critical", "warning", "info"].contains(alert.fields["severity"] ?? ""), "\(alert.name): severity")
            #expect(alert.fields["summary"]?.contains("$labels.instance") == true, "\(alert.name): where?")
            #expect((alert.fields["description"] ?? "").count > 20, "\(alert.name): what helps?")
        }
    }

    @Test func `every alert has a test in which it fires and one in which it does not`() throws {
        let cases = try Repository.text("Dashboards/prometheus/alerts-test.yml")
            .matches(of: #"alertname: (\w+)\n +exp_alerts:( \[\])?"#)
        for alert in try DashboardFiles.rules("alert") {
            let own = cases.filter { $0[1] == alert.name }
            #expect(own.contains { $0[2].isEmpty }, "no test in which \(alert.name) fires")
            #expect(own.contains { !$0[2].isEmpty }, "no test in which \(alert.name) does not fire")
        }
    }

    @Test func `every recorded series has a test`() throws {
        let test = try Repository.text("Dashboards/prometheus/recording-test.yml")
        for rule in try DashboardFiles.rules("record") {
            #expect(test.contains("expr: \(rule.name)\n"), "no test asks for \(rule.name)")
        }
    }

    @Test func `alerts that others name are there`() throws {
        let names = Set(try DashboardFiles.rules("alert").map(\.name))
        let text = try Repository.text("Dashboards/prometheus/alertmanager.yml")
        for match in try text.matches(of: #"\bIPDECT\w+"#) {
            #expect(names.contains(match[0]), "alertmanager.yml names \(match[0]), which no rule raises")
        }
    }
}
