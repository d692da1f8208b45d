import Foundation
import NetworkValues
import Snapshot
import Testing

@testable import Performance

/// The samplers behind HOST-RESOURCES-MIB and IP-MIB.
@Suite struct `A sampler of resources` {
    private let start = Timestamp(seconds: 1_800_000_000)

    private func stat(_ busy: [Int], idle: [Int]) -> String {
        let lines = zip(busy, idle).enumerated().map { "cpu\($0) \($1.0) 0 0 \($1.1) 0 0 0 0 0 0" }
        return "cpu  1 0 0 1 0 0 0 0 0 0\n" + lines.joined(separator: "\n") + "\nintr 1\n"
    }

    @Test func `gives the load of each processor over a minute`() throws {
        let host = try HostCopy()
        let reader = HostReader(root: host.root)
        var sampler = LoadSampler()
        var status = HostStatus()
        var loads: [[UInt8?]] = []
        for step in 0...26 {
            // The second processor works for one whole interval of five seconds, and half of another.
            let busy = step >= 3 ? (step >= 4 ? 750 : 500) : 0
            try host.write(stat([0, busy], idle: [step * 500, step * 500 - busy]), to: "/proc/stat")
            #expect(sampler.sample(reader, into: &status, at: start.adding(seconds: Int64(step * 5))))
            loads.append(status.processors.map(\.loadPercent))
        }
        #expect(loads[0] == [nil, nil])
        #expect(loads[2] == [0, 0])
        #expect(loads[3] == [0, 33])
        #expect(loads[12] == [0, 13])
        #expect(loads[20] == [0, 0])
        #expect(status.processors.map(\.model) == ["GenuineIntel: Xeon Silver", "GenuineIntel: Xeon Silver"])
    }

    @Test func `lists file systems that hold files, and never asks another host`() throws {
        let host = try HostCopy()
        let asked = Asked()
        var sampler = FileSystemSampler(stateFolder: "/var/lib/ipdect-agent") { path in
            asked.note(path)
            return .init(blockBytes: 4096, blocks: 100, freeBlocks: 40)
        }
        var status = HostStatus()
        #expect(sampler.sample(HostReader(root: host.root), into: &status, at: start))
        #expect(Set(status.fileSystems.map(\.mountPoint)) == ["/", "/old", "/run", "/media/my disk"])
        #expect(!asked.paths.contains("/srv") && !asked.paths.contains("/proc"))
        let run = try #require(status.fileSystems.first { $0.mountPoint == "/run" })
        #expect(run.device == "/dev/sdc" && run.type == "ext4")
        #expect(status.fileSystems.first { $0.mountPoint == "/media/my disk" }?.isReadOnly == true)
        let before = Dictionary(uniqueKeysWithValues: status.fileSystems.map { ($0.mountPoint, $0.index) })
        try host.write("/dev/sda1 / ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n", to: "/proc/self/mounts")
        #expect(sampler.sample(HostReader(root: host.root), into: &status, at: start))
        #expect(status.fileSystems.map(\.mountPoint).sorted() == ["/", "/tmp"])
        #expect(status.fileSystems.first { $0.mountPoint == "/" }?.index == before["/"])
        #expect(status.fileSystems.first { $0.mountPoint == "/tmp" }.map { !before.values.contains($0.index) } == true)
    }

    @Test func `lists the file system of the state whatever it is`() throws {
        let host = try HostCopy()
        var sampler = FileSystemSampler(stateFolder: "/srv/agent") { _ in
            .init(blockBytes: 512, blocks: 100, freeBlocks: 200)
        }
        var status = HostStatus()
        #expect(sampler.sample(HostReader(root: host.root), into: &status, at: start))
        let state = try #require(status.fileSystems.first { $0.mountPoint == "/srv" })
        #expect(state.type == "nfs4" && state.freeBlocks == 100)
    }

    @Test func `counts processes and finds the disk with the root`() throws {
        let host = try HostCopy()
        var sampler = SystemSampler()
        var status = HostStatus()
        #expect(sampler.sample(HostReader(root: host.root), into: &status, at: start))
        #expect(status.system.processes == 2 && status.system.processLimit == 31_000)
        #expect(status.system.bootParameters == "root=/dev/sda1 quiet")
        #expect(status.system.users == nil)
        let disk = try #require(status.disks.first)
        #expect(status.disks.count == 1)
        #expect(disk.name == "sda" && disk.model == "ACME DISK 1" && disk.sizeBytes == 976_773_168 * 512)
        #expect(disk.holdsRoot && disk.isRotational == true && !disk.isRemovable)
    }

    @Test func `counts the users who are logged in`() throws {
        let host = try HostCopy()
        try FileManager.default.createDirectory(atPath: host.root + "/var/run", withIntermediateDirectories: true)
        var octets = [UInt8](repeating: 0, count: 384 * 4 + 10)
        // boot, user, user, dead.
        for (place, type) in [UInt8(2), 7, 7, 8].enumerated() { octets[place * 384] = type }
        try Data(octets).write(to: URL(filePath: host.root + "/var/run/utmp"))
        #expect(HostReader(root: host.root).loggedInUsers() == 2)
        try Data().write(to: URL(filePath: host.root + "/var/run/utmp"))
        #expect(HostReader(root: host.root).loggedInUsers() == 0)
    }

    @Test func `reads the counters of IP, and dates addresses that come and change`() throws {
        let host = try HostCopy()
        let reader = HostReader(root: host.root)
        let given = Given()
        var sampler = IPSampler { given.addresses }
        var status = HostStatus()
        given.addresses = [HostAddress(interfaceIndex: 1, address: .loopback, prefixLength: 8)]
        #expect(sampler.sample(reader, into: &status, at: start))
        #expect(status.network.forwardsVersion4 == false && status.network.forwardsVersion6 == true)
        #expect(status.network.timeToLive == 64 && status.network.hopLimit == 255)
        let counters = status.network.counters
        #expect(counters["Ip.InReceives"] == 4_063_658 && counters["IpExt.InOctets"] == 12_869_975_503)
        #expect(counters["IcmpMsg.OutType8"] == 12 && counters["Ip6InReceives"] == 1078 && counters["Icmp6InMsgs"] == 9)
        #expect(!counters.keys.contains { $0.hasPrefix("Tcp") || $0.hasPrefix("Udp") })
        #expect(status.network.addresses.first?.createdAt == nil)
        let later = start.adding(seconds: 5)
        given.addresses?.append(
            HostAddress(interfaceIndex: 2, address: .v4(0xc000_0201), prefixLength: 24, status: .tentative))
        _ = sampler.sample(reader, into: &status, at: later)
        #expect(status.network.addresses.map(\.createdAt) == [nil, later])
        given.addresses?[1].status = .preferred
        _ = sampler.sample(reader, into: &status, at: later.adding(seconds: 5))
        #expect(status.network.addresses[1].createdAt == later)
        #expect(status.network.addresses[1].changedAt == later.adding(seconds: 5))
        given.addresses = nil
        #expect(!sampler.sample(reader, into: &status, at: later.adding(seconds: 10)))
        #expect(status.network.addresses.count == 2)
    }

    @Test func `asks the kernel for the addresses of this host`() throws {
        let addresses = try #require(IPSampler.kernelAddresses())
        let loopback = try #require(addresses.first { $0.address == .loopback })
        #expect(loopback.prefixLength == 8 && loopback.isPermanent && loopback.status == .preferred)
    }

    @Test func `says what memory is used for`() throws {
        let host = try HostCopy()
        var status = HostStatus()
        var sampler = MemorySampler()
        #expect(sampler.sample(HostReader(root: host.root), into: &status, at: start))
        #expect(status.memoryUse.freeBytes == 301_208 * 1024 && status.memoryUse.bufferBytes == 90_112 * 1024)
        #expect(status.memoryUse.cachedBytes == 801_300 * 1024 && status.memoryUse.swapBytes == 0)
        #expect(status.memoryUse.sharedBytes == nil)
    }
}

/// What a sampler asked for.
private final class Asked {
    private(set) var paths: [String] = []
    func note(_ path: String) { paths.append(path) }
}

/// What the kernel is said to have.
private final class Given {
    var addresses: [HostAddress]?
}
