/// What a system can do and what of it is switched on (IEEE 802.1AB-2016, 8.5.8).
public struct LLDPCapabilities: Hashable, Sendable {
    /// Kinds of systems, as bits of table 8-4.
    public struct Kinds: OptionSet, Hashable, Sendable {
        /// The bits, as they are sent.
        public let rawValue: UInt16
        /// Makes a set from its bits.
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// Something else.
        public static let other = Kinds(rawValue: 0x01)
        /// A repeater.
        public static let repeater = Kinds(rawValue: 0x02)
        /// A bridge.
        public static let bridge = Kinds(rawValue: 0x04)
        /// An access point of a wireless LAN.
        public static let accessPoint = Kinds(rawValue: 0x08)
        /// A router.
        public static let router = Kinds(rawValue: 0x10)
        /// A telephone.
        public static let telephone = Kinds(rawValue: 0x20)
        /// A cable modem.
        public static let cableModem = Kinds(rawValue: 0x40)
        /// A station and nothing else.
        public static let stationOnly = Kinds(rawValue: 0x80)
    }

    /// What it can do.
    public var available: Kinds
    /// What is switched on.
    public var enabled: Kinds

    /// Makes capabilities.
    public init(available: Kinds, enabled: Kinds) {
        self.available = available
        self.enabled = enabled
    }
}
