import Foundation
import HTTPTypes
import Hummingbird
import WebServer

/// What a request wants of a list: which rows, in which order.
///
/// All lists of the API work alike. The body is an array. `page` (from 1) and `limit` ask for a part of it, without both the
/// answer is the whole list; `sort` names an order, with `-` in front for the other way round. The header `X-Total-Count`
/// says how many rows there are in all that fit, and `Link` where the pages are (RFC 8288).
struct ListRequest: Sendable {
    /// The rows of a page unless the request says otherwise.
    static let standardLimit = 50
    /// The most rows of one page.
    static let largestLimit = 100_000

    private let path: String
    /// The query without `page` and `limit`, as it was sent.
    private let rest: [Substring]
    /// The page, from 1; `nil` for the whole list.
    private let page: Int?
    private let limit: Int
    private let sort: String?

    /// Reads `page`, `limit` and `sort`; `defaultSort` is the order without the latter.
    init(_ request: Request, defaultSort: String? = nil) throws {
        let query = request.uri.queryParameters
        path = request.uri.path
        rest = (request.uri.query ?? "").split(separator: "&").map { Substring($0) }
            .filter { !$0.hasPrefix("page=") && !$0.hasPrefix("limit=") }
        let isPaged = query["page"] != nil || query["limit"] != nil
        page = isPaged ? try request.integer("page", in: 1...1_000_000, default: 1) : nil
        limit = try request.integer("limit", in: 1...Self.largestLimit, default: Self.standardLimit)
        sort = query["sort"].map(String.init) ?? defaultSort
    }

    /// Answers with the rows that are wanted. Views are made of these alone.
    func response<Row, View: Encodable>(
        _ rows: [Row], orders: [ListOrder<Row>], view: (Row) throws -> View
    ) throws -> Response {
        let positions = try positions(of: rows, orders)
        let range = range(of: rows.count)
        let views = try positions.map { try $0[range].map { try view(rows[$0]) } } ?? rows[range].map(view)
        var response = try JSON.response(views)
        if let totalCount = HTTPField.Name("X-Total-Count") { response.headers[totalCount] = "\(rows.count)" }
        if let link = HTTPField.Name("Link") { response.headers[link] = links(count: rows.count) }
        return response
    }

    private func positions<Row>(of rows: [Row], _ orders: [ListOrder<Row>]) throws -> [Int]? {
        guard let sort else { return nil }
        let isDescending = sort.hasPrefix("-")
        let name = isDescending ? sort.dropFirst() : sort[...]
        guard let order = orders.first(where: { $0.name == name }) else {
            let names = orders.map(\.name).joined(separator: ", ")
            throw Problem.malformed(
                "expected sort to be one of \(names), with - in front for the other way round, got \(sort)",
                field: "sort")
        }
        return order.positions(rows, isDescending)
    }

    private func range(of count: Int) -> Range<Int> {
        guard let page else { return 0..<count }
        let first = min((page - 1) * limit, count)
        return first..<min(first + limit, count)
    }

    private func links(count: Int) -> String? {
        guard let page else { return nil }
        let last = max(1, (count + limit - 1) / limit)
        var pages = [("first", 1), ("last", last)]
        if page > 1 { pages.append(("prev", min(page - 1, last))) }
        if page < last { pages.append(("next", page + 1)) }
        return pages.map { relation, number in
            let query = rest + ["page=\(number)", "limit=\(limit)"]
            return "<\(path)?\(query.joined(separator: "&"))>; rel=\"\(relation)\""
        }.joined(separator: ", ")
    }
}

extension Request {
    /// A text of the query; `nil` when it is absent or empty.
    func text(_ name: String) -> String? {
        uri.queryParameters[Substring(name)].flatMap { $0.isEmpty ? nil : String($0) }
    }

    /// Words of the query, parted by commas, each one of `words`; `nil` when it is absent or empty.
    func words(_ name: String, of words: [String]) throws -> Set<String>? {
        guard let text = text(name) else { return nil }
        let wanted = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        for word in wanted where !words.contains(word) {
            throw Problem.malformed(
                "expected \(name) to be out of \(words.joined(separator: ", ")), parted by commas, got \(word)",
                field: name)
        }
        return Set(wanted)
    }

    /// A number of the query; `nil` when it is absent or empty.
    func number(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard text(name) != nil else { return nil }
        return try integer(name, in: range, default: range.lowerBound)
    }

    /// A switch of the query: 0 or false, 1 or true; `nil` when it is absent or empty.
    func choice(_ name: String) throws -> Bool? {
        switch text(name) {
        case nil: return nil
        case "0", "false": return false
        case "1", "true": return true
        case let text?:
            throw Problem.malformed("expected \(name) to be 0, 1, false or true, got \(text)", field: name)
        }
    }
}
