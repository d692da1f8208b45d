public import NetworkValues

/// What an operator wants to be searched for devices. Only what is named is asked.
public struct DiscoveryRequest: Hashable, Sendable {
    /// The most addresses of a search, such as an IPv4 network with a prefix of 16.
    public static let addressLimit = 65_536
    /// The shortest prefix of an IPv6 network.
    public static let shortestIPv6Prefix = 112
    /// Addresses a second that may be asked.
    public static let rates = 1...1000
    /// Addresses that may be asked at the same time.
    public static let inFlightLimits = 1...1024
    /// The most credentials that are tried.
    public static let credentialLimit = 16

    /// The networks, in order of their addresses; none lies in another.
    public let networks: [IPNetwork]
    /// The names of the credentials to try with SNMP, in order. Without any, SNMP is not asked.
    public let credentials: [String]
    /// Whether HTTP is asked, too.
    public let usesHTTP: Bool
    /// Addresses a second that are asked.
    public let ratePerSecond: Int
    /// Addresses that are asked at the same time at most.
    public let inFlightLimit: Int

    /// Makes a request. Networks that lie in others count once.
    public init(
        networks: [IPNetwork], credentials: [String], usesHTTP: Bool = true, ratePerSecond: Int = 50,
        inFlightLimit: Int = 200, allowsLoopback: Bool = false
    ) throws(DiscoveryError) {
        guard !networks.isEmpty else { throw .nothingNamed }
        guard usesHTTP || !credentials.isEmpty else { throw .nothingToAskWith }
        guard credentials.count <= Self.credentialLimit else { throw .tooManyCredentials(credentials.count) }
        guard Self.rates.contains(ratePerSecond) else { throw .rate(ratePerSecond) }
        guard Self.inFlightLimits.contains(inFlightLimit) else { throw .inFlight(inFlightLimit) }
        var kept: [IPNetwork] = []
        var addresses = 0
        for network in networks.sorted(by: { $0.prefixLength < $1.prefixLength }) {
            try Self.check(network, allowsLoopback: allowsLoopback)
            guard !kept.contains(where: { $0.holds(network) }) else { continue }
            kept.append(network)
            addresses += 1 << network.hostBits
            guard addresses <= Self.addressLimit else { throw .tooManyAddresses(network) }
        }
        self.networks = kept.sorted { $0.address.precedes($1.address) }
        self.credentials = credentials
        self.usesHTTP = usesHTTP
        self.ratePerSecond = ratePerSecond
        self.inFlightLimit = inFlightLimit
    }

    /// Makes a request from texts such as `192.0.2.0/24`, `192.0.2.7` or `2001:db8::100/120`.
    public init(
        _ texts: [String], credentials: [String], usesHTTP: Bool = true, ratePerSecond: Int = 50,
        inFlightLimit: Int = 200, allowsLoopback: Bool = false
    ) throws(DiscoveryError) {
        var networks: [IPNetwork] = []
        for text in texts {
            guard let network = IPNetwork(text) else { throw .notANetwork(text) }
            networks.append(network)
        }
        try self.init(
            networks: networks, credentials: credentials, usesHTTP: usesHTTP, ratePerSecond: ratePerSecond,
            inFlightLimit: inFlightLimit, allowsLoopback: allowsLoopback)
    }

    /// How many addresses are asked: without the addresses of networks and their broadcast addresses.
    public var addressCount: Int { networks.reduce(0) { $0 + $1.hosts.count } }

    private static func check(_ network: IPNetwork, allowsLoopback: Bool) throws(DiscoveryError) {
        let refused = refused.filter { !($0.isLoopback && allowsLoopback) }
        // The range first: 224.0.0.0/4 is wrong for what it is, not for its size.
        var range = refused.first { $0.network.holds(network) }
        if range == nil {
            let isIPv4 = network.address.octets.count == 4
            guard network.prefixLength >= (isIPv4 ? 16 : shortestIPv6Prefix) else {
                throw .tooWide(network, shortest: isIPv4 ? 16 : shortestIPv6Prefix)
            }
            range = refused.first { network.holds($0.network) }
        }
        if let range { throw range.isLoopback ? .loopback(network) : .notForHosts(network, range.name) }
    }

    private struct Refused {
        var network: IPNetwork
        var name: String
        var isLoopback = false

        init?(_ text: String, _ name: String, isLoopback: Bool = false) {
            guard let network = IPNetwork(text) else { return nil }
            (self.network, self.name, self.isLoopback) = (network, name, isLoopback)
        }
    }

    /// Addresses that no device has, or that need more than a number to be reached (RFC 6890, RFC 4291 2.4).
    private static let refused: [Refused] = [
        Refused("127.0.0.0/8", "loopback", isLoopback: true), Refused("::1", "loopback", isLoopback: true),
        Refused("0.0.0.0/8", "this network"), Refused("224.0.0.0/4", "multicast"),
        Refused("255.255.255.255", "broadcast"), Refused("240.0.0.0/4", "reserved"),
        Refused("::", "no address"), Refused("ff00::/8", "multicast"),
        Refused("fe80::/10", "link-local, which needs an interface"),
        Refused("::ffff:0:0/96", "IPv4 within IPv6; name them as IPv4"),
    ].compactMap { $0 }
}

/// Why a search is not made.
public enum DiscoveryError: Error, Hashable, Sendable {
    /// No network is named.
    case nothingNamed
    /// Neither credentials for SNMP nor HTTP.
    case nothingToAskWith
    /// The text is neither an address nor a network.
    case notANetwork(String)
    /// The network has more addresses than may be searched at once.
    case tooWide(IPNetwork, shortest: Int)
    /// With this network there are more addresses than may be searched at once.
    case tooManyAddresses(IPNetwork)
    /// No device can have such an address; what the addresses are for.
    case notForHosts(IPNetwork, String)
    /// The addresses of the agent's own host, which nobody asked for.
    case loopback(IPNetwork)
    /// So many credentials are too many.
    case tooManyCredentials(Int)
    /// The rate is out of its range.
    case rate(Int)
    /// The number of addresses at the same time is out of its range.
    case inFlight(Int)
}

extension DiscoveryError: CustomStringConvertible {
    /// What was expected, what came, and what to do.
    public var description: String {
        switch self {
        case .nothingNamed: "expected at least one address or network to search, such as 192.0.2.0/24"
        case .nothingToAskWith: "expected credentials for SNMP, or HTTP, to ask devices with; got neither"
        case .notANetwork(let text):
            "expected an address or network such as 192.0.2.0/24, got \(String(text.prefix(64)))"
        case .tooWide(let network, let shortest):
            "expected a prefix of \(shortest) or longer, got \(network); name smaller networks"
        case .tooManyAddresses(let network):
            "expected at most \(DiscoveryRequest.addressLimit) addresses in sum, got more with \(network)"
        case .notForHosts(let network, let name):
            "expected addresses of devices, got \(network), which is for something else: \(name)"
        case .loopback(let network):
            "expected addresses of devices, got \(network), which is this host itself; allow loopback to search it"
        case .tooManyCredentials(let count):
            "expected at most \(DiscoveryRequest.credentialLimit) credentials to try, got \(count)"
        case .rate(let rate):
            "expected \(Self.words(DiscoveryRequest.rates)) addresses a second, got \(rate)"
        case .inFlight(let count):
            "expected \(Self.words(DiscoveryRequest.inFlightLimits)) addresses at the same time, got \(count)"
        }
    }

    private static func words(_ range: ClosedRange<Int>) -> String { "\(range.lowerBound) to \(range.upperBound)" }
}
