@testable import Performance
import NetworkValues
import Snapshot
import Testing

@Suite struct `The host reader` {
    private let reader = HostReader(root: Fixtures.path("host"))
    private let strange = HostReader(root: Fixtures.path("strange"))

    @Test func `counts what cannot be reclaimed as memory in use`() {
        #expect(
            reader.memory() == HostMemory(totalBytes: 4_030_464 * 1024, usedBytes: (4_030_464 - 1_007_616) * 1024))
    }

    @Test func `reads processor ticks without counting guest time twice`() {
        #expect(reader.processors()?.ticks == ProcessorTicks(busy: 5100, total: 19_600))
    }

    @Test func `reads the name and when the host booted`() {
        #expect(reader.name() == "switchboard")
        #expect(reader.processors()?.bootedAt == Timestamp(seconds: 1_795_000_000))
    }

    @Test func `reads the figures of a process whose name holds parentheses`() {
        #expect(reader.processMemory(pageBytes: 4096)?.residentBytes == 1250 * 4096)
        #expect(reader.process(ticksPerSecond: 100)?.processorMilliseconds == 10_000)
    }

    @Test func `lists interfaces by index and skips what is none`() {
        #expect(reader.interfaces().map(\.name) == ["lo", "eth0", "eth1", "br0", "tun0"])
        #expect(reader.interfaces().map(\.index) == [1, 2, 3, 5, 9])
    }

    @Test func `reads what IF-MIB shows of an interface`() throws {
        let eth0 = try #require(reader.interfaces().first { $0.name == "eth0" })
        var counters = InterfaceCounters()
        counters.receivedOctets = 5_000_000_000
        counters.sentOctets = .max
        counters.receivedPackets = 11
        counters.sentPackets = 12
        counters.receivedMulticastPackets = 13
        counters.receiveErrors = 14
        counters.sendErrors = 15
        counters.receiveDrops = 16
        counters.sendDrops = 17
        counters.receivedUnknownProtocol = 18
        let expected = HostInterface(
            index: 2, name: "eth0", alias: "uplink to core 1, port 7", type: 6, mtu: 1500,
            speedBitsPerSecond: 1_000_000_000, mac: MACAddress(rawValue: 0x0001_3e12_3456),
            isAdministrativelyUp: true, isOperationallyUp: true, hasConnector: true, isPromiscuous: true,
            counters: counters)
        #expect(eth0 == expected)
    }

    @Test func `tells interfaces of other kinds apart`() throws {
        let all = Dictionary(uniqueKeysWithValues: reader.interfaces().map { ($0.name, $0) })
        let loopback = try #require(all["lo"])
        #expect(loopback.type == 24)
        #expect(loopback.mac == nil)
        #expect(loopback.isOperationallyUp)
        #expect(!loopback.hasConnector)
        let down = try #require(all["eth1"])
        #expect(down.isAdministrativelyUp)
        #expect(!down.isOperationallyUp)
        #expect(down.speedBitsPerSecond == 0)
        #expect(down.hasConnector)
        #expect(all["br0"]?.hasConnector == false)
        let tunnel = try #require(all["tun0"])
        #expect(tunnel.type == 131)
        #expect(tunnel.mac == nil)
        #expect(tunnel.isOperationallyUp)
    }

    @Test func `takes nothing from texts that make no sense`() {
        #expect(strange.memory() == nil)
        #expect(strange.processors() == nil)
        #expect(strange.name().isEmpty)
        #expect(strange.processMemory(pageBytes: 4096) == nil)
        #expect(strange.process(ticksPerSecond: 100) == nil)
        #expect(
            strange.interfaces() == [
                HostInterface(
                    index: 7, name: "bare", type: 1, mtu: 0, isAdministrativelyUp: false, isOperationallyUp: false,
                    hasConnector: false)
            ])
    }

    @Test func `takes nothing from a host that is not there`() {
        let absent = HostReader(root: Fixtures.path("absent"))
        #expect(absent.memory() == nil)
        #expect(absent.processors() == nil)
        #expect(absent.interfaces().isEmpty)
        #expect(absent.processMemory(pageBytes: 4096) == nil)
    }

    @Test func `gives the share of processors in use between two readings`() {
        let before = ProcessorTicks(busy: 100, total: 400)
        #expect(ProcessorTicks(busy: 150, total: 600).utilization(since: before) == 0.25)
        #expect(ProcessorTicks(busy: 900, total: 600).utilization(since: before) == 1)
        #expect(before.utilization(since: before) == 0)
        // Idle time can go back by a tick or two.
        #expect(ProcessorTicks(busy: 99, total: 401).utilization(since: before) == 0)
        #expect(ProcessorTicks(busy: 200, total: 399).utilization(since: before) == 0)
    }

    @Test func `reads the host that the tests run on`() throws {
        let real = HostReader()
        #expect(try #require(real.memory()).totalBytes > 0)
        #expect(real.interfaces().contains { $0.name == "lo" })
        #expect(!real.name().isEmpty)
        #expect((real.processMemory(pageBytes: 4096)?.residentBytes ?? 0) > 0)
        #expect(try #require(real.processors()?.bootedAt) > Timestamp(seconds: 0))
    }
}
