public import NetworkValues

/// What one LAN port hears of a spanning tree (manual 4.2.12), as a value. `now` is of any clock that does not go back.
public struct SpanningTreePort: Hashable, Sendable {
    /// What happens to it, BPDUs apart.
    public enum Event: Hashable, Sendable {
        /// The link came up.
        case linkUp
        /// The link went down.
        case linkDown
        /// Time passed.
        case timer
    }

    /// Which port it is.
    public let port: LANPort
    /// Whether the link is up.
    public private(set) var hasLink = false
    /// What the bridge at the other end said last; `nil` when it says nothing.
    public private(set) var heard: BPDUContent?
    /// Whether the bridge speaks the rapid protocol.
    public private(set) var isRapid = false
    /// When what was heard is over; `nil` when nothing was heard.
    public private(set) var expiresAt: Timestamp?
    /// When a change of the topology was last heard of here.
    public private(set) var lastTopologyChange: Timestamp?
    /// Changes of the topology heard of here.
    public private(set) var topologyChanges: UInt64 = 0
    /// BPDUs heard.
    public private(set) var received: UInt64 = 0
    /// BPDUs refused.
    public private(set) var refused: UInt64 = 0

    /// Makes a port without a link.
    public init(_ port: LANPort) {
        self.port = port
    }

    /// When `.timer` must be handled at the latest.
    public var deadline: Timestamp? { expiresAt }

    /// Whether the bridge at the other end lets frames through to us. An old bridge does not tell, and is believed to do.
    public var isForwarding: Bool {
        guard hasLink, let heard else { return false }
        return !isRapid || heard.flags.role == .unknown || heard.flags.forwarding
    }

    /// Takes an event. Returns what is to be traced.
    public mutating func handle(_ event: Event, now: Timestamp) -> [SpanningTreeTrace] {
        switch event {
        case .linkUp:
            guard !hasLink else { return [] }
            hasLink = true
            return [.link(port, isUp: true)]
        case .linkDown:
            guard hasLink else { return [] }
            hasLink = false
            heard = nil
            expiresAt = nil
            return [.link(port, isUp: false)]
        case .timer:
            guard let expiresAt, expiresAt <= now else { return [] }
            heard = nil
            self.expiresAt = nil
            return [.silent(port)]
        }
    }

    /// Takes a received frame. Returns what is to be traced.
    public mutating func receive(_ bytes: Span<UInt8>, now: Timestamp) -> [SpanningTreeTrace] {
        do throws(BPDUError) {
            return receive(try BPDU(frame: bytes), now: now)
        } catch {
            refused += 1
            return [.refused(port, error)]
        }
    }

    /// Takes a BPDU. Returns what is to be traced: nothing when it says what was said before.
    public mutating func receive(_ bpdu: BPDU, now: Timestamp) -> [SpanningTreeTrace] {
        received += 1
        guard let content = bpdu.content else {
            topologyChanges += 1
            lastTopologyChange = now
            return [.topologyChange(port)]
        }
        var trace: [SpanningTreeTrace] = []
        if content.flags.topologyChange, heard?.flags.topologyChange != true {
            topologyChanges += 1
            lastTopologyChange = now
            trace.append(.topologyChange(port))
        }
        if heard?.vector != content.vector { trace.append(.vector(port, content.vector)) }
        let wasForwarding = isForwarding
        if heard?.flags.role != content.flags.role || isRapid != bpdu.isRapid {
            trace.append(.role(port, content.flags.role, isRapid: bpdu.isRapid))
        }
        heard = content
        isRapid = bpdu.isRapid
        if isForwarding != wasForwarding { trace.append(.forwarding(port, isForwarding)) }
        expiresAt = now.adding(milliseconds: Self.lifetimeMilliseconds(of: bpdu, content))
        return trace
    }

    /// Three hellos in the rapid protocol (IEEE 802.1D-2004, 17.21.23), what is left of the age in the old one. At least a
    /// second and at most a minute, whatever the bridge says.
    private static func lifetimeMilliseconds(of bpdu: BPDU, _ content: BPDUContent) -> Int64 {
        let ticks =
            bpdu.isRapid
            ? 3 * Int64(content.helloTime) : max(0, Int64(content.maximumAge) - Int64(content.messageAge))
        return min(max(ticks * 1000 / 256, 1000), 60_000)
    }
}
