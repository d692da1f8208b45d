import Logging
import Mustache
import NetworkValues
import WebServer

/// Makes pages of templates and values.
struct PageRenderer: Sendable {
    private let library: MustacheLibrary

    /// Takes the templates of all pages; throws when one cannot be read.
    init(_ pages: [any ConsolePage]) throws {
        var library = MustacheLibrary()
        try library.register(Layout.template, named: "layout")
        for (name, text) in Parts.all.merging(AccessTemplates.all, uniquingKeysWith: { $1 }) {
            try library.register(text, named: name)
        }
        for page in pages {
            for (name, text) in page.parts { try library.register(text, named: name) }
            try library.register(page.template, named: page.path)
        }
        self.library = library
    }

    /// The main part of a page.
    func main(of page: any ConsolePage, _ content: PageContent, _ visit: PageVisit) -> String {
        var values = content.values.adding(["viewer": visit.viewer.value, "title": .text(content.title)])
        if let refusal = visit.refusal { values = values.adding(["refusal": refusal.value]) }
        return render(values, page.path, at: visit.now)
    }

    /// A whole page around a main part.
    func page(_ main: String, _ frame: PageFrame, at now: Timestamp) -> String {
        render(frame.values.adding(["main": .text(main)]), "layout", at: now)
    }

    /// What a template makes of values.
    func render(_ values: PageValue, _ template: String, at now: Timestamp) -> String {
        PageFormat.$now.withValue(now) {
            library.render(values.shown ?? [:], withTemplate: template) ?? ""
        }
    }
}

extension Problem {
    /// The problem in templates; `at` has the message under the name of the field that it is about.
    var value: PageValue {
        var value: PageValue = [
            "status": .integer(Int64(status)), "title": .text(title), "detail": .text(detail), "isRefused": true,
        ]
        if let field { value["at"] = .record([field: .text(detail)]) }
        if let errors, !errors.isEmpty {
            value["at"] = .record(Dictionary(errors.map { ($0.field ?? "", .text($0.detail)) }) { first, _ in first })
        }
        return value
    }
}
