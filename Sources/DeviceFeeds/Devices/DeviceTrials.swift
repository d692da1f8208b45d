import DeviceProtocols
public import NetworkValues

/// Tries every feed of one device once, and says of each what works, what does not, and why.
public struct DeviceTrials: Sendable {
    private let service: DeviceFeedService
    private let snmp: SNMPPoller
    private let web: @Sendable () throws -> HTTPPoller
    private let notifications: NotificationFeed
    /// What is to be said when logs, or forwarded alarms, are not received at all.
    private let logsOff: @Sendable () -> String?
    private let alarmsOff: @Sendable () -> String?

    /// Puts together what is tried. `logsOff` and `alarmsOff` say why logs and forwarded alarms are not received; `nil` when
    /// they are.
    public init(
        _ service: DeviceFeedService, snmp: SNMPPoller, web: @escaping @Sendable () throws -> HTTPPoller,
        notifications: NotificationFeed,
        logsOff: @escaping @Sendable () -> String?, alarmsOff: @escaping @Sendable () -> String?
    ) {
        self.service = service
        self.snmp = snmp
        self.web = web
        self.notifications = notifications
        self.logsOff = logsOff
        self.alarmsOff = alarmsOff
    }

    /// Tries the feeds of the device at an address, whether the settings name it or not; with these credentials when they are
    /// given, or else those that the settings have for it.
    public func run(_ address: IPAddress, with given: FeedCredentials? = nil) async -> [FeedTrial] {
        let configuration = service.configuration
        let status = service.status.devices.first { $0.device.address == address }
        let device = status?.device ?? WatchedDevice(number: 0, address: address)
        let credentials = given ?? configuration.credentials(of: device)
        async let bySNMP = trySNMP(address, credentials)
        async let byHTTP = tryHTTP(address, credentials)
        return await [
            bySNMP, byHTTP,
            passive(
                .traps, status,
                notifications.listeners.isEmpty
                    ? "the agent receives none: FEED0 has no /traps"
                    : notifications.listeners.first { !$0.error.isEmpty }.map { "\($0.address): \($0.error)" }),
            passive(.logs, status, logsOff()), passive(.forwarded, status, alarmsOff()),
        ]
    }

    private func trySNMP(_ address: IPAddress, _ credentials: FeedCredentials) async -> FeedTrial {
        guard credentials.snmp != nil else { return FeedTrial(.snmp, .off, "the credentials have SNMP off") }
        // A poller of its own, so that nothing is remembered.
        let answer = await snmp.anew().poll(WatchedDevice(number: 0, address: address), with: credentials)
        switch answer {
        case .cancelled: return FeedTrial(.snmp, .fails, "cancelled")
        case .failed(.silence, let error):
            return FeedTrial(
                .snmp, .fails,
                "\(error). Is the address right, SNMP switched on at the device, the agent among its allowed stations, and the community right?"
            )
        case .failed(.refusal, let error): return FeedTrial(.snmp, .fails, error)
        case .read(let readings, let trouble):
            return FeedTrial(.snmp, trouble == nil ? .works : .partly, Self.summary(readings, trouble))
        }
    }

    private func tryHTTP(_ address: IPAddress, _ credentials: FeedCredentials) async -> FeedTrial {
        guard let device = HTTPDevice(address, credentials) else {
            return FeedTrial(.http, .off, "the credentials name no /http-user")
        }
        var memory = HTTPDeviceMemory()
        do {
            let result = try await web().poll(device, &memory)
            let trouble = HTTPFeedPoller.trouble(result)
            let pages = result.understood.map(\.target).joined(separator: ", ")
            let text = Self.summary(result.readings, trouble) + (pages.isEmpty ? "" : "; understood: \(pages)")
            return FeedTrial(.http, trouble != nil ? .partly : result.understood.isEmpty ? .fails : .works, text)
        } catch {
            return FeedTrial(.http, .fails, "\(error)")
        }
    }

    private func passive(_ feed: FeedKind, _ status: DeviceFeedStatus.Device?, _ hindrance: String?) -> FeedTrial {
        guard let status else { return FeedTrial(feed, .off, "the settings do not name the device") }
        guard let state = status.feeds.first(where: { $0.kind == feed })?.state else {
            return FeedTrial(feed, .off, "the settings do not use it")
        }
        if let hindrance { return FeedTrial(feed, .fails, hindrance) }
        guard let last = state.lastSuccess else {
            return FeedTrial(
                feed, .passive, "nothing came since the agent started; it comes by itself when something happens")
        }
        return FeedTrial(feed, .works, "\(state.successes) came, the last one at \(last)")
    }

    /// What was read, in a sentence.
    private static func summary(_ readings: [DeviceReading], _ trouble: String?) -> String {
        var identity = DeviceIdentity()
        var parts: [String] = []
        for reading in readings {
            switch reading {
            case .identity(let told): identity.merge(told)
            case .standingAlarms(let list): parts.append("\(list.count) alarms stand")
            case .upTime(let hundredths): parts.append("up for \(hundredths / 8_640_000) days")
            default: break
            }
        }
        let interfaces = readings.count { if case .interface = $0 { true } else { false } }
        if interfaces > 0 { parts.append("\(interfaces) interfaces") }
        let raw = readings.count { if case .raw = $0 { true } else { false } }
        if raw > 0 { parts.append("\(raw) things not understood") }
        let who = [
            identity.model.map { "\($0)" } ?? (identity.text.isEmpty ? "" : "\"\(identity.text)\""), identity.version,
            identity.name, identity.mac.map { "\($0)" } ?? "",
        ].filter { !$0.isEmpty }.joined(separator: " ")
        return ([who] + parts + [trouble ?? ""]).filter { !$0.isEmpty }.joined(separator: "; ")
    }
}
