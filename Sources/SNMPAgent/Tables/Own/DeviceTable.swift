import Faults
import IPDECTCore
import NetworkValues
import Snapshot

/// ipdectDeviceTable: the devices of the system, with their registration, place and alarms.
struct DeviceTable: Sendable {
    enum Column: UInt32, CaseIterable {
        case name = 2
        case givenName, model, macAddress, addressType, address, state, registration, roles, rfpi, firmware, bootCode
        case hardware, locationID, location, connectedSince, activeAlarms, worstSeverity, lastSeen, watched
    }

    let layout: TableLayout

    private var stamps = RowStamps()
    /// What a row shows of other sources, when it was last made: alarms and roles.
    private var others: [UInt64] = []
    private var lastChange: UInt32 = 0

    init(_ tree: OwnTree) {
        layout = tree.table(.system, 2, Column.self)
    }

    /// The table, and sysUpTime when it last showed a change other than ipdectDeviceLastSeen.
    mutating func table(
        _ radios: [Radio], masters: [MasterStatus], alarms: AlarmCounts, upTime: UInt32, previous: EncodedTable?
    ) -> (EncodedTable, lastChange: UInt32) {
        var isChanged = stamps.update(
            count: radios.count, key: { radios[$0].index }, revision: { radios[$0].revision },
            digest: { Self.digest(radios[$0], &$1) })
        let roles = Self.roles(of: masters)
        var builder = TableBuilder(layout, previous: previous)
        var others: [UInt64] = []
        others.reserveCapacity(radios.count)
        for position in radios.indices {
            let mac = radios[position].mac
            let share = alarms.byDevice.isEmpty ? nil : alarms.byDevice[DeviceID(rawValue: mac.rawValue)]
            let roleBits = roles.isEmpty ? 0 : roles[mac] ?? 0
            let other = (share?.stamp ?? 0) << 8 | UInt64(roleBits)
            others.append(other)
            let seen = UInt64(bitPattern: radios[position].lastSeen.milliseconds)
            let revision = mixed(mixed(stamps[position], other), seen)
            builder.row(radios[position].index, revision: revision) { row in
                Self.write(radios[position], roleBits, share, to: &row)
            }
        }
        if others != self.others {
            isChanged = true
            self.others = others
        }
        if isChanged { lastChange = upTime }
        return (builder.table(), lastChange)
    }

    private static func digest(_ radio: Radio, _ hasher: inout Hasher) {
        hasher.combine(radio.mac)
        hasher.combine(radio.name)
        hasher.combine(radio.report)
        hasher.combine(radio.registration)
        hasher.combine(radio.rfpi)
        hasher.combine(radio.locationID)
        hasher.combine(radio.locationDescription)
        hasher.combine(radio.connectedSince)
        hasher.combine(state(of: radio))
    }

    /// The bits of DectDeviceRoles for master roles, by device: role r of MasterRole is bit r.
    private static func roles(of masters: [MasterStatus]) -> [MACAddress: UInt8] {
        masters.filter { $0.mode != .off }.reduce(into: [:]) { roles, master in
            roles[master.mac, default: 0] |= 1 << master.role.rawValue
        }
    }

    /// The value of DectDeviceState: up(1), degraded(2), down(3), notAdded(4).
    static func state(of radio: Radio) -> Int32 {
        switch radio.registration {
        case .uninitialized: 4
        case .staticLost: 3
        case .registered:
            // A gateway's radios are wired parts, and an appliance has none: neither synchronizes over the air.
            radio.report.model == .ipbl || radio.report.model == .ipvm || radio.sync.state != .unsynchronized ? 1 : 2
        }
    }

    private static func write(_ radio: Radio, _ roles: UInt8, _ alarms: AlarmCounts.Share?, to row: inout RowWriter) {
        let hasRadio = radio.report.model != .ipvm
        row.text(Column.name, radio.name)
        row.text(Column.givenName, radio.report.deviceName)
        row.number(Column.model, radio.report.model.rawValue)
        row.mac(Column.macAddress, radio.mac)
        row.address(Column.addressType, radio.report.address)
        row.number(Column.state, state(of: radio))
        row.number(Column.registration, radio.registration.rawValue)
        row.bits(Column.roles.rawValue, (hasRadio ? [0] : []) + (1...4).filter { roles & (1 << $0) != 0 })
        row.rfpi(Column.rfpi, radio.rfpi)
        row.text(Column.firmware, radio.report.version)
        row.text(Column.bootCode, radio.report.bootVersion)
        row.text(Column.hardware, radio.report.hardware)
        row.text(Column.locationID, radio.locationID)
        row.text(Column.location, radio.locationDescription, limit: 255)
        row.time(Column.connectedSince, radio.connectedSince)
        row.gauge(Column.activeAlarms, alarms?.count ?? 0)
        row.number(Column.worstSeverity, (alarms?.worst).managedValue)
        row.time(Column.lastSeen, radio.lastSeen)
        row.truth(Column.watched, radio.isWatched)
    }
}
