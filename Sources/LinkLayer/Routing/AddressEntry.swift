import CLinux
public import NetworkValues

/// An IP address of a link.
public struct AddressEntry: Hashable, Sendable {
    /// What tells it from others.
    public struct Key: Hashable, Sendable {
        /// The link.
        public let index: UInt32
        /// The address, without a zone.
        public let address: IPAddress
        /// The length of its network's prefix.
        public let prefixLength: UInt8
    }

    /// The link that has it.
    public let index: UInt32
    /// The address, without a zone.
    public let address: IPAddress
    /// The length of its network's prefix.
    public let prefixLength: UInt8
    /// The other end of a point-to-point link.
    public var peer: IPAddress?
    /// The broadcast address.
    public var broadcast: IPAddress?
    /// Where it is valid: 0 everywhere, 253 on the link, 254 on the host (RT_SCOPE_…).
    public var scope: UInt8 = 0
    /// `IFA_F_…`.
    public var flags: UInt32 = 0
    /// Seconds for which it is valid from when the kernel told; `nil` for ever.
    public var validSeconds: UInt32?
    /// Seconds for which it is preferred from when the kernel told; `nil` for ever.
    public var preferredSeconds: UInt32?

    /// Makes an address.
    public init(index: UInt32, address: IPAddress, prefixLength: UInt8) {
        self.index = index
        self.address = address
        self.prefixLength = prefixLength
    }

    /// What tells it from others.
    public var key: Key { Key(index: index, address: address, prefixLength: prefixLength) }
    /// The network that it makes reachable.
    public var network: IPNetwork? { IPNetwork(peer ?? address, prefixLength: Int(prefixLength)) }
    /// Whether it stays for ever. What a DHCP client or a router gave does not.
    public var isPermanent: Bool { flags & 0x80 != 0 && validSeconds == nil }
    /// Whether it is not the first one of its network on the link (IPv4); it goes with the first one.
    public var isSecondary: Bool { if case .v4 = address { flags & 0x01 != 0 } else { false } }
    /// Whether IPv6 found that another device has it (RFC 4862, 5.4.5).
    public var isDuplicate: Bool { if case .v6 = address { flags & 0x08 != 0 } else { false } }
    /// Whether IPv6 still finds out if another device has it.
    public var isTentative: Bool { if case .v6 = address { flags & 0x40 != 0 } else { false } }
    /// Whether the kernel makes it by itself, or it means nothing beyond the link.
    public var isOfLink: Bool { scope >= 253 }
}

extension AddressEntry {
    /// Reads RTM_NEWADDR or RTM_DELADDR; `nil` for other families than IPv4 and IPv6.
    static func read(_ message: RouteMessage, _ bytes: Span<UInt8>) throws(RouteError) -> AddressEntry? {
        let start = message.content.lowerBound
        guard message.content.count >= 8, let index = bytes.hostNumber32(at: start + 4) else {
            throw .truncated(part: "an address", needed: 8, found: message.content.count)
        }
        guard let size = RouteRecord.addressSize(family: bytes[start]) else { return nil }
        let prefixLength = bytes[start + 1]
        guard prefixLength <= size * 8 else { throw .value(part: "prefix length", found: UInt64(prefixLength)) }
        var flags = UInt32(bytes[start + 2])
        var local: IPAddress?
        var other: IPAddress?
        var broadcast: IPAddress?
        var times: (preferred: UInt32, valid: UInt32)?
        var attributes = RouteAttributes((start + 8)..<message.content.upperBound, in: bytes, part: "an address")
        while let attribute = try attributes.next(bytes) {
            switch attribute.type {
            case IPD_IFA_LOCAL: local = try bytes.address(attribute, size: size, "a local address")
            case IPD_IFA_ADDRESS: other = try bytes.address(attribute, size: size, "an address")
            case IPD_IFA_BROADCAST: broadcast = try bytes.address(attribute, size: size, "a broadcast address")
            case IPD_IFA_FLAGS: flags = try bytes.number32(attribute, "flags of an address")
            case IPD_IFA_CACHEINFO:
                guard attribute.value.count >= 8, let preferred = bytes.hostNumber32(at: attribute.value.lowerBound),
                    let valid = bytes.hostNumber32(at: attribute.value.lowerBound + 4)
                else { throw .attributeSize(part: "lifetimes", expected: 16, found: attribute.value.count) }
                times = (preferred, valid)
            default: break
            }
        }
        guard let address = local ?? other else {
            throw .truncated(part: "an address with IFA_LOCAL or IFA_ADDRESS", needed: size, found: 0)
        }
        var entry = AddressEntry(index: index, address: address, prefixLength: prefixLength)
        entry.peer = other == address ? nil : other
        entry.broadcast = broadcast
        entry.scope = bytes[start + 3]
        entry.flags = flags
        entry.preferredSeconds = times.flatMap { $0.preferred == .max ? nil : $0.preferred }
        entry.validSeconds = times.flatMap { $0.valid == .max ? nil : $0.valid }
        return entry
    }
}

extension Span where Element == UInt8 {
    /// The address of an attribute, which must have the size of its family.
    func address(_ attribute: RouteAttribute, size: Int, _ part: String) throws(RouteError) -> IPAddress {
        guard attribute.value.count == size, let address = address(attribute.value) else {
            throw .attributeSize(part: part, expected: size, found: attribute.value.count)
        }
        return address
    }
}
