import Faults
import IPDECTCore
import NetworkValues
import Snapshot

@testable import SNMPAgent

/// What the standard modules show of a made-up host and site.
extension TableFixture {
    /// Gives a host processors, memory, file systems, disks and addresses.
    static func addResources(to host: inout HostStatus) {
        host.memoryUse.freeBytes = 512 << 20
        host.memoryUse.availableBytes = 3 << 30
        host.memoryUse.bufferBytes = 64 << 20
        host.memoryUse.cachedBytes = 2 << 30
        host.memoryUse.sharedBytes = 1 << 20
        host.memoryUse.swapBytes = 1 << 30
        host.memoryUse.swapFreeBytes = 768 << 20
        host.processors = [
            HostProcessor(number: 0, model: "GenuineIntel: Xeon", loadPercent: 17), HostProcessor(number: 1),
        ]
        host.fileSystems = [
            HostFileSystem(
                index: 1, mountPoint: "/", device: "/dev/sda1", type: "ext4", blockBytes: 4096, blocks: 1 << 20,
                freeBlocks: 1 << 18),
            HostFileSystem(
                index: 3, mountPoint: "/archive", device: "/dev/sdb", type: "xfs", isReadOnly: true, blockBytes: 4096,
                blocks: 10_000_000_000, freeBlocks: 4_000_000_000),
            HostFileSystem(
                index: 4, mountPoint: "/run", device: "tmpfs", type: "tmpfs", blockBytes: 4096, blocks: 1000,
                freeBlocks: 1000),
        ]
        host.disks = [
            HostDisk(
                index: 1, name: "sda", model: "ACME 1", sizeBytes: 500_000_000_000, isRotational: true, holdsRoot: true),
            HostDisk(index: 2, name: "sdb", sizeBytes: 40_960_000_000_000, isRotational: false),
        ]
        host.system.users = 2
        host.system.processes = 93
        host.system.processLimit = 4_194_304
        host.system.bootParameters = "quiet " + String(repeating: "x", count: 200)
        host.network.forwardsVersion4 = false
        host.network.forwardsVersion6 = true
        host.network.timeToLive = 64
        host.network.hopLimit = 64
        host.network.counters = [
            "Ip.InReceives": 8_589_934_599, "IpExt.InOctets": 1_099_511_627_776, "Ip6InReceives": 3, "Icmp.InMsgs": 4,
            "IcmpMsg.InType8": 4, "IcmpMsg.OutType0": 5, "Icmp6InType135": 6, "Icmp6InMsgs": 6,
        ]
        var dynamic = HostAddress(
            interfaceIndex: 2, address: .v4(0xc000_0205), prefixLength: 24, broadcast: .v4(0xc000_02ff), origin: .dhcp,
            isPermanent: false)
        dynamic.createdAt = start.adding(seconds: 3)
        dynamic.changedAt = start.adding(seconds: 4)
        host.network.addresses = [
            HostAddress(interfaceIndex: 1, address: .loopback, prefixLength: 8), dynamic,
            HostAddress(
                interfaceIndex: 1, address: .v6(high: 0, low: 1, zone: 0), prefixLength: 128),
            HostAddress(
                interfaceIndex: 2, address: .v6(high: 0xfe80 << 48, low: 0x0201_3eff_fe00_004d, zone: 2),
                prefixLength: 64, origin: .linkLayer, status: .deprecated),
        ]
    }

    /// Gives the log what the event history has, with numbers of a journal that has lines in between.
    static func fillLog(of snapshot: inout Snapshot) {
        var number: UInt64 = 40
        for record in snapshot.events.records {
            number += 3
            snapshot.log.append(.init(number: number, record: record))
        }
    }
}

extension MIBImage {
    /// A value as an unsigned number.
    func number(_ name: [UInt32]) -> UInt64? {
        get(name)?.content.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A value as text.
    func text(_ name: [UInt32]) -> String? {
        get(name).map { String(decoding: $0.content, as: UTF8.self) }
    }

    /// A value as an object identifier.
    func oid(_ name: [UInt32]) -> [UInt32]? {
        get(name).map { CellReader.arcs($0.content[...]) }
    }

    /// The table whose entry has this name.
    func table(entry: [UInt32]) -> EncodedTable? {
        segments.lazy.compactMap(\.table).first { $0.layout.entry == entry }
    }
}
