import Faults
import NetworkValues

/// The first part of the page: what is wrong, in the order of its weight.
struct HTMLFindings {
    let page: HTMLPage

    func write() throws(ReportError) {
        let findings = Findings.all(page.matter)
        guard !findings.isEmpty else {
            return try page.paragraph("Nothing: no alarm stands, and nothing else was found.")
        }
        try page.markup("<ol class=\"findings\">\n")
        for finding in findings { try write(finding) }
        try page.markup("</ol>\n")
    }

    private func write(_ finding: Finding) throws(ReportError) {
        try page.markup("<li class=\"\(finding.seriousness)\"><span class=\"badge \(finding.seriousness)\">")
        try page.words(finding.seriousness.badge)
        try page.markup("</span><h3>")
        try page.words(finding.title)
        try page.markup("</h3>\n<p>")
        try subjects(finding)
        for words in finding.evidence where !words.text.isEmpty {
            try page.shown(words.text, words.field)
            try page.words(" ")
        }
        if let since = finding.since { try page.words("Since \(HTMLPage.shown(since)).") }
        try page.markup("</p>\n")
        if !finding.meaning.isEmpty { try labelled("Meaning", finding.meaning) }
        if !finding.cause.isEmpty { try labelled("Cause", finding.cause) }
        if !finding.remedy.isEmpty { try labelled("What helps", finding.remedy) }
        try page.markup("<p><a href=\"#\(finding.section.rawValue)\">More: \(finding.section.title)</a></p></li>\n")
    }

    private func subjects(_ finding: Finding) throws(ReportError) {
        guard !finding.subjects.isEmpty else { return }
        for (place, subject) in finding.subjects.enumerated() {
            if place > 0 { try page.words(", ") }
            try page.markup("<strong>")
            try page.shown(subject.text, subject.field)
            try page.markup("</strong>")
        }
        let left = finding.count - finding.subjects.count
        try page.words(left > 0 ? " and \(left) more. " : ". ")
    }

    private func labelled(_ label: String, _ text: String) throws(ReportError) {
        try page.markup("<p><span class=\"soft\">\(label):</span> ")
        try page.words(text)
        try page.markup("</p>\n")
    }
}
