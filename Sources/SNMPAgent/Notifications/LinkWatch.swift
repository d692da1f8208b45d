import Snapshot

/// Sees interfaces go up and down between two snapshots.
struct LinkWatch: Sendable {
    private var isUp: [UInt32: Bool]?

    /// The changes since the state before; none at first.
    mutating func notices(_ interfaces: [HostInterface]) -> [Notice] {
        let now = Dictionary(interfaces.map { ($0.index, $0.isOperationallyUp) }) { first, _ in first }
        defer { isUp = now }
        guard let before = isUp else { return [] }
        return interfaces.compactMap { interface in
            guard let wasUp = before[interface.index], wasUp != interface.isOperationallyUp else { return nil }
            return interface.isOperationallyUp
                ? .linkUp(interface.index)
                : .linkDown(interface.index, isAdministrativelyUp: interface.isAdministrativelyUp)
        }
    }
}
