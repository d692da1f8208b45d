/// A community: who knows its name may read a view, from its networks, with SNMPv1 and v2c.
public struct SNMPCommunity: Sendable {
    /// The name, 1 to 255 octets. It works like a password: it is never shown.
    public var name: [UInt8]
    /// The name of the view that may be read.
    public var view: String
    /// The networks from which the community is taken, besides being allowed at all.
    public var networks: AllowedNetworks

    /// Makes a community.
    public init(name: some Sequence<UInt8>, view: String = MIBView.all.name, networks: AllowedNetworks = .init()) {
        self.name = Array(name)
        self.view = view
        self.networks = networks
    }
}
