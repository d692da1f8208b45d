import NetworkValues

extension IPNetwork {
    /// The bits that tell its addresses apart.
    var hostBits: Int { address.octets.count * 8 - prefixLength }

    /// Whether all of `other` lies in it.
    func holds(_ other: IPNetwork) -> Bool {
        prefixLength <= other.prefixLength && address.octets.count == other.address.octets.count
            && IPNetwork(other.address, prefixLength: prefixLength)?.address == address
    }

    /// The offsets of addresses that a device can have. Of an IPv4 network, the first address is its own and the last its
    /// broadcast address, unless it has two or one (RFC 3021); of an IPv6 network, the first is any router's (RFC 4291,
    /// 2.6.1), unless it has two or one (RFC 6164). At most 62 bits tell addresses apart.
    var hosts: Range<Int> {
        let count = 1 << min(hostBits, 62)
        guard count > 2 else { return 0..<count }
        return 1..<(address.octets.count == 4 ? count - 1 : count)
    }

    /// The address so far behind the network's own.
    subscript(offset: Int) -> IPAddress {
        switch address {
        case .v4(let value): .v4(value &+ UInt32(truncatingIfNeeded: offset))
        case .v6(let high, let low, let zone): .v6(high: high, low: low &+ UInt64(offset), zone: zone)
        }
    }
}

extension IPAddress {
    /// Whether the address comes before another: IPv4 first, then by number.
    func precedes(_ other: IPAddress) -> Bool {
        switch (self, other) {
        case (.v4(let left), .v4(let right)): left < right
        case (.v4, .v6): true
        case (.v6, .v4): false
        case (.v6(let high, let low, let zone), .v6(let otherHigh, let otherLow, let otherZone)):
            (high, low, zone) < (otherHigh, otherLow, otherZone)
        }
    }
}
