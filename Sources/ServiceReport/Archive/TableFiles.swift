import NetworkValues

/// Writes a table as two files: text with commas, and JSON.
struct TableFiles {
    let folder: String
    let redactor: Redactor

    /// Writes both, and returns what they are.
    func write(_ table: ReportTable) throws(ReportError) -> [OutputFile.Written] {
        let csv = try OutputFile("\(folder)/\(table.name).csv", name: "\(table.name).csv")
        let json = try OutputFile("\(folder)/\(table.name).json", name: "\(table.name).json")
        try csv.append { CSVRow.add(table.columns.map(\.key), to: &$0) }
        try json.write("[")
        var isFirst = true
        try table.rows { row throws(ReportError) in
            let texts = zip(row, table.columns).map { redactor.text(of: $0, $1.field) }
            try csv.append { CSVRow.add(texts, to: &$0) }
            try json.append { out in
                out.append(contentsOf: (isFirst ? "\n{" : ",\n{").utf8)
                for (place, cell) in row.enumerated() {
                    if place > 0 { out.append(UInt8(ascii: ",")) }
                    JSONText.add(table.columns[place].key, to: &out)
                    out.append(UInt8(ascii: ":"))
                    JSONText.add(cell, text: texts[place], to: &out)
                }
                out.append(UInt8(ascii: "}"))
            }
            isFirst = false
        }
        try json.write("\n]\n")
        return [try csv.finish(), try json.finish()]
    }
}

extension Redactor {
    /// What a cell shows.
    func text(of cell: ReportCell, _ field: ReportField) -> String {
        switch cell {
        case .none: ""
        case .text(let text): shown(text, field)
        case .number(let number): "\(number)"
        case .real(let number): number.isFinite ? "\(number)" : ""
        case .flag(let flag): flag ? "yes" : "no"
        case .time(let time): "\(time)"
        }
    }
}
