import Exposition
import SNMPAgent
import WebAPI

extension AgentXView {
    /// The view of a session; `nil` when the settings want none.
    init?(_ status: AgentXSessionStatus) {
        guard status.state != .off else { return nil }
        self.init(
            state: status.state.rawValue, address: status.address, sessionID: status.sessionID,
            openSince: status.openSince.map { "\($0)" },
            subtrees: status.subtrees.map {
                Subtree(title: $0.title, name: $0.name, isRegistered: $0.isRegistered, refusal: $0.refusal)
            },
            counts: Dictionary(status.counts.named.map { ($0.name, $0.value) }) { first, _ in first },
            lastError: status.lastError, lastErrorAt: status.lastErrorAt.map { "\($0)" })
    }
}

extension AgentXFigures {
    /// The figures of a session; `nil` when the settings want none.
    init?(_ status: AgentXSessionStatus) {
        guard status.state != .off else { return nil }
        let counts = status.counts
        self.init(
            isOpen: status.state == .open, registered: status.subtrees.count(where: \.isRegistered),
            refused: status.subtrees.count { !$0.refusal.isEmpty }, sessions: counts.sessions,
            failures: counts.failures, timeouts: counts.timeouts, variables: counts.variables,
            malformed: counts.malformed,
            requests: [
                ("get", counts.gets), ("getnext", counts.getNexts), ("getbulk", counts.getBulks), ("set", counts.sets),
            ])
    }
}
