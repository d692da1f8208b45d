import Foundation
import NetworkValues
import Snapshot
import Testing

@testable import Performance

@Suite struct `Each sampler` {
    private let start = Timestamp(seconds: 1_800_000_000)

    private func stat(user: Int, idle: Int) -> String {
        "cpu  \(user) 0 100 \(idle) 50 0 0 10 5 0\ncpu0 1 2 3 4\ncpu1 1 2 3 4\nbtime 1795000000\n"
    }

    @Test func `gives the use of the processors as a mean over ten seconds`() throws {
        let host = try HostCopy()
        let reader = HostReader(root: host.root)
        var sampler = CPUSampler(ticksPerSecond: 100)
        var status = HostStatus()
        var used = 0
        for step in 0..<6 {
            // Idle, but for one interval of five seconds at half load of one processor.
            used += step == 3 ? 250 : 0
            try host.write(stat(user: used, idle: step * 500 - used), to: "/proc/stat")
            #expect(sampler.sample(reader, into: &status, at: start.adding(seconds: Int64(step * 5))))
            let wanted = [0, 0, 0, 0.25, 0.25, 0][step]
            #expect(abs(status.processorUtilization - wanted) < 1e-9, "step \(step)")
        }
        #expect(status.processorCount == 2 && status.bootedAt == Timestamp(seconds: 1_795_000_000))
        #expect(status.processorTimes[.user] == 2500 && status.processorTimes[.iowait] == 500)
        #expect(status.processorTimes[.steal] == 100 && status.processorTimes[.nice] == 0)
    }

    @Test func `remembers the most memory that was in use`() throws {
        let host = try HostCopy()
        let reader = HostReader(root: host.root)
        var sampler = MemorySampler()
        var status = HostStatus()
        for (available, highest) in [(400, 600), (100, 900), (700, 900)] {
            try host.write("MemTotal: 1000 kB\nMemAvailable: \(available) kB\n", to: "/proc/meminfo")
            #expect(sampler.sample(reader, into: &status, at: start))
            #expect(status.memory.usedBytes == UInt64(1000 - available) * 1024)
            #expect(status.memory.highWaterBytes == UInt64(highest) * 1024)
        }
    }

    @Test func `reads the agent's own process`() throws {
        let host = try HostCopy()
        let reader = HostReader(root: host.root)
        try FileManager.default.createDirectory(
            atPath: host.root + "/proc/self/fd", withIntermediateDirectories: false)
        for name in 0..<7 { try host.write("", to: "/proc/self/fd/\(name)") }
        try host.write(
            "Limit Soft Hard Units\nMax open files            1024                 524288               files\n",
            to: "/proc/self/limits")
        var sampler = ProcessSampler(pageBytes: 4096, ticksPerSecond: 100)
        var status = HostStatus()
        status.bootedAt = start
        #expect(sampler.sample(reader, into: &status, at: start))
        #expect(status.residentBytes == 1250 * 4096 && status.processorMilliseconds == 10_000)
        #expect(status.process.threads == 9 && status.process.startedAt == start.adding(seconds: 120))
        #expect(status.process.openFiles == 7 && status.process.openFileLimit == 1024)
    }

    @Test func `looks at the disk of the state`() throws {
        let host = try HostCopy()
        var sampler = DiskSampler(folder: host.root)
        var status = HostStatus()
        #expect(sampler.sample(HostReader(), into: &status, at: start))
        #expect(status.disk.sizeBytes > status.disk.availableBytes && status.disk.availableBytes > 0)
        let before = status.disk.stateBytes
        #expect(before > 0)
        try host.write(String(repeating: "x", count: 100_000), to: "/proc/large")
        _ = sampler.sample(HostReader(), into: &status, at: start.adding(seconds: 59))
        #expect(status.disk.stateBytes == before)
        _ = sampler.sample(HostReader(), into: &status, at: start.adding(seconds: 60))
        #expect(status.disk.stateBytes >= before + 100_000)
        var absent = DiskSampler(folder: host.root + "/absent")
        #expect(!absent.sample(HostReader(), into: &status, at: start))
    }

    @Test func `that fails says so and keeps its figures, and holds up no other`() throws {
        let host = try HostCopy()
        var sampler = HostSampler(reader: HostReader(root: host.root))
        let first = sampler.sample(at: start)
        #expect(
            first.samplers.map(\.name) == [
                "cpu", "memory", "network", "process", "load", "system", "filesystems", "ip",
            ])
        #expect(first.samplers.prefix(3).allSatisfy { $0.isSuccessful && $0.durationSeconds > 0 })
        try host.write("nothing of use\n", to: "/proc/meminfo")
        try host.write("cpu 1 2\n", to: "/proc/stat")
        try host.write("down\n", to: "/sys/class/net/eth0/operstate")
        let second = sampler.sample(at: start.adding(seconds: 5))
        #expect(second.samplers.map(\.isSuccessful).prefix(3) == [false, false, true])
        #expect(second.memory == first.memory && second.processorTimes == first.processorTimes)
        #expect(second.interfaces.first { $0.name == "eth0" }?.isOperationallyUp == false)
    }
}
