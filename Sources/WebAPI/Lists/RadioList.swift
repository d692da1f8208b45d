import Hummingbird
import IPDECTCore
import NetworkValues
import Snapshot

/// The radios that a request asks for (manual 4.11.1).
struct RadioList {
    static let states = ["registered", "static", "uninitialized"]
    static let colors = ["green", "yellow", "red", "grey"]

    static let orders: [ListOrder<Radio>] = [
        ListOrder("index") { $0.index }, ListOrder("name") { $0.name }, ListOrder("mac") { $0.mac },
        ListOrder("deviceName") { $0.report.deviceName }, ListOrder("model") { $0.report.model.rawValue },
        ListOrder("registration") { $0.registration.rawValue }, ListOrder("rfpi") { $0.rfpi },
        ListOrder("address") { $0.report.address?.sortKey }, ListOrder("version") { $0.report.version },
        ListOrder("connectedSince") { $0.connectedSince }, ListOrder("lastSeen") { $0.lastSeen },
        ListOrder("locationID") { $0.locationID.isEmpty ? nil : $0.locationID },
        ListOrder("sync") { $0.sync.state.rawValue }, ListOrder("color") { $0.sync.color.rawValue },
        ListOrder("region") { $0.sync.settings.region }, ListOrder("rssi") { $0.sync.rssi },
        ListOrder("fer") { $0.sync.fer }, ListOrder("syncLost") { $0.sync.lostCount },
        ListOrder("calls") { $0.callCount }, ListOrder("callsIn") { $0.traffic.callsIn },
        ListOrder("callsOut") { $0.traffic.callsOut }, ListOrder("handovers") { $0.traffic.handovers },
        ListOrder("handoversCancelled") { $0.traffic.handoversCancelled }, ListOrder("busy") { $0.traffic.busy },
    ]

    private let list: ListRequest
    private let search: TextSearch?
    private let states: Set<String>?
    private let colors: Set<String>?
    private let region: Int?
    private let isTroubled: Bool?

    init(_ request: Request) throws {
        list = try ListRequest(request)
        search = TextSearch(request.text("search"))
        states = try request.words("state", of: Self.states)
        colors = try request.words("color", of: Self.colors)
        region = try request.number("region", in: 0...249)
        isTroubled = try request.choice("troubled")
    }

    func response(_ site: SiteSnapshot) throws -> Response {
        let isFiltered =
            search != nil || states != nil || colors != nil || region != nil || isTroubled != nil
        let radios = isFiltered ? site.radios.filter(fits) : site.radios
        return try list.response(radios, orders: Self.orders) { RadioView($0, in: site) }
    }

    private func fits(_ radio: Radio) -> Bool {
        if let region, Int(radio.sync.settings.region) != region { return false }
        if let states, !states.contains(radio.registration.word) { return false }
        if let colors, !colors.contains("\(radio.sync.color)") { return false }
        if let isTroubled, isTroubled != radio.isTroubled { return false }
        return search.map { radio.has($0) } ?? true
    }
}

extension Radio {
    /// Whether it is lost, not synchronized, or poorly so.
    var isTroubled: Bool { registration != .registered || sync.color != .green }

    /// Whether one of the texts that identify it has what is looked for.
    fileprivate func has(_ search: TextSearch) -> Bool {
        if search.isFound(in: name) || search.isFound(in: report.deviceName) || search.isFound(in: locationID)
            || search.isFound(in: locationDescription) || search.isFound(in: report.version)
        {
            return true
        }
        guard search.mayBeHexadecimal else { return false }
        return search.isFound(in: "\(mac)") || rfpi.map { search.isFound(in: "\($0)") } ?? false
            || report.address.map { search.isFound(in: "\($0)") } ?? false
    }
}

extension IPAddress {
    /// What addresses are put in order by: IPv4 first, then by number.
    var sortKey: AddressKey {
        switch self {
        case .v4(let value): AddressKey(family: 4, high: 0, low: UInt64(value))
        case .v6(let high, let low, _): AddressKey(family: 6, high: high, low: low)
        }
    }
}

/// An address in order among others.
struct AddressKey: Comparable {
    var family: UInt8
    var high: UInt64
    var low: UInt64

    static func < (left: AddressKey, right: AddressKey) -> Bool {
        (left.family, left.high, left.low) < (right.family, right.high, right.low)
    }
}
