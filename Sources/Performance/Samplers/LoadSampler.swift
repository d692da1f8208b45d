import NetworkValues
import Snapshot

/// Each processor: what it is, and how much it did in the last minute, from `/proc/stat` and `/proc/cpuinfo`.
struct LoadSampler: Sampler {
    static let name = "load"
    /// Milliseconds over which the load is a mean (hrProcessorLoad, RFC 2790).
    static let meanMilliseconds: Int64 = 60_000
    /// Processors that are kept.
    static let limit = 1024

    private var readings: [(time: Timestamp, ticks: [UInt32: ProcessorTicks])] = []
    private var models: [UInt32: String]?

    mutating func sample(_ reader: HostReader, into status: inout HostStatus, at now: Timestamp) -> Bool {
        guard let ticks = reader.eachProcessor(limit: Self.limit), !ticks.isEmpty else { return false }
        // The newest reading that is a minute old, or the oldest there is.
        while readings.count > 1, now.milliseconds(since: readings[1].time) >= Self.meanMilliseconds {
            readings.removeFirst()
        }
        let models = self.models ?? reader.processorModels(limit: Self.limit)
        self.models = models
        let before = readings.first?.ticks
        status.processors = ticks.keys.sorted().map { number in
            let load = before?[number].flatMap { earlier in
                ticks[number].map { UInt8(($0.utilization(since: earlier) * 100).rounded()) }
            }
            return HostProcessor(number: number, model: models[number] ?? "", loadPercent: load)
        }
        readings.append((now, ticks))
        if readings.count > 64 { readings.removeFirst() }
        return true
    }
}

extension HostReader {
    /// Ticks of each processor, by its number.
    func eachProcessor(limit: Int) -> [UInt32: ProcessorTicks]? {
        guard let text = text("/proc/stat") else { return nil }
        var found: [UInt32: ProcessorTicks] = [:]
        for line in text.split(separator: "\n").prefix(while: { $0.hasPrefix("cpu") }) where found.count < limit {
            let words = line.split(separator: " ")
            guard words.count > 5, let number = UInt32(words[0].dropFirst(3)) else { continue }
            let values = words.dropFirst().prefix(8).map { UInt64($0) ?? 0 }
            let total = values.reduce(0, &+)
            found[number] = ProcessorTicks(busy: total &- values[3] &- values[4], total: total)
        }
        return found
    }

    /// What each processor is, as far as the first 64 KiB of `/proc/cpuinfo` tell.
    func processorModels(limit: Int) -> [UInt32: String] {
        guard let text = text("/proc/cpuinfo") else { return [:] }
        var models: [UInt32: String] = [:]
        var number: UInt32?
        var vendor = ""
        for line in text.split(separator: "\n") where models.count < limit {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let name = line[..<colon].split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let value = line[line.index(after: colon)...].split(whereSeparator: \.isWhitespace).joined(separator: " ")
            switch name {
            case "processor": number = UInt32(value)
            case "vendor_id": vendor = value
            case "model name":
                if let number { models[number] = vendor.isEmpty ? value : "\(vendor): \(value)" }
            default: break
            }
        }
        return models
    }
}
