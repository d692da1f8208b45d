/// What a session with a master needs to know.
struct AgentXConfiguration: Sendable, Equatable {
    /// A row for sysORTable.
    struct Capability: Sendable, Equatable {
        var id: [UInt32]
        var text: String
    }

    /// Where the master listens.
    var address: AgentXAddress
    /// Seconds that either side waits for the other's answers.
    var timeoutSeconds: UInt8
    /// Seconds of silence after which the master is asked whether it is there.
    var pingSeconds: Int
    /// Which registration wins: the lowest.
    var priority: UInt8
    /// What is registered, by ascending identifiers.
    var subtrees: [AgentXSubtree]
    /// Who the subagent is: the value of sysObjectID.
    var id: [UInt32]
    /// What the agent follows of what is registered.
    var capabilities: [Capability]

    init(_ settings: AgentXSettings, tables: TableSettings) {
        address = settings.address
        timeoutSeconds = settings.timeoutSeconds
        pingSeconds = settings.pingSeconds
        priority = settings.priority
        let subtrees = AgentXSubtree.subtrees(settings.subtrees, tables: tables)
        self.subtrees = subtrees
        id = tables.objectID
        capabilities = ServedModule.all(tables, canSet: false).filter { module in
            module.subtrees.allSatisfy { part in subtrees.contains { part.starts(with: $0.arcs) } }
        }.map { Capability(id: $0.id, text: $0.text) }
    }
}
