extension DeviceModel {
    /// Whether the device is a base station with one radio of its own.
    public var isBaseStation: Bool { self == .ipbs1 || self == .ipbs2 || self == .ipbs3 }

    /// Whether the device has radio parts: its own or wired ones.
    public var hasRadio: Bool { self != .ipvm }

    /// Calls that go through the device at once: the 8 speech channels of a base station (manual 4.23.5), the media
    /// streams of a gateway (manual 4.6.16), none through a virtual appliance.
    public var callLimit: UInt32 { isBaseStation ? 8 : mediaStreamLimit }

    /// Media streams that are not encrypted, at once (manual 4.6.16).
    public var mediaStreamLimit: UInt32 {
        switch self {
        case .ipbs1, .ipbs2, .ipbs3: 20
        case .ipbl: 50
        case .ipvm: 0
        }
    }

    /// Encrypted media streams, at once (manual 4.6.16).
    public var encryptedStreamLimit: UInt32 {
        switch self {
        case .ipbs1: 5
        case .ipbs2, .ipbs3: 20
        case .ipbl: 40
        case .ipvm: 0
        }
    }

    /// Calls with encrypted speech that go through the device at once.
    public var encryptedCallLimit: UInt32 { min(callLimit, encryptedStreamLimit) }

    /// Wired radio fixed parts that can be connected: ports 1 to 16 of a gateway (manual, update commands of `RFP_UPDATE0`).
    public var wiredPartLimit: UInt8 { self == .ipbl ? 16 : 0 }

    /// RFPIs that the device takes up: one for each radio part.
    var rfpiCount: Int { isBaseStation ? 1 : Int(wiredPartLimit) }

    /// Radios in the list of a PARI Master of this model at which it raises fault 0x00030208 (manual 6.2).
    public var staticRadioLimit: UInt32 { self == .ipvm ? 4000 : 2100 }

    /// Users that a master of this model holds; `nil` for models of which the manual does not say it (manual, appendix J).
    public var userLimit: UInt32? { self == .ipvm ? 4000 : nil }
}
