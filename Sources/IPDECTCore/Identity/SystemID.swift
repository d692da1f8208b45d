/// The number, 1 to 296, that keeps IP-DECT systems in the same area apart (manual 4.6.34).
///
/// It is a part of the PARI of every radio. The manual does not say which bits; this model is ours. All PARIs are of class
/// B. Each system ID has 16 of them, which differ in the subnumber, and so 4,096 RFPIs, enough for the largest system (3,968
/// radios) and for 240 gateways with 16 wired parts each. The ID is in the installer code's last bit and the number:
///
/// | system ID | last bit of the installer code | number |
/// |---|---|---|
/// | 1 to 36 | 0 | 0 to 35 |
/// | 37 to 292 | 1 | 0 to 255 |
/// | 293 to 296 | 0 | 36 to 39 |
public struct SystemID: RawRepresentable, Hashable, Comparable, Sendable {
    /// The numbers allowed.
    public static let range: ClosedRange<UInt16> = 1...296

    /// The number of RFPIs of a system ID.
    static let rfpiCount = 4096

    /// The installer code of the model, with a zero for its last bit.
    private static let installerCode: UInt16 = 0x013e

    /// The number, 1 to 296.
    public let rawValue: UInt16

    /// Makes a system ID; `nil` outside of 1 to 296.
    public init?(rawValue: UInt16) {
        guard Self.range.contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    /// Makes a system ID from decimal digits; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let value = UInt16(text)
        else { return nil }
        self.init(rawValue: value)
    }

    /// The system ID that `pari` belongs to in this model; `nil` for that of another maker's system.
    public init?(of pari: PARI) {
        guard pari.accessRightsClass == .b else { return nil }
        let number = UInt16(pari.details >> 4 & 0xff)
        switch pari.details >> 12 {
        case UInt64(Self.installerCode) where number < 36: self.init(rawValue: number + 1)
        case UInt64(Self.installerCode) where number < 40: self.init(rawValue: number + 257)
        case UInt64(Self.installerCode | 1): self.init(rawValue: number + 37)
        default: return nil
        }
    }

    /// The first of the ID's 16 PARIs.
    public var pari: PARI { pari(subnumber: 0) }

    /// The key for handsets that cannot use one that matches the SARI ("PARK 3rd pty", manual 4.10.3): it matches the
    /// ID's PARIs.
    public var thirdPartyPARK: PARK? { PARK(prefixOf: pari, length: 27) }

    /// The RFPI at `position`, 0 to 4,095, of those that the ID has; `nil` outside of it. The position is the subnumber and
    /// the radio fixed part number, one behind the other.
    public func rfpi(at position: Int) -> RFPI? {
        guard (0..<Self.rfpiCount).contains(position) else { return nil }
        return RFPI(pari: pari(subnumber: UInt8(position >> 8)), number: UInt8(position & 0xff))
    }

    /// The position of `rfpi` among those that the ID has; `nil` when it has not.
    public func position(of rfpi: RFPI) -> Int? {
        rfpi.identity >> 12 == pari.rawValue >> 4 ? Int(rfpi.identity & 0xfff) : nil
    }

    /// The most radios that a PARI Master takes (manual 4.6.34): base stations, and gateways with wired parts.
    ///
    /// A virtual appliance as PARI Master takes its own number with every ID.
    public func radioLimits(pariMaster: DeviceModel) -> RadioLimits {
        switch (pariMaster, rawValue) {
        case (.ipvm, _): RadioLimits(baseStations: 3968, gateways: 240)
        case (_, ...36): RadioLimits(baseStations: 1023, gateways: 240)
        case (_, ...292): RadioLimits(baseStations: 127, gateways: 127)
        default: RadioLimits(baseStations: 2047, gateways: 240)
        }
    }

    private func pari(subnumber: UInt8) -> PARI {
        switch rawValue {
        case ...36: PARI(installerCode: Self.installerCode, number: UInt8(rawValue - 1), subnumber: subnumber)
        case ...292: PARI(installerCode: Self.installerCode | 1, number: UInt8(rawValue - 37), subnumber: subnumber)
        default: PARI(installerCode: Self.installerCode, number: UInt8(rawValue - 257), subnumber: subnumber)
        }
    }

    /// Orders by number.
    public static func < (left: SystemID, right: SystemID) -> Bool { left.rawValue < right.rawValue }
}

/// How many radios fit a PARI Master.
public struct RadioLimits: Hashable, Sendable {
    /// Base stations (IPBS).
    public let baseStations: UInt32
    /// Gateways (IPBL).
    public let gateways: UInt32
}

extension SystemID: CustomStringConvertible {
    /// The number in decimal.
    public var description: String { String(rawValue) }
}
