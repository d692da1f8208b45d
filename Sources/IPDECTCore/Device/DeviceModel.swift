/// The kinds of device of an IP-DECT system.
public enum DeviceModel: UInt8, Hashable, Sendable, CaseIterable {
    /// Base station of the first generation.
    case ipbs1 = 1
    /// Base station of the second generation.
    case ipbs2 = 2
    /// Base station of the third generation.
    case ipbs3 = 3
    /// Gateway to which wired radio fixed parts (RFPs) are connected.
    case ipbl = 4
    /// Virtual appliance: the masters without a radio of its own.
    case ipvm = 5
}
