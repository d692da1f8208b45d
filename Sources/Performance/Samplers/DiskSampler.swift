import Glibc
import NetworkValues
import Snapshot

/// The file system with the agent's state: its size, what may still be written, and what the agent's files take.
struct DiskSampler: Sampler {
    static let name = "disk"
    /// Milliseconds between two sums over the agent's files: a look at each of them costs more than the rest.
    static let sumMilliseconds: Int64 = 60_000

    let folder: String
    private var summedAt: Timestamp?

    init(folder: String) { self.folder = folder }

    mutating func sample(_ reader: HostReader, into status: inout HostStatus, at now: Timestamp) -> Bool {
        var figures = statvfs()
        guard statvfs(folder, &figures) == 0 else { return false }
        let block = UInt64(figures.f_frsize)
        status.disk.sizeBytes = UInt64(figures.f_blocks) &* block
        status.disk.availableBytes = UInt64(figures.f_bavail) &* block
        if summedAt.map({ now.milliseconds(since: $0) >= Self.sumMilliseconds }) ?? true {
            summedAt = now
            status.disk.stateBytes = HostReader().bytes(below: folder, depth: 3)
        }
        return true
    }
}
