import LinkProtocols
import Snapshot

/// LLDP-EXT-MED-MIB (ANSI/TIA-1057, clause 13), what the device tells of itself: class, policies and inventory.
struct LLDPMediaLocalTables: LLDPTables {
    enum Scalar: UInt32, CaseIterable {
        case deviceClass = 1
        case fastStart = 3
    }

    enum PortColumn: UInt32, CaseIterable {
        case supported = 1
        case elements, notification
    }

    enum Inventory: UInt32, CaseIterable {
        case hardware = 2
        case firmware, software, serialNumber, manufacturer, model, assetID
        case power = 10
    }

    private let scalars = TableLayout(scalars: LLDPTree.media + [1, 1], Scalar.self)
    private let ports = TableLayout(table: LLDPTree.media + [1, 1, 2], PortColumn.self)
    private let policies = TableLayout(table: LLDPTree.media + [1, 2, 1], MediaPolicyColumn.self)
    private let inventory = TableLayout(scalars: LLDPTree.media + [1, 2], Inventory.self)

    func segments(_ source: LLDPSource, previous: MIBImage?) -> [MIBSegment] {
        let endpoint = source.endpoint
        let count = source.timers.fastCount
        let told = endpoint?.unit(timeToLiveSeconds: 0).med
        let group = ScalarGroup(
            scalars, previous: previous, showing: [UInt(told?.capabilities?.deviceClass ?? 0), UInt(count)]
        ) { shown, row in
            // notDefined(0) while the device tells nothing.
            row.number(Scalar.deviceClass, shown[0])
            row.gauge(Scalar.fastStart, shown[1])
        }
        let configuration = source.portTable(
            ports, previous: previous, shown: { $0.lldp.endpoint?.unit(timeToLiveSeconds: 0).med.capabilities },
            write: { capabilities, row in
                row.mediaCapabilities(PortColumn.supported, capabilities.kinds)
                row.mediaCapabilities(PortColumn.elements, capabilities.kinds)
                // Changes of endpoints are told by lldpRemTablesChange, not by lldpXMedTopologyChangeDetected.
                row.truth(PortColumn.notification, false)
            })
        let device = ScalarGroup(inventory, previous: previous, showing: told?.inventory) { inventory, row in
            guard let inventory else { return }
            for subtype in UInt8(5)...11 { row.octetString(UInt32(subtype) - 3, inventory[subtype], limit: 32) }
            // none(4): the device neither gives nor asks for power.
            row.number(Inventory.power, 4)
        }
        return [.scalars(group), configuration, policyTable(source, previous: previous), .scalars(device)]
    }

    private func policyTable(_ source: LLDPSource, previous: MIBImage?) -> MIBSegment {
        var table = TableBuilder(policies, previous: previous?.table(policies))
        for port in source.ports {
            for policy in port.lldp.endpoint?.policies ?? [] {
                guard let index = policy.lldpIndex else { continue }
                table.row([port.interfaceIndex] + index, showing: policy) { $1.policy($0) }
            }
        }
        return .table(table.table())
    }
}

/// LLDP-EXT-MED-MIB, what neighbours tell: capabilities, policies, inventory, locations and power. A neighbour without
/// capabilities does not speak LLDP-MED and has no rows.
struct LLDPMediaRemoteTables: LLDPTables {
    enum CapabilitiesColumn: UInt32, CaseIterable {
        case supported = 1
        case current, deviceClass
    }

    enum InventoryColumn: UInt32, CaseIterable {
        case hardware = 1
        case firmware, software, serialNumber, manufacturer, model, assetID
    }

    enum LocationColumn: UInt32, CaseIterable {
        case information = 2
    }

    enum PowerTypeColumn: UInt32, CaseIterable {
        case type = 1
    }

    enum PowerColumn: UInt32, CaseIterable {
        case tenthsOfWatt = 1
        case source, priority
    }

    private let capabilities = TableLayout(table: LLDPTree.media + [1, 3, 1], CapabilitiesColumn.self)
    private let policies = TableLayout(table: LLDPTree.media + [1, 3, 2], MediaPolicyColumn.self)
    private let inventory = TableLayout(table: LLDPTree.media + [1, 3, 3], InventoryColumn.self)
    private let locations = TableLayout(table: LLDPTree.media + [1, 3, 4], LocationColumn.self)
    private let powerTypes = TableLayout(table: LLDPTree.media + [1, 3, 5], PowerTypeColumn.self)
    private let sources = TableLayout(table: LLDPTree.media + [1, 3, 6], PowerColumn.self)
    private let devices = TableLayout(table: LLDPTree.media + [1, 3, 7], PowerColumn.self)

    func segments(_ source: LLDPSource, previous: MIBImage?) -> [MIBSegment] {
        [
            source.neighbourTable(
                capabilities, previous: previous, item: { $0.med.capabilities == nil ? nil : $0.med },
                write: { med, row in
                    row.mediaCapabilities(CapabilitiesColumn.supported, med.capabilities?.kinds ?? [])
                    row.mediaCapabilities(CapabilitiesColumn.current, med.current)
                    row.number(CapabilitiesColumn.deviceClass, med.capabilities?.deviceClass ?? 0)
                }),
            source.neighbourTable(
                policies, previous: previous,
                items: { unit in unit.med.validPolicies.compactMap { policy in policy.lldpIndex.map { ($0, policy) } }
                },
                write: { $1.policy($0) }),
            source.neighbourTable(
                inventory, previous: previous, item: { $0.med.capabilities == nil ? nil : $0.med.inventory },
                write: { inventory, row in
                    for subtype in UInt8(5)...11 {
                        row.octetString(UInt32(subtype) - 4, inventory[subtype], limit: 32)
                    }
                }),
            source.neighbourTable(
                locations, previous: previous,
                items: { unit in
                    // coordinateBased(2), civicAddress(3), elin(4).
                    unit.med.spoken.locations.filter { $0.format <= 3 }.map { ([UInt32($0.format) + 1], $0.octets) }
                }, write: { $1.octetString(LocationColumn.information.rawValue, $0.prefix(256)) }),
        ] + power(source, previous: previous)
    }

    private func power(_ source: LLDPSource, previous: MIBImage?) -> [MIBSegment] {
        [
            source.neighbourTable(
                powerTypes, previous: previous, item: \.med.spoken.power,
                // unknown(1), pseDevice(2), pdDevice(3).
                write: { $1.number(PowerTypeColumn.type, $0.type < 2 ? $0.type + 2 : 1) }),
            source.neighbourTable(
                sources, previous: previous, item: { Self.power($0, ofType: 0) }, write: { $1.power($0) }),
            source.neighbourTable(
                devices, previous: previous, item: { Self.power($0, ofType: 1) }, write: { $1.power($0) }),
        ]
    }

    private static func power(_ unit: LLDPDU, ofType type: UInt8) -> MEDTLVs.Power? {
        unit.med.spoken.power.flatMap { $0.type == type ? $0 : nil }
    }
}

/// The columns of lldpXMedLocMediaPolicyTable and lldpXMedRemMediaPolicyTable.
enum MediaPolicyColumn: UInt32, CaseIterable {
    case vlan = 2
    case priority, codePoint, unknown, tagged
}

extension NetworkPolicy {
    /// The application as an index: a set of bits with one member, which is a string of two octets behind its length
    /// (RFC 2578 7.7, RFC 3417 8). `nil` for applications that the module has no bit for.
    var lldpIndex: [UInt32]? {
        guard application <= 8 else { return nil }
        let bit: UInt32 = 0x8000 >> UInt32(application)
        return [2, bit >> 8, bit & 0xff]
    }
}

extension MEDTLVs {
    /// What counts of it: nothing without capabilities (ANSI/TIA-1057, 10.2.2).
    fileprivate var spoken: MEDTLVs { capabilities == nil ? MEDTLVs() : self }

    /// The kinds of TLVs that it has.
    fileprivate var current: MEDCapabilities.Kinds {
        var kinds: MEDCapabilities.Kinds = [.capabilities]
        if !policies.isEmpty { kinds.insert(.networkPolicy) }
        if !locations.isEmpty { kinds.insert(.location) }
        if power?.type == 0 { kinds.insert(.powerSource) }
        if power?.type == 1 { kinds.insert(.poweredDevice) }
        if inventory != MEDInventory() { kinds.insert(.inventory) }
        return kinds
    }
}

extension RowWriter {
    /// Writes LldpXMedCapabilities.
    fileprivate mutating func mediaCapabilities(
        _ column: some RawRepresentable<UInt32>, _ kinds: MEDCapabilities.Kinds
    ) {
        bits(column.rawValue, (0..<6).filter { kinds.rawValue & 1 << $0 != 0 })
    }

    fileprivate mutating func policy(_ policy: NetworkPolicy) {
        number(MediaPolicyColumn.vlan, policy.vlan)
        number(MediaPolicyColumn.priority, policy.priority)
        number(MediaPolicyColumn.codePoint, policy.codePoint)
        truth(MediaPolicyColumn.unknown, policy.isUnknown)
        truth(MediaPolicyColumn.tagged, policy.isTagged)
    }

    fileprivate mutating func power(_ power: MEDTLVs.Power) {
        gauge(LLDPMediaRemoteTables.PowerColumn.tenthsOfWatt, min(power.tenthsOfWatt, 1023))
        // Both enumerations begin with unknown(1) where the TLV has 0.
        number(LLDPMediaRemoteTables.PowerColumn.source, power.source + 1)
        number(LLDPMediaRemoteTables.PowerColumn.priority, power.priority <= 3 ? power.priority + 1 : 1)
    }
}
