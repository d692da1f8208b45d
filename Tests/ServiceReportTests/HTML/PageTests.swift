import Foundation
import IPDECTCore
import ReportSupport
import Testing

@testable import ServiceReport

@Suite struct PageTests {
    /// Reads a page with Python's parser: every element is closed where it must be, headings follow each other, ids are
    /// there once, links within the page lead somewhere, nothing is fetched, table headings have a scope.
    private static let checker = """
        import re, sys
        from html.parser import HTMLParser
        VOID = {"meta", "br", "link", "img", "input", "hr", "col"}
        SVG = {"rect", "line", "circle", "polyline", "polygon", "path"}
        BLOCK = {"p", "ul", "ol", "table", "div", "section", "h1", "h2", "h3", "figure", "dl", "pre"}
        class Check(HTMLParser):
            def __init__(self):
                super().__init__(convert_charrefs=True)
                self.stack, self.problems, self.ids, self.links, self.levels = [], [], [], [], []
                self.seen = set()
            def handle_starttag(self, tag, attrs, isClosed=False):
                names = [name for name, _ in attrs]
                attrs = dict(attrs)
                if len(names) != len(set(names)): self.problems.append(f"{tag} has an attribute twice")
                self.seen.add(tag)
                if tag in BLOCK and "p" in self.stack: self.problems.append(f"{tag} within p at {self.getpos()}")
                if tag == "th" and "scope" not in attrs: self.problems.append(f"th without scope at {self.getpos()}")
                if tag in ("script", "iframe", "object", "embed", "img", "link", "base"):
                    self.problems.append(f"{tag} at {self.getpos()}")
                if re.fullmatch("h[1-6]", tag):
                    level = int(tag[1])
                    if level > (self.levels[-1] if self.levels else 0) + 1: self.problems.append(f"{tag} at {self.getpos()}")
                    self.levels.append(level)
                if "id" in attrs: self.ids.append(attrs["id"])
                for name in ("href", "src", "action", "data", "poster", "srcset"):
                    if name in attrs: self.links.append(attrs[name])
                if any(name.startswith("on") for name in attrs): self.problems.append(f"{tag} with a script")
                if "style" in attrs and "url(" in attrs["style"]: self.problems.append("url in a style")
                if tag not in VOID and not isClosed: self.stack.append(tag)
            def handle_startendtag(self, tag, attrs):
                if tag not in SVG: self.problems.append(f"{tag}/ at {self.getpos()}")
                self.handle_starttag(tag, attrs, True)
            def handle_endtag(self, tag):
                if not self.stack or self.stack[-1] != tag:
                    self.problems.append(f"/{tag} at {self.getpos()}, open: {self.stack[-3:]}")
                else: self.stack.pop()
        text = open(sys.argv[1], encoding="utf-8").read()
        check = Check()
        check.feed(text)
        check.close()
        if check.stack: check.problems.append(f"not closed: {check.stack}")
        if len(check.ids) != len(set(check.ids)): check.problems.append("an id is there twice")
        for link in check.links:
            if not link.startswith("#") or link[1:] not in check.ids: check.problems.append(f"a link to {link}")
        for wanted in ("header", "nav", "main", "footer", "title", "caption"):
            if wanted not in check.seen: check.problems.append(f"no {wanted}")
        if "@import" in text or "url(" in text: check.problems.append("the style fetches something")
        if "<html lang=" not in text: check.problems.append("no language")
        print("\\n".join(check.problems))
        """

    private func problems(_ page: String, _ bench: ReportBench) async throws -> String {
        let path = bench.folder + "/page.html"
        try page.write(toFile: path, atomically: false, encoding: .utf8)
        return try await ReportBench.run("python3", ["-c", Self.checker, path])
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test(arguments: [(24, ReportRedaction.none), (24, .names), (1, .none), (700, .addresses)])
    func `the page is whole, in order and fetches nothing`(radios: Int, redaction: ReportRedaction) async throws {
        let bench = try ReportBench(ReportSite(radios: radios))
        try await bench.log(["a line with <b>markup</b> & \"quotes\" \u{1}\u{1b}[31m and http://evil.example/x.js"])
        let (page, _) = try await bench.report(redaction)
        #expect(try await problems(page, bench) == "")
        for part in ReportSection.allCases { #expect(page.contains("<section id=\"\(part.rawValue)\"")) }
        #expect(!page.contains("<b>") && page.contains("&lt;b&gt;markup&lt;/b&gt; &amp; &quot;quotes&quot;"))
        #expect(page.contains("Simulated: the telephone system in this report is not real."))
    }

    @Test func `findings begin with the most serious`() async throws {
        let bench = try ReportBench()
        let findings = Findings.all(ReportMatter(bench.sources()))
        #expect(findings.count > 3)
        #expect(findings.map(\.seriousness) == findings.map(\.seriousness).sorted(by: >))
        #expect(findings.contains { $0.title == "Pings are lost" || $0.section == .performance })
        #expect(findings.filter { $0.section == .alarms }.allSatisfy { !$0.evidence.isEmpty })
    }

    @Test func `a site where all is well has nothing wrong`() async throws {
        let site = ReportSite(radios: 4, scenario: .quiet, seconds: 900, isNamed: false)
        let bench = try ReportBench(site)
        let (page, _) = try await bench.report(.none)
        #expect(page.contains("Nothing: no alarm stands, and nothing else was found."))
    }

    @Test func `text stays text in HTML`() {
        #expect(
            HTMLText.escaped("<a href=\"x\">&\u{0}\u{7f}é\r\n")
                == "&lt;a href=&quot;x&quot;&gt;&amp;\u{FFFD}\u{FFFD}é\n\n")
    }
}
