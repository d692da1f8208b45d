/// One line of the trace of RSTP actions (manual 4.2.12, Trace Actions): what happened, as a value.
public enum SpanningTreeTrace: Hashable, Sendable, CustomStringConvertible {
    /// A link came up or went down.
    case link(LANPort, isUp: Bool)
    /// The bridge tells another way to the root.
    case vector(LANPort, PriorityVector)
    /// The bridge's port has another role, or speaks another protocol.
    case role(LANPort, BPDUPortRole, isRapid: Bool)
    /// The bridge's port lets frames through, or does not any more.
    case forwarding(LANPort, Bool)
    /// The topology changed.
    case topologyChange(LANPort)
    /// No BPDU came for too long.
    case silent(LANPort)
    /// A BPDU was refused.
    case refused(LANPort, BPDUError)
    /// Data takes another port.
    case selected(LANPort, RSTPSelection.Reason)

    /// The line.
    public var description: String {
        switch self {
        case .link(let port, let isUp): "\(port) link \(isUp ? "up" : "down")"
        case .vector(let port, let vector):
            "\(port) root \(vector.root) cost \(vector.rootPathCost) by \(vector.bridge) port \(vector.port)"
        case .role(let port, let role, let isRapid):
            "\(port) bridge port is \(role.rawValue) (\(role)), \(isRapid ? "RSTP" : "STP")"
        case .forwarding(let port, let isForwarding): "\(port) bridge \(isForwarding ? "forwards" : "discards")"
        case .topologyChange(let port): "\(port) topology change"
        case .silent(let port): "\(port) no BPDU in time"
        case .refused(let port, let error): "\(port) BPDU refused: \(error)"
        case .selected(let port, let reason): "data on \(port): \(reason)"
        }
    }
}
