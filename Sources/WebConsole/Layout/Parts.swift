/// Parts that several pages have.
enum Parts {
    static let all = ["problem": problem, "pager": pager, "csrf": csrf, "facts": facts]

    /// Why what was sent was refused.
    private static let problem = """
        {{#refusal.isRefused}}<div class="problem" role="alert"><strong>{{refusal.title}}.</strong> {{refusal.detail}}</div>
        {{/refusal.isRefused}}
        """

    /// The way through a list in pages.
    private static let pager = """
        {{#pager}}<nav class="pager" aria-label="Pages of the list">
        <span>{{from}}–{{to}} of {{grouped(total)}}</span>
        {{#previous}}<a href="{{previous}}" rel="prev">← Previous</a>{{/previous}}
        {{#next}}<a href="{{next}}" rel="next">Next →</a>{{/next}}
        </nav>{{/pager}}
        """

    /// Facts with names, from `PageFacts`.
    private static let facts = """
        {{#facts}}<dt>{{name}}</dt><dd>{{value}}</dd>{{/facts}}
        """

    /// What makes a form one of ours.
    private static let csrf = """
        <input type="hidden" name="csrf" value="{{viewer.csrf}}">
        """
}

/// Where a reader is in a list.
struct Pager {
    var page: Int
    var limit: Int
    var total: Int

    /// The place that a visit asks for.
    init(_ visit: PageVisit, limit: Int, total: Int) {
        page = max(1, min(visit.query("page").flatMap { Int($0) } ?? 1, max(1, (total + limit - 1) / limit)))
        self.limit = limit
        self.total = total
    }

    /// The pager in templates.
    func value(_ visit: PageVisit) -> PageValue {
        let last = max(1, (total + limit - 1) / limit)
        return [
            "from": .integer(Int64(total == 0 ? 0 : (page - 1) * limit + 1)),
            "to": .integer(Int64(min(total, page * limit))), "total": .integer(Int64(total)),
            "previous": page > 1 ? .text(visit.link(["page": page == 2 ? "" : "\(page - 1)"])) : .none,
            "next": page < last ? .text(visit.link(["page": "\(page + 1)"])) : .none,
        ]
    }
}

/// A column of a table that can be sorted by.
struct SortableColumn {
    var name: String
    var title: String

    /// The head of the column: its link turns the order round where it is the order already.
    func value(_ visit: PageVisit, default wanted: String) -> PageValue {
        let sort = visit.query("sort") ?? wanted
        let isUp = sort == name
        let isDown = sort == "-" + name
        return [
            "title": .text(title), "link": .text(visit.link(["sort": isUp ? "-" + name : name, "page": ""])),
            "order": isUp ? "ascending" : isDown ? "descending" : .none, "isSortable": .flag(!name.isEmpty),
        ]
    }
}
