import IPDECTCore
import NetworkValues
import Snapshot
import Synchronization

/// ENTITY-MIB (RFC 6933): the system with a chassis for each of its devices, and what gateways contain.
///
/// Serial number, maker, asset and date of manufacture are not known and stand empty, as the module asks: devices do not
/// tell them. There are no logical entities and no ports: entLogicalTable, entLPMappingTable and entAliasMappingTable are
/// not served, and entConfigChange is not sent.
final class EntityGroup: MIBGroup {
    let name = "ENTITY-MIB"
    let prefix: [UInt32] = [1, 3, 6, 1, 2, 1, 47]

    private struct State: Sendable {
        var devices = RowStamps()
        var parts = RowStamps()
        var system: String?
        var sensors: [UInt32] = []
        var lastChange: UInt32 = 0
        var site: UInt64?
        var segments: [MIBSegment] = []
    }

    private let physical = TableLayout(table: EntityTree.physical, EntityColumn.self)
    private let contains = TableLayout(entry: EntityTree.contains + [1], columns: [1])
    private let general = TableLayout(entry: EntityTree.general, columns: [1])
    private let state = Mutex(State())

    init() {}

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        state.withLock { state in
            let site = source.snapshot.site
            guard state.site != site.revision else { return state.segments }
            if Self.takeIn(site, &state) || state.segments.isEmpty {
                // Nothing has changed since the start until something differs from the first image.
                state.lastChange = state.segments.isEmpty ? 0 : source.upTime
                state.segments = tables(site, previous, state)
            }
            state.site = site.revision
            return state.segments
        }
    }

    /// Looks at the entities again. Returns whether any came, went or shows something new.
    private static func takeIn(_ site: SiteSnapshot, _ state: inout State) -> Bool {
        var isChanged = state.devices.update(
            count: site.radios.count, key: { site.radios[$0].index }, revision: { site.radios[$0].revision },
            digest: { EntityRow.digest(site.radios[$0], &$1) })
        let parts = site.wiredParts
        let partsChanged = state.parts.update(
            count: parts.count, key: { EntityTree.part(parts[$0].gatewayIndex, port: parts[$0].part.port) },
            revision: { parts[$0].revision }, digest: { EntityRow.digest(parts[$0], &$1) })
        if partsChanged { isChanged = true }
        let sensors = site.environments.map(\.gatewayIndex)
        if sensors != state.sensors {
            state.sensors = sensors
            isChanged = true
        }
        let system = site.configuration?.name ?? ""
        if system != state.system {
            state.system = system
            isChanged = true
        }
        return isChanged
    }

    private func tables(_ site: SiteSnapshot, _ previous: MIBImage?, _ state: State) -> [MIBSegment] {
        let lastChange = state.lastChange
        let inside = Contents(site)
        return [
            .table(physicalTable(site, inside, previous?.table(physical), state)),
            .table(containsTable(site, inside, previous?.table(contains))),
            .scalars(ScalarGroup(general, revision: 0) { $0.timeTicks(1, lastChange) }),
        ]
    }

    private func physicalTable(
        _ site: SiteSnapshot, _ inside: Contents, _ previous: EncodedTable?, _ state: State
    ) -> EncodedTable {
        var table = TableBuilder(physical, previous: previous)
        table.row([EntityTree.system], showing: state.system) { name, row in
            EntityRow.system(name ?? "").write(to: &row)
        }
        for position in site.radios.indices where site.radios[position].index <= EntityTree.deviceLimit {
            let device = site.radios[position].index
            table.row(EntityTree.device(device), revision: state.devices[position]) { row in
                EntityRow(site.radios[position]).write(to: &row)
            }
            guard inside.hasAny(device) else { continue }
            for kind in EntitySensor.allCases where inside.sensors.contains(device) {
                table.row(EntityTree.sensor(device, kind), revision: 0) { row in
                    EntityRow.sensor(kind, of: device).write(to: &row)
                }
            }
            for place in inside.parts[device] ?? [] {
                let index = EntityTree.part(device, port: site.wiredParts[place].part.port)
                table.row(index, revision: state.parts[place]) { EntityRow(site.wiredParts[place]).write(to: &$0) }
            }
        }
        return table.table()
    }

    /// entPhysicalContainsTable: what the system contains, then what each gateway does.
    private func containsTable(_ site: SiteSnapshot, _ inside: Contents, _ previous: EncodedTable?) -> EncodedTable {
        var table = TableBuilder(contains, previous: previous)
        for position in site.radios.indices where site.radios[position].index <= EntityTree.deviceLimit {
            let device = EntityTree.device(site.radios[position].index)
            table.row([EntityTree.system, device], revision: 0) { $0.integer(1, device) }
        }
        for position in site.radios.indices where inside.hasAny(site.radios[position].index) {
            let device = site.radios[position].index
            guard device <= EntityTree.deviceLimit else { continue }
            let sensors = inside.sensors.contains(device) ? EntitySensor.allCases : []
            let children =
                sensors.map { EntityTree.sensor(device, $0) }
                + (inside.parts[device] ?? []).map { EntityTree.part(device, port: site.wiredParts[$0].part.port) }
            for child in children {
                table.row([EntityTree.device(device), child], revision: 0) { $0.integer(1, child) }
            }
        }
        return table.table()
    }
}

/// What gateways contain, by gateway.
private struct Contents {
    let sensors: Set<UInt32>
    /// Places of wired parts in the site, by port.
    private(set) var parts: [UInt32: [Int]] = [:]

    init(_ site: SiteSnapshot) {
        sensors = Set(site.environments.map(\.gatewayIndex))
        for place in site.wiredParts.indices { parts[site.wiredParts[place].gatewayIndex, default: []].append(place) }
        for gateway in parts.keys {
            parts[gateway]?.sort { site.wiredParts[$0].part.port < site.wiredParts[$1].part.port }
        }
    }

    func hasAny(_ device: UInt32) -> Bool {
        !(sensors.isEmpty && parts.isEmpty) && (sensors.contains(device) || parts[device] != nil)
    }
}
