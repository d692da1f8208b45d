import NetworkValues
import Snapshot

/// The agent's own process, the disk of its state, and how its samplers fare.
struct ProcessCollector: Collector {
    static let resident = MetricFamily(
        "process_resident_memory_bytes", .gauge, unit: "bytes", "Memory that the agent's process holds.")
    static let virtual = MetricFamily(
        "process_virtual_memory_bytes", .gauge, unit: "bytes", "Address space of the agent's process.")
    static let processor = MetricFamily(
        "process_cpu_seconds", .counter, unit: "seconds", "Processor time that the agent's process has used.")
    static let threads = MetricFamily("process_threads", .gauge, "Threads of the agent's process.")
    static let openFiles = MetricFamily("process_open_fds", .gauge, "File descriptors that the agent has open.")
    static let openFileLimit = MetricFamily("process_max_fds", .gauge, "File descriptors that the agent may have open.")
    static let startedAt = MetricFamily(
        "process_start_time_seconds", .gauge, unit: "seconds", "When the agent's process started, in Unix time.")
    static let diskSize = MetricFamily(
        "ipdect_state_disk_size_bytes", .gauge, unit: "bytes", "Size of the file system with the agent's state.")
    static let diskAvailable = MetricFamily(
        "ipdect_state_disk_available_bytes", .gauge, unit: "bytes",
        "What the agent may still write to the file system with its state.")
    static let diskUsed = MetricFamily(
        "ipdect_state_disk_used_bytes", .gauge, unit: "bytes", "What the files of the agent's state take.")
    static let success = MetricFamily(
        "ipdect_sampler_success", .gauge, "Whether a sampler of the host could read everything the last time.")
    static let duration = MetricFamily(
        "ipdect_sampler_duration_seconds", .gauge, unit: "seconds",
        "Time that a sampler of the host took the last time.")

    var families: [MetricFamily] {
        [
            Self.resident, Self.virtual, Self.processor, Self.threads, Self.openFiles, Self.openFileLimit,
            Self.startedAt, Self.diskSize, Self.diskAvailable, Self.diskUsed, Self.success, Self.duration,
        ]
    }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        let host = snapshot.host
        writer.single(Self.resident, host.residentBytes)
        writer.single(Self.virtual, host.process.virtualBytes)
        writer.begin(Self.processor)
        writer.sample([], milliseconds: Int64(host.processorMilliseconds))
        writer.single(Self.threads, host.process.threads)
        writer.single(Self.openFiles, host.process.openFiles)
        writer.single(Self.openFileLimit, host.process.openFileLimit)
        writer.begin(Self.startedAt)
        if let time = host.process.startedAt { writer.sample([], milliseconds: time.milliseconds) }
        writer.single(Self.diskSize, host.disk.sizeBytes)
        writer.single(Self.diskAvailable, host.disk.availableBytes)
        writer.single(Self.diskUsed, host.disk.stateBytes)

        var labels = MetricLabels(capacity: host.samplers.count)
        for sampler in host.samplers { labels.add([("sampler", sampler.name)]) }
        writer.begin(Self.success)
        for (position, sampler) in host.samplers.enumerated() {
            writer.sample(labels[position], UInt64(sampler.isSuccessful ? 1 : 0))
        }
        writer.begin(Self.duration)
        for (position, sampler) in host.samplers.enumerated() {
            writer.sample(labels[position], sampler.durationSeconds)
        }
    }
}
