import NetworkValues
import Snapshot

/// CPU: the share of the processors in use as a mean over ten seconds, and the times by kind, from `/proc/stat`.
struct CPUSampler: Sampler {
    static let name = "cpu"
    /// Milliseconds over which the mean goes.
    static let meanMilliseconds: Int64 = 10_000

    private let ticksPerSecond: UInt64
    private var readings: [(time: Timestamp, ticks: ProcessorTicks)] = []

    init(ticksPerSecond: UInt64) { self.ticksPerSecond = max(1, ticksPerSecond) }

    mutating func sample(_ reader: HostReader, into status: inout HostStatus, at now: Timestamp) -> Bool {
        guard let reading = reader.processors() else { return false }
        status.bootedAt = reading.bootedAt ?? status.bootedAt
        status.processorCount = reading.count
        for (position, kind) in ProcessorTimes.Kind.allCases.enumerated() {
            status.processorTimes[kind] =
                reading.kinds[position] / ticksPerSecond * 1000
                + reading.kinds[position] % ticksPerSecond * 1000 / ticksPerSecond
        }
        // The newest reading that is ten seconds old, or the oldest there is.
        while readings.count > 1, now.milliseconds(since: readings[1].time) >= Self.meanMilliseconds {
            readings.removeFirst()
        }
        if let before = readings.first { status.processorUtilization = reading.ticks.utilization(since: before.ticks) }
        readings.append((now, reading.ticks))
        if readings.count > 16 { readings.removeFirst() }
        return reading.bootedAt != nil
    }
}
