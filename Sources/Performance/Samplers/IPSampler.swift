import CLinux
import NetworkValues
import Snapshot

/// The Internet Protocol: whether packets are passed on, counters from `/proc/net`, and the addresses, which the kernel is
/// asked for by rtnetlink.
struct IPSampler: Sampler {
    static let name = "ip"
    static let pauseMilliseconds = IPFigures.pauseMilliseconds
    /// Addresses that are kept.
    static let addressLimit = 256
    /// Counters that are kept.
    private static let counterLimit = 512

    private let readAddresses: () -> [HostAddress]?
    private var isFirst = true

    init(addresses: @escaping () -> [HostAddress]? = IPSampler.kernelAddresses) {
        readAddresses = addresses
    }

    mutating func sample(_ reader: HostReader, into status: inout HostStatus, at now: Timestamp) -> Bool {
        let ipv4 = "/proc/sys/net/ipv4/", ipv6 = "/proc/sys/net/ipv6/conf/"
        status.network.forwardsVersion4 = reader.number(ipv4 + "ip_forward").map { $0 != 0 }
        status.network.timeToLive = reader.number(ipv4 + "ip_default_ttl")
        status.network.forwardsVersion6 = reader.number(ipv6 + "all/forwarding").map { $0 != 0 }
        status.network.hopLimit = reader.number(ipv6 + "default/hop_limit")
        var counters: [String: UInt64] = [:]
        for file in ["/proc/net/snmp", "/proc/net/netstat"] {
            if let text = reader.text(file) { Self.add(tables: text, to: &counters) }
        }
        if let text = reader.text("/proc/net/snmp6") { Self.add(lines: text, to: &counters) }
        status.network.counters = counters
        guard let addresses = readAddresses() else { return false }
        status.network.addresses = dated(addresses, before: status.network.addresses, at: now)
        isFirst = false
        return !counters.isEmpty
    }

    /// The addresses with the times of the ones before.
    private func dated(_ addresses: [HostAddress], before: [HostAddress], at now: Timestamp) -> [HostAddress] {
        struct Key: Hashable {
            var address: IPAddress
            var interface: UInt32
        }
        let known = Dictionary(
            before.map { (Key(address: $0.address, interface: $0.interfaceIndex), $0) },
            uniquingKeysWith: { first, _ in first })
        return addresses.map { reading in
            var address = reading
            guard let old = known[Key(address: reading.address, interface: reading.interfaceIndex)] else {
                if !isFirst { (address.createdAt, address.changedAt) = (now, now) }
                return address
            }
            address.createdAt = old.createdAt
            address.changedAt = old.status == reading.status ? old.changedAt : now
            return address
        }
    }

    /// Tables of two lines each: names, and values below them, both behind the table's name.
    private static func add(tables text: String, to counters: inout [String: UInt64]) {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
        for (names, values) in zip(lines, lines.dropFirst()) {
            // Only these are taken apart: the lines of TCP are long.
            let table = ["Ip", "Icmp", "IcmpMsg", "IpExt"].first { table in
                [names, values].allSatisfy { $0.starts(with: "\(table): ".utf8) }
            }
            guard let table else { continue }
            let names = names.split(separator: UInt8(ascii: " ")).map(Substring.init)
            let values = values.split(separator: UInt8(ascii: " ")).map(Substring.init)
            guard names.count == values.count, names.count > 1, UInt64(names[1]) == nil else { continue }
            for (name, value) in zip(names, values).dropFirst() where counters.count < counterLimit {
                if let value = UInt64(value) { counters["\(table).\(name)"] = value }
            }
        }
    }

    /// Lines of a name and a value each.
    private static func add(lines text: String, to counters: inout [String: UInt64]) {
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) where counters.count < counterLimit {
            guard line.starts(with: "Ip6".utf8) || line.starts(with: "Icmp6".utf8) else { continue }
            let words = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.map(Substring.init)
            guard words.count == 2, let value = UInt64(words[1]) else { continue }
            counters[String(words[0])] = value
        }
    }

    /// The addresses of this network namespace, as rtnetlink tells them; `nil` when it does not.
    static func kernelAddresses() -> [HostAddress]? {
        var room = [ipd_host_address](repeating: ipd_host_address(), count: addressLimit)
        let count = room.withUnsafeMutableBufferPointer { ipd_host_addresses($0.baseAddress, UInt32($0.count)) }
        guard count >= 0 else { return nil }
        return room.prefix(Int(count)).compactMap(HostAddress.init).sorted { left, right in
            (left.isVersion6 ? 1 : 0, left.interfaceIndex) == (right.isVersion6 ? 1 : 0, right.interfaceIndex)
                ? left.address.octets.lexicographicallyPrecedes(right.address.octets)
                : (left.isVersion6 ? 1 : 0, left.interfaceIndex) < (right.isVersion6 ? 1 : 0, right.interfaceIndex)
        }
    }
}

extension HostAddress {
    fileprivate var isVersion6: Bool { if case .v6 = address { true } else { false } }

    fileprivate init?(_ raw: ipd_host_address) {
        let octets = withUnsafeBytes(of: raw.address) { Array($0.prefix(raw.version == 4 ? 4 : 16)) }
        guard var address = IPAddress(octets: octets) else { return nil }
        if case .v6(let high, let low, _) = address, raw.is_link_local != 0 {
            address = .v6(high: high, low: low, zone: raw.link)
        }
        let broadcast = withUnsafeBytes(of: raw.broadcast) { IPAddress(octets: Array($0)) }
        let flags = Int32(bitPattern: raw.flags)
        func has(_ flag: Int) -> Bool { flags & Int32(flag) != 0 }
        let status: Status =
            if has(IPD_IFA_DUPLICATE) {
                .duplicate
            } else if has(IPD_IFA_OPTIMISTIC) {
                .optimistic
            } else if has(IPD_IFA_TENTATIVE) {
                .tentative
            } else {
                has(IPD_IFA_DEPRECATED) ? .deprecated : .preferred
            }
        let isPermanent = has(IPD_IFA_PERMANENT)
        self.init(
            interfaceIndex: raw.link, address: address, prefixLength: Int(raw.prefix),
            broadcast: raw.has_broadcast != 0 ? broadcast : nil,
            origin: Self.origin(
                address, isPermanent: isPermanent, prefix: Int(raw.prefix),
                isRandom: has(IPD_IFA_TEMPORARY) || has(IPD_IFA_STABLE_PRIVACY)),
            status: status, isPermanent: isPermanent)
    }

    /// Where an address came from, as far as it can be told: what somebody set holds for ever, what a server gave does
    /// not, and the modified EUI-64 of a hardware address has ff:fe in its middle (RFC 4291, appendix A).
    private static func origin(_ address: IPAddress, isPermanent: Bool, prefix: Int, isRandom: Bool) -> Origin {
        guard case .v6(let high, let low, _) = address else { return isPermanent ? .manual : .dhcp }
        if isRandom { return .random }
        let isLinkLocal = high >> 54 == 0x3fa
        if isLinkLocal || !isPermanent, low >> 24 & 0xffff == 0xfffe { return .linkLayer }
        if isPermanent { return isLinkLocal ? .other : .manual }
        return prefix == 128 ? .dhcp : .other
    }
}
