public import NetworkValues

/// What this device tells of itself: an endpoint of class III, a communication device (ANSI/TIA-1057, 4.2.2).
///
/// It asks for a policy by telling one that is unknown, because switches give theirs only to endpoints that speak LLDP-MED
/// themselves.
public struct LLDPEndpoint: Hashable, Sendable {
    /// The address of the chassis: that of the device's first interface.
    public var chassis: MACAddress
    /// The port: the interface's name or address.
    public var port: PortID
    /// The address from which frames are sent.
    public var source: MACAddress
    /// The port's description, such as the interface's name.
    public var portDescription: String?
    /// The host's name.
    public var systemName: String?
    /// Product and version.
    public var systemDescription: String?
    /// Addresses of the interface.
    public var managementAddresses: [ManagementAddress] = []
    /// Speed and negotiation of the interface, where they are known.
    public var macPHY: Dot3TLVs.MACPHY?
    /// The most octets of a frame, its header and check sequence included: 1518 for an MTU of 1500.
    public var maximumFrameSize: UInt16?
    /// What the device is made of.
    public var inventory = MEDInventory()
    /// The policies in use: unknown ones until a switch gave its own.
    public var policies = [NetworkPolicy.unknown(NetworkPolicy.voice)]

    /// Makes an endpoint that tells who it is and nothing more.
    public init(chassis: MACAddress, port: PortID, source: MACAddress) {
        self.chassis = chassis
        self.port = port
        self.source = source
    }

    /// The identity that neighbours know it by.
    public var msap: MSAP { MSAP(chassis: ChassisID(chassis), port: port) }

    /// The LLDPDU to send, true for `timeToLiveSeconds`.
    public func unit(timeToLiveSeconds: UInt16) -> LLDPDU {
        var unit = LLDPDU(chassis: ChassisID(chassis), port: port, timeToLiveSeconds: timeToLiveSeconds)
        unit.portDescription = portDescription
        unit.systemName = systemName
        unit.systemDescription = systemDescription
        unit.capabilities = LLDPCapabilities(available: .telephone, enabled: .telephone)
        unit.managementAddresses = Array(managementAddresses.prefix(LLDPDU.managementAddressLimit))
        unit.dot3.macPHY = macPHY
        unit.dot3.maximumFrameSize = maximumFrameSize
        unit.med.capabilities = MEDCapabilities(
            kinds: [.capabilities, .networkPolicy, .inventory], deviceClass: MEDCapabilities.communicationDevice)
        unit.med.policies = policies
        unit.med.inventory = inventory
        return unit
    }

    /// The frame to send, true for `timeToLiveSeconds`; 0 says that the device stops.
    public func frame(timeToLiveSeconds: UInt16) -> [UInt8] {
        EthernetFrame.encoded(
            to: GroupAddress.nearestBridge, from: source, kind: .lldp,
            payload: unit(timeToLiveSeconds: timeToLiveSeconds).encoded())
    }
}
