/// Who may do what, laid out for the request path. Never changed: new settings make a new policy.
public final class AccessPolicy: Sendable {
    /// A community and the view that it may read.
    struct Community: Sendable {
        let name: [UInt8]
        let securityName: String
        let view: CompiledView
        let notify: CompiledView
        let networks: AllowedNetworks
    }

    /// What a sender may do with messages of a level or a better one: a row of vacmAccessTable.
    struct Access: Sendable {
        let level: SecurityLevel
        let read: CompiledView
        let write: CompiledView
        let notify: CompiledView
    }

    /// The networks whose messages are looked at.
    let networks: AllowedNetworks
    let communities: [Community]
    let users: [LocalizedUser]
    /// What who comes over TLS may do, by security name.
    private let transports: [String: Access]
    /// Likewise for names that are nowhere listed, by the row for the certificate.
    private let rows: [CertificateMapping.Key: Access]
    /// The same for people: what VACM-MIB shows.
    let listing: AccessListing
    /// All views by name, the built-in ones too.
    let views: [MIBView]

    /// A policy that allows nothing.
    public static let closed = AccessPolicy(views: [], communities: [], users: [])

    /// Makes a policy. Views that do not exist are empty: nobody reads anything because a name was misspelt.
    public convenience init(
        networks: AllowedNetworks = .init(), views: [MIBView], communities: [SNMPCommunity], users: [LocalizedUser],
        groups: [SNMPGroup] = []
    ) {
        self.init(
            networks: networks, views: views, communities: communities, users: users, groups: groups,
            certificates: .init())
    }

    /// Makes a policy, likewise, that also knows who comes over TLS.
    init(
        networks: AllowedNetworks = .init(), views: [MIBView], communities: [SNMPCommunity], users: [LocalizedUser],
        groups: [SNMPGroup] = [], certificates: CertificateMapper.Rules
    ) {
        let compiled = CompiledViews(views)
        let communities = Self.named(communities)
        let listing = AccessListing(
            groups: groups, users: users, communities: communities, certificates: certificates)
        func access(_ row: AccessListing.Row) -> Access {
            Access(
                level: row.level, read: compiled[row.view], write: compiled[row.writeView],
                notify: compiled[row.notifyView])
        }
        self.networks = networks
        self.listing = listing
        self.views = MIBView.builtIn + views
        self.communities = communities.filter { !$0.name.isEmpty }.map { community in
            // A community's messages have no level but the least.
            let row = listing.rows(of: community.securityName, .v2c).first { $0.level == .noAuthNoPriv }
            return Community(
                name: community.name, securityName: community.securityName, view: compiled[row?.view ?? ""],
                notify: compiled[row?.notifyView ?? ""], networks: community.networks)
        }
        self.users = users.map { user in
            var user = user
            user.accesses = listing.rows(of: user.securityName, .user).map(access)
            return user
        }
        let names = listing.members.filter { $0.model == .transport }.map(\.securityName)
        transports = Dictionary(
            names.compactMap { name in listing.rows(of: name, .transport).first.map { (name, access($0)) } }
        ) { first, _ in first }
        rows = Dictionary(
            certificates.rows.map { row in
                let read = compiled[row.view]
                return (row.key, Access(level: .authPriv, read: read, write: compiled[row.writeView], notify: read))
            }
        ) { first, _ in first }
    }

    /// What who comes over TLS may do; `nil` for nothing, also when the row for its certificate is there no more. A group
    /// that names it decides, else that row.
    func access(of session: TransportSession) -> Access? {
        rows[session.row].map { transports[session.securityName] ?? $0 }
    }

    /// The communities with a security name of their own each: of two that share one, the first keeps it.
    private static func named(_ communities: [SNMPCommunity]) -> [SNMPCommunity] {
        var known: Set<String> = []
        return communities.map { community in
            var community = community
            let name = community.securityName
            var number = 2
            while !known.insert(community.securityName).inserted {
                community.securityName = "\(name)-\(number)"
                number += 1
            }
            return community
        }
    }

    /// The community of that name which takes messages from `source`; `nil` for none. The time does not tell how much of
    /// a name was right.
    func community(_ name: UnsafePointer<UInt8>, count: Int, from source: MessageSource) -> Int? {
        var found: Int?
        for position in communities.indices {
            let isEqual = communities[position].name.withUnsafeBufferPointer { expected in
                expected.baseAddress.map { isEqualInConstantTime(name, count, $0, expected.count) } ?? false
            }
            if isEqual, found == nil, communities[position].networks.allows(source.address) { found = position }
        }
        return found
    }
}

/// Views by name, each compiled once.
private struct CompiledViews {
    private var byName: [String: CompiledView] = [:]
    private let nothing = CompiledView(.none)

    init(_ views: [MIBView]) {
        for view in MIBView.builtIn + views { byName[view.name] = CompiledView(view) }
    }

    subscript(name: String) -> CompiledView { byName[name] ?? nothing }
}
