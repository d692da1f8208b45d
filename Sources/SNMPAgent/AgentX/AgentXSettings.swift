public import Settings

/// The agent as a subagent of another SNMP agent on this host, such as Net-SNMP's snmpd (RFC 2741): off unless enabled.
public struct AgentXSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "SNMP0-AGENTX"
    /// What the module is for.
    public static let summary = "Serves parts of the tree through the host's own SNMP agent, such as snmpd."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "enable", kind: .flag, help: "Registers with the master; SNMP0 may be off then, and need not be."),
        SettingsOption(
            name: "address", kind: .text, default: "\(AgentXAddress.standard)", length: 1...256,
            help: "Where the master listens: unix: with a path, or tcp:127.0.0.1:705."),
        SettingsOption(
            name: "remote", kind: .flag,
            help: "Lets the address be on another host. AgentX is neither secret nor checked."),
        SettingsOption(
            name: "timeout", kind: .integer(1...60), default: "5",
            help: "Seconds that the master waits for answers, and the agent for the master's."),
        SettingsOption(
            name: "ping", kind: .integer(1...3600), default: "15",
            help: "Seconds of silence after which the master is asked whether it is there."),
        SettingsOption(
            name: "priority", kind: .integer(1...255), default: "127",
            help: "Which agent answers where several have registered the same: the one with the lowest number."),
        SettingsOption(
            name: "subtrees", kind: .list(of: .text), default: "own,vendor,lldp,pae", length: 1...256,
            help: "What is registered: own, vendor, lldp, pae, or identifiers such as 1.3.6.1.2.1.47."),
    ]

    /// Whether the agent registers with a master.
    public var isEnabled: Bool
    /// Where the master listens.
    public var address: AgentXAddress
    /// Seconds that either side waits for the other's answers.
    public var timeoutSeconds: UInt8
    /// Seconds of silence after which the master is asked whether it is there.
    public var pingSeconds: Int
    /// Which registration wins: the lowest.
    public var priority: UInt8
    /// What is registered, as written.
    public var subtrees: [String]

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        isEnabled = values.flag("enable")
        let text = values.text("address") ?? "\(AgentXAddress.standard)"
        guard let address = AgentXAddress(text) else {
            throw SettingsError(
                .invalidValue,
                "\(values.name) /address: expected \(AgentXAddress.standard), or tcp:127.0.0.1:705, got \(text)",
                option: "address")
        }
        guard address.isLocal || values.flag("remote") else {
            throw SettingsError(
                .invalidValue,
                "\(values.name) /address: expected an address of this host; another one needs /remote, got \(text)",
                option: "address")
        }
        self.address = address
        timeoutSeconds = UInt8(clamping: values.integer("timeout") ?? 5)
        pingSeconds = values.integer("ping") ?? 15
        priority = UInt8(clamping: values.integer("priority") ?? 127)
        subtrees = values.texts("subtrees")
        try check(values.name)
    }

    /// Makes sure that every text names a subtree, and that none lies in another.
    private func check(_ module: String) throws(SettingsError) {
        var known: [AgentXSubtree] = []
        for text in subtrees {
            guard let subtree = AgentXSubtree(text, tables: TableSettings()) else {
                let names = AgentXSubtree.Known.allCases.map(\.rawValue).joined(separator: ", ")
                throw SettingsError(
                    .invalidValue,
                    "\(module) /subtrees: expected \(names), or an identifier such as 1.3.6.1.2.1.47, got \(text)",
                    option: "subtrees")
            }
            if let other = known.first(where: {
                $0.arcs.starts(with: subtree.arcs) || subtree.arcs.starts(with: $0.arcs)
            }) {
                throw SettingsError(
                    .invalidValue, "\(module) /subtrees: \(subtree.title) and \(other.title) lie in each other",
                    option: "subtrees")
            }
            known.append(subtree)
        }
    }
}
