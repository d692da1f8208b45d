/// Who may do what, as VACM-MIB shows it and as `AccessPolicy` enforces it: both are made from these rows (RFC 3415 4).
struct AccessListing: Sendable {
    /// How a message names its sender (RFC 3411 3.4.2).
    enum Model: UInt32, Sendable, Hashable {
        case v1 = 1
        case v2c = 2
        case user = 3
        case transport = 4
    }

    /// A row of vacmSecurityToGroupTable.
    struct Member: Sendable, Hashable {
        var model: Model
        var securityName: String
        var group: String
    }

    /// A row of vacmAccessTable, for the context "".
    struct Row: Sendable, Hashable {
        var group: String
        var model: Model
        var level: SecurityLevel
        var view: String
        var writeView: String
        var notifyView: String
    }

    private(set) var members: [Member] = []
    private(set) var rows: [Row] = []

    /// Lists groups, and a group of its own for each user, each community, and each name that a row for a certificate
    /// gives, that is in none, named as they are. Such a group limits what may be read, not what is sent where the settings
    /// ask for it. Names that come from the certificates themselves are nobody's to list.
    init(
        groups: [SNMPGroup], users: [LocalizedUser], communities: [SNMPCommunity],
        certificates: CertificateMapper.Rules = .init()
    ) {
        let grouped = Dictionary(grouping: groups, by: \.name)
        for name in grouped.keys.sorted() {
            let parts = grouped[name] ?? []
            let users = Set(parts.flatMap(\.users))
            let communities = Set(parts.flatMap(\.communities))
            let certified = Set(parts.flatMap(\.certified))
            for user in users.sorted() { add(Member(model: .user, securityName: user, group: name)) }
            for community in communities.sorted() {
                for model in [Model.v1, .v2c] { add(Member(model: model, securityName: community, group: name)) }
            }
            for named in certified.sorted() {
                add(Member(model: .transport, securityName: certificates.securityName(named), group: name))
            }
            for part in parts {
                if !users.isEmpty { add(part, .user, writeView: part.writeView) }
                if !certified.isEmpty { add(part, .transport, writeView: part.writeView) }
                guard !communities.isEmpty else { continue }
                // Who only knows a community has proved nothing.
                for model in [Model.v1, .v2c] { add(part, model, writeView: MIBView.none.name) }
            }
        }
        for user in users where group(of: user.securityName, .user) == nil {
            let name = user.securityName
            add(Member(model: .user, securityName: name, group: name))
            let part = SNMPGroup(
                name: name, level: user.leastLevel, view: user.view, writeView: user.writeView)
            add(part, .user, writeView: user.writeView)
        }
        for community in communities where group(of: community.securityName, .v2c) == nil {
            let name = community.securityName
            for model in [Model.v1, .v2c] {
                add(Member(model: model, securityName: name, group: name))
                let part = SNMPGroup(
                    name: name, level: .noAuthNoPriv, view: community.view)
                add(part, model, writeView: MIBView.none.name)
            }
        }
        for row in certificates.rows where row.kind == .specified {
            let name = certificates.securityName(row.name)
            guard group(of: name, .transport) == nil else { continue }
            add(Member(model: .transport, securityName: name, group: name))
            let part = SNMPGroup(
                name: name, level: .authPriv, view: row.view, writeView: row.writeView, notifyView: row.view)
            add(part, .transport, writeView: row.writeView)
        }
    }

    private mutating func add(_ member: Member) {
        // A security name is in one group only: the first that names it.
        if group(of: member.securityName, member.model) == nil { members.append(member) }
    }

    private mutating func add(_ part: SNMPGroup, _ model: Model, writeView: String) {
        let row = Row(
            group: part.name, model: model, level: part.level, view: part.view, writeView: writeView,
            notifyView: part.notifyView)
        let isThere = rows.contains { $0.group == row.group && $0.model == row.model && $0.level == row.level }
        if !isThere { rows.append(row) }
    }

    /// The rows for a security name, the best level first: of those that a message reaches, the first holds (RFC 3415 4,
    /// vacmAccessTable).
    func rows(of securityName: String, _ model: Model) -> [Row] {
        guard let group = group(of: securityName, model) else { return [] }
        return rows.filter { $0.group == group && $0.model == model }.sorted { $0.level > $1.level }
    }

    /// The group that a security name is in.
    private func group(of securityName: String, _ model: Model) -> String? {
        members.first { $0.model == model && $0.securityName == securityName }?.group
    }
}
