public import NetworkValues

/// What the three sources say about the VLAN.
public struct VLANOffers: Hashable, Sendable {
    /// A policy that a switch gave by LLDP.
    public struct Policy: Hashable, Sendable {
        /// The policy. Those of a neighbour that does not speak LLDP-MED must be left out (`MEDTLVs.validPolicies`).
        public let policy: NetworkPolicy
        /// When it is over unless it is heard again.
        public let expiresAt: Timestamp

        /// Makes an offer.
        public init(policy: NetworkPolicy, expiresAt: Timestamp) {
            self.policy = policy
            self.expiresAt = expiresAt
        }
    }

    /// What a lease or the settings say.
    public struct Setting: Hashable, Sendable {
        /// The VLAN: 1 to 4094, 0 for none.
        public let vlan: UInt16
        /// The priority, 0 to 7; 0 when it is not told.
        public let priority: UInt8
        /// When it is over; `nil` for never.
        public let expiresAt: Timestamp?

        /// Makes an offer.
        public init(vlan: UInt16, priority: UInt8 = 0, expiresAt: Timestamp? = nil) {
            self.vlan = vlan
            self.priority = priority
            self.expiresAt = expiresAt
        }
    }

    /// Policies of neighbours, those of the neighbour that was heard first in front.
    public var policies: [Policy] = []
    /// Vendor options 206 and 207 of the lease, unless `/no-vlan` or `/no-vendor` takes them away (manual I.4).
    public var lease: Setting?
    /// The settings; `nil` when they say nothing.
    public var configured: Setting?

    /// Makes offers.
    public init(policies: [Policy] = [], lease: Setting? = nil, configured: Setting? = nil) {
        self.policies = policies
        self.lease = lease
        self.configured = configured
    }

    /// Makes offers with the policies of these neighbours.
    public init(neighbours: [LLDPNeighbour], lease: Setting? = nil, configured: Setting? = nil) {
        self.init(
            policies: neighbours.sorted { $0.index < $1.index }.flatMap { neighbour in
                neighbour.unit.med.validPolicies.map { Policy(policy: $0, expiresAt: neighbour.expiresAt) }
            }, lease: lease, configured: configured)
    }
}
