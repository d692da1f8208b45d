/// A table for people: columns as wide as their content, numbers to the right.
struct TextTable {
    /// A column's heading and the side its cells stand on.
    struct Column {
        var title: String
        var isNumber = false

        static func text(_ title: String) -> Column { Column(title: title) }
        static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
    }

    var columns: [Column]
    var rows: [[Cell]] = []

    init(_ columns: Column...) {
        self.columns = columns
    }

    mutating func add(_ cells: Cell...) {
        rows.append(cells)
    }

    /// The lines of the table; styles only when `isColored`.
    func lines(isColored: Bool) -> [String] {
        guard !rows.isEmpty else { return [] }
        var widths = columns.map(\.title.count)
        for row in rows {
            for (position, cell) in row.enumerated() { widths[position] = max(widths[position], cell.text.count) }
        }
        let heading = line(columns.map { Cell($0.title, .bold) }, widths, isColored: isColored)
        return [heading] + rows.map { line($0, widths, isColored: isColored) }
    }

    private func line(_ cells: [Cell], _ widths: [Int], isColored: Bool) -> String {
        var parts: [String] = []
        for (position, cell) in cells.enumerated() {
            let padding = String(repeating: " ", count: widths[position] - cell.text.count)
            let text = isColored ? cell.style.applied(to: cell.text) : cell.text
            parts.append(columns[position].isNumber ? padding + text : text + padding)
        }
        var line = parts.joined(separator: "  ")
        while line.hasSuffix(" ") { line.removeLast() }
        return line
    }
}

/// A cell of a table.
struct Cell: ExpressibleByStringInterpolation {
    var text: String
    var style: Style

    init(_ text: String, _ style: Style = .plain) {
        self.text = text.printable
        self.style = style
    }

    init(stringLiteral value: String) {
        self.init(value)
    }
}

/// How a text stands out on a terminal.
enum Style: String {
    case plain = ""
    case bold = "1"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case dim = "2"

    func applied(to text: String) -> String {
        self == .plain ? text : "\u{1B}[\(rawValue)m\(text)\u{1B}[0m"
    }

    /// The style of a severity, seriousness, health or colour.
    static func of(_ word: String) -> Style {
        switch word {
        case "critical", "red", "error", "static": .red
        case "major", "yellow", "warning", "uninitialized": .yellow
        case "ok", "green", "registered": .green
        case "disabled": .dim
        default: .plain
        }
    }
}
