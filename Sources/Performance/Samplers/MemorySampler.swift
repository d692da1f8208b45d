import NetworkValues
import Snapshot

/// MEM: memory in use, and the most that was in use since the agent started: the curve of manual 4.23.5 never falls.
struct MemorySampler: Sampler {
    static let name = "memory"

    mutating func sample(_ reader: HostReader, into status: inout HostStatus, at now: Timestamp) -> Bool {
        let figures = reader.memoryFigures()
        guard var memory = figures.memory else { return false }
        memory.highWaterBytes = max(status.memory.highWaterBytes, memory.usedBytes)
        status.memory = memory
        status.memoryUse = figures.use
        return true
    }
}
