public import Settings

/// Everything that the settings say of forwarding logs, with the references between the modules checked.
public struct LogConfiguration: Sendable {
    /// The servers, each with its backups.
    public var chains: [LogServerChain]

    /// The modules of the settings that belong to it.
    public static let modules: [any SettingsModule.Type] = [LogServerSettings.self]

    /// A configuration of these servers.
    init(chains: [LogServerChain]) {
        self.chains = chains
    }

    /// Reads the configuration from the settings.
    public init(_ document: SettingsDocument) throws(SettingsError) {
        chains = try LogServerChain.all(in: document)
    }
}
