import Faults
import IPDECTCore
import NetworkValues
import Snapshot

/// One series a radio for each family.
struct RadioCollector: Collector {
    static let info = MetricFamily("ipdect_radio", .info, "What a radio is.")
    static let up = MetricFamily("ipdect_radio_up", .gauge, "Whether the radio is registered with its master.")
    static let connected = MetricFamily(
        "ipdect_radio_connected_timestamp_seconds", .gauge, unit: "seconds", "When the radio connected, in Unix time.")
    static let calls = MetricFamily("ipdect_radio_calls", .gauge, "Calls that go through the radio now.")
    static let limit = MetricFamily("ipdect_radio_calls_limit", .gauge, "Calls that can go through the radio at once.")
    static let resources = MetricFamily(
        "ipdect_cpu_r_utilization_ratio", .gauge, unit: "ratio",
        "Share of a device's resource budget that its calls use, 0 to 1. At 1 it takes no more calls.")
    static let callsIn = MetricFamily("ipdect_radio_calls_in", .counter, "Incoming calls of the radio.")
    static let callsOut = MetricFamily("ipdect_radio_calls_out", .counter, "Outgoing calls of the radio.")
    static let handovers = MetricFamily("ipdect_radio_handovers", .counter, "Handovers to the radio.")
    static let cancelled = MetricFamily(
        "ipdect_radio_handovers_cancelled", .counter, "Handovers to the radio that failed.")
    static let busy = MetricFamily("ipdect_radio_busy", .counter, "Calls that found all channels of the radio busy.")
    static let synchronized = MetricFamily(
        "ipdect_radio_synchronized", .gauge, "Whether the radio is synchronized over the air.")
    static let weak = MetricFamily(
        "ipdect_radio_sync_weak", .gauge, "Whether the radio is synchronized with a poor signal (a yellow dot).")
    static let depth = MetricFamily("ipdect_radio_sync_depth", .gauge, "Steps from the region's active sync master.")
    static let rssi = MetricFamily(
        "ipdect_radio_sync_rssi_dbm", .gauge, unit: "dbm", "Signal strength of the active sync bearer.")
    static let fer = MetricFamily(
        "ipdect_radio_sync_fer_ratio", .gauge, unit: "ratio", "Frame error rate of the active sync bearer, 0 to 1.")
    static let lost = MetricFamily("ipdect_radio_sync_lost", .counter, "Times the radio lost its synchronization.")
    static let alarms = MetricFamily("ipdect_radio_alarms", .gauge, "Alarms that stand on the radio.")

    var families: [MetricFamily] {
        [
            Self.info, Self.up, Self.connected, Self.calls, Self.limit, Self.resources, Self.callsIn, Self.callsOut,
            Self.handovers,
            Self.cancelled, Self.busy, Self.synchronized, Self.weak, Self.depth, Self.rssi, Self.fer, Self.lost,
            Self.alarms,
        ]
    }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        let radios = snapshot.site.radios
        var labels = MetricLabels(capacity: radios.count)
        for radio in radios { labels.add([("radio", radio.name)]) }

        writer.begin(Self.info)
        for radio in radios { writer.sample(Self.infoLabels(radio), UInt64(1)) }
        each(Self.up, of: radios, labels, &writer) { $0.registration == .registered ? 1 : 0 }
        writer.begin(Self.connected)
        for (position, radio) in radios.enumerated() {
            if let since = radio.connectedSince { writer.sample(labels[position], milliseconds: since.milliseconds) }
        }
        each(Self.calls, of: radios, labels, &writer) { UInt64($0.callCount) }
        each(Self.limit, of: radios, labels, &writer) { UInt64($0.callLimit) }
        writer.begin(Self.resources)
        for (position, radio) in radios.enumerated() { writer.sample(labels[position], radio.resources.utilization) }
        each(Self.callsIn, of: radios, labels, &writer) { $0.traffic.callsIn }
        each(Self.callsOut, of: radios, labels, &writer) { $0.traffic.callsOut }
        each(Self.handovers, of: radios, labels, &writer) { $0.traffic.handovers }
        each(Self.cancelled, of: radios, labels, &writer) { $0.traffic.handoversCancelled }
        each(Self.busy, of: radios, labels, &writer) { $0.traffic.busy }
        each(Self.synchronized, of: radios, labels, &writer) { $0.sync.color == .red ? 0 : 1 }
        each(Self.weak, of: radios, labels, &writer) { $0.sync.color == .yellow ? 1 : 0 }
        each(Self.depth, of: radios, labels, &writer) { $0.sync.depth.map(UInt64.init) }
        writer.begin(Self.rssi)
        for (position, radio) in radios.enumerated() {
            if let rssi = radio.sync.rssi { writer.sample(labels[position], Int64(rssi)) }
        }
        writer.begin(Self.fer)
        for (position, radio) in radios.enumerated() {
            if let fer = radio.sync.fer { writer.sample(labels[position], Self.ratios[Int(min(fer, 100))]) }
        }
        each(Self.lost, of: radios, labels, &writer) { UInt64($0.sync.lostCount) }
        each(Self.alarms, of: radios, labels, &writer) {
            UInt64(snapshot.alarms.active(on: DeviceID(rawValue: $0.mac.rawValue)))
        }
    }

    /// Percent as a ratio, exact to two places.
    private static let ratios: [Double] = (0...100).map { Double($0) / 100 }

    private static func infoLabels(_ radio: Radio) -> [UInt8] {
        MetricLabels.one(
            ("radio", radio.name), ("device_name", radio.report.deviceName), ("model", radio.report.model.metricLabel),
            ("version", radio.report.version), ("rfpi", radio.rfpi.map { "\($0)" } ?? ""),
            ("region", String(radio.sync.settings.region)))
    }

    @inline(__always)
    private func each(
        _ family: MetricFamily, of radios: [Radio], _ labels: borrowing MetricLabels, _ writer: inout MetricsWriter,
        _ value: (Radio) -> UInt64?
    ) {
        writer.begin(family)
        for position in radios.indices {
            if let value = value(radios[position]) { writer.sample(labels[position], value) }
        }
    }
}

extension DeviceModel {
    var metricLabel: String {
        switch self {
        case .ipbs1: "ipbs1"
        case .ipbs2: "ipbs2"
        case .ipbs3: "ipbs3"
        case .ipbl: "ipbl"
        case .ipvm: "ipvm"
        }
    }
}
