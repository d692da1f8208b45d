import IPDECTCore
import NetworkValues
import Snapshot

/// IPDECT-PERFORMANCE-MIB: the host, the automatic pings, and what was found about capacity.
final class PerformanceModule: MIBGroup {
    enum Host: UInt32, CaseIterable {
        case cpuUtilization = 1
        case cpuRUtilization, memorySize, memoryUsed, memoryHighWater, agentMemory, diskAvailable, findings
    }

    enum Probe: UInt32, CaseIterable {
        case name = 2
        case target, address, state, requests, replies, roundTrip, reason
    }

    enum Finding: UInt32, CaseIterable {
        case evidence = 3
        case advice, since
    }

    let name = "IPDECT-PERFORMANCE-MIB"
    let prefix: [UInt32]

    private let host: TableLayout
    private let probes: TableLayout
    private let findings: TableLayout

    init(_ tree: OwnTree) {
        prefix = tree.identity(.performance)
        host = tree.scalars(.performance, 1, Host.self)
        probes = tree.table(.performance, 2, Probe.self)
        findings = tree.table(.performance, 3, Finding.self)
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        let snapshot = source.snapshot
        return [
            .scalars(scalars(snapshot)),
            .table(probeTable(snapshot.probes, previous: previous?.table(probes))),
            .table(findingTable(snapshot.findings, previous: previous?.table(findings))),
        ]
    }

    private func scalars(_ snapshot: Snapshot) -> ScalarGroup {
        let figures = snapshot.host
        let radios = snapshot.site.radios
        var resources = 0.0
        // A radio is large: only those with calls are taken out of thousands.
        for place in radios.indices where radios[place].callCount > 0 || radios[place].encryptedCallCount > 0 {
            resources = max(resources, radios[place].resources.utilization)
        }
        return ScalarGroup(host, revision: 0) { row in
            row.gauge(Host.cpuUtilization, Self.hundredths(figures.processorUtilization))
            row.gauge(Host.cpuRUtilization, Self.hundredths(resources))
            row.gauge(Host.memorySize, figures.memory.totalBytes >> 10)
            row.gauge(Host.memoryUsed, figures.memory.usedBytes >> 10)
            row.gauge(Host.memoryHighWater, figures.memory.highWaterBytes >> 10)
            row.gauge(Host.agentMemory, figures.residentBytes >> 10)
            row.gauge(Host.diskAvailable, figures.disk.availableBytes >> 20)
            row.gauge(Host.findings, snapshot.findings.count)
        }
    }

    /// A share of one, in hundredths of a percent.
    private static func hundredths(_ share: Double) -> UInt32 {
        UInt32(min(max(share.isFinite ? share : 0, 0), 1) * 10_000)
    }

    private func probeTable(_ probes: [PingProbe], previous: EncodedTable?) -> EncodedTable {
        var builder = TableBuilder(self.probes, previous: previous)
        for (position, probe) in probes.enumerated() {
            var hasher = Hasher()
            hasher.combine([probe.name, probe.target, probe.reason, probe.state.rawValue])
            hasher.combine(probe.address)
            hasher.combine([probe.sent, probe.received])
            hasher.combine(probe.lastRoundTripSeconds)
            builder.row(UInt32(position + 1), revision: UInt64(bitPattern: Int64(hasher.finalize()))) { row in
                row.text(Probe.name, probe.name)
                row.text(Probe.target, probe.target, limit: 255)
                row.text(Probe.address, probe.address.map { "\($0)" } ?? "")
                row.number(Probe.state, probe.state.managedValue)
                row.counter(Probe.requests, probe.sent)
                row.counter(Probe.replies, probe.received)
                row.gauge(Probe.roundTrip, UInt64(min(max(probe.lastRoundTripSeconds ?? 0, 0), 4000) * 1_000_000))
                row.text(Probe.reason, probe.reason, limit: 255)
            }
        }
        return builder.table()
    }

    private func findingTable(_ findings: [CapacityFinding], previous: EncodedTable?) -> EncodedTable {
        var rows: [(index: [UInt32], finding: CapacityFinding)] = findings.map { finding in
            // IMPLIED: the octets of the name without their number.
            ([finding.kind.rawValue] + finding.subject.utf8.prefix(64).map(UInt32.init), finding)
        }
        rows.sort { $0.index.lexicographicallyPrecedes($1.index) }
        var builder = TableBuilder(self.findings, previous: previous)
        var last: [UInt32] = []
        for (index, finding) in rows where index != last && index.count > 1 {
            last = index
            var hasher = Hasher()
            hasher.combine([finding.evidence, finding.advice])
            hasher.combine(finding.since)
            builder.row(index, revision: UInt64(bitPattern: Int64(hasher.finalize()))) { row in
                row.text(Finding.evidence, finding.evidence, limit: 255)
                row.text(Finding.advice, finding.advice, limit: 255)
                row.time(Finding.since, finding.since)
            }
        }
        return builder.table()
    }
}

extension PingProbe.State {
    /// The number of DectProbeState.
    var managedValue: UInt32 {
        switch self {
        case .waiting: 1
        case .ok: 2
        case .lost: 3
        case .unresolved: 4
        case .unreachable: 5
        case .forbidden: 6
        }
    }
}
