import IPDECTCore
import Snapshot
import Synchronization

/// IPDECT-TRAFFIC-MIB: counters of the master and of each radio, and the calls going on.
final class TrafficModule: MIBGroup {
    enum Master: UInt32, CaseIterable {
        case callsIn = 1
        case callsInDelivered, callsOut, handovers, handoversCancelled, abnormalReleases, busyHourAttempts
        case busyHourStart, cleared, calls, callsConnected, callsEncrypted, callLastChange
    }

    let name = "IPDECT-TRAFFIC-MIB"
    let prefix: [UInt32]

    private let master: TableLayout
    private let calls: TableLayout
    private let state: Mutex<State>

    private struct State: Sendable {
        var radios: TrafficRadioTable
        var callLastChange: UInt32 = 0
        /// The revision of the site that the segments were made from.
        var revision: UInt64?
        var segments: [MIBSegment] = []
    }

    init(_ tree: OwnTree) {
        prefix = tree.identity(.traffic)
        master = tree.scalars(.traffic, 1, Master.self)
        calls = CallTable.layout(tree)
        state = Mutex(State(radios: TrafficRadioTable(tree)))
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        state.withLock { state in
            if state.revision != source.snapshot.site.revision {
                state.segments = site(source, previous, &state)
                state.revision = source.snapshot.site.revision
            }
            return state.segments
        }
    }

    private func site(_ source: TableSource, _ previous: MIBImage?, _ state: inout State) -> [MIBSegment] {
        let site = source.snapshot.site
        let previousCalls = previous?.table(calls)
        let callTable = CallTable.table(site.calls, layout: calls, previous: previousCalls)
        if callTable !== previousCalls { state.callLastChange = source.upTime }
        let lastChange = state.callLastChange
        let scalars = ScalarGroup(master, revision: 0) { row in
            row.counter(Master.callsIn, site.traffic.callsIn)
            row.counter(Master.callsInDelivered, site.traffic.callsInDelivered)
            row.counter(Master.callsOut, site.traffic.callsOut)
            row.counter(Master.handovers, site.traffic.handovers)
            row.counter(Master.handoversCancelled, site.traffic.handoversCancelled)
            row.counter(Master.abnormalReleases, site.traffic.abnormalReleases)
            row.gauge(Master.busyHourAttempts, site.traffic.busyHourAttempts)
            row.time(Master.busyHourStart, site.traffic.busyHourStart)
            row.time(Master.cleared, site.traffic.clearedAt)
            row.gauge(Master.calls, site.calls.count)
            row.gauge(Master.callsConnected, site.calls.count { $0.isConnected })
            row.gauge(Master.callsEncrypted, site.calls.count { $0.isEncrypted })
            row.ticks(Master.callLastChange, lastChange)
        }
        let radios = state.radios.table(site.radios, previous: previous?.table(state.radios.layout))
        return [.scalars(scalars), .table(radios), .table(callTable)]
    }
}
