import NetworkValues
public import Snapshot

/// Network interfaces, from `/sys/class/net`.
extension HostReader {
    private static let flagUp: UInt64 = 0x1
    private static let flagPromiscuous: UInt64 = 0x100

    /// The host's interfaces by ascending index, without revisions and times of change.
    public func interfaces() -> [HostInterface] {
        names("/sys/class/net").compactMap(interface).sorted { $0.index < $1.index }
    }

    private func interface(_ name: String) -> HostInterface? {
        let path = "/sys/class/net/" + name
        guard let index = number(path + "/ifindex").flatMap({ UInt32(exactly: $0) }), index > 0 else { return nil }
        let flags = number(path + "/flags") ?? 0
        let state = word(path + "/operstate") ?? "unknown"
        let isUp = flags & Self.flagUp != 0
        // Interfaces whose driver does not tell (the loopback) are up when they are meant to be.
        let operates = state == "up" || state == "unknown" && isUp
        let hardware = UInt32(number(path + "/type") ?? 0)
        let megabits = text(path + "/speed").flatMap { Int64($0.filter { $0.isNumber || $0 == "-" }) } ?? 0
        let mac = word(path + "/address").flatMap { MACAddress($0) }.flatMap { $0.rawValue == 0 ? nil : $0 }
        return HostInterface(
            index: index, name: name, alias: alias(path), type: Self.type(hardware),
            mtu: UInt32(truncatingIfNeeded: number(path + "/mtu") ?? 0),
            speedBitsPerSecond: megabits > 0 ? UInt64(megabits) * 1_000_000 : 0, mac: mac,
            isAdministrativelyUp: isUp, isOperationallyUp: operates,
            hasConnector: !names(path + "/device").isEmpty, isPromiscuous: flags & Self.flagPromiscuous != 0,
            counters: counters(path + "/statistics/"))
    }

    private func alias(_ path: String) -> String {
        guard let text = text(path + "/ifalias") else { return "" }
        return String(text.prefix { !$0.isNewline }.prefix(64))
    }

    private func counters(_ path: String) -> InterfaceCounters {
        var counters = InterfaceCounters()
        counters.receivedOctets = number(path + "rx_bytes") ?? 0
        counters.sentOctets = number(path + "tx_bytes") ?? 0
        counters.receivedPackets = number(path + "rx_packets") ?? 0
        counters.sentPackets = number(path + "tx_packets") ?? 0
        counters.receivedMulticastPackets = number(path + "multicast") ?? 0
        counters.receiveErrors = number(path + "rx_errors") ?? 0
        counters.sendErrors = number(path + "tx_errors") ?? 0
        counters.receiveDrops = number(path + "rx_dropped") ?? 0
        counters.sendDrops = number(path + "tx_dropped") ?? 0
        counters.receivedUnknownProtocol = number(path + "rx_nohandler") ?? 0
        return counters
    }

    /// The IANA interface type of a Linux hardware type (ARPHRD_*).
    private static func type(_ hardware: UInt32) -> UInt32 {
        switch hardware {
        case 1: 6  // ethernetCsmacd
        case 772: 24  // softwareLoopback
        case 512: 23  // ppp
        case 768, 769, 776, 778, 65_534: 131  // tunnel
        case 801, 802, 803: 71  // ieee80211
        default: 1  // other
        }
    }
}
