import Faults
import IPDECTCore
import NetworkValues
import Snapshot
import Synchronization

/// ALARM-MIB (RFC 3877): a second view of the alarms that stand, under the same numbers, and of those cleared lately.
///
/// There is one list, whose name is empty. The model has each fault of the catalogue in two states: clear, and standing
/// with the severity that the devices give it. alarmActiveVariableTable is not served: what it would repeat stands in
/// nlmLogVariableTable, where alarmActiveLogPointer leads, and in ipdectAlarmTable.
final class AlarmGroup: MIBGroup {
    let name = "ALARM-MIB"
    let prefix = AlarmTree.root

    private struct State: Sendable {
        var key: Key?
        var standing: [UInt32]?
        var log = SeenLog()
        var active: ActiveAlarmTable
        var cleared: EncodedTable?
        var hasOtherDevices = false
        var lastChange: UInt32 = 0
        var devices: [DeviceID: UInt32] = [:]
        var segments: [MIBSegment] = []
    }

    /// What the segments were made from. Devices matter by their numbers only, which the last of them gives away.
    private struct Key: Sendable, Equatable {
        var alarms: UInt64
        var log: UInt64
        var devices: Int
        var lastDevice: UInt32
    }

    private let model: EncodedTable
    private let cleared: ClearedAlarmTable
    private let modelChanged = TableLayout(entry: AlarmTree.model, columns: [1])
    private let activeScalars = TableLayout(entry: AlarmTree.active, columns: [1, 5])
    private let clearScalars = TableLayout(entry: AlarmTree.clear, columns: [1])
    private let statistics = TableLayout(entry: AlarmTree.active + [4, 1], columns: 1...4)
    private let state: Mutex<State>

    init(_ tree: OwnTree, engine: EngineValues) {
        let names = AlarmNames(tree)
        model = AlarmModelTable.table(names)
        state = Mutex(State(active: ActiveAlarmTable(names, engineID: engine.engineID)))
        cleared = ClearedAlarmTable(names, engineID: engine.engineID)
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        let snapshot = source.snapshot
        let key = Key(
            alarms: snapshot.alarms.revision, log: snapshot.log.lastNumber, devices: snapshot.site.radios.count,
            lastDevice: snapshot.site.radios.last?.index ?? 0)
        return state.withLock { state in
            if state.key != key {
                if state.key?.devices != key.devices || state.key?.lastDevice != key.lastDevice {
                    state.devices = Self.devices(snapshot)
                    state.hasOtherDevices = true
                }
                state.segments = tables(source, previous, &state)
                state.key = key
            }
            return state.segments
        }
    }

    /// entPhysicalIndex of each device.
    private static func devices(_ snapshot: Snapshot) -> [DeviceID: UInt32] {
        var devices = [DeviceID: UInt32](minimumCapacity: snapshot.site.radios.count)
        for position in snapshot.site.radios.indices
        where snapshot.site.radios[position].index <= EntityTree.deviceLimit {
            devices[DeviceID(snapshot.site.radios[position].mac)] = EntityTree.device(
                snapshot.site.radios[position].index)
        }
        return devices
    }

    private func tables(_ source: TableSource, _ previous: MIBImage?, _ state: inout State) -> [MIBSegment] {
        let snapshot = source.snapshot
        let standing = snapshot.alarms.alarms
        let isOtherwiseCleared = state.log.take(snapshot.log)
        let numbers = standing.map(\.number)
        if let before = state.standing, before != numbers { state.lastChange = source.upTime }
        state.standing = numbers
        let lastChange = state.lastChange
        let known = state.cleared
        let clearedTable =
            isOtherwiseCleared || state.hasOtherDevices
            ? cleared.table(state.log.cleared, devices: state.devices, previous: known) : known ?? cleared.empty
        state.cleared = clearedTable
        state.hasOtherDevices = false
        return [
            .scalars(ScalarGroup(modelChanged, revision: 0) { $0.timeTicks(1, 0) }), .table(model),
            .scalars(
                ScalarGroup(activeScalars, revision: 0) { row in
                    row.timeTicks(1, lastChange)
                    row.counter32(5, snapshot.alarms.refusedCount)
                }),
            .table(state.active.table(standing, devices: state.devices, entries: state.log.raised)),
            .table(statisticsTable(source, state.log, previous?.table(statistics))),
            .scalars(ScalarGroup(clearScalars, revision: 0) { $0.gauge32(1, snapshot.log.capacity) }),
            .table(clearedTable),
        ]
    }

    /// alarmActiveStatsTable: one row. What happened before the agent started does not count.
    private func statisticsTable(_ source: TableSource, _ log: SeenLog, _ previous: EncodedTable?) -> EncodedTable {
        let snapshot = source.snapshot
        func count(_ activity: FaultActivity) -> UInt64 {
            snapshot.eventCounts.reduce(0) { $0 + ($1.key.activity == activity ? $1.value : 0) }
        }
        var table = TableBuilder(statistics, previous: previous)
        let shown: [UInt64] = [
            UInt64(snapshot.alarms.alarms.count), count(.alarm), UInt64(log.lastRaise.map(source.ticks) ?? 0),
            UInt64(log.lastClear.map(source.ticks) ?? 0),
        ]
        table.row(AlarmTree.list, showing: shown) { shown, row in
            row.gauge32(1, shown[0])
            // ZeroBasedCounter32 is a Gauge32 (RFC 4502).
            row.gauge32(2, shown[1])
            row.timeTicks(3, shown[2])
            row.timeTicks(4, shown[3])
        }
        return table.table()
    }
}

/// The notifications of IPDECT-ALARM-MIB that tell of alarms.
struct AlarmNames: Sendable {
    let raised: [UInt32]
    let cleared: [UInt32]
    let timedOut: [UInt32]

    init(_ tree: OwnTree) {
        let notifications = tree.notifications(.alarm)
        raised = notifications + [OwnNotifications.Name.alarmRaised.rawValue]
        cleared = notifications + [OwnNotifications.Name.alarmCleared.rawValue]
        timedOut = notifications + [OwnNotifications.Name.alarmTimedOut.rawValue]
    }
}
