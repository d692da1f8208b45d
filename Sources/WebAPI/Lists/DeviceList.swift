import DeviceFeeds
import DeviceProtocols
import Hummingbird
import IPDECTCore
import NetworkValues

/// The watched devices that a request asks for.
struct DeviceList {
    static let freshnesses = FeedState.Freshness.allCases.map(\.rawValue)

    static let orders: [ListOrder<DeviceFeedStatus.Device>] = [
        ListOrder("number") { $0.device.number }, ListOrder("name") { $0.name },
        ListOrder("address") { $0.device.address.sortKey }, ListOrder("mac") { $0.device.mac ?? $0.identity.mac },
        ListOrder("model") { $0.model?.rawValue }, ListOrder("version") { $0.identity.version },
        ListOrder("freshness") { device in Self.freshnesses.firstIndex(of: device.freshness.rawValue) },
        ListOrder("alarms") { $0.alarms.count }, ListOrder("restarts") { $0.restarts },
        ListOrder("startedAt") { $0.startedAt }, ListOrder("clock") { $0.clock.map { abs($0.milliseconds) } },
    ]

    private let list: ListRequest
    private let search: TextSearch?
    private let freshness: Set<String>?
    private let isSilent: Bool?

    init(_ request: Request) throws {
        list = try ListRequest(request)
        search = TextSearch(request.text("search"))
        freshness = try request.words("freshness", of: Self.freshnesses)
        isSilent = try request.choice("silent")
    }

    func response(_ devices: [DeviceFeedStatus.Device], at now: Timestamp) throws -> Response {
        try list.response(devices.filter(fits), orders: Self.orders) { DeviceView($0, at: now) }
    }

    private func fits(_ device: DeviceFeedStatus.Device) -> Bool {
        if let freshness, !freshness.contains(device.freshness.rawValue) { return false }
        if let isSilent, isSilent != device.isSilent { return false }
        guard let search else { return true }
        let mac = (device.device.mac ?? device.identity.mac).map { "\($0)" } ?? ""
        return [device.name, "\(device.device.address)", mac, device.identity.version, device.identity.location]
            .contains { search.isFound(in: $0) }
    }
}
