import Hummingbird
import IPDECTCore
import Snapshot

/// The wired radio fixed parts that a request asks for (manual 4.11.2).
struct WiredPartList {
    static let states = RadioFixedPartState.allCases.map { "\($0)" }

    private let list: ListRequest
    private let gateway: String?
    private let states: Set<String>?
    private let search: TextSearch?

    init(_ request: Request) throws {
        list = try ListRequest(request)
        gateway = request.text("gateway")
        states = try request.words("state", of: Self.states)
        search = TextSearch(request.text("search"))
    }

    func response(_ site: SiteSnapshot) throws -> Response {
        let index = try gateway.map { try site.radio(named: $0).index }
        let parts = site.wiredParts.filter { wired in
            if let index, wired.gatewayIndex != index { return false }
            if let states, !states.contains("\(wired.part.state)") { return false }
            guard let search else { return true }
            let texts = [
                site.radio(index: wired.gatewayIndex)?.name ?? "", wired.part.description, wired.part.version,
                wired.locationID, wired.locationDescription, wired.part.rfpi.map { "\($0)" } ?? "",
            ]
            return texts.contains { search.isFound(in: $0) }
        }
        return try list.response(parts, orders: Self.orders(site)) { WiredPartView($0, in: site) }
    }

    static func orders(_ site: SiteSnapshot) -> [ListOrder<WiredPart>] {
        [
            ListOrder("gateway") { site.radio(index: $0.gatewayIndex)?.name }, ListOrder("port") { $0.part.port },
            ListOrder("state") { $0.part.state.rawValue }, ListOrder("rfpi") { $0.part.rfpi },
            ListOrder("version") { $0.part.version }, ListOrder("connectedSince") { $0.part.connectedSince },
            ListOrder("transmitErrors") { $0.part.transmitErrors },
            ListOrder("receiveErrors") { $0.part.receiveErrors },
        ]
    }
}
