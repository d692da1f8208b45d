import Hummingbird
import IPDECTCore
import Snapshot

/// The calls going on that a request asks for (manual 4.13.1, 4.13.3).
struct CallList {
    private let list: ListRequest
    private let search: TextSearch?
    private let radio: String?
    private let directions: Set<String>?
    private let isInHandover: Bool?

    static let directions = CallDirection.allCases.map { "\($0)" }

    init(_ request: Request) throws {
        list = try ListRequest(request)
        search = TextSearch(request.text("search"))
        radio = request.text("radio")
        directions = try request.words("direction", of: Self.directions)
        isInHandover = try request.choice("handover")
    }

    func response(_ site: SiteSnapshot) throws -> Response {
        let index = try radio.map { try site.radio(named: $0).index }
        let calls = site.calls.filter { call in
            if let index, call.radioIndex != index, call.handoverTo != index { return false }
            if let directions, !directions.contains("\(call.direction)") { return false }
            if let isInHandover, isInHandover != (call.handoverTo != nil) { return false }
            guard let search else { return true }
            return search.isFound(in: call.user)
                || search.isFound(in: site.radio(index: call.radioIndex)?.name ?? "")
        }
        return try list.response(calls, orders: Self.orders(site)) { CallView($0, in: site) }
    }

    static func orders(_ site: SiteSnapshot) -> [ListOrder<Call>] {
        [
            ListOrder("id") { $0.id }, ListOrder("user") { $0.user }, ListOrder("startedAt") { $0.startedAt },
            ListOrder("radio") { site.radio(index: $0.radioIndex)?.name },
            ListOrder("direction") { $0.direction.rawValue },
        ]
    }
}
