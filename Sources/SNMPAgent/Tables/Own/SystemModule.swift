import Faults
import IPDECTCore
import Snapshot
import Synchronization

/// IPDECT-SYSTEM-MIB: the system, its devices, the masters, what is wired to gateways, and the agent.
final class SystemModule: MIBGroup {
    enum Summary: UInt32, CaseIterable {
        case name = 1
        case id, saris, simulated, feed, radios, radiosRegistered, radiosLost, radiosUninitialized, radioLimit
        case usersRegistered, users, inputsRefused, deviceLastChange, masterLastChange
    }

    enum Agent: UInt32, CaseIterable {
        case version = 1
        case started, snapshot, snapshotTime, journalRecords, journalFailures, residentMemory, processorTime
        case hostMemory, hostMemoryUsed, hostProcessorLoad
    }

    let name = "IPDECT-SYSTEM-MIB"
    let prefix: [UInt32]

    private let summary: TableLayout
    private let agent: TableLayout
    private let wiredParts: TableLayout
    private let environments: TableLayout
    private let state: Mutex<State>

    private struct State: Sendable {
        var devices: DeviceTable
        var masters: MasterTable
        var alarms = AlarmCounts()
        /// What the segments of the site were made from.
        var key: Key?
        var segments: [MIBSegment] = []
    }

    private struct Key: Sendable, Equatable {
        var site: UInt64
        var alarms: UInt64
        var feed: String
    }

    init(_ tree: OwnTree) {
        prefix = tree.identity(.system)
        summary = tree.scalars(.system, 1, Summary.self)
        agent = tree.scalars(.system, 6, Agent.self)
        wiredParts = WiredPartTable.layout(tree)
        environments = EnvironmentTable.layout(tree)
        state = Mutex(State(devices: DeviceTable(tree), masters: MasterTable(tree)))
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        let status = MIBSegment.scalars(agentStatus(source))
        return state.withLock { state in
            let snapshot = source.snapshot
            let key = Key(site: snapshot.site.revision, alarms: snapshot.alarms.revision, feed: snapshot.agent.feed)
            if state.key?.alarms != key.alarms { state.alarms = AlarmCounts(snapshot.alarms.alarms) }
            if state.key != key {
                state.segments = site(source, previous, &state)
                state.key = key
            }
            return state.segments + [status]
        }
    }

    /// The segments that show the site.
    private func site(_ source: TableSource, _ previous: MIBImage?, _ state: inout State) -> [MIBSegment] {
        let site = source.snapshot.site
        let (devices, deviceChange) = state.devices.table(
            site.radios, masters: site.masters, alarms: state.alarms, upTime: source.upTime,
            previous: previous?.table(state.devices.layout))
        let (masters, masterChange) = state.masters.table(site.masters, radios: site.radios, upTime: source.upTime)
        var (registered, lost, uninitialized) = (0, 0, 0)
        for position in site.radios.indices {
            switch site.radios[position].registration {
            case .registered: registered += 1
            case .staticLost: lost += 1
            case .uninitialized: uninitialized += 1
            }
        }
        let scalars = ScalarGroup(summary, revision: 0) { row in
            let configuration = site.configuration
            row.text(Summary.name, configuration?.name ?? "")
            row.gauge(Summary.id, configuration?.systemID.rawValue ?? 0)
            row.text(
                Summary.saris, (configuration?.saris ?? []).map(\.description).joined(separator: " "), limit: 255)
            row.truth(Summary.simulated, configuration?.isSimulated ?? false)
            row.text(Summary.feed, source.snapshot.agent.feed)
            row.gauge(Summary.radios, site.radios.count)
            row.gauge(Summary.radiosRegistered, registered)
            row.gauge(Summary.radiosLost, lost)
            row.gauge(Summary.radiosUninitialized, uninitialized)
            row.gauge(Summary.radioLimit, Self.radioLimit(configuration))
            row.gauge(Summary.usersRegistered, site.registeredUsers)
            row.gauge(Summary.users, site.totalUsers)
            row.counter(Summary.inputsRefused, site.refusedInputs)
            row.ticks(Summary.deviceLastChange, deviceChange)
            row.ticks(Summary.masterLastChange, masterChange)
        }
        return [
            .scalars(scalars), .table(devices), .table(masters),
            .table(
                WiredPartTable.table(site.wiredParts, layout: wiredParts, previous: previous?.table(wiredParts))),
            .table(
                EnvironmentTable.table(
                    site.environments, layout: environments, previous: previous?.table(environments))),
        ]
    }

    /// Base stations that fit the PARI Master; 0 while the system is not configured.
    private static func radioLimit(_ configuration: SystemConfiguration?) -> UInt32 {
        configuration.map { $0.systemID.radioLimits(pariMaster: $0.pariMasterModel).baseStations } ?? 0
    }

    private func agentStatus(_ source: TableSource) -> ScalarGroup {
        ScalarGroup(agent, revision: 0) { row in
            let snapshot = source.snapshot
            row.text(Agent.version, snapshot.agent.version)
            row.time(Agent.started, snapshot.agent.startedAt)
            row.counter(Agent.snapshot, snapshot.number)
            row.time(Agent.snapshotTime, snapshot.time)
            row.counter(Agent.journalRecords, snapshot.agent.journalLastNumber)
            row.counter(Agent.journalFailures, snapshot.agent.journalFailures)
            row.gauge(Agent.residentMemory, snapshot.host.residentBytes / 1024)
            row.counter(Agent.processorTime, snapshot.host.processorMilliseconds)
            row.gauge(Agent.hostMemory, snapshot.host.memory.totalBytes / 1024)
            row.gauge(Agent.hostMemoryUsed, snapshot.host.memory.usedBytes / 1024)
            let load = snapshot.host.processorUtilization
            row.gauge(Agent.hostProcessorLoad, load.isFinite ? UInt32(min(max(load, 0), 1) * 1000) : 0)
        }
    }
}
