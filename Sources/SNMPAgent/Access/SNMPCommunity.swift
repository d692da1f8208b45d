/// A community: who knows its name may read a view, from its networks, with SNMPv1 and v2c.
public struct SNMPCommunity: Hashable, Sendable {
    /// The name, 1 to 255 octets. It works like a password: it is never shown.
    public var name: [UInt8]
    /// The name of the community where it is shown, in groups and tables.
    public var securityName: String
    /// The name of the view that may be read.
    public var view: String
    /// The networks from which the community is taken, besides being allowed at all.
    public var networks: AllowedNetworks

    /// The security name of SNMP0's community.
    public static let standardName = "community"

    /// Makes a community.
    public init(
        name: some Sequence<UInt8>, securityName: String = SNMPCommunity.standardName,
        view: String = MIBView.all.name, networks: AllowedNetworks = .init()
    ) {
        self.name = Array(name)
        self.securityName = securityName
        self.view = view
        self.networks = networks
    }
}
