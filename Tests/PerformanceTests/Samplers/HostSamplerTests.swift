import NetworkValues
import Snapshot
import Testing

@testable import Performance

@Suite struct `The host sampler` {
    private static let net = "/sys/class/net"
    private let start = Timestamp(seconds: 1_800_000_000)

    private func interface(_ name: String, in status: HostStatus) throws -> HostInterface {
        try #require(status.interfaces.first { $0.name == name })
    }

    @Test func `keeps the revision of an interface that did not change`() throws {
        let host = try HostCopy()
        var sampler = HostSampler(reader: HostReader(root: host.root))
        let first = sampler.sample(at: start)
        let second = sampler.sample(at: start.adding(seconds: 5))
        #expect(first.interfaces == second.interfaces)
        #expect(first.interfaces.allSatisfy { $0.revision == 1 && $0.lastChange == nil })
        #expect(second.interfacesChangedAt == nil)
    }

    @Test func `gives a new revision to an interface whose counters moved`() throws {
        let host = try HostCopy()
        var sampler = HostSampler(reader: HostReader(root: host.root))
        _ = sampler.sample(at: start)
        try host.write("6000000000\n", to: Self.net + "/eth0/statistics/rx_bytes")
        let status = sampler.sample(at: start.adding(seconds: 5))
        let eth0 = try interface("eth0", in: status)
        #expect(eth0.revision == 2)
        #expect(eth0.counters.receivedOctets == 6_000_000_000)
        #expect(eth0.lastChange == nil)
        #expect(try interface("eth1", in: status).revision == 1)
    }

    @Test func `tells when the state of an interface last changed`() throws {
        let host = try HostCopy()
        var sampler = HostSampler(reader: HostReader(root: host.root))
        _ = sampler.sample(at: start)
        try host.write("up\n", to: Self.net + "/eth1/operstate")
        let changed = start.adding(seconds: 5)
        #expect(try interface("eth1", in: sampler.sample(at: changed)).lastChange == changed)
        let later = try interface("eth1", in: sampler.sample(at: start.adding(seconds: 10)))
        #expect(later.lastChange == changed)
        #expect(later.revision == 2)
    }

    @Test func `tells when an interface came or went`() throws {
        let host = try HostCopy()
        var sampler = HostSampler(reader: HostReader(root: host.root))
        _ = sampler.sample(at: start)
        try host.remove(Self.net + "/tun0")
        let gone = start.adding(seconds: 5)
        let status = sampler.sample(at: gone)
        #expect(status.interfacesChangedAt == gone)
        #expect(!status.interfaces.contains { $0.name == "tun0" })
        #expect(sampler.sample(at: start.adding(seconds: 10)).interfacesChangedAt == gone)
    }

    @Test func `gives a renamed interface another revision`() throws {
        let host = try HostCopy()
        var sampler = HostSampler(reader: HostReader(root: host.root))
        _ = sampler.sample(at: start)
        try host.move(Self.net + "/eth1", to: Self.net + "/wan")
        let wan = try interface("wan", in: sampler.sample(at: start.adding(seconds: 5)))
        #expect(wan.index == 3)
        #expect(wan.revision == 2)
    }

    @Test func `measures the processors between two samples`() throws {
        let host = try HostCopy()
        var sampler = HostSampler(reader: HostReader(root: host.root))
        #expect(sampler.sample(at: start).processorUtilization == 0)
        try host.write("cpu  4060 100 900 14040 500 20 60 20 300 0\nbtime 1795000000\n", to: "/proc/stat")
        #expect(sampler.sample(at: start.adding(seconds: 5)).processorUtilization == 0.6)
    }

    @Test func `keeps the figures that it cannot read again`() throws {
        let host = try HostCopy()
        var sampler = HostSampler(reader: HostReader(root: host.root))
        let first = sampler.sample(at: start)
        try host.remove("/proc/meminfo")
        let second = sampler.sample(at: start.adding(seconds: 5))
        #expect(first.memory.totalBytes > 0)
        #expect(second.memory == first.memory)
    }
    @Test func `reads what changes seldom not each time`() throws {
        let host = try HostCopy()
        try host.write("64\n", to: "/proc/sys/net/ipv4/ip_default_ttl")
        var sampler = HostSampler(reader: HostReader(root: host.root))
        #expect(sampler.sample(at: start).network.timeToLive == 64)
        try host.write("255\n", to: "/proc/sys/net/ipv4/ip_default_ttl")
        let soon = sampler.sample(at: start.adding(seconds: 5))
        #expect(soon.network.timeToLive == 64)
        #expect(soon.samplers.map(\.name).contains("ip"))
        #expect(sampler.sample(at: start.adding(seconds: 10)).network.timeToLive == 255)
    }
}
