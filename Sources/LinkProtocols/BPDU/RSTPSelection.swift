/// Which LAN port carries the data, and why: a pure function of what both hear (manual 4.2.12).
public struct RSTPSelection: Hashable, Sendable {
    /// Why.
    public enum Reason: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
        /// No port has a link: the primary one stays.
        case noLink
        /// Only this port has a link.
        case onlyLink
        /// Only this port's bridge lets frames through.
        case onlyForwarding
        /// This port hears of the better root.
        case betterRoot
        /// This port is nearer to the root.
        case nearerToRoot
        /// Both are alike, and LAN1 is the primary port.
        case primary
        /// Only this port hears BPDUs.
        case onlyBPDUs
        /// No port hears BPDUs, and LAN1 is the primary port.
        case noBPDUs

        /// The reason for people.
        public var description: String {
            switch self {
            case .noLink: "no link on either port"
            case .onlyLink: "the only port with a link"
            case .onlyForwarding: "the only port whose bridge forwards"
            case .betterRoot: "hears of the better root"
            case .nearerToRoot: "nearer to the root"
            case .primary: "both ports are alike; LAN1 is the primary one"
            case .onlyBPDUs: "the only port that hears BPDUs"
            case .noBPDUs: "no BPDUs on either port; LAN1 is the primary one"
            }
        }
    }

    /// The role of a port of this device, with IEEE 802.1D-2004's words.
    public enum Role: String, Hashable, Sendable, CaseIterable {
        /// The way to the root: data takes it.
        case root
        /// The second way to the root: it carries no data.
        case alternate
        /// No bridge is heard there.
        case designated
        /// No link.
        case disabled
    }

    /// The port for data.
    public let port: LANPort
    /// Why.
    public let reason: Reason
    /// The role of LAN1.
    public let lan1Role: Role
    /// The role of LAN2.
    public let lan2Role: Role

    /// Selects from what both ports hear.
    public init(lan1: SpanningTreePort, lan2: SpanningTreePort) {
        (port, reason) = Self.choice(lan1, lan2)
        lan1Role = Self.role(lan1, isSelected: port == .lan1)
        lan2Role = Self.role(lan2, isSelected: port == .lan2)
    }

    /// The role of a port.
    public func role(of port: LANPort) -> Role { port == .lan1 ? lan1Role : lan2Role }

    private static func choice(_ lan1: SpanningTreePort, _ lan2: SpanningTreePort) -> (LANPort, Reason) {
        guard lan1.hasLink, lan2.hasLink else {
            return lan1.hasLink ? (.lan1, .onlyLink) : lan2.hasLink ? (.lan2, .onlyLink) : (.lan1, .noLink)
        }
        guard let first = lan1.heard?.vector, let second = lan2.heard?.vector else {
            return unheard(lan1, lan2)
        }
        if lan1.isForwarding != lan2.isForwarding {
            return (lan1.isForwarding ? .lan1 : .lan2, .onlyForwarding)
        }
        if first.root != second.root { return (first.root < second.root ? .lan1 : .lan2, .betterRoot) }
        if first.rootPathCost != second.rootPathCost {
            return (first.rootPathCost < second.rootPathCost ? .lan1 : .lan2, .nearerToRoot)
        }
        return (.lan1, .primary)
    }

    /// At most one port hears BPDUs: it is believed, unless its bridge says that it lets nothing through.
    private static func unheard(_ lan1: SpanningTreePort, _ lan2: SpanningTreePort) -> (LANPort, Reason) {
        guard let speaking = [lan1, lan2].first(where: { $0.heard != nil }) else { return (.lan1, .noBPDUs) }
        return speaking.isForwarding ? (speaking.port, .onlyBPDUs) : (speaking.port.other, .onlyForwarding)
    }

    private static func role(_ port: SpanningTreePort, isSelected: Bool) -> Role {
        guard port.hasLink else { return .disabled }
        guard port.heard != nil else { return .designated }
        return isSelected ? .root : .alternate
    }
}
