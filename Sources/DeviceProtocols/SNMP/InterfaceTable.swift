public import NetworkValues

/// The interfaces of a device (ifTable of IF-MIB, RFC 2863).
public struct InterfaceTable: Hashable, Sendable {
    /// The most interfaces that are kept; the devices have one to three.
    public static let limit = 64

    private static let entry: [UInt32] = [1, 3, 6, 1, 2, 1, 2, 2, 1]

    private enum Column: UInt32, CaseIterable {
        case name = 2
        case type = 3
        case speed = 5
        case mac = 6
        case operStatus = 8
        case octetsIn = 10
        case errorsIn = 14
        case octetsOut = 16
        case errorsOut = 20
    }

    /// The columns to ask, each the beginning of its instances' names: ifDescr, ifType, ifSpeed, ifPhysAddress,
    /// ifOperStatus, ifInOctets, ifInErrors, ifOutOctets and ifOutErrors.
    public static let columns = Column.allCases.map { entry + [$0.rawValue] }

    /// The interfaces by ascending index.
    public private(set) var interfaces: [InterfaceReading] = []
    /// The hardware address of the first Ethernet interface that has one.
    public private(set) var ethernetAddress: MACAddress?
    /// Interfaces that were passed over because there are too many.
    public private(set) var left = 0

    /// Reads the variables of a walk, in any order. What is no column of the table is passed over.
    public init(_ variables: [SNMPVariable]) {
        let rows = TableRows(variables, entry: Self.entry, columns: Column.allCases.map(\.rawValue), limit: Self.limit)
        left = rows.left
        for row in rows.rows {
            let interface = Self.interface(row)
            interfaces.append(interface)
            if ethernetAddress == nil, Self.isEthernet(row) { ethernetAddress = interface.mac }
        }
    }

    /// A reading for each interface.
    public var readings: [DeviceReading] { interfaces.map(DeviceReading.interface) }

    /// ethernetCsmacd, fastEther or gigabitEthernet (IANAifType).
    private static func isEthernet(_ row: TableRow) -> Bool {
        [6, 62, 117].contains(row[Column.type.rawValue]?.unsigned ?? 0)
    }

    private static func interface(_ row: TableRow) -> InterfaceReading {
        var interface = InterfaceReading(index: row.index)
        interface.name = row[Column.name.rawValue]?.octets.map { DeviceText.text($0) } ?? ""
        interface.isUp = row[Column.operStatus.rawValue]?.unsigned.flatMap { isUp($0) }
        interface.mac = row[Column.mac.rawValue]?.octets.flatMap { hardwareAddress($0) }
        // Devices that do not know their speed show 0.
        let speed = row[Column.speed.rawValue]?.unsigned.flatMap { UInt32(exactly: $0) }
        interface.speed = speed == 0 ? nil : speed
        interface.octetsIn = row[Column.octetsIn.rawValue]?.unsigned
        interface.octetsOut = row[Column.octetsOut.rawValue]?.unsigned
        interface.errorsIn = row[Column.errorsIn.rawValue]?.unsigned
        interface.errorsOut = row[Column.errorsOut.rawValue]?.unsigned
        return interface
    }

    /// Whether ifOperStatus is up; testing and unknown are neither.
    private static func isUp(_ status: UInt64) -> Bool? {
        switch status {
        case 1: true
        case 2, 5, 6, 7: false
        default: nil
        }
    }

    /// The address of one interface: six octets, not all zero, and not a group's.
    private static func hardwareAddress(_ octets: [UInt8]) -> MACAddress? {
        guard octets.count == 6, octets[0] & 1 == 0, octets.contains(where: { $0 != 0 }) else { return nil }
        return MACAddress(rawValue: octets.reduce(0) { $0 << 8 | UInt64($1) })
    }
}
