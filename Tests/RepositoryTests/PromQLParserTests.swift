import DashboardSupport
import Testing

/// What the tests of dashboards know of PromQL.
struct PromQLParserTests {
    @Test func `selectors are found with what stands around them`() throws {
        let text = #"sum by (a) (rate(x_total{l=~"$job", m!="v"}[$__rate_interval])) / on (a) group_left (b) (y > 0)"#
        let selectors = try PromQLParser.selectors(in: text)
        #expect(selectors.map(\.name) == ["x_total", "y"])
        #expect(selectors[0].range == "$__rate_interval" && selectors[0].enclosing == ["sum", "rate"])
        #expect(selectors[0].has("l", "=~", "$job") && selectors[0].has("m", "!=", "v"))
        #expect(selectors[0].text == #"x_total{l=~"$job", m!="v"}"#)
        #expect(selectors[1].range == nil && selectors[1].enclosing.isEmpty)
    }

    @Test(arguments: [
        "up", "-up", "1 - up", "up offset 5m", "up[5m] offset 5m", "topk(10, up)", "quantile(0.9, up) by (a)",
        "count_values(\"depth\", up)", "max_over_time(timestamp(up)[$__range:])", "max_over_time(up[1h:1m])",
        "time() - up", "vector(0) or up", "up == bool 1", "a:b:c", "{job=\"x\"}", "sum without () (up)", "(up)",
    ])
    func `an expression is taken`(text: String) {
        #expect(throws: Never.self) { try PromQLParser.selectors(in: text) }
    }

    @Test(arguments: [
        "", "sum(", "up)", "up{", "up{a}", "up{a=b}", "up{a=\"b}", "rate(up[5m)", "rates(up[5m])", "up up", "up +",
        "(up)[5m]", "sum by up", "up[", "up{a=\"b\"}}", "up & up",
    ])
    func `what is no expression is refused`(text: String) {
        #expect(throws: PromQLError.self) { try PromQLParser.selectors(in: text) }
    }

    @Test func `rules are read with folded texts`() {
        let text = """
            groups:
              - name: one
                rules:
                  - alert: First
                    expr: >
                      up
                      == 0
                    for: 2m
                    labels:
                      severity: critical
                  # A comment: not a key.
                  - record: a:b
                    expr: sum(up)
            """
        let rules = RuleFile.rules(in: text)
        #expect(rules.map(\.name) == ["First", "a:b"] && rules.map(\.kind) == ["alert", "record"])
        #expect(rules[0].expression == "up == 0 " && rules[0].fields["severity"] == "critical")
        #expect(rules[1].expression == "sum(up)")
    }
}
