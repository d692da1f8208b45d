import NetworkValues
public import Settings

/// Everything that the settings say of SNMP, with the references between the modules checked.
public struct SNMPConfiguration: Sendable {
    /// The agent as a whole.
    public var agent: SNMPSettings
    /// The named views.
    public var views: [MIBView]
    /// All communities, that of SNMP0 first.
    public var communities: [SNMPCommunity]
    /// The users.
    public var users: [SNMPUser]
    /// The groups of users and communities.
    public var groups: [SNMPGroup]
    /// The receivers of notifications.
    public var targets: [NotificationTarget]
    /// SNMP over TLS.
    public var tls: SNMPTLSSettings
    /// Which certificates get which names, by number.
    public var certificates: [CertificateMapping]
    /// The agent as a subagent.
    public var agentX: AgentXSettings
    /// The named filters of notifications.
    public var filters: [SubtreeFilter]

    /// The modules of the settings that belong to SNMP.
    public static let modules: [any SettingsModule.Type] = [
        SNMPSettings.self, SNMPViewSettings.self, SNMPCommunitySettings.self, SNMPUserSettings.self,
        SNMPGroupSettings.self, SNMPTargetSettings.self, SNMPFilterSettings.self, SNMPTLSSettings.self,
        SNMPTLSCertificateSettings.self, AgentXSettings.self,
    ]

    /// Reads the configuration from the settings. Throws when a module refers to something that is not there, or a name
    /// stands twice.
    public init(_ document: SettingsDocument) throws(SettingsError) {
        agent = try document.module()
        agentX = try document.module()
        views = try document.instances(of: SNMPViewSettings.self).map(\.settings.view)
        communities =
            agent.community.map { [SNMPCommunity(name: $0.revealed.utf8, view: MIBView.restricted.name)] } ?? []
        let known = Set((MIBView.builtIn + views).map(\.name))
        for (number, settings) in try document.instances(of: SNMPCommunitySettings.self) {
            let module = "\(SNMPCommunitySettings.name)\(number)"
            try Self.require(settings.community.view, in: known, by: module, "view", document)
            communities.append(settings.community(number))
        }
        tls = try document.module()
        certificates = []
        for (number, settings) in try document.instances(of: SNMPTLSCertificateSettings.self) {
            let module = "\(SNMPTLSCertificateSettings.name)\(number)"
            try Self.require(settings.mapping.view, in: known, by: module, "view", document)
            try Self.require(settings.mapping.writeView, in: known, by: module, "write-view", document)
            var mapping = settings.mapping
            mapping.number = UInt32(number)
            certificates.append(mapping)
        }
        users = []
        groups = []
        for (number, settings) in try document.instances(of: SNMPUserSettings.self) {
            let module = "\(SNMPUserSettings.name)\(number)"
            try Self.require(settings.user.view, in: known, by: module, "view", document)
            try Self.require(settings.user.writeView, in: known, by: module, "write-view", document)
            guard !users.contains(where: { $0.name == settings.user.name }) else {
                throw document.located(
                    SettingsError(
                        .invalidValue, "\(module): there is a user \(settings.user.name) already", option: "name"),
                    in: module)
            }
            users.append(settings.user)
        }
        let names = Set(users.map(\.name))
        filters = try Self.filters(document)
        targets = []
        groups = try groups(document, views: known)
        for (number, settings) in try document.instances(of: SNMPTargetSettings.self) {
            let module = "\(SNMPTargetSettings.name)\(number)"
            if let user = settings.user { try Self.require(user, in: names, by: module, "user", document) }
            if let filter = settings.filter {
                try Self.require(filter, in: Set(filters.map(\.name)), by: module, "filter", document)
            }
            guard var target = settings.target(number, standard: agent.community) else {
                throw document.located(
                    SettingsError(
                        .missingOption, "\(module) needs /community, because SNMP0 has none", option: "address"),
                    in: module)
            }
            target.filter = filters.first { $0.name == settings.filter }
            target.securityLevel = users.first { $0.name == settings.user }?.bestLevel ?? .noAuthNoPriv
            targets.append(target)
        }
    }

    private static func filters(_ document: SettingsDocument) throws(SettingsError) -> [SubtreeFilter] {
        var filters: [SubtreeFilter] = []
        for (number, settings) in try document.instances(of: SNMPFilterSettings.self) {
            guard !filters.contains(where: { $0.name == settings.filter.name }) else {
                let module = "\(SNMPFilterSettings.name)\(number)"
                throw document.located(
                    SettingsError(
                        .invalidValue, "\(module): there is a filter \(settings.filter.name) already", option: "name"),
                    in: module)
            }
            filters.append(settings.filter)
        }
        return filters
    }

    /// Who may read what, with the keys localized for `engineID`. A user takes some milliseconds for each password.
    func policy(engineID: [UInt8]) -> AccessPolicy {
        let hashing = LibraryHashing()
        return AccessPolicy(
            networks: agent.allowed, views: views, communities: communities,
            users: users.map { LocalizedUser($0, engineID: engineID, hashing: hashing) }, groups: groups,
            certificates: certificateRules)
    }

    /// Whether the other configuration lets the same senders do the same. Keys take their time: a change of anything else
    /// does not make them again.
    func hasSameAccess(as other: SNMPConfiguration) -> Bool {
        agent.allowed == other.agent.allowed && views == other.views && communities == other.communities
            && users == other.users && groups == other.groups && certificateRules == other.certificateRules
    }

    static func require(
        _ name: String, in known: Set<String>, by module: String, _ option: String, _ document: SettingsDocument
    ) throws(SettingsError) {
        guard !known.contains(name) else { return }
        let names = known.isEmpty ? "none" : known.sorted().joined(separator: ", ")
        throw document.located(
            SettingsError(
                .invalidValue, "\(module) /\(option) names \(name), which is not there; there is \(names)",
                option: option),
            in: module)
    }
}
