import Foundation
import Mustache

extension PageValue {
    /// The value as the template library takes it.
    var shown: Any? {
        switch self {
        case .none: nil
        case .flag(let flag): flag
        case .integer(let number): ShownNumber(value: Double(number), text: String(number))
        case .number(let number): ShownNumber(value: number, text: PageFormat.plain(number))
        case .text(let text): ShownText(text)
        case .list(let elements): elements.compactMap(\.shown)
        case .record(let fields): ShownRecord(fields)
        }
    }
}

/// A record in a template.
private struct ShownRecord: MustacheParent {
    let fields: [String: PageValue]

    init(_ fields: [String: PageValue]) { self.fields = fields }

    /// A field that is there without a value hides one of the same name further out.
    func child(named name: String) -> Any? {
        guard let value = fields[name] else { return nil }
        return value.shown ?? ShownText("")
    }
}

/// A text in a template; an empty one counts as nothing.
private struct ShownText: MustacheCustomRenderable, MustacheTransformable {
    let renderText: String
    var isNull: Bool { renderText.isEmpty }

    init(_ text: String) { renderText = text }

    func transform(_ name: String) -> Any? {
        switch name {
        case "time": ShownText(PageFormat.time(renderText))
        case "date": ShownText(PageFormat.date(renderText))
        case "ago": ShownText(PageFormat.age(renderText))
        case "words": ShownText(PageFormat.words(renderText))
        case "path": ShownText(PageFormat.pathComponent(renderText))
        case "capital": ShownText(PageFormat.capital(renderText))
        case "grouped", "octets", "fixed", "duration": self
        default: nil
        }
    }
}

/// A number in a template.
private struct ShownNumber: MustacheCustomRenderable, MustacheTransformable {
    let value: Double
    let text: String
    var renderText: String { text }
    var isNull: Bool { false }

    func transform(_ name: String) -> Any? {
        switch name {
        case "grouped": ShownText(PageFormat.grouped(value))
        case "octets": ShownText(PageFormat.octets(value))
        case "percent": ShownText(PageFormat.plain((value * 1000).rounded() / 10) + " %")
        case "fixed": ShownText(PageFormat.fixed(value))
        case "duration": ShownText(PageFormat.duration(seconds: value))
        case "positive": value > 0
        case "path": ShownText(text)
        default: nil
        }
    }
}
