public import LinkProtocols
public import NetworkValues

/// The addresses and routes that a lease wants, for whoever sets them.
public struct LeaseConfiguration: Hashable, Sendable {
    /// An address of the interface.
    public struct Address: Hashable, Sendable {
        /// The address.
        public var address: IPAddress
        /// The length of its prefix.
        public var prefixLength: Int
        /// When it may no longer be used, on the steady clock; `nil` for never. The kernel shall take it away then, whether
        /// the agent runs or not.
        public var validUntil: Timestamp?
        /// When new connections shall no longer use it, on the steady clock; `nil` for never.
        public var preferredUntil: Timestamp?

        /// Makes an address.
        public init(
            address: IPAddress, prefixLength: Int, validUntil: Timestamp?, preferredUntil: Timestamp? = nil
        ) {
            self.address = address
            self.prefixLength = prefixLength
            self.validUntil = validUntil
            self.preferredUntil = preferredUntil ?? validUntil
        }
    }

    /// A route of the interface.
    public struct Route: Hashable, Sendable {
        /// Where it goes to.
        public var destination: IPNetwork
        /// The router; `nil` for what is on the link itself.
        public var gateway: IPAddress?
        /// Which of several is taken: the one with the lowest number.
        public var metric: UInt32

        /// Makes a route.
        public init(destination: IPNetwork, gateway: IPAddress?, metric: UInt32) {
            self.destination = destination
            self.gateway = gateway
            self.metric = metric
        }
    }

    /// The addresses.
    public var addresses: [Address]
    /// The routes, in the order in which they can be set. Those of the addresses' own networks are left out: the kernel
    /// sets them.
    public var routes: [Route]

    /// The metric of the preferred router's route; the others follow. Behind those of the host's own settings.
    public static let metric: UInt32 = 1024
    /// The most routers that are used.
    public static let routerLimit = 4

    /// What a lease of IPv4 wants. Without a subnet mask it is that of the address's class (RFC 950 2.1). A router outside
    /// of the address's network gets a route of its own.
    public init(_ lease: DHCPLease) {
        let length = lease.prefixLength ?? Self.classLength(lease.address)
        addresses = [Address(address: lease.address, prefixLength: length, validUntil: lease.expiresAt)]
        routes = []
        let own = IPNetwork(lease.address, prefixLength: length)
        guard let everything = IPNetwork(.v4(0), prefixLength: 0) else { return }
        let routers = lease.routers.filter { $0 != .v4(0) && $0 != lease.address }.prefix(Self.routerLimit)
        for (place, router) in routers.enumerated() {
            let metric = Self.metric + UInt32(place)
            if own?.contains(router) != true, let link = IPNetwork(router, prefixLength: 32) {
                routes.append(Route(destination: link, gateway: nil, metric: metric))
            }
            routes.append(Route(destination: everything, gateway: router, metric: metric))
        }
    }

    /// What a lease of IPv6 wants: its addresses alone. Networks and routers come from router advertisements (RFC 8415 1.1).
    public init(_ lease: DHCP6Lease) {
        func end(_ seconds: UInt32) -> Timestamp? {
            seconds == .max ? nil : lease.obtainedAt.adding(seconds: Int64(seconds))
        }
        addresses = lease.addresses.map {
            Address(
                address: $0.address, prefixLength: 128, validUntil: end($0.validSeconds),
                preferredUntil: end($0.preferredSeconds))
        }
        routes = []
    }

    private static func classLength(_ address: IPAddress) -> Int {
        guard case .v4(let number) = address else { return 32 }
        return number >> 31 == 0 ? 8 : number >> 30 == 2 ? 16 : 24
    }
}
