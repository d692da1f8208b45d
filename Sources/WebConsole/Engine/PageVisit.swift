import Foundation
import Hummingbird
import NetworkValues
import WebServer

/// Who looks at a page.
struct Viewer: Sendable {
    /// The name; empty for somebody who is not logged in.
    var name = ""
    /// The role in words; empty for somebody who is not logged in.
    var role = ""
    /// What may be done, by the names that templates use after `may.`.
    var rights: Set<String> = []
    /// What forms carry so that no other site can send them.
    var csrf = ""

    var isLoggedIn: Bool { !name.isEmpty }

    func may(_ right: String) -> Bool { rights.contains(right) }

    /// The viewer in templates.
    var value: PageValue {
        [
            "name": .text(name), "role": .text(role), "csrf": .text(csrf), "isLoggedIn": .flag(isLoggedIn),
            "may": .record(Dictionary(uniqueKeysWithValues: rights.map { ($0, .flag(true)) })),
        ]
    }
}

/// One request for a page.
struct PageVisit: Sendable {
    let api: PageAPI
    let viewer: Viewer
    let now: Timestamp
    /// The path without its query.
    let path: String
    /// The parts of the path that vary, percent-decoded.
    let parameters: [String: String]
    /// The query, decoded.
    let query: [(name: String, value: String)]
    /// What was sent; empty for a request that only looks.
    var form = PageForm()
    /// Why what was sent was refused.
    var refusal: Problem?

    /// A part of the path.
    subscript(name: String) -> String { parameters[name] ?? "" }

    /// The same as a part of a path of the API.
    func component(_ name: String) -> String { PageFormat.pathComponent(self[name]) }

    /// A value of the query; `nil` without one.
    func query(_ name: String) -> String? {
        query.last { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
    }

    /// The query with some values changed, for links; an empty value leaves one out.
    func link(_ changes: KeyValuePairs<String, String>, path: String? = nil) -> String {
        var pairs = query.filter { pair in !changes.contains { $0.key == pair.name } }
        for (name, value) in changes where !value.isEmpty { pairs.append((name, value)) }
        let text = pairs.filter { !$0.value.isEmpty }.map {
            "\(PageFormat.pathComponent($0.name))=\(PageFormat.pathComponent($0.value))"
        }
        let path = path ?? self.path
        return text.isEmpty ? path : path + "?" + text.joined(separator: "&")
    }

    /// The same visit as one of another page, for the links of a page that is shown under the path of a form.
    func standing(at path: String) -> PageVisit {
        var visit = PageVisit(
            api: api, viewer: viewer, now: now, path: path, parameters: parameters, query: query)
        visit.form = form
        visit.refusal = refusal
        return visit
    }

    /// Some values of the query as one of the API.
    func apiQuery(_ names: [String], adding more: KeyValuePairs<String, String> = [:]) -> String {
        var pairs = query.filter { names.contains($0.name) && !$0.value.isEmpty }
        for (name, value) in more { pairs.append((name, value)) }
        let text = pairs.map { "\(PageFormat.pathComponent($0.name))=\(PageFormat.pathComponent($0.value))" }
        return text.isEmpty ? "" : "?" + text.joined(separator: "&")
    }
}

extension Problem {
    /// The same where the field is named that the sentence begins with, as in `expected count to be from 1 to 10`.
    func placed(at fields: String...) -> Problem {
        guard field == nil, errors == nil else { return self }
        var placed = self
        placed.field = fields.first { detail.hasPrefix("expected \($0) ") }
        return placed
    }
}
