import LinkProtocols

/// What a system says by LLDP of its port (IEEE 802.3-2022, 79.3).
public struct Dot3View: Codable, Sendable, Equatable {
    /// MAC and PHY.
    public struct MACPHY: Codable, Sendable, Equatable {
        /// Whether the port can negotiate.
        public var canNegotiate: Bool
        /// Whether it does.
        public var negotiates: Bool
        /// What it advertises.
        public var advertised: [String]
        /// The attachment unit in use, by dot3MauType.
        public var mauType: UInt16
        /// Its name, such as 1000BASE-T full duplex.
        public var mau: String
    }

    /// Power over the medium.
    public struct Power: Codable, Sendable, Equatable {
        /// Whether the port gives power; else it takes it.
        public var isSource: Bool
        /// Whether it can.
        public var isSupported: Bool
        /// Whether it does.
        public var isEnabled: Bool
        /// Whether the pairs can be chosen.
        public var choosesPairs: Bool
        /// The pairs: signal, spare, or a number.
        public var pairs: String
        /// The class of power, 0 to 4 and above; absent when the number has none.
        public var powerClass: Int?
        /// What the sender is: type 1 or 2, PSE or PD; absent when it is not told, as are all that follow.
        public var type: String?
        /// Where the power comes from.
        public var source: String?
        /// critical, high, low or unknown.
        public var priority: String?
        /// Watts that the powered device asks for.
        public var requestedWatts: Double?
        /// Watts that the source gives.
        public var allocatedWatts: Double?
        /// What stands behind that, in hexadecimal, as power by IEEE 802.3bt; absent for nothing.
        public var more: String?
    }

    /// Aggregation of links.
    public struct Aggregation: Codable, Sendable, Equatable {
        /// Whether the port can be aggregated.
        public var isSupported: Bool
        /// Whether it is.
        public var isEnabled: Bool
        /// The ifIndex of the aggregate; 0 for none.
        public var port: UInt32
    }

    /// MAC and PHY; absent when it is not told.
    public var macPHY: MACPHY?
    /// Power; absent when it is not told.
    public var power: Power?
    /// Aggregation; absent when it is not told.
    public var aggregation: Aggregation?
    /// The most octets of a frame; absent when it is not told.
    public var maximumFrameSize: UInt16?

    /// The view of TLVs; `nil` when there are none.
    init?(_ value: Dot3TLVs) {
        guard value != Dot3TLVs() else { return nil }
        macPHY = value.macPHY.map { MACPHY($0) }
        power = value.power.map { Power($0) }
        aggregation = value.linkAggregation.map {
            Aggregation(isSupported: $0.status & 1 != 0, isEnabled: $0.status & 2 != 0, port: $0.portID)
        }
        maximumFrameSize = value.maximumFrameSize
    }
}

extension Dot3View.MACPHY {
    init(_ value: Dot3TLVs.MACPHY) {
        canNegotiate = value.autoNegotiation & 1 != 0
        negotiates = value.autoNegotiation & 2 != 0
        advertised = LLDPWords.advertised(value.advertised)
        mauType = value.mauType
        mau = MAUType.name(value.mauType)
    }
}

extension Dot3View.Power {
    init(_ value: Dot3TLVs.MDIPower) {
        isSource = value.support & 1 != 0
        isSupported = value.support & 2 != 0
        isEnabled = value.support & 4 != 0
        choosesPairs = value.support & 8 != 0
        pairs = value.pairs == 1 ? "signal" : value.pairs == 2 ? "spare" : "\(value.pairs)"
        powerClass = value.powerClass > 0 ? Int(value.powerClass) - 1 : nil
        guard let watts = value.tenthsOfWatt, let bits = value.extensions.first else { return }
        // Bit 7: type 1, else 2. Bit 6: a powered device, else a source (IEEE 802.3-2022, table 79-5).
        let isDevice = bits & 0x40 != 0
        type = "type \(bits & 0x80 != 0 ? 1 : 2) \(isDevice ? "PD" : "PSE")"
        source = LLDPWords.powerSource(bits >> 4, ofDevice: isDevice)
        priority = LLDPWords.powerPriority(bits & 3)
        requestedWatts = Double(watts.requested) / 10
        allocatedWatts = Double(watts.allocated) / 10
        more = value.extensions.count > 5 ? LLDPWords.digits(value.extensions.dropFirst(5)) : nil
    }
}
