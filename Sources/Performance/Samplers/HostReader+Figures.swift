import NetworkValues
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
    public func memory() -> HostMemory? { memoryFigures().memory }

    /// Memory of the host, and how it is used.
    func memoryFigures() -> (memory: HostMemory?, use: MemoryUse) {
        let values = memoryValues()
        var memory: HostMemory?
        if let total = values["MemTotal"], let available = values["MemAvailable"], available <= total {
            memory = HostMemory(totalBytes: total, usedBytes: total - available)
        }
        var use = MemoryUse()
        use.freeBytes = values["MemFree"]
        use.availableBytes = values["MemAvailable"]
        use.bufferBytes = values["Buffers"]
        // Like free(1), which counts the slabs that can be given up among the caches.
        use.cachedBytes = values["Cached"].map { $0 + (values["SReclaimable"] ?? 0) }
        use.sharedBytes = values["Shmem"]
        use.swapBytes = values["SwapTotal"]
        use.swapFreeBytes = values["SwapFree"]
        return (memory, use)
    }

    /// The lines of `/proc/meminfo`, in octets.
    private func memoryValues() -> [Substring: UInt64] {
        var values: [Substring: UInt64] = [:]
        for line in (text("/proc/meminfo") ?? "").utf8.split(separator: UInt8(ascii: "\n")) {
            let parts = line.split(whereSeparator: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: " ") })
            if parts.count >= 2, let value = UInt64(Substring(parts[1])), value < 1 << 50 {
                values[Substring(parts[0])] = value * 1024
            }
        }
        return values
    }

    /// What `/proc/stat` says of the processors.
    struct Processors {
        /// Ticks in use, and all.
        var ticks: ProcessorTicks
        /// Ticks of each kind, in the order of `ProcessorTimes.Kind`.
        var kinds: [UInt64]
        /// Processors.
        var count: Int
        /// When the host booted.
        var bootedAt: Timestamp?
    }

    /// Processor time since the host booted.
    func processors() -> Processors? {
        guard let lines = text("/proc/stat")?.split(separator: "\n"), let line = lines.first, line.hasPrefix("cpu ")
        else { return nil }
        let values = line.split(separator: " ").dropFirst().prefix(8).map { UInt64($0) ?? 0 }
        guard values.count == 8 else { return nil }
        // user nice system idle iowait irq softirq steal; guest time is in user already.
        let total = values.reduce(0, &+)
        let boot = lines.first { $0.hasPrefix("btime ") }?.split(separator: " ").last.flatMap { Int64($0) }
        return Processors(
            ticks: ProcessorTicks(busy: total &- values[3] &- values[4], total: total), kinds: values,
            count: lines.count { $0.hasPrefix("cpu") && $0.dropFirst(3).first?.isNumber == true },
            bootedAt: boot.flatMap { 0...1 << 40 ~= $0 ? Timestamp(seconds: $0) : nil })
    }

    /// The host's name.
    public func name() -> String { word("/proc/sys/kernel/hostname") ?? "" }

    /// Memory of this process, in octets.
    func processMemory(pageBytes: UInt64) -> (virtualBytes: UInt64, residentBytes: UInt64)? {
        guard let fields = text("/proc/self/statm")?.split(separator: " "), fields.count > 1,
            let virtual = UInt64(fields[0]), let resident = UInt64(fields[1])
        else { return nil }
        return (virtual &* pageBytes, resident &* pageBytes)
    }

    /// What `/proc/self/stat` says: processor time used, threads, and when the process started behind the boot.
    func process(
        ticksPerSecond: UInt64
    ) -> (processorMilliseconds: UInt64, threads: UInt64, startMilliseconds: Int64)? {
        // The name in the second field may hold anything but a closing parenthesis at its end.
        guard let text = text("/proc/self/stat"), let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ").map { UInt64($0) ?? 0 }
        guard fields.count > 19 else { return nil }
        let ticks = max(1, ticksPerSecond)
        return (
            (fields[11] &+ fields[12]) &* 1000 / ticks, fields[17],
            Int64(truncatingIfNeeded: min(fields[19], 1 << 50) &* 1000 / ticks)
        )
    }

    /// How many file descriptors this process may have open.
    func openFileLimit() -> UInt64? {
        let line = text("/proc/self/limits")?.split(separator: "\n").first { $0.hasPrefix("Max open files") }
        return line?.dropFirst(14).split(separator: " ").first.flatMap { UInt64($0) }
    }
}
