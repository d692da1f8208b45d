public import LinkProtocols

/// What a system tells of itself by LLDP, every TLV in words (IEEE 802.1AB-2016, clause 8).
public struct LLDPUnitView: Codable, Sendable, Equatable {
    /// An identifier.
    public struct Identifier: Codable, Sendable, Equatable {
        /// What it is: chassis, ifalias, port, mac, ip, ifname, circuit or local.
        public var type: String
        /// The identifier for people.
        public var value: String
    }

    /// Something that a system can do.
    public struct Capability: Codable, Sendable, Equatable {
        /// other, repeater, bridge, wlan, router, telephone, docsis, station, cvlan, svlan or tpmr.
        public var name: String
        /// Whether it is switched on.
        public var isEnabled: Bool
    }

    /// An address under which a system is managed.
    public struct ManagementAddress: Codable, Sendable, Equatable {
        /// IPv4, IPv6, MAC, or another family with its number.
        public var family: String
        /// The address; of other families its octets in hexadecimal.
        public var address: String
        /// How the interface is numbered: unknown, ifIndex or system port.
        public var interfaceNumbering: String
        /// The interface's number.
        public var interface: UInt32
        /// The object identifier in dots; absent for none.
        public var objectIdentifier: String?
    }

    /// A TLV that is not read here.
    public struct Unknown: Codable, Sendable, Equatable {
        /// Its type, 9 to 127.
        public var type: UInt8
        /// The organization's unique identifier, such as 00-80-c2; absent for other types than 127.
        public var organization: String?
        /// The organization's subtype; absent for other types than 127.
        public var subtype: UInt8?
        /// What stands behind that, in hexadecimal.
        public var hexadecimal: String
    }

    /// The chassis.
    public var chassis: Identifier
    /// The port.
    public var port: Identifier
    /// How long the rest is true, in seconds; 0 for a sender that stops.
    public var timeToLiveSeconds: UInt16
    /// The port's description; absent when it is not told.
    public var portDescription: String?
    /// The system's name; absent when it is not told.
    public var systemName: String?
    /// The system's description; absent when it is not told.
    public var systemDescription: String?
    /// What the system can do; absent when it does not tell.
    public var capabilities: [Capability]?
    /// The addresses under which it is managed.
    public var managementAddresses: [ManagementAddress]
    /// What it says by TLVs of IEEE 802.1; absent when nothing.
    public var dot1: Dot1View?
    /// What it says by TLVs of IEEE 802.3; absent when nothing.
    public var dot3: Dot3View?
    /// What it says by TLVs of LLDP-MED; absent when nothing.
    public var med: MEDView?
    /// TLVs that are not read here.
    public var unknown: [Unknown]
    /// TLVs that were refused, each with what was expected and what came.
    public var refused: [String]

    /// The view of what a frame says.
    public init(_ unit: LLDPDU) {
        chassis = Identifier(type: LLDPWords.chassisType(unit.chassis.subtype), value: unit.chassis.description)
        port = Identifier(type: LLDPWords.portType(unit.port.subtype), value: unit.port.description)
        timeToLiveSeconds = unit.timeToLiveSeconds
        portDescription = unit.portDescription
        systemName = unit.systemName
        systemDescription = unit.systemDescription
        capabilities = unit.capabilities.map { LLDPWords.capabilities($0) }
        managementAddresses = unit.managementAddresses.map { ManagementAddress($0) }
        dot1 = Dot1View(unit.dot1)
        dot3 = Dot3View(unit.dot3)
        med = MEDView(unit.med)
        unknown = unit.unknown.map { Unknown($0) }
        refused = unit.discarded.map { "\($0)" }
    }

    /// What people call the system: its name, else its chassis.
    public var name: String { systemName.flatMap { $0.isEmpty ? nil : $0 } ?? chassis.value }
}

extension LLDPUnitView.ManagementAddress {
    init(_ value: LinkProtocols.ManagementAddress) {
        family = LLDPWords.family(value.family)
        address =
            value.address.map { "\($0)" }
            ?? LLDPWords.digits(value.octets, separator: value.family == 6 && value.octets.count == 6 ? ":" : "")
        interfaceNumbering = LLDPWords.interfaceNumbering(value.interfaceSubtype)
        interface = value.interfaceNumber
        objectIdentifier = value.objectIdentifier.isEmpty ? nil : Self.dots(value.objectIdentifier)
    }

    /// The content octets of an object identifier as numbers (ITU-T X.690, 8.19): where they are none, in hexadecimal.
    private static func dots(_ octets: [UInt8]) -> String {
        var numbers: [UInt64] = []
        var number: UInt64 = 0
        for octet in octets {
            guard number < 1 << 56 else { return LLDPWords.digits(octets) }
            number = number << 7 | UInt64(octet & 0x7f)
            guard octet & 0x80 == 0 else { continue }
            if numbers.isEmpty {
                let first = min(number / 40, 2)
                numbers = [first, number - first * 40]
            } else {
                numbers.append(number)
            }
            number = 0
        }
        guard let last = octets.last, last & 0x80 == 0 else { return LLDPWords.digits(octets) }
        return numbers.map { "\($0)" }.joined(separator: ".")
    }
}

extension LLDPUnitView.Unknown {
    init(_ value: UnknownTLV) {
        type = value.type
        subtype = value.subtype
        organization = value.organization == nil ? nil : LLDPWords.digits(value.octets.prefix(3), separator: "-")
        hexadecimal = LLDPWords.digits(value.octets.dropFirst(value.organization == nil ? 0 : 4))
    }
}
