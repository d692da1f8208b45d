public import NetworkValues

/// The identifier of a bridge; the lower one is the better one (IEEE 802.1D-2004, 9.2.5).
public struct BridgeID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The eight octets as one number.
    public let rawValue: UInt64

    /// Makes an identifier from its eight octets as one number.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// Makes an identifier from a priority in steps of 4096, an extension (a VLAN, mostly) and the bridge's address.
    public init(priority: UInt16, systemExtension: UInt16 = 0, address: MACAddress) {
        rawValue = UInt64(priority & 0xf000 | systemExtension & 0xfff) << 48 | address.rawValue
    }

    /// The priority, 0 to 61,440 in steps of 4096.
    public var priority: UInt16 { UInt16(truncatingIfNeeded: rawValue >> 48) & 0xf000 }
    /// The extension, 0 to 4095.
    public var systemExtension: UInt16 { UInt16(truncatingIfNeeded: rawValue >> 48) & 0xfff }
    /// The bridge's address.
    public var address: MACAddress { MACAddress(rawValue: rawValue) }

    /// Whether the left one is better.
    public static func < (left: BridgeID, right: BridgeID) -> Bool { left.rawValue < right.rawValue }

    /// Priority with extension and address, such as `32768.00:01:3e:12:34:56`.
    public var description: String { "\(rawValue >> 48).\(address)" }
}
