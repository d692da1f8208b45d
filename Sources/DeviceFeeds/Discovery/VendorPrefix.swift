public import NetworkValues

/// The first three octets of hardware addresses of the vendors whose devices make an IP-DECT system.
///
/// Source: the IEEE's list of assignments as Wireshark 4.0.17 has it. The manual's example of a base station, `ipbs-03-0d-f0`,
/// has 00-90-33 (appendix, `#m` and `#h`).
public enum VendorPrefix: UInt32, Hashable, Sendable, CaseIterable {
    /// Ascom Tateco AB.
    case ascom = 0x00013e
    /// innovaphone AG, which makes the base stations' platform, and gateways.
    case innovaphone = 0x009033

    /// The vendor of an address; `nil` for any other.
    public init?(_ mac: MACAddress) {
        self.init(rawValue: UInt32(truncatingIfNeeded: mac.rawValue >> 24))
    }

    /// The vendor's name in the list.
    public var vendor: String {
        switch self {
        case .ascom: "Ascom Tateco AB"
        case .innovaphone: "innovaphone AG"
        }
    }
}

/// The enterprises below which the vendors' devices have their sysObjectID.
public enum VendorArc: UInt32, Hashable, Sendable, CaseIterable {
    /// Ascom Sweden AB.
    case ascom = 27614
    /// innovaphone GmbH.
    case innovaphone = 6666

    /// The enterprise below which an object identifier lies; `nil` for any other.
    public init?(_ objectID: [UInt32]) {
        guard objectID.count >= 7, objectID.starts(with: [1, 3, 6, 1, 4, 1]) else { return nil }
        self.init(rawValue: objectID[6])
    }
}
