/// What an LLDPDU says by the TLVs of IEEE 802.3 (IEEE 802.3-2022, 79.3).
public struct Dot3TLVs: Hashable, Sendable {
    /// The state of MAC and PHY, subtype 1.
    public struct MACPHY: Hashable, Sendable {
        /// Auto-negotiation: bit 0 supported, bit 1 enabled.
        public let autoNegotiation: UInt8
        /// What it advertises (ifMauAutoNegCapAdvertisedBits).
        public let advertised: UInt16
        /// The type of the attachment unit in use (the last number of its dot3MauType).
        public let mauType: UInt16

        /// Makes a value.
        public init(autoNegotiation: UInt8, advertised: UInt16, mauType: UInt16) {
            self.autoNegotiation = autoNegotiation
            self.advertised = advertised
            self.mauType = mauType
        }
    }

    /// Power over the medium, subtype 2.
    public struct MDIPower: Hashable, Sendable {
        /// Bit 0 source, bit 1 supported, bit 2 enabled, bit 3 pairs can be chosen.
        public let support: UInt8
        /// 1 signal pairs, 2 spare pairs.
        public let pairs: UInt8
        /// The class of power and one.
        public let powerClass: UInt8
        /// What stands behind: type, source, priority, power requested and allocated and more, as it is sent.
        public let extensions: [UInt8]

        /// Makes a value.
        public init(support: UInt8, pairs: UInt8, powerClass: UInt8, extensions: [UInt8] = []) {
            self.support = support
            self.pairs = pairs
            self.powerClass = powerClass
            self.extensions = extensions
        }

        /// Power that the device asks for and that the source gives, in tenths of a watt; `nil` where it is not told.
        public var tenthsOfWatt: (requested: UInt16, allocated: UInt16)? {
            guard extensions.count >= 5 else { return nil }
            return (
                UInt16(extensions[1]) << 8 | UInt16(extensions[2]), UInt16(extensions[3]) << 8 | UInt16(extensions[4])
            )
        }
    }

    /// Aggregation of links, subtype 3.
    public struct LinkAggregation: Hashable, Sendable {
        /// Bit 0 can be aggregated, bit 1 is aggregated.
        public let status: UInt8
        /// The ifIndex of the aggregate; 0 for none.
        public let portID: UInt32

        /// Makes a value.
        public init(status: UInt8, portID: UInt32) {
            self.status = status
            self.portID = portID
        }
    }

    /// MAC and PHY.
    public var macPHY: MACPHY?
    /// Power over the medium.
    public var power: MDIPower?
    /// Aggregation of links.
    public var linkAggregation: LinkAggregation?
    /// The most octets of a frame, subtype 4.
    public var maximumFrameSize: UInt16?

    /// Makes an empty set.
    public init() {}
}
