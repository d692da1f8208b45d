import NetworkValues
import Snapshot
import Synchronization

/// IP-MIB (RFC 4293): the host's addresses and prefixes, whether it passes packets on, and the statistics of IP and ICMP.
///
/// All of it was read from the kernel before, off the request's path. Objects that the kernel has no figure for are left
/// out: the tables of interfaces, of statistics by interface, of neighbours and of routers.
final class IPGroup: MIBGroup {
    let name = "IP-MIB"
    let prefix = IPTree.ip

    private struct State: Sendable {
        var network: IPFigures?
        var segments: [MIBSegment] = []
    }

    private let scalars = TableLayout(
        entry: IPTree.ip, columns: [1, 2, 25, 26] + IPCounters.version4Scalars.keys)
    private let icmp = TableLayout(entry: IPTree.icmp, columns: IPCounters.icmpScalars.keys)
    private let statistics = IPStatisticsTables()
    private let addresses = IPAddressTables()
    private let state = Mutex(State())

    init() {}

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        let network = source.snapshot.host.network
        return state.withLock { state in
            guard state.network != network else { return state.segments }
            state.segments = [.scalars(ipScalars(network)), .scalars(icmpScalars(network))]
            state.segments += statistics.segments(network, previous)
            state.segments += addresses.segments(network, ticks: source.ticks, previous)
            state.network = network
            return state.segments
        }
    }

    private func ipScalars(_ network: IPFigures) -> ScalarGroup {
        // Forwarding: forwarding(1), notForwarding(2).
        ScalarGroup(scalars, revision: 0) { row in
            if let forwards = network.forwardsVersion4 { row.integer(1, forwards ? 1 : 2) }
            if let limit = network.timeToLive { row.integer(2, min(max(limit, 1), 255)) }
            for (column, name) in IPCounters.version4ScalarsInOrder {
                if let value = network.counters[name] { row.counter32(column, value) }
            }
            if let forwards = network.forwardsVersion6 { row.integer(25, forwards ? 1 : 2) }
            if let limit = network.hopLimit { row.integer(26, min(limit, 255)) }
        }
    }

    private func icmpScalars(_ network: IPFigures) -> ScalarGroup {
        ScalarGroup(icmp, revision: 0) { row in
            for (column, name) in IPCounters.icmpScalarsInOrder {
                if let value = network.counters[name] { row.counter32(column, value) }
            }
        }
    }
}

/// Where the objects stand.
enum IPTree {
    /// ip.
    static let ip: [UInt32] = [1, 3, 6, 1, 2, 1, 4]
    /// icmp.
    static let icmp: [UInt32] = [1, 3, 6, 1, 2, 1, 5]

    /// An InetAddressType and an InetAddress as sub-identifiers of an index (RFC 4001): type, length, octets.
    static func index(_ address: IPAddress) -> [UInt32] {
        let octets = address.inetAddress
        return [UInt32(address.inetAddressType), UInt32(octets.count)] + octets.map(UInt32.init)
    }
}

/// The kernel's names for what IP-MIB counts.
enum IPCounters {
    /// The deprecated scalars of ip, which old managers ask for; they count IPv4 alone.
    static let version4Scalars: [UInt32: String] = [
        3: "Ip.InReceives", 4: "Ip.InHdrErrors", 5: "Ip.InAddrErrors", 6: "Ip.ForwDatagrams", 7: "Ip.InUnknownProtos",
        8: "Ip.InDiscards", 9: "Ip.InDelivers", 10: "Ip.OutRequests", 11: "Ip.OutDiscards", 12: "Ip.OutNoRoutes",
        14: "Ip.ReasmReqds", 15: "Ip.ReasmOKs", 16: "Ip.ReasmFails", 17: "Ip.FragOKs", 18: "Ip.FragFails",
        19: "Ip.FragCreates",
    ]

    /// The deprecated scalars of icmp.
    static let icmpScalars: [UInt32: String] = [
        1: "Icmp.InMsgs", 2: "Icmp.InErrors", 3: "Icmp.InDestUnreachs", 4: "Icmp.InTimeExcds", 5: "Icmp.InParmProbs",
        6: "Icmp.InSrcQuenchs", 7: "Icmp.InRedirects", 8: "Icmp.InEchos", 9: "Icmp.InEchoReps",
        10: "Icmp.InTimestamps", 11: "Icmp.InTimestampReps", 12: "Icmp.InAddrMasks", 13: "Icmp.InAddrMaskReps",
        14: "Icmp.OutMsgs", 15: "Icmp.OutErrors", 16: "Icmp.OutDestUnreachs", 17: "Icmp.OutTimeExcds",
        18: "Icmp.OutParmProbs", 19: "Icmp.OutSrcQuenchs", 20: "Icmp.OutRedirects", 21: "Icmp.OutEchos",
        22: "Icmp.OutEchoReps", 23: "Icmp.OutTimestamps", 24: "Icmp.OutTimestampReps", 25: "Icmp.OutAddrMasks",
        26: "Icmp.OutAddrMaskReps",
    ]

    static let version4ScalarsInOrder = version4Scalars.sorted { $0.key < $1.key }
    static let icmpScalarsInOrder = icmpScalars.sorted { $0.key < $1.key }

    /// A counter of ipSystemStatsTable: its column, that of its 64-bit form, and what it counts in either version.
    struct SystemCounter: Sendable {
        var column: UInt32
        var wideColumn: UInt32?
        var version4: String?
        var version6: String?

        init(_ column: UInt32, wide: UInt32? = nil, _ version4: String?, _ version6: String?) {
            self.column = column
            wideColumn = wide
            self.version4 = version4
            self.version6 = version6
        }
    }

    /// The counters of ipSystemStatsTable by ascending column.
    static let system: [SystemCounter] = [
        SystemCounter(3, wide: 4, "Ip.InReceives", "Ip6InReceives"),
        SystemCounter(5, wide: 6, "IpExt.InOctets", "Ip6InOctets"),
        SystemCounter(7, "Ip.InHdrErrors", "Ip6InHdrErrors"), SystemCounter(8, "IpExt.InNoRoutes", "Ip6InNoRoutes"),
        SystemCounter(9, "Ip.InAddrErrors", "Ip6InAddrErrors"),
        SystemCounter(10, "Ip.InUnknownProtos", "Ip6InUnknownProtos"),
        SystemCounter(11, "IpExt.InTruncatedPkts", "Ip6InTruncatedPkts"),
        SystemCounter(14, "Ip.ReasmReqds", "Ip6ReasmReqds"), SystemCounter(15, "Ip.ReasmOKs", "Ip6ReasmOKs"),
        SystemCounter(16, "Ip.ReasmFails", "Ip6ReasmFails"), SystemCounter(17, "Ip.InDiscards", "Ip6InDiscards"),
        SystemCounter(18, wide: 19, "Ip.InDelivers", "Ip6InDelivers"),
        SystemCounter(20, wide: 21, "Ip.OutRequests", "Ip6OutRequests"),
        SystemCounter(22, "Ip.OutNoRoutes", "Ip6OutNoRoutes"),
        SystemCounter(23, wide: 24, "Ip.ForwDatagrams", "Ip6OutForwDatagrams"),
        SystemCounter(25, "Ip.OutDiscards", "Ip6OutDiscards"), SystemCounter(27, "Ip.FragOKs", "Ip6FragOKs"),
        SystemCounter(28, "Ip.FragFails", "Ip6FragFails"), SystemCounter(29, "Ip.FragCreates", "Ip6FragCreates"),
        SystemCounter(30, wide: 31, "Ip.OutTransmits", "Ip6OutTransmits"),
        SystemCounter(32, wide: 33, "IpExt.OutOctets", "Ip6OutOctets"),
        SystemCounter(34, wide: 35, "IpExt.InMcastPkts", "Ip6InMcastPkts"),
        SystemCounter(36, wide: 37, "IpExt.InMcastOctets", "Ip6InMcastOctets"),
        SystemCounter(38, wide: 39, "IpExt.OutMcastPkts", "Ip6OutMcastPkts"),
        SystemCounter(40, wide: 41, "IpExt.OutMcastOctets", "Ip6OutMcastOctets"),
        SystemCounter(42, wide: 43, "IpExt.InBcastPkts", nil), SystemCounter(44, wide: 45, "IpExt.OutBcastPkts", nil),
    ]
}
