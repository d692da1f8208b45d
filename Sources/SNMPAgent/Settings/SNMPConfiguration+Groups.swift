import Settings

/// How groups, users, communities and the names of certificates fit together.
extension SNMPConfiguration {
    /// A sender that a group may name.
    private struct Sender {
        var module: String
        var name: String
        /// The option that says what it may do, when it says so itself.
        var own: String?
        var bestLevel: SecurityLevel
    }

    /// Reads the groups. Throws when one names what is not there, or when a sender is in two groups or says for itself what
    /// it may do.
    func groups(_ document: SettingsDocument, views known: Set<String>) throws(SettingsError) -> [SNMPGroup] {
        var users: [String: Sender] = [:]
        for (number, settings) in try document.instances(of: SNMPUserSettings.self) {
            users[settings.user.name] = Sender(
                module: "\(SNMPUserSettings.name)\(number)", name: settings.user.name, own: settings.ownAccess,
                bestLevel: settings.user.bestLevel)
        }
        var communities: [String: Sender] = [:]
        if agent.community != nil {
            let name = SNMPCommunity.standardName
            communities[name] = Sender(module: SNMPSettings.name, name: name, bestLevel: .noAuthNoPriv)
        }
        for (number, settings) in try document.instances(of: SNMPCommunitySettings.self) {
            let name = settings.securityName(number)
            let module = "\(SNMPCommunitySettings.name)\(number)"
            guard communities[name] == nil else {
                throw document.located(
                    SettingsError(.invalidValue, "\(module): there is a community \(name) already", option: "name"),
                    in: module)
            }
            communities[name] = Sender(
                module: module, name: name, own: settings.ownAccess, bestLevel: .noAuthNoPriv)
        }
        let certified = try certified(document)
        var groups: [SNMPGroup] = []
        var places: [String: String] = [:]
        for (number, settings) in try document.instances(of: SNMPGroupSettings.self) {
            let module = "\(SNMPGroupSettings.name)\(number)"
            let group = settings.group
            for (option, name) in [
                ("view", group.view), ("write-view", group.writeView), ("notify-view", group.notifyView),
            ] { try Self.require(name, in: known, by: module, option, document) }
            for (option, names, all) in [
                ("users", group.users, users), ("communities", group.communities, communities),
                ("certified", group.certified, certified),
            ] {
                for name in names {
                    // Which names certificates have that say it themselves, only they tell.
                    if option != "certified" { try Self.require(name, in: Set(all.keys), by: module, option, document) }
                    if let sender = all[name] { try check(sender, group, option, module, document) }
                    let place = "\(option) \(name)"
                    guard places[place, default: group.name] == group.name else {
                        throw document.located(
                            SettingsError(
                                .invalidValue,
                                "\(module) /\(option) has \(name), which is in the group \(places[place] ?? "")",
                                option: option),
                            in: module)
                    }
                    places[place] = group.name
                }
            }
            groups.append(group)
        }
        let senders = [("users", users), ("communities", communities), ("certified", certified)]
        try checkNames(groups, senders.map { ($0.0, Array($0.1.values)) }, places, document)
        return groups
    }

    /// The names that rows for certificates give. Throws when two rows give one name and not the same rights.
    private func certified(_ document: SettingsDocument) throws(SettingsError) -> [String: Sender] {
        var senders: [String: Sender] = [:]
        var mappings: [String: CertificateMapping] = [:]
        for (number, settings) in try document.instances(of: SNMPTLSCertificateSettings.self)
        where settings.mapping.kind == .specified {
            let module = "\(SNMPTLSCertificateSettings.name)\(number)"
            let mapping = settings.mapping
            if let other = mappings[mapping.name], other.view != mapping.view || other.writeView != mapping.writeView {
                throw document.located(
                    SettingsError(
                        .invalidValue,
                        "\(module): \(senders[mapping.name]?.module ?? "") gives the name \(mapping.name) other views",
                        option: settings.ownAccess ?? "name"),
                    in: module)
            }
            mappings[mapping.name] = mapping
            senders[mapping.name] = Sender(
                module: module, name: mapping.name, own: settings.ownAccess, bestLevel: .authPriv)
        }
        return senders
    }

    /// Whether a sender may be in a group.
    private func check(
        _ sender: Sender, _ group: SNMPGroup, _ option: String, _ module: String, _ document: SettingsDocument
    ) throws(SettingsError) {
        if let own = sender.own {
            throw document.located(
                SettingsError(
                    .invalidValue,
                    "\(sender.module) has /\(own), but it is in the group \(group.name), which says what it may do",
                    option: own),
                in: sender.module)
        }
        guard group.level <= sender.bestLevel else {
            throw document.located(
                SettingsError(
                    .invalidValue,
                    "\(module) /\(option) has \(sender.name), whose messages are at best \(sender.bestLevel), below /level",
                    option: option),
                in: module)
        }
    }

    /// Who is in no group has one of its own by that name, which must not be another's.
    private func checkNames(
        _ groups: [SNMPGroup], _ senders: [(option: String, all: [Sender])], _ places: [String: String],
        _ document: SettingsDocument
    ) throws(SettingsError) {
        let names = Set(groups.map(\.name))
        for (option, all) in senders {
            for sender in all
            where names.contains(sender.name) && places["\(option) \(sender.name)"] != sender.name {
                throw document.located(
                    SettingsError(
                        .invalidValue, "\(sender.module) is named as a group in which it is not: \(sender.name)",
                        option: "name"),
                    in: sender.module)
            }
        }
    }
}
