/// What an LLDPDU says by the TLVs of LLDP-MED (ANSI/TIA-1057, 10.2).
public struct MEDTLVs: Hashable, Sendable {
    /// A location, subtype 3.
    public struct Location: Hashable, Sendable {
        /// 1 coordinates, 2 civic address, 3 emergency line number.
        public let format: UInt8
        /// The location as it is sent.
        public let octets: [UInt8]

        /// Makes a location.
        public init(format: UInt8, octets: [UInt8]) {
            self.format = format
            self.octets = octets
        }
    }

    /// Power over Ethernet, subtype 4.
    public struct Power: Hashable, Sendable {
        /// 0 source, 1 powered device.
        public let type: UInt8
        /// Where the power comes from: 0 unknown; of a source 1 primary, 2 backup; of a device 1 source, 2 local, 3 both.
        public let source: UInt8
        /// 0 unknown, 1 critical, 2 high, 3 low.
        public let priority: UInt8
        /// Power in tenths of a watt.
        public let tenthsOfWatt: UInt16

        /// Makes a value; bits that do not fit are dropped.
        public init(type: UInt8, source: UInt8, priority: UInt8, tenthsOfWatt: UInt16) {
            self.type = type & 3
            self.source = source & 3
            self.priority = priority & 15
            self.tenthsOfWatt = tenthsOfWatt
        }
    }

    /// Capabilities and class; `nil` for a system that does not speak LLDP-MED.
    public var capabilities: MEDCapabilities?
    /// Network policies, at most one for each application.
    public var policies: [NetworkPolicy] = []
    /// Locations, at most one for each format.
    public var locations: [Location] = []
    /// Power over Ethernet.
    public var power: Power?
    /// Inventory.
    public var inventory = MEDInventory()

    /// Makes an empty set.
    public init() {}

    /// The policies that count: without capabilities, a system has none to give (ANSI/TIA-1057, 10.2.2).
    public var validPolicies: [NetworkPolicy] { capabilities == nil ? [] : policies }
}
