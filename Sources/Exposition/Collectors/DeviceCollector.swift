import DeviceFeeds
import DeviceProtocols
import NetworkValues
import Snapshot

/// The devices of a running system that are watched, and how well they are.
struct DeviceCollector: Collector {
    static let devices = MetricFamily(
        "ipdect_watched_devices", .gauge, "Devices that are watched, by what the facts known of them are worth.")
    static let silent = MetricFamily("ipdect_watched_devices_silent", .gauge, "Devices that answer no longer.")
    static let polls = MetricFamily("ipdect_device_polls", .counter, "Polls of devices that were begun.")
    static let late = MetricFamily(
        "ipdect_device_polls_late", .counter, "Polls that were begun more than a second behind their time.")
    static let inFlight = MetricFamily("ipdect_device_polls_in_flight", .gauge, "Polls that go on.")
    static let age = MetricFamily(
        "ipdect_device_facts_age_seconds", .gauge, unit: "seconds",
        "Seconds since the freshest feed of a device told anything.")
    static let ahead = MetricFamily(
        "ipdect_device_clock_ahead_seconds", .gauge, unit: "seconds",
        "By how much the clock of a device is ahead of the agent's.")
    static let restarts = MetricFamily("ipdect_device_restarts", .counter, "Restarts of a device that were seen.")
    static let figure = MetricFamily(
        "ipdect_device_figure", .gauge,
        "A figure of a device as it tells it: processor and memory in percent, temperature in degrees Celsius, calls.")

    /// How the devices stand.
    let status: @Sendable () -> DeviceFeedStatus?

    var families: [MetricFamily] {
        [
            Self.devices, Self.silent, Self.polls, Self.late, Self.inFlight, Self.age, Self.ahead, Self.restarts,
            Self.figure,
        ]
    }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        guard let status = status(), !status.devices.isEmpty else { return }
        writer.begin(Self.devices)
        for freshness in FeedState.Freshness.allCases {
            writer.sample(
                MetricLabels.one(("facts", freshness.rawValue)),
                UInt64(status.devices.count { $0.freshness == freshness }))
        }
        writer.single(Self.silent, UInt64(status.devices.count(where: \.isSilent)))
        writer.single(Self.polls, status.polls)
        writer.single(Self.late, status.latePolls)
        writer.single(Self.inFlight, UInt64(max(0, status.inFlight)))
        let labels = status.devices.map { MetricLabels.one(("device", $0.name), ("number", "\($0.device.number)")) }
        writer.begin(Self.age)
        for (device, label) in zip(status.devices, labels) {
            guard let last = device.feeds.compactMap(\.state.lastSuccess).max() else { continue }
            writer.sample(label, Double(max(0, snapshot.time.milliseconds(since: last))) / 1000)
        }
        writer.begin(Self.ahead)
        for (device, label) in zip(status.devices, labels) {
            if let clock = device.clock { writer.sample(label, Double(clock.milliseconds) / 1000) }
        }
        writer.begin(Self.restarts)
        for (device, label) in zip(status.devices, labels) { writer.sample(label, device.restarts) }
        writer.begin(Self.figure)
        for device in status.devices {
            for (figure, value) in device.figures.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                writer.sample(
                    MetricLabels.one(
                        ("device", device.name), ("number", "\(device.device.number)"), ("figure", "\(figure)")), value)
            }
        }
    }
}
