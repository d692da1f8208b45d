import LinkProtocols
import NetworkValues
import Snapshot

/// The spanning tree as both LAN ports hear it. For the LAN thread only.
final class SpanningTreeWatch {
    var configuration: LinkLayerConfiguration
    private var monitor = RSTPMonitor()
    private var trace: [SpanningTreeTrace] = []
    private var lastMove: Timestamp?

    init(_ configuration: LinkLayerConfiguration) {
        self.configuration = configuration
    }

    /// When `passTime` must be called at the latest.
    var deadline: Timestamp? { monitor.deadline }

    /// Takes the state of a port's link.
    func link(_ port: LANPort, isUp: Bool, _ now: Timestamp) {
        add(monitor.handle(isUp ? .linkUp : .linkDown, on: port, now: now), now)
    }

    /// Takes a frame.
    func receive(_ frame: Span<UInt8>, on port: LANPort, _ now: Timestamp) {
        add(monitor.receive(frame, on: port, now: now), now)
    }

    /// Does what is due; whether something was.
    func passTime(_ now: Timestamp) -> Bool {
        guard let deadline, deadline <= now else { return false }
        for port in LANPort.allCases { add(monitor.handle(.timer, on: port, now: now), now) }
        return true
    }

    /// What happened since the last call.
    func takeTrace() -> [SpanningTreeTrace] {
        defer { trace = [] }
        return trace
    }

    /// What is published of it.
    func status(_ interfaces: [LANPort: String]) -> SpanningTreeStatus {
        var status = SpanningTreeStatus(monitor)
        status.interfaces = interfaces
        status.lastMove = lastMove
        var now = RSTPPrecondition.Configuration()
        now.lan1ChecksARP = configuration.lan1.checksARP
        now.lan1IsDisabled = interfaces[.lan1] == nil
        now.lan2IsDisabled = configuration.lan2.isDisabled
        status.unmet = RSTPPrecondition.unmet(now, lan1: monitor.lan1, lan2: monitor.lan2)
        return status
    }

    private func add(_ more: [SpanningTreeTrace], _ now: Timestamp) {
        // What is not taken in time is not worth keeping: the state says the same.
        trace = (trace + more).suffix(256)
        if more.contains(where: { if case .selected = $0 { true } else { false } }) { lastMove = now }
    }
}
