/// Which TLVs of LLDP-MED a system knows, and what kind of system it is (ANSI/TIA-1057, 10.2.2).
public struct MEDCapabilities: Hashable, Sendable {
    /// Kinds of TLVs, as bits of table 10.
    public struct Kinds: OptionSet, Hashable, Sendable {
        /// The bits, as they are sent.
        public let rawValue: UInt16
        /// Makes a set from its bits.
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// Capabilities.
        public static let capabilities = Kinds(rawValue: 0x01)
        /// Network policy.
        public static let networkPolicy = Kinds(rawValue: 0x02)
        /// Location.
        public static let location = Kinds(rawValue: 0x04)
        /// Power of a source.
        public static let powerSource = Kinds(rawValue: 0x08)
        /// Power of a powered device.
        public static let poweredDevice = Kinds(rawValue: 0x10)
        /// Inventory.
        public static let inventory = Kinds(rawValue: 0x20)
    }

    /// The TLVs it knows.
    public var kinds: Kinds
    /// 1 generic endpoint, 2 media endpoint, 3 communication device, 4 network connectivity.
    public var deviceClass: UInt8

    /// Class III: a communication device.
    public static let communicationDevice: UInt8 = 3

    /// Makes capabilities.
    public init(kinds: Kinds, deviceClass: UInt8) {
        self.kinds = kinds
        self.deviceClass = deviceClass
    }
}
