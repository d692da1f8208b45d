public import DeviceFeeds
public import Hummingbird
public import NetworkValues
import Settings
import Synchronization
public import WebServer

/// The devices of a system that runs already: how they stand, tests, searches, and their list as a file.
public struct DeviceRoutes: WebRoute {
    /// The most octets of a list.
    static let listLimit = DeviceListCSV.sizeLimit

    private let control: any AgentControl
    private let service: DeviceFeedService
    private let notifications: NotificationFeed
    private let searches: DeviceSearches
    private let trials: DeviceTrials
    private let now: @Sendable () -> Timestamp

    /// Makes the routes.
    public init(
        _ control: any AgentControl, _ service: DeviceFeedService, notifications: NotificationFeed,
        searches: DeviceSearches, trials: DeviceTrials, now: @escaping @Sendable () -> Timestamp
    ) {
        self.control = control
        self.service = service
        self.notifications = notifications
        self.searches = searches
        self.trials = trials
        self.now = now
    }

    /// Adds the routes to a router.
    public func add(to router: Router<WebContext>) {
        let api = router.group("api/v1/devices")
        addReading(to: api)
        addDiscovery(to: api)
        addList(to: api)
        let (control, service, trials) = (control, service, trials)
        api.post("test") { request, context in
            let wanted = try await request.decoded(DeviceTestContent.self, context)
            guard let address = IPAddress(wanted.address) else {
                throw Problem.refused([
                    .init(field: "address", detail: "expected an IPv4 or IPv6 address, got \(wanted.address)")
                ])
            }
            let credentials = try wanted.credentials.map { try Self.credentials(named: $0, service) }
            control.note(ConsoleChange("devices", "the feeds of \(address) were tested"))
            return try JSON.response(await trials.run(address, with: credentials).map(FeedTrialView.init))
        }
    }

    private func addReading(to api: RouterGroup<WebContext>) {
        let (service, notifications, now) = (service, notifications, now)
        api.get("") { request, _ in try DeviceList(request).response(service.status.devices, at: now()) }
        api.get("status") { _, _ in
            try JSON.response(
                DeviceWatchView(service.status, notifications.listeners, await notifications.counts()))
        }
        api.get("{number}") { _, context in
            let text = try context.text("number")
            guard let number = Int(text),
                let device = service.status.devices.first(where: { $0.device.number == number })
            else { throw Problem.notFound("there is no device \(text)") }
            return try JSON.response(DeviceDetailView(device, at: now()))
        }
    }

    private func addDiscovery(to api: RouterGroup<WebContext>) {
        let (control, service, searches) = (control, service, searches)
        api.get("discovery") { _, _ in
            guard let search = searches.current else { throw Problem.notFound("no search was made yet") }
            return try JSON.response(DiscoveryView(search))
        }
        api.post("discovery") { request, context in
            let wanted = try await request.decoded(DiscoveryContent.self, context)
            for name in wanted.credentials ?? [] { _ = try Self.credentials(named: name, service) }
            let names = service.configuration.credentials.map(\.name)
            let search: DiscoveryRequest
            do throws(DiscoveryError) {
                search = try DiscoveryRequest(
                    wanted.networks, credentials: wanted.credentials ?? (names.isEmpty ? ["public"] : names),
                    usesHTTP: wanted.http ?? true,
                    ratePerSecond: wanted.rate ?? 50, allowsLoopback: wanted.loopback ?? false)
            } catch {
                throw Problem.refused([.init(field: Self.field(of: error), detail: "\(error)")])
            }
            guard try searches.begin(search), let begun = searches.current else {
                throw Problem(status: 409, title: "Busy", detail: "a search goes on; end it first")
            }
            control.note(
                ConsoleChange("devices", "devices are searched in \(wanted.networks.joined(separator: ", "))"))
            return try JSON.response(DiscoveryView(begun), status: .accepted)
        }
        api.delete("discovery") { _, _ in
            searches.cancel()
            return Response(status: .noContent)
        }
    }

    private func addList(to api: RouterGroup<WebContext>) {
        let (control, service) = (control, service)
        api.get("list.csv") { _, _ in
            let configuration = service.configuration
            let entries = configuration.devices.map { DeviceListEntry($0, usual: configuration.settings.interval) }
            return Response(
                status: .ok,
                headers: [
                    .contentType: "text/csv; charset=utf-8",
                    .contentDisposition: "attachment; filename=\"devices.csv\"",
                ], body: .init(byteBuffer: .init(bytes: DeviceListCSV.write(entries))))
        }
        api.post("list.csv") { request, context in
            let isCheck = try request.choice("check") ?? false
            let body = try await request.body.collect(upTo: Self.listLimit)
            guard body.readableBytes > 0 else {
                throw Problem.malformed("expected a list of devices as content, got none")
            }
            return try JSON.response(
                try await DeviceListImporter(control: control, service: service).take(
                    DeviceListCSV.read(Array(body.readableBytesView)), isCheck: isCheck))
        }
    }

    /// The field of a search that an error is about.
    private static func field(of error: DiscoveryError) -> String {
        switch error {
        case .rate: "rate"
        case .nothingToAskWith, .tooManyCredentials: "credentials"
        default: "networks"
        }
    }

    private static func credentials(named name: String, _ service: DeviceFeedService) throws -> FeedCredentials {
        let all = service.configuration.usable.filter { !$0.name.isEmpty }
        guard let credentials = all.first(where: { $0.name == name }) else {
            let names = all.map(\.name).joined(separator: ", ")
            throw Problem.refused([
                .init(
                    field: "credentials",
                    detail: "expected one of \(names.isEmpty ? "none: there are no credentials" : names), got \(name)")
            ])
        }
        return credentials
    }
}

/// Takes a list of devices into the settings, all or nothing.
struct DeviceListImporter {
    let control: any AgentControl
    let service: DeviceFeedService

    func take(_ list: DeviceListImport, isCheck: Bool) async throws -> DeviceImportView {
        var plan = Plan(list, for: service.configuration)
        if plan.isFull { throw Problem.refused([.init(detail: Plan.full)]) }
        if !isCheck {
            guard plan.errors.isEmpty else { throw Problem.refused(plan.errors) }
            if !plan.lines.isEmpty { plan = try await carryOut(list) }
        }
        return DeviceImportView(
            isApplied: !isCheck, devices: list.entries.count, added: plan.added, changed: plan.changed,
            unknownColumns: list.unknownColumns, errors: plan.errors.map(\.detail))
    }

    /// Plans anew from the settings that hold when they are changed: others may have added devices meanwhile.
    private func carryOut(_ list: DeviceListImport) async throws -> Plan {
        let told = ConsoleChange("devices", "a list of \(list.entries.count) devices was taken in")
        let done = Mutex(Plan())
        _ = try await control.changeSettings(by: ConsoleUser.current, telling: told) {
            document throws(SettingsError) in
            let plan = Plan(list, for: try FeedConfiguration(document))
            if plan.isFull { throw SettingsError(.invalidValue, Plan.full) }
            var document = document
            for line in plan.lines { document = try document.applying(line) }
            done.withLock { $0 = plan }
            return document
        }
        return done.withLock(\.self)
    }

    /// What a list means for the devices of the settings.
    private struct Plan {
        static let full = "expected at most 8192 devices, got one more"

        var lines: [ConfigLine] = []
        var errors: [Problem.FieldError] = []
        var added = 0
        var changed = 0
        /// Whether there is no number left for a device.
        var isFull = false

        init() {}

        init(_ list: DeviceListImport, for configuration: FeedConfiguration) {
            let known = configuration.devices
            let usual = configuration.settings.interval
            var numbers = Set(known.map(\.number))
            errors = list.errors.map { Problem.FieldError(detail: "\($0)") }
            for (place, entry) in list.entries.enumerated() {
                guard IPAddress(entry.address) != nil else {
                    errors.append(
                        .init(
                            detail:
                                "line \(list.lines[place]), column address: expected an IP address, got \(entry.address)"
                        ))
                    continue
                }
                let old = known.first {
                    entry.number == $0.number || entry.number == nil && IPAddress(entry.address) == $0.address
                }
                guard
                    let number = old?.number ?? entry.number
                        ?? DeviceListEntry.numbers.first(where: { !numbers.contains($0) })
                else {
                    isFull = true
                    return
                }
                numbers.insert(number)
                if let old, DeviceListEntry(old, usual: usual) == entry.numbered(number) { continue }
                if old == nil { added += 1 } else { changed += 1 }
                lines.append(entry.line(number))
            }
        }
    }
}

extension DeviceListEntry {
    /// A device of the settings as a line of the list; `usual` is the interval of all, in seconds.
    init(_ device: WatchedDevice, usual: Int) {
        self.init(
            number: device.number, address: "\(device.address)", kind: device.model.map { "\($0)" } ?? "auto",
            name: device.name, mac: device.mac, credentials: device.credentials,
            feeds: device.feeds.count == FeedKind.allCases.count
                ? [] : FeedKind.allCases.filter(device.feeds.contains).map(\.rawValue),
            interval: device.interval == Int64(usual) * 1000 ? nil : Int(device.interval / 1000))
    }

    func numbered(_ number: Int) -> DeviceListEntry {
        var entry = self
        entry.number = number
        return entry
    }

    /// The line of the settings that makes it device `number`.
    func line(_ number: Int) -> ConfigLine {
        var options = [ConfigLine.Option("address", address)]
        if kind != "auto" { options.append(.init("kind", kind)) }
        if !name.isEmpty { options.append(.init("name", name)) }
        if let mac { options.append(.init("mac", "\(mac)")) }
        if !credentials.isEmpty { options.append(.init("credentials", credentials)) }
        if !feeds.isEmpty { options.append(.init("feeds", feeds.joined(separator: ","))) }
        if let interval { options.append(.init("interval", "\(interval)")) }
        return ConfigLine(.change, "\(FeedDeviceSettings.name)\(number)", options)
    }
}
