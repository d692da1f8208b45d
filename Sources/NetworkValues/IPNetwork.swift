/// A range of addresses: a network address and the length of its prefix.
public struct IPNetwork: Hashable, Sendable {
    /// The network's address; the bits behind the prefix are zero.
    public let address: IPAddress
    /// The number of leading bits that count: 0 to 32 for IPv4, 0 to 128 for IPv6.
    public let prefixLength: Int

    /// Makes a network; `nil` when the prefix is longer than the address. Bits behind the prefix are set to zero.
    public init?(_ address: IPAddress, prefixLength: Int) {
        guard prefixLength >= 0, prefixLength <= address.octets.count * 8 else { return nil }
        self.address = address.masked(to: prefixLength)
        self.prefixLength = prefixLength
    }

    /// Makes a network from `address`, `address/length` or, for IPv4, `address/mask`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(first), parts.count <= 2 else { return nil }
        guard parts.count == 2 else {
            self.init(address, prefixLength: address.octets.count * 8)
            return
        }
        if let length = Int(parts[1]) {
            self.init(address, prefixLength: length)
        } else if case .v4 = address, case .v4(let mask)? = IPAddress(parts[1]),
            mask.leadingOnes + mask.trailingZeroBitCount >= 32
        {
            self.init(address, prefixLength: mask.leadingOnes)
        } else {
            return nil
        }
    }

    /// Whether `candidate` lies in the network. An IPv4 address mapped into IPv6 counts as IPv4.
    public func contains(_ candidate: IPAddress) -> Bool {
        candidate.unmapped.masked(to: prefixLength) == address
    }
}

extension UInt32 {
    fileprivate var leadingOnes: Int { (~self).leadingZeroBitCount }
}

extension IPAddress {
    /// The address with all bits behind the first `length` set to zero, and without its zone.
    func masked(to length: Int) -> IPAddress {
        switch self {
        case .v4(let value):
            return .v4(length <= 0 ? 0 : length >= 32 ? value : value & ~(UInt32.max >> UInt32(length)))
        case .v6(let high, let low, _):
            func masked(_ half: UInt64, _ bits: Int) -> UInt64 {
                bits <= 0 ? 0 : bits >= 64 ? half : half & ~(UInt64.max >> UInt64(bits))
            }
            return .v6(high: masked(high, length), low: masked(low, length - 64), zone: 0)
        }
    }
}

extension IPNetwork: CustomStringConvertible {
    /// The network as `address/length`.
    public var description: String { "\(address)/\(prefixLength)" }
}
