import LinkProtocols
import NetworkValues

/// What the agent tells switches of itself, the same on all interfaces.
public struct DeviceIdentity: Hashable, Sendable {
    /// The host's name.
    public var systemName: String
    /// Product, version and system.
    public var systemDescription: String
    /// The release of the kernel, which is what comes nearest to firmware here.
    public var firmwareRevision: String
    /// The agent's version.
    public var softwareRevision: String

    /// Makes an identity.
    public init(systemName: String, systemDescription: String, firmwareRevision: String, softwareRevision: String) {
        self.systemName = systemName
        self.systemDescription = systemDescription
        self.firmwareRevision = firmwareRevision
        self.softwareRevision = softwareRevision
    }

    /// What is told on an interface.
    func endpoint(
        on link: LinkFacts, chassis: MACAddress, assetID: String, policies: [NetworkPolicy]
    ) -> LLDPEndpoint {
        var endpoint = LLDPEndpoint(chassis: chassis, port: PortID(link.address), source: link.address)
        endpoint.portDescription = link.name
        endpoint.systemName = systemName.isEmpty ? nil : systemName
        endpoint.systemDescription = systemDescription
        endpoint.managementAddresses = link.addresses.filter { !$0.isLinkLocal }.map {
            ManagementAddress($0, interfaceIndex: link.index)
        }
        endpoint.maximumFrameSize = UInt16(clamping: link.mtu + Self.frameOverhead)
        endpoint.inventory.firmwareRevision = firmwareRevision
        endpoint.inventory.softwareRevision = softwareRevision
        endpoint.inventory.serialNumber = chassis.octets.map { hexadecimal(UInt64($0), digits: 2) }.joined()
        endpoint.inventory.model = Self.model
        endpoint.inventory.assetID = assetID
        if !policies.isEmpty { endpoint.policies = policies }
        return endpoint
    }

    private static let model = "ipdect-agent"
    /// Header and check sequence of a frame, in octets.
    private static let frameOverhead = 18
}
