import NetworkValues
import Snapshot

/// ETH0 and the other network interfaces: octets, packets, errors, drops, link and speed. What changed since the last time
/// gets a new revision.
struct NetworkSampler: Sampler {
    static let name = "network"

    private var isFirst = true

    mutating func sample(_ reader: HostReader, into status: inout HostStatus, at now: Timestamp) -> Bool {
        let readings = reader.interfaces()
        let before = status.interfaces
        status.interfaces = Self.merged(readings, before, at: now)
        if !isFirst, status.interfaces.map(\.index) != before.map(\.index) { status.interfacesChangedAt = now }
        isFirst = false
        // A host has at least its loopback.
        return !readings.isEmpty
    }

    /// The readings with the revision and time of change of the ones before.
    private static func merged(
        _ readings: [HostInterface], _ before: [HostInterface], at now: Timestamp
    ) -> [HostInterface] {
        let known = Dictionary(before.map { ($0.index, $0) }, uniquingKeysWith: { first, _ in first })
        return readings.map { reading in
            guard let before = known[reading.index] else { return reading }
            var interface = reading
            guard before.name == reading.name else {
                // Renamed, or another one in its place: who kept the revision must look again.
                interface.revision = before.revision + 1
                return interface
            }
            interface.revision = before.revision
            interface.lastChange = before.lastChange
            if interface.isOperationallyUp != before.isOperationallyUp { interface.lastChange = now }
            if interface != before { interface.revision += 1 }
            return interface
        }
    }
}
