public import NetworkValues
import WebServer

/// What the command line may ask of the LAN side. The runtime provides it. Interfaces are those of `Snapshot.lan`; who asks
/// for something that cannot be done is refused with a `LANRefusal`. What was begun shows in the snapshot.
public protocol LANControl: Sendable {
    /// Sets the counters of these interfaces' links to zero (manual 4.2.11). Those of LLDP go on.
    func clearStatistics(of interfaces: [String]) async throws
    /// Does what the decision on the VLAN demands, now: lets VLANs from LLDP be followed, and tries again what failed.
    func applyVLAN(on interface: String) async throws
    /// Keeps a change of the VLAN that waits for its confirmation.
    func confirmVLAN(on interface: String) async throws
    /// Takes back a change of the VLAN that waits for its confirmation.
    func rollBackVLAN(on interface: String) async throws
    /// Takes the MAC address that a gateway has now as the right one, where a change of it is an alarm (manual 4.2.3).
    func acceptGateway(_ address: IPAddress) async throws
    /// Leaves the authenticator; nothing is authenticated until `logOn`.
    func logOff(_ interface: String) async throws
    /// Begins authentication anew.
    func logOn(_ interface: String) async throws
}

/// Why the LAN side does not do what it is asked for.
public struct LANRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of reason.
    public enum Code: Sendable, Equatable {
        /// What it names is not there.
        case unknown
        /// It is switched off, or its state does not allow this.
        case conflict
        /// The agent has not the right.
        case forbidden
        /// The kernel or the network did not do it.
        case failed
    }

    /// The kind of reason.
    public var code: Code
    /// What was expected, what came, and what helps.
    public var message: String

    /// Makes a refusal.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}

extension Problem {
    /// What the LAN side refused.
    init(_ refusal: LANRefusal) {
        switch refusal.code {
        case .unknown: self.init(status: 404, title: "Not found", detail: refusal.message)
        case .conflict: self.init(status: 409, title: "Refused", detail: refusal.message)
        case .forbidden: self.init(status: 403, title: "Not permitted", detail: refusal.message)
        case .failed: self.init(status: 500, title: "Failed", detail: refusal.message)
        }
    }
}
