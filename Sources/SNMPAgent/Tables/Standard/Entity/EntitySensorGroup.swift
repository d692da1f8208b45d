import IPDECTCore
import Snapshot
import Synchronization

/// ENTITY-SENSOR-MIB (RFC 3433): temperature, power, supply voltage, current and fan of each gateway.
///
/// The gateway tells power and voltage; the current is what follows from them. Sensors of a gateway that is not
/// registered are unavailable(2) and keep the value told last.
final class EntitySensorGroup: MIBGroup {
    enum Column: UInt32, CaseIterable {
        case type = 1
        case scale, precision, value, status, units, time, rate
    }

    let name = "ENTITY-SENSOR-MIB"
    let prefix: [UInt32] = [1, 3, 6, 1, 2, 1, 99]

    private struct State: Sendable {
        /// By gateway: what was told, and sysUpTime when it was.
        var known: [UInt32: (environment: Environment, revision: UInt64, time: UInt32)] = [:]
        var site: UInt64?
        var segments: [MIBSegment] = []
    }

    private let sensors = TableLayout(table: EntityTree.sensors, Column.self)
    private let state = Mutex(State())

    init() {}

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        state.withLock { state in
            let site = source.snapshot.site
            if state.site != site.revision || state.segments.isEmpty {
                state.segments = [.table(table(source, previous?.table(sensors), &state))]
                state.site = site.revision
            }
            return state.segments
        }
    }

    private func table(_ source: TableSource, _ previous: EncodedTable?, _ state: inout State) -> EncodedTable {
        let site = source.snapshot.site
        var table = TableBuilder(sensors, previous: previous)
        let environments = site.environments.sorted { $0.gatewayIndex < $1.gatewayIndex }
        let registered = environments.isEmpty ? [] : Self.registered(site)
        var known = state.known
        state.known.removeAll(keepingCapacity: true)
        for gateway in environments where gateway.gatewayIndex <= EntityTree.deviceLimit {
            let old = known.removeValue(forKey: gateway.gatewayIndex)
            let time = old?.revision == gateway.revision ? old?.time ?? source.upTime : source.upTime
            state.known[gateway.gatewayIndex] = (gateway.environment, gateway.revision, time)
            let isThere = registered.contains(gateway.gatewayIndex)
            for kind in EntitySensor.allCases {
                let reading = SensorReading(kind, gateway.environment, isThere: isThere, time: time)
                table.row([EntityTree.sensor(gateway.gatewayIndex, kind)], showing: reading) { $0.write(to: &$1) }
            }
        }
        return table.table()
    }

    /// The gateways with sensors that are registered.
    private static func registered(_ site: SiteSnapshot) -> Set<UInt32> {
        var found = Set(site.environments.map(\.gatewayIndex))
        for position in site.radios.indices where site.radios[position].registration != .registered {
            found.remove(site.radios[position].index)
        }
        return found
    }
}

/// A row of entPhySensorTable.
private struct SensorReading: Hashable {
    /// EntitySensorDataType.
    enum Kind: Int32 {
        case voltsAC = 3
        case voltsDC = 4
        case amperes = 5
        case watts = 6
        case celsius = 8
        case truthValue = 12
    }

    /// The largest EntitySensorValue but one; the last stands for an overflow.
    private static let limit: Int64 = 999_999_999

    private let kind: Kind
    /// Whether the value is in thousandths.
    private let isMilli: Bool
    private let value: Int64
    private let units: String
    private let isThere: Bool
    private let time: UInt32

    /// The reading. The current of a gateway that tells no voltage is unavailable.
    init(_ sensor: EntitySensor, _ environment: Environment, isThere: Bool, time: UInt32) {
        self.isThere = isThere && (sensor != .current || environment.supplyMillivolts > 0)
        self.time = time
        let isAlternating = environment.supplyMillivolts >= EnvironmentLimits.alternatingMillivolts
        switch sensor {
        case .temperature:
            (kind, isMilli, value, units) = (.celsius, false, Int64(environment.temperatureCelsius), "degrees Celsius")
        case .power:
            (kind, isMilli, value, units) = (.watts, true, Int64(environment.powerMilliwatts), "milliwatts")
        case .supply:
            let kind = isAlternating ? Kind.voltsAC : .voltsDC
            (self.kind, isMilli, value, units) = (kind, true, Int64(environment.supplyMillivolts), "millivolts")
        case .current:
            let microwatts = Int64(environment.powerMilliwatts) * 1000
            (kind, isMilli, units) = (.amperes, true, "milliamperes")
            value = environment.supplyMillivolts > 0 ? microwatts / Int64(environment.supplyMillivolts) : 0
        case .fan:
            (kind, isMilli, value, units) = (.truthValue, false, environment.isFanRunning ? 1 : 2, "TruthValue")
        }
    }

    func write(to row: inout RowWriter) {
        typealias Column = EntitySensorGroup.Column
        row.number(Column.type, kind.rawValue)
        // EntitySensorDataScale: milli(8), units(9).
        row.number(Column.scale, isMilli ? 8 : 9)
        row.number(Column.precision, 0)
        row.number(Column.value, value > Self.limit ? Self.limit + 1 : value)
        // EntitySensorStatus: ok(1), unavailable(2).
        row.number(Column.status, isThere ? 1 : 2)
        row.text(Column.units, units, limit: 255)
        row.ticks(Column.time, time)
        // The devices tell when they like.
        row.gauge(Column.rate, 0)
    }
}
