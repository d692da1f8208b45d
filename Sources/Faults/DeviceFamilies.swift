/// The device families that a fault can come from, as manual 6.2 groups them.
public struct DeviceFamilies: OptionSet, Hashable, Sendable {
    /// One bit for each family.
    public let rawValue: UInt8

    /// Makes a set from its bits.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Base stations.
    public static let ipbs = DeviceFamilies(rawValue: 1)
    /// Gateways with wired radio fixed parts.
    public static let ipbl = DeviceFamilies(rawValue: 2)
    /// Virtual appliances.
    public static let ipvm = DeviceFamilies(rawValue: 4)

    /// Devices of every family.
    public static let all: DeviceFamilies = [.ipbs, .ipbl, .ipvm]
    /// Devices that carry speech: base stations and gateways.
    public static let withRadios: DeviceFamilies = [.ipbs, .ipbl]
}
