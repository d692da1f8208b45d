import DashboardSupport
import Testing

/// The rules of Grafana's dashboard-linter, one test each. A message names the file, the panel and the rule.
struct DashboardLintTests {
    typealias File = DashboardFiles.File
    /// The kinds of panel that show figures, for which the linter asks.
    private static let figures: Set = ["stat", "timeseries", "table", "gauge", "bargauge", "state-timeline", "heatmap"]
    private static let templatedSource = "${datasource}"

    private func variable(_ name: String, in file: File) -> GrafanaDashboard.Variable? {
        file.dashboard.templating.list.first { $0.name == name }
    }

    /// Calls `body` with each panel and what a message about it begins with.
    private func eachPanel(_ body: (GrafanaDashboard, GrafanaDashboard.Panel, String) throws -> Void) throws {
        for file in try DashboardFiles.dashboards() {
            for panel in file.dashboard.panels where panel.isPanel {
                try body(file.dashboard, panel, "\(file.path), panel '\(panel.title ?? "\(panel.id)")'")
            }
        }
    }

    /// Calls `body` with each selector of each query, and what a message about it begins with. What is no PromQL is the
    /// matter of its own rule.
    private func eachSelector(_ body: (PromQLSelector, String) -> Void) throws {
        try eachPanel { _, panel, place in
            for target in panel.targets ?? [] {
                for selector in (try? PromQLParser.selectors(in: target.expr)) ?? [] { body(selector, place) }
            }
        }
    }

    private func checkTemplate(_ name: String) throws {
        for file in try DashboardFiles.dashboards() {
            let rule = "\(file.path): template-\(name)-rule"
            guard let variable = variable(name, in: file) else {
                Issue.record("\(rule): there is no variable \(name)")
                continue
            }
            #expect(variable.type == "query", "\(rule): it is no query")
            #expect(
                variable.datasource?.uid == Self.templatedSource, "\(rule): it does not use the variable datasource")
            #expect(variable.label == name.prefix(1).uppercased() + name.dropFirst(), "\(rule): its label is wrong")
            #expect(variable.multi == true, "\(rule): only one value can be chosen")
            #expect(variable.allValue == ".+", "\(rule): allValue must be .+")
        }
    }

    @Test func `template-datasource-rule: the data source can be chosen`() throws {
        for file in try DashboardFiles.dashboards() {
            let sources = file.dashboard.templating.list.filter { $0.type == "datasource" }
            let isRight = sources.count == 1 && sources[0].name == "datasource" && sources[0].label == "Data source"
            #expect(isRight, "\(file.path): template-datasource-rule: one variable datasource, labelled Data source")
        }
    }

    @Test func `template-job-rule: the jobs can be chosen`() throws { try checkTemplate("job") }

    @Test func `template-instance-rule: the instances can be chosen`() throws { try checkTemplate("instance") }

    @Test func `template-label-promql-rule: variables ask for labels of something`() throws {
        for file in try DashboardFiles.dashboards() {
            for variable in file.dashboard.templating.list where variable.type == "query" {
                let rule = "\(file.path): template-label-promql-rule: \(variable.name)"
                let query = try #require(variable.labelQuery, "\(rule): \(variable.definition ?? "nothing is asked")")
                #expect(throws: Never.self, "\(rule)") { try PromQLParser.selectors(in: query.expression) }
            }
        }
    }

    @Test func `template-on-time-change-reload-rule: variables follow the time shown`() throws {
        for file in try DashboardFiles.dashboards() {
            for variable in file.dashboard.templating.list where variable.type == "query" {
                #expect(
                    variable.refresh == 2,
                    "\(file.path): template-on-time-change-reload-rule: \(variable.name) must have refresh 2")
            }
        }
    }

    @Test func `panel-datasource-rule: panels use the data source chosen`() throws {
        try eachPanel { _, panel, place in
            let used = [panel.datasource?.uid] + (panel.targets ?? []).map(\.datasource.uid)
            let isRight = used.allSatisfy { $0 == Self.templatedSource }
            #expect(isRight, "\(place): panel-datasource-rule: it does not use the variable datasource")
        }
    }

    @Test func `panel-title-description-rule: panels have a title and say what they show`() throws {
        try eachPanel { _, panel, place in
            let hasBoth = panel.title?.isEmpty == false && panel.description?.isEmpty == false
            #expect(hasBoth, "\(place): panel-title-description-rule: title or description is missing")
        }
    }

    @Test func `panel-units-rule: panels have a unit`() throws {
        let units: Set = [
            "none", "short", "percentunit", "bytes", "Bps", "pps", "ops", "wps", "cpm", "s", "dBm", "dateTimeAsLocal",
        ]
        try eachPanel { _, panel, place in
            let unit = panel.fieldConfig?.defaults.unit ?? ""
            #expect(units.contains(unit), "\(place): panel-units-rule: '\(unit)' is none of the units used here")
        }
    }

    @Test func `panel-no-targets-rule: panels ask for something`() throws {
        try eachPanel { _, panel, place in
            #expect(Self.figures.contains(panel.type), "\(place): a panel of the type \(panel.type) is not checked")
            let targets = panel.targets ?? []
            #expect(!targets.isEmpty, "\(place): panel-no-targets-rule: it has no query")
            #expect(Set(targets.map(\.refId)).count == targets.count, "\(place): two queries have one letter")
        }
    }

    @Test func `target-promql-rule: queries are PromQL`() throws {
        try eachPanel { _, panel, place in
            for target in panel.targets ?? [] {
                #expect(throws: Never.self, "\(place): target-promql-rule: \(target.expr)") {
                    let selectors = try PromQLParser.selectors(in: target.expr)
                    #expect(!selectors.isEmpty, "\(place): target-promql-rule: it selects nothing")
                }
            }
        }
    }

    @Test func `target-rate-interval-rule: rates fit the resolution`() throws {
        try eachSelector { selector, place in
            guard let range = selector.range else { return }
            let function = selector.enclosing.last ?? ""
            let isRate = ["rate", "irate"].contains(function)
            let allowed = isRate ? ["$__rate_interval"] : ["$__rate_interval", "$__range"]
            #expect(
                allowed.contains(range), "\(place): target-rate-interval-rule: \(function)(\(selector.text)[\(range)])")
        }
    }

    @Test(arguments: ["job", "instance"]) func `target-job-rule and target-instance-rule: queries heed what is chosen`(
        label: String
    ) throws {
        try eachSelector { selector, place in
            #expect(
                selector.has(label, "=~", "$\(label)"),
                "\(place): target-\(label)-rule: \(selector.text) lacks \(label)=~\"$\(label)\"")
        }
    }

    @Test func `target-counter-agg-rule: counters are shown as rates`() throws {
        try eachSelector { selector, place in
            let isCounter = ["_total", "_bucket", "_count", "_sum"].contains { selector.name.hasSuffix($0) }
            guard isCounter else { return }
            let isRate = selector.range != nil && ["rate", "irate", "increase"].contains(selector.enclosing.last ?? "")
            #expect(isRate, "\(place): target-counter-agg-rule: \(selector.name) outside of rate and increase")
        }
    }

    @Test func `uneditable-dashboard: dashboards cannot be changed in place`() throws {
        for file in try DashboardFiles.dashboards() {
            #expect(!file.dashboard.editable, "\(file.path): uneditable-dashboard: editable must be false")
        }
    }
}
