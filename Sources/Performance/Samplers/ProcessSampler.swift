import NetworkValues
import Snapshot

/// The agent's own process: memory, processor time, threads and file descriptors, from `/proc/self`.
struct ProcessSampler: Sampler {
    static let name = "process"

    let pageBytes: UInt64
    let ticksPerSecond: UInt64

    mutating func sample(_ reader: HostReader, into status: inout HostStatus, at now: Timestamp) -> Bool {
        guard let memory = reader.processMemory(pageBytes: pageBytes),
            let reading = reader.process(ticksPerSecond: ticksPerSecond)
        else { return false }
        status.residentBytes = memory.residentBytes
        status.processorMilliseconds = reading.processorMilliseconds
        status.process.virtualBytes = memory.virtualBytes
        status.process.threads = reading.threads
        status.process.startedAt = status.bootedAt.map { $0.adding(milliseconds: reading.startMilliseconds) }
        let files = reader.count("/proc/self/fd")
        status.process.openFiles = files ?? status.process.openFiles
        status.process.openFileLimit = reader.openFileLimit() ?? status.process.openFileLimit
        return files != nil
    }
}
