import CaptureFormats
import NetworkValues
import Synchronization

/// What captures leave out: the connections on which they are themselves carried away. Without that, each packet to a
/// viewer would be captured and make another.
public final class OwnTraffic: Sendable {
    /// What is left out at a moment.
    struct Known: Sendable {
        /// The ends of viewers, and of servers that files are sent to.
        var ends: Set<FlowEnd> = []
        /// The ports among them, by which most packets are told apart at once.
        var ports: Set<UInt16> = []

        /// Whether a packet belongs to what is left out.
        func contains(_ packet: CapturedPacket, linkType: LinkType) -> Bool {
            guard !ends.isEmpty, let flow = Flow(packet.octets, linkType: linkType) else { return false }
            if ports.contains(flow.sourcePort), let end = flow.source, ends.contains(end) { return true }
            guard ports.contains(flow.destinationPort), let end = flow.destination else { return false }
            return ends.contains(end)
        }
    }

    private let counts = Mutex<[FlowEnd: Int]>([:])
    private let state = Mutex(Known())

    /// Makes a list with nothing in it.
    public init() {}

    var known: Known { state.withLock { $0 } }

    /// Leaves out what goes to and from the far end of a connection of ours.
    public func add(_ end: FlowEnd) { change(end, by: 1) }

    /// Takes back one `add`.
    public func remove(_ end: FlowEnd) { change(end, by: -1) }

    private func change(_ end: FlowEnd, by step: Int) {
        counts.withLock { counts in
            let count = (counts[end] ?? 0) + step
            counts[end] = count > 0 ? count : nil
            let ends = Set(counts.keys)
            state.withLock { $0 = Known(ends: ends, ports: Set(ends.map(\.port))) }
        }
    }
}
