public import NetworkValues

/// The networks whose requests are answered (manual 4.9.5): an empty list allows all.
public struct AllowedNetworks: Hashable, Sendable {
    /// The networks.
    public var networks: [IPNetwork]

    /// Makes a list.
    public init(_ networks: [IPNetwork] = []) {
        self.networks = networks
    }

    /// Whether requests from `address` are answered.
    public func allows(_ address: IPAddress) -> Bool {
        if networks.isEmpty { return true }
        for network in networks where network.contains(address) { return true }
        return false
    }
}
