public import Settings

/// A log server with those that stand in for it, in the order in which they are tried. They share one cursor: what one of
/// them has, the others need not get.
public struct LogServerChain: Hashable, Sendable {
    /// The server, then its backups.
    public var servers: [LogServer]

    /// Makes a chain; the first server gives the cursor, the topics and the floor.
    init(_ servers: [LogServer]) {
        self.servers = servers
    }

    /// The server that is tried first.
    var first: LogServer { servers[0] }

    /// All chains that the settings describe. Throws when a backup stands in for a server that is not there, or for
    /// another backup.
    public static func all(in document: SettingsDocument) throws(SettingsError) -> [LogServerChain] {
        let servers = try document.instances(of: LogServerSettings.self)
            .map { number, settings in settings.server(number) }
            .filter { $0.transport != .off }
        var chains = servers.filter { $0.backupOf == nil }.map { LogServerChain([$0]) }
        for backup in servers {
            guard let primary = backup.backupOf else { continue }
            guard let position = chains.firstIndex(where: { $0.first.index == primary }) else {
                let module = "\(LogServerSettings.name)\(backup.index)"
                throw document.located(
                    SettingsError(
                        .invalidValue,
                        "\(module) /backup-of names \(primary), which is no server in use or a backup itself",
                        option: "backup-of"),
                    in: module)
            }
            chains[position].servers.append(backup)
        }
        return chains
    }
}
