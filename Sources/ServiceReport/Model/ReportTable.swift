/// A column of a table.
struct ReportColumn: Sendable {
    /// The name by which programs know it, such as `connectedSince`.
    var key: String
    /// Its heading for people.
    var title: String
    /// What its texts are.
    var field: ReportField

    init(_ key: String, _ title: String, _ field: ReportField = .plain) {
        self.key = key
        self.title = title
        self.field = field
    }
}

/// A table of the report: it becomes a file of text with commas and one of JSON, and a part of it a table of the page.
/// Rows are made one after another and never kept.
struct ReportTable {
    /// Takes rows.
    typealias Sink = ([ReportCell]) throws(ReportError) -> Void

    /// The name of its files, such as `devices`.
    var name: String
    /// What it shows.
    var title: String
    /// The columns; each row has as many cells.
    var columns: [ReportColumn]
    /// Makes the rows.
    var rows: (Sink) throws(ReportError) -> Void

    init(
        _ name: String, _ title: String, _ columns: [ReportColumn],
        rows: @escaping (Sink) throws(ReportError) -> Void
    ) {
        self.name = name
        self.title = title
        self.columns = columns
        self.rows = rows
    }

    /// A table with a row for each element.
    init<Elements: Sequence>(
        _ name: String, _ title: String, _ columns: [ReportColumn], of elements: Elements,
        _ row: @escaping (Elements.Element) -> [ReportCell]
    ) {
        self.init(name, title, columns) { sink throws(ReportError) in
            for element in elements { try sink(row(element)) }
        }
    }
}
