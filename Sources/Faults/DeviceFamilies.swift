/// The device families that a fault can come from, as manual 6.2 groups them.
public struct DeviceFamilies: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Base stations.
    public static let ipbs = DeviceFamilies(rawValue: 1)
    /// Gateways with wired radio fixed parts.
    public static let ipbl = DeviceFamilies(rawValue: 2)
    /// Virtual appliances.
    public static let ipvm = DeviceFamilies(rawValue: 4)
}
