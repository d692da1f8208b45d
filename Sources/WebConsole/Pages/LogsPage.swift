import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import WebServer

/// The log (manual 4.23.1), the newest line first.
struct LogsPage: ConsolePage {
    private static let limit = 100
    /// The most lines of a file.
    private static let fileLimit = 5000
    /// The most letters of a line on the page; the file has all.
    private static let textLimit = 400
    private static let filters = ["topic", "severity", "device", "text", "from", "until"]

    let path = "/logs"
    let template = """
        <h1>Logs</h1>
        {{>problem}}
        <form class="filter" method="get" action="/logs" data-auto>
        <label>Topic <select name="topic"><option value="">all</option>
        {{#topics}}<option value="{{topic}}"{{#isChosen}} selected{{/isChosen}}>{{topic}}{{^isOn}} (off){{/isOn}}</option>{{/topics}}</select></label>
        <label>Severity <select name="severity"><option value="">all</option>
        {{#severities}}<option value="{{name}}"{{#isChosen}} selected{{/isChosen}}>{{title}}</option>{{/severities}}</select></label>
        <label>Device <input name="device" value="{{filter.device}}" placeholder="name, MAC, address"></label>
        <label>Text <input name="text" type="search" value="{{filter.text}}"></label>
        <label>From (UTC) <input name="from" type="datetime-local" value="{{filter.from}}"{{#filter.wrong.from}} aria-invalid="true" aria-describedby="from-wrong"{{/filter.wrong.from}}></label>
        {{#filter.wrong.from}}<span class="wrong" id="from-wrong">{{filter.wrong.from}}</span>{{/filter.wrong.from}}
        <label>Until (UTC) <input name="until" type="datetime-local" value="{{filter.until}}"{{#filter.wrong.until}} aria-invalid="true" aria-describedby="until-wrong"{{/filter.wrong.until}}></label>
        {{#filter.wrong.until}}<span class="wrong" id="until-wrong">{{filter.wrong.until}}</span>{{/filter.wrong.until}}
        <button class="quiet">Filter</button></form>
        <div class="scroll" tabindex="0" role="region" aria-label="Lines of the log"><table class="log">
        <thead><tr><th scope="col">Time (UTC)</th><th scope="col">Severity</th><th scope="col">Device</th><th scope="col">Topic</th><th scope="col">Text</th></tr></thead>
        <tbody>{{#lines}}<tr><td class="nowrap">{{time(time)}}</td><td><span class="badge {{badge}}">{{severity}}</span></td>
        <td class="nowrap">{{#isRadio}}<a href="/radios/{{path(device)}}">{{device}}</a>{{/isRadio}}{{^isRadio}}{{device}}{{/isRadio}}</td>
        <td class="nowrap">{{topic}}{{#module}} <small>{{module}}</small>{{/module}}</td>
        <td>{{#code}}<a href="/faults/{{code}}">{{code}}</a> {{/code}}{{text}}</td></tr>{{/lines}}
        {{^lines}}<tr><td colspan="5">No line matches.</td></tr>{{/lines}}</tbody></table></div>
        <nav class="pager" aria-label="Pages of the log">{{#newest}}<a href="{{newest}}" rel="first">Newest</a>{{/newest}}
        {{#older}}<a href="{{older}}" rel="next">Older →</a>{{/older}}</nav>
        <p class="row"><span>Download what matches, at most {{grouped(fileLimit)}} lines:</span>
        <a href="{{textFile}}">as text</a> <a href="{{jsonFile}}">as JSON lines</a></p>
        <p><a href="/settings/LOG0">What is logged</a></p>
        """

    let passages = [
        PagePassage("/logs/lines.txt") { visit in
            try await file(visit, "log.txt", "text/plain; charset=utf-8") { line in
                let origin = [line["device"].words, line["module"].words].filter { !$0.isEmpty }
                let text = line["text"].words.map { $0.isNewline ? " " : $0 }
                return "\(line["time"].words) \(line["severity"].words) \(line["topic"].words) "
                    + origin.joined(separator: " ") + ": " + String(text)
            }
        },
        PagePassage("/logs/lines.jsonl") { visit in
            try await file(visit, "log.jsonl", "application/x-ndjson") { line in
                let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
                return String(
                    decoding: try JSONSerialization.data(withJSONObject: line.json, options: options), as: UTF8.self)
            }
        },
    ]

    func content(_ visit: PageVisit) async throws -> PageContent {
        var page: PageValue = [:]
        var refusal: Problem?
        do {
            let query = Self.query(visit, limit: Self.limit)
            let before = visit.query("before").map { "&before=" + PageFormat.pathComponent($0) } ?? ""
            page = try await visit.api.get("logs?" + query + before)
        } catch let problem as Problem {
            refusal = problem.placed(at: Self.filters[4], Self.filters[5])
        }
        let older = page["older"].integer.map { visit.link(["before": "\($0)"]) }
        let severities = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"]
        var values: PageValue = [
            "lines": .list(page["records"].elements.reversed().map(Self.line)),
            "older": PageValue(older),
            "newest": visit.query("before") == nil ? .none : .text(visit.link(["before": ""])),
            "topics": .list(
                try await visit.api.get("logs/topics").elements.map {
                    $0.adding(["isChosen": .flag($0["topic"].text == visit.query("topic"))])
                }),
            "severities": .list(
                severities.map { name in
                    let title = name == "emerg" ? name : name == "debug" ? "debug: all" : name + " and worse"
                    return [
                        "name": .text(name), "title": .text(title),
                        "isChosen": .flag(visit.query("severity") == name),
                    ]
                }),
            "filter": [
                "device": PageValue(visit.query("device")), "text": PageValue(visit.query("text")),
                "from": PageValue(visit.query("from").map(Self.local)),
                "until": PageValue(visit.query("until").map(Self.local)), "wrong": refusal?.value["at"] ?? .none,
            ],
            "fileLimit": .integer(Int64(Self.fileLimit)),
            "textFile": .text(visit.link(["before": ""], path: "/logs/lines.txt")),
            "jsonFile": .text(visit.link(["before": ""], path: "/logs/lines.jsonl")),
        ]
        if let refusal { values = values.adding(["refusal": refusal.value]) }
        return PageContent("Logs", isLive: visit.query("before") == nil && refusal == nil, values)
    }

    // MARK: Means

    /// The filters as a query of the API. A browser sends times without a zone; they mean UTC.
    private static func query(_ visit: PageVisit, limit: Int) -> String {
        var parts = ["limit=\(limit)"]
        for name in filters {
            guard var value = visit.query(name) else { continue }
            if name == "from" || name == "until" { value = zoned(value) }
            parts.append("\(name)=\(PageFormat.pathComponent(value))")
        }
        return parts.joined(separator: "&")
    }

    private static func zoned(_ text: String) -> String {
        switch text.utf8.count {
        case 16: text + ":00Z"
        case 19: text + "Z"
        default: text
        }
    }

    /// A time as a browser's field takes it: without a zone.
    private static func local(_ text: String) -> String {
        text.hasSuffix("Z") ? String(text.dropLast().prefix(19)) : text
    }

    private static func line(_ record: PageValue) -> PageValue {
        let badges = [
            "emerg": "critical", "alert": "critical", "crit": "critical", "err": "error", "warning": "warning",
        ]
        var text = record["text"].text ?? ""
        // The code stands before the text already.
        if let code = record["code"].text { text = text.replacing("\(code) ", with: "", maxReplacements: 1) }
        let shown = text.count > textLimit ? text.prefix(textLimit) + " …" : text[...]
        return DeviceLink.marked(record.having("code", "module", "device")).adding([
            "text": .text(String(shown)), "badge": .text(badges[record["severity"].text ?? ""] ?? ""),
        ])
    }

    private static func file(
        _ visit: PageVisit, _ name: String, _ type: String, _ line: (PageValue) throws -> String
    ) async throws -> Response {
        let page = try await visit.api.get("logs?" + query(visit, limit: fileLimit))
        var buffer = ByteBuffer()
        for record in page["records"].elements { buffer.writeString(try line(record) + "\n") }
        return Response(
            status: .ok, headers: [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\""],
            body: .init(byteBuffer: buffer))
    }
}
