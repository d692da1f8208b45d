public import Settings

/// Everything that the settings say of devices that are watched.
public struct FeedConfiguration: Sendable, Equatable {
    /// How devices are watched.
    public var settings: FeedSettings
    /// The credentials, in the order of their numbers.
    public var credentials: [FeedCredentials]
    /// The devices, in the order of their numbers.
    public var devices: [WatchedDevice]

    /// The modules of the settings that belong to it.
    public static let modules: [any SettingsModule.Type] = [
        FeedSettings.self, FeedCredentialsSettings.self, FeedDeviceSettings.self,
    ]

    /// Reads the configuration from the settings. Throws what does not go together: names that nobody has, addresses that two
    /// devices have.
    public init(_ document: SettingsDocument) throws(SettingsError) {
        settings = try document.module()
        credentials = try document.instances(of: FeedCredentialsSettings.self).map(\.settings.credentials)
        let (settings, credentials) = (settings, credentials)
        devices = try document.instances(of: FeedDeviceSettings.self).map { number, device in
            device.device(number, interval: settings.interval)
        }
        if let twice = Self.repeated(credentials.map(\.name)) {
            throw SettingsError(
                .invalidValue, "two \(FeedCredentialsSettings.name) have the name \(twice)", option: "name")
        }
        for device in devices where !device.credentials.isEmpty {
            guard !credentials.contains(where: { $0.name == device.credentials }) else { continue }
            throw SettingsError(
                .invalidValue,
                "\(FeedDeviceSettings.name)\(device.number) expects the name of a \(FeedCredentialsSettings.name), got \(device.credentials)",
                option: "credentials")
        }
        if let twice = Self.repeated(devices.map(\.address)) {
            throw SettingsError(
                .invalidValue, "two \(FeedDeviceSettings.name) have the address \(twice)", option: "address")
        }
    }

    /// The credentials that can be asked with, with the times of the settings; the usual ones when there are none.
    public var usable: [FeedCredentials] {
        (credentials.isEmpty ? [.usual] : credentials).map { timed($0) }
    }

    /// The credentials of a device: those that it names, or else the first.
    public func credentials(of device: WatchedDevice) -> FeedCredentials {
        let named = device.credentials.isEmpty ? credentials.first : credentials.first { $0.name == device.credentials }
        return timed(named ?? .usual)
    }

    private func timed(_ credentials: FeedCredentials) -> FeedCredentials {
        var credentials = credentials
        credentials.timeout = settings.timeout
        credentials.retries = settings.retries
        return credentials
    }

    /// The devices with the feeds that their credentials allow: nothing is asked by SNMP where it is off, nor by HTTP without a
    /// user.
    public var watched: [WatchedDevice] {
        devices.map { device in
            var device = device
            let credentials = credentials(of: device)
            if credentials.snmp == nil { device.feeds.remove(.snmp) }
            if credentials.webUser == nil { device.feeds.remove(.http) }
            return device
        }
    }

    private static func repeated<Value: Hashable>(_ values: [Value]) -> Value? {
        var seen: Set<Value> = []
        return values.first { !seen.insert($0).inserted }
    }
}
