import LinkProtocols
import NetworkValues
import Snapshot

/// The VLAN of a port (manual 4.2.9): what LLDP, DHCP and the settings come to, and how far it is in force.
public struct VLANView: Codable, Sendable, Equatable {
    /// The interface.
    public var interface: String
    /// LAN1 or LAN2.
    public var port: String?
    /// What is decided in a few words, such as `VLAN 200, priority 5, by lldp`.
    public var decision: String
    /// Who decided: lldp, dhcp, configured or none.
    public var source: String
    /// The VLAN; 0 for none.
    public var vlan: UInt16
    /// The priority, 0 to 7.
    public var priority: UInt8
    /// The code point that a switch wants, 0 to 63; absent when nobody told.
    public var codePoint: UInt8?
    /// When the source expires, as RFC 3339; absent for never.
    public var validUntil: String?
    /// What is to be said about the decision.
    public var notes: [String]
    /// undecided, current, observed, held, unsupported, impossible, applying, confirming or rolling-back.
    public var state: String
    /// Why it is in that state; empty when the word says it all.
    public var reason: String
    /// What is done, or would be, each step in the words of ip.
    public var steps: [String]
    /// Until when a change must be confirmed, as RFC 3339, or it is taken back; absent when none waits.
    public var confirmUntil: String?
    /// The link of the VLAN that the agent made and uses; empty for the port itself.
    public var link: String

    /// The view of a port; `nil` for one that is only looked at.
    init?(_ port: LANPortStatus) {
        guard let status = port.vlan else { return nil }
        let decided = status.decision
        interface = port.name
        self.port = port.port.map { "\($0)" }
        decision = Self.words(decided)
        source = decided.source.rawValue
        vlan = decided.tagging.vlan
        priority = decided.priority
        codePoint = decided.codePoint
        validUntil = decided.validUntil.map { "\($0)" }
        notes = decided.notes.map { "\($0)" }
        state = status.state
        reason = status.reason
        steps = status.steps
        confirmUntil = status.confirmUntil.map { "\($0)" }
        link = status.link
    }

    /// A decision in a few words.
    static func words(_ decision: VLANDecision) -> String {
        let priority = decision.tagging == .untagged ? "" : ", priority \(decision.priority)"
        let source = decision.source == .none ? ", as nobody says otherwise" : ", by \(decision.source.rawValue)"
        return "\(decision.tagging)\(priority)\(source)"
    }
}
