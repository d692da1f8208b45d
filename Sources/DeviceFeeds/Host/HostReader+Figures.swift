public import NetworkValues
public import Snapshot

/// Processor time of the host, in ticks since it booted.
public struct ProcessorTicks: Sendable, Equatable {
    /// Ticks in which a processor worked.
    public var busy: UInt64
    /// All ticks.
    public var total: UInt64

    /// Makes figures of two counts of ticks.
    public init(busy: UInt64, total: UInt64) {
        self.busy = busy
        self.total = total
    }

    /// The share of the processors in use since `earlier`, 0 to 1.
    public func utilization(since earlier: ProcessorTicks) -> Double {
        guard total > earlier.total, busy >= earlier.busy else { return 0 }
        return min(1, Double(busy - earlier.busy) / Double(total - earlier.total))
    }
}

/// Memory, processor, name and process figures, from `/proc`.
extension HostReader {
    /// Memory of the host. What can be reclaimed (caches) does not count as in use.
    public func memory() -> HostMemory? {
        guard let text = text("/proc/meminfo") else { return nil }
        var values: [Substring: UInt64] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(whereSeparator: { $0 == ":" || $0 == " " })
            if parts.count >= 2, let value = UInt64(parts[1]), value < 1 << 50 { values[parts[0]] = value * 1024 }
        }
        guard let total = values["MemTotal"], let available = values["MemAvailable"], available <= total else {
            return nil
        }
        return HostMemory(totalBytes: total, usedBytes: total - available)
    }

    /// Processor time since the host booted.
    public func processorTicks() -> ProcessorTicks? {
        guard let line = text("/proc/stat")?.split(separator: "\n").first, line.hasPrefix("cpu ") else { return nil }
        let values = line.split(separator: " ").dropFirst().compactMap { UInt64($0) }
        guard values.count >= 8 else { return nil }
        // user nice system idle iowait irq softirq steal; guest time is in user already.
        let total = values[..<8].reduce(0, &+)
        return ProcessorTicks(busy: total &- values[3] &- values[4], total: total)
    }

    /// When the host booted.
    public func bootTime() -> Timestamp? {
        let line = text("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
        return line?.split(separator: " ").last.flatMap { Int64($0) }.map { Timestamp(seconds: $0) }
    }

    /// The host's name.
    public func name() -> String { word("/proc/sys/kernel/hostname") ?? "" }

    /// Memory that this process holds, in octets.
    public func residentBytes(pageBytes: UInt64) -> UInt64 {
        let pages = text("/proc/self/statm")?.split(separator: " ").dropFirst().first.flatMap { UInt64($0) } ?? 0
        return pages * pageBytes
    }

    /// Processor time that this process has used, in milliseconds.
    public func processMilliseconds(ticksPerSecond: UInt64) -> UInt64 {
        // The name in the second field may hold anything but a closing parenthesis at its end.
        guard let text = text("/proc/self/stat"), let end = text.lastIndex(of: ")") else { return 0 }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 12, let user = UInt64(fields[11]), let system = UInt64(fields[12]) else { return 0 }
        return (user + system) * 1000 / max(1, ticksPerSecond)
    }
}
