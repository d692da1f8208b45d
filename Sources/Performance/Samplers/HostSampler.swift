import Glibc
import NetworkValues
import Snapshot

/// Runs all samplers, one behind the other, and notes how each did.
struct HostSampler {
    private let reader: HostReader
    private var samplers: [any Sampler]
    /// When each sampler read last, and how it did.
    private var reads: [(time: Timestamp, status: SamplerStatus)?]
    private var last = HostStatus()
    private let clock = ContinuousClock()

    init(reader: HostReader, stateFolder: String = "") {
        self.reader = reader
        let ticksPerSecond = UInt64(max(1, sysconf(Int32(_SC_CLK_TCK))))
        samplers = [
            CPUSampler(ticksPerSecond: ticksPerSecond), MemorySampler(), NetworkSampler(),
            ProcessSampler(
                pageBytes: UInt64(max(1, sysconf(Int32(_SC_PAGESIZE)))), ticksPerSecond: ticksPerSecond),
            LoadSampler(), SystemSampler(), FileSystemSampler(stateFolder: stateFolder), IPSampler(),
        ]
        if !stateFolder.isEmpty { samplers.append(DiskSampler(folder: stateFolder)) }
        reads = Array(repeating: nil, count: samplers.count)
    }

    mutating func sample(at now: Timestamp) -> HostStatus {
        var status = last
        status.name = reader.name()
        status.samplers = []
        for place in samplers.indices {
            let kind = type(of: samplers[place])
            if let last = reads[place], now.milliseconds(since: last.time) < kind.pauseMilliseconds {
                status.samplers.append(last.status)
                continue
            }
            let start = clock.now
            let isSuccessful = samplers[place].sample(reader, into: &status, at: now)
            let read = SamplerStatus(
                name: kind.name, isSuccessful: isSuccessful, durationSeconds: (clock.now - start) / .seconds(1))
            reads[place] = (now, read)
            status.samplers.append(read)
        }
        last = status
        return status
    }
}
