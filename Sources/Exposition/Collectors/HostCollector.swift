import NetworkValues
import Snapshot

/// The host: always real, also beside a simulated site.
struct HostCollector: Collector {
    static let utilization = MetricFamily(
        "ipdect_cpu_utilization_ratio", .gauge, unit: "ratio", "Share of the host's processors in use, 0 to 1.")
    static let memoryUsed = MetricFamily(
        "ipdect_memory_used_bytes", .gauge, unit: "bytes", "Memory of the host in use that cannot be reclaimed.")
    static let seconds = MetricFamily(
        "ipdect_cpu_seconds", .counter, unit: "seconds", "Processor time of the host by what it went to.")
    static let memoryHighWater = MetricFamily(
        "ipdect_memory_high_water_bytes", .gauge, unit: "bytes",
        "The most memory of the host that was in use since the agent started.")
    static let memorySize = MetricFamily("ipdect_memory_size_bytes", .gauge, unit: "bytes", "Memory of the host.")
    static let up = MetricFamily("ipdect_network_up", .gauge, "Whether a network interface can carry traffic.")
    static let speed = MetricFamily(
        "ipdect_network_speed_bytes_per_second", .gauge, "Speed of a network interface in bytes a second.")

    private static let counters: [(MetricFamily, any KeyPath<InterfaceCounters, UInt64> & Sendable)] = [
        (interface("receive_bytes", unit: "bytes", "Octets received."), \.receivedOctets),
        (interface("transmit_bytes", unit: "bytes", "Octets sent."), \.sentOctets),
        (interface("receive_packets", "Packets received."), \.receivedPackets),
        (interface("transmit_packets", "Packets sent."), \.sentPackets),
        (interface("receive_errors", "Packets received with errors."), \.receiveErrors),
        (interface("transmit_errors", "Packets that could not be sent because of errors."), \.sendErrors),
        (interface("receive_drops", "Received packets dropped for want of room."), \.receiveDrops),
        (interface("transmit_drops", "Packets dropped before they were sent."), \.sendDrops),
    ]

    private static func interface(_ name: String, unit: String? = nil, _ help: String) -> MetricFamily {
        MetricFamily("ipdect_network_" + name, .counter, unit: unit, help)
    }

    var families: [MetricFamily] {
        [Self.utilization, Self.seconds, Self.memoryUsed, Self.memoryHighWater, Self.memorySize, Self.up, Self.speed]
            + Self.counters.map(\.0)
    }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        let host = snapshot.host
        writer.begin(Self.utilization)
        writer.sample([], host.processorUtilization)
        writer.begin(Self.seconds)
        for kind in ProcessorTimes.Kind.allCases {
            writer.sample(
                MetricLabels.one(("mode", kind.rawValue)),
                milliseconds: Int64(host.processorTimes[kind] & (1 << 62 - 1)))
        }
        writer.single(Self.memoryUsed, host.memory.usedBytes)
        writer.single(Self.memoryHighWater, host.memory.highWaterBytes)
        writer.single(Self.memorySize, host.memory.totalBytes)

        var labels = MetricLabels(capacity: host.interfaces.count)
        for interface in host.interfaces { labels.add([("device", interface.name)]) }
        writer.begin(Self.up)
        for (position, interface) in host.interfaces.enumerated() {
            writer.sample(labels[position], UInt64(interface.isOperationallyUp ? 1 : 0))
        }
        writer.begin(Self.speed)
        for (position, interface) in host.interfaces.enumerated() where interface.speedBitsPerSecond > 0 {
            writer.sample(labels[position], interface.speedBitsPerSecond / 8)
        }
        for (family, value) in Self.counters {
            writer.begin(family)
            for (position, interface) in host.interfaces.enumerated() {
                writer.sample(labels[position], interface.counters[keyPath: value])
            }
        }
    }
}
