import NetworkValues

/// Writes the page, element by element, straight into its file.
struct HTMLPage {
    let out: OutputFile
    let redactor: Redactor
    let matter: ReportMatter

    /// Rows of a table that stand in the page; all of them stand in the archive.
    static let rowLimit = 500

    /// Writes markup of our own.
    func markup(_ text: String) throws(ReportError) { try out.write(text) }

    /// Writes a text of our own.
    func words(_ text: String) throws(ReportError) { try out.append { HTMLText.add(text, to: &$0) } }

    /// Writes a text that may have to be hidden.
    func shown(_ text: String, _ field: ReportField) throws(ReportError) { try words(redactor.shown(text, field)) }

    /// A paragraph of our own words.
    func paragraph(_ text: String, kind: String = "") throws(ReportError) {
        try markup(kind.isEmpty ? "<p>" : "<p class=\"\(kind)\">")
        try words(text)
        try markup("</p>\n")
    }

    /// A part with its heading.
    func section(_ section: ReportSection, _ body: () throws(ReportError) -> Void) throws(ReportError) {
        try begin(section)
        try body()
        try end()
    }

    /// Opens a part.
    func begin(_ section: ReportSection) throws(ReportError) {
        try markup("<section id=\"\(section.rawValue)\" aria-labelledby=\"h-\(section.rawValue)\">\n")
        try markup("<h2 id=\"h-\(section.rawValue)\">")
        try words(section.title)
        try markup("</h2>\n")
    }

    /// Closes a part.
    func end() throws(ReportError) { try markup("</section>\n") }

    /// A heading within a part.
    func heading(_ text: String) throws(ReportError) {
        try markup("<h3>")
        try words(text)
        try markup("</h3>\n")
    }

    // MARK: Tables

    /// A table with the columns of these keys, or with all; at most `limit` rows. Without rows it says so.
    func table(
        _ table: ReportTable, showing keys: [String]? = nil, limit: Int = rowLimit, isEmptyShown: Bool = true
    ) throws(ReportError) {
        let places = keys.map { keys in keys.compactMap { key in table.columns.firstIndex { $0.key == key } } }
        let columns = places ?? Array(table.columns.indices)
        var count = 0
        try table.rows { row throws(ReportError) in
            if count == 0 { try head(table, columns) }
            count += 1
            if count <= limit { try self.row(row, table.columns, columns) }
        }
        guard count > 0 else {
            guard isEmptyShown else { return }
            try heading(table.title)
            return try paragraph("None.", kind: "none")
        }
        try markup("</tbody></table></div>\n")
        if count > limit {
            try paragraph("\(count - limit) more are in \(table.name).csv of the archive.", kind: "more")
        }
    }

    private func head(_ table: ReportTable, _ columns: [Int]) throws(ReportError) {
        let title = HTMLText.escaped(table.title)
        try heading(table.title)
        try markup("<div class=\"scroll\" role=\"region\" aria-label=\"Table: \(title)\" tabindex=\"0\"><table>")
        try markup("<caption class=\"hidden\">\(title)</caption><thead><tr>")
        for column in columns {
            try markup("<th scope=\"col\">")
            try words(table.columns[column].title)
            try markup("</th>")
        }
        try markup("</tr></thead><tbody>\n")
    }

    private func row(_ row: [ReportCell], _ columns: [ReportColumn], _ places: [Int]) throws(ReportError) {
        try markup("<tr>")
        for (number, place) in places.enumerated() {
            let cell = row[place]
            let isDot = columns[place].key == "dot"
            try markup(number == 0 ? "<th scope=\"row\">" : isDot ? "<td class=\"d\">" : cell.tag)
            switch cell {
            case .text(let color) where isDot: try dot(color)
            case .time(let time): try words(Self.shown(time))
            case .number(let number): try words(Self.shown(number))
            default: try words(redactor.text(of: cell, columns[place].field))
            }
            try markup(number == 0 ? "</th>" : "</td>")
        }
        try markup("</tr>\n")
    }

    /// A coloured dot, with its colour in words.
    func dot(_ color: String) throws(ReportError) {
        try markup("<span class=\"dot \(color)\" aria-hidden=\"true\"></span>\(color)")
    }

    /// A number as people read it: long ones in groups of three digits.
    static func shown(_ number: Int64) -> String {
        let digits = String(number.magnitude)
        guard digits.count > 5 else { return "\(number)" }
        var groups: [Substring] = []
        var rest = digits[...]
        while !rest.isEmpty {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return (number < 0 ? "-" : "") + groups.joined(separator: "\u{202F}")
    }

    /// A time as people read it, in UTC.
    static func shown(_ time: Timestamp) -> String {
        String(time.description.prefix(19)).replacing("T", with: " ")
    }
}

extension ReportCell {
    /// The tag that a cell begins with.
    fileprivate var tag: String {
        switch self {
        case .number, .real: "<td class=\"n\">"
        case .time: "<td class=\"t\">"
        case .none, .text, .flag: "<td>"
        }
    }
}
