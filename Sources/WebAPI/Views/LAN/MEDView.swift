import LinkProtocols

/// What a system says by LLDP-MED (ANSI/TIA-1057).
public struct MEDView: Codable, Sendable, Equatable {
    /// What a switch wants an application to use.
    public struct Policy: Codable, Sendable, Equatable {
        /// The application, such as voice.
        public var application: String
        /// Whether the policy is known; else the rest means nothing.
        public var isKnown: Bool
        /// Whether frames are tagged; else VLAN and priority mean nothing.
        public var isTagged: Bool
        /// The VLAN; 0 for a tag that has only a priority.
        public var vlan: UInt16
        /// The priority, 0 to 7.
        public var priority: UInt8
        /// The code point of differentiated services, 0 to 63.
        public var codePoint: UInt8
        /// Whether it counts: a system that does not tell capabilities of LLDP-MED has none to give.
        public var counts: Bool
    }

    /// A location.
    public struct Location: Codable, Sendable, Equatable {
        /// coordinates, civic address, emergency number, or a number.
        public var format: String
        /// The location in words; in hexadecimal where it cannot be read.
        public var text: String
    }

    /// Power over Ethernet.
    public struct Power: Codable, Sendable, Equatable {
        /// PSE for a source, PD for a powered device, or a number.
        public var type: String
        /// Where the power comes from.
        public var source: String
        /// critical, high, low or unknown.
        public var priority: String
        /// The power.
        public var watts: Double
    }

    /// What the system is made of; texts that it does not tell are absent.
    public struct Inventory: Codable, Sendable, Equatable {
        /// Revision of the hardware.
        public var hardwareRevision: String?
        /// Revision of the firmware.
        public var firmwareRevision: String?
        /// Revision of the software.
        public var softwareRevision: String?
        /// Serial number.
        public var serialNumber: String?
        /// Manufacturer.
        public var manufacturer: String?
        /// Model.
        public var model: String?
        /// The operator's own number for it.
        public var assetID: String?
    }

    /// What kind of system it is; absent for one that tells no capabilities.
    public var deviceClass: String?
    /// The kinds of TLVs that it knows; absent for one that tells no capabilities.
    public var capabilities: [String]?
    /// The policies.
    public var policies: [Policy]
    /// The locations.
    public var locations: [Location]
    /// Power; absent when it is not told.
    public var power: Power?
    /// The inventory; absent when nothing of it is told.
    public var inventory: Inventory?

    /// The view of TLVs; `nil` when there are none.
    init?(_ value: MEDTLVs) {
        guard value != MEDTLVs() else { return nil }
        deviceClass = value.capabilities.map { LLDPWords.deviceClass($0.deviceClass) }
        capabilities = value.capabilities.map { LLDPWords.medKinds($0.kinds) }
        let counts = value.capabilities != nil
        policies = value.policies.map { Policy($0, counts: counts) }
        locations = value.locations.map { LLDPLocation.view($0) }
        power = value.power.map { Power($0) }
        inventory = value.inventory == MEDInventory() ? nil : Inventory(value.inventory)
    }
}

extension MEDView.Policy {
    init(_ value: NetworkPolicy, counts: Bool) {
        application = LLDPWords.application(value.application)
        isKnown = !value.isUnknown
        isTagged = value.isTagged
        vlan = value.vlan
        priority = value.priority
        codePoint = value.codePoint
        self.counts = counts && isKnown
    }
}

extension MEDView.Power {
    init(_ value: MEDTLVs.Power) {
        type = value.type == 0 ? "PSE" : value.type == 1 ? "PD" : "type \(value.type)"
        source = LLDPWords.powerSource(value.source, ofDevice: value.type == 1)
        priority = LLDPWords.powerPriority(value.priority)
        watts = Double(value.tenthsOfWatt) / 10
    }
}

extension MEDView.Inventory {
    init(_ value: MEDInventory) {
        func told(_ text: String) -> String? { text.isEmpty ? nil : text }
        hardwareRevision = told(value.hardwareRevision)
        firmwareRevision = told(value.firmwareRevision)
        softwareRevision = told(value.softwareRevision)
        serialNumber = told(value.serialNumber)
        manufacturer = told(value.manufacturer)
        model = told(value.model)
        assetID = told(value.assetID)
    }
}
